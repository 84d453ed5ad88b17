"""What stands in the report, in its order: headings, words, charts and the table behind each, for page and paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from suluh.report.transparency.charts import Bar, Mark, against_most
from suluh.report.transparency.told import Told
from suluh.transparency.definitions import definition, known
from suluh.transparency.figure import REST, Agreed, Distribution, Figure, Report, Table
from suluh.transparency.figure import Row as Counted

SHOWN = (
    "cases",
    "answered_fast",
    "decided",
    "acted",
    "removed",
    "stands",
    "appealed",
    "overturned",
    "looks_differ",
)
CHARTED = 12  # rows of a table that are drawn


class Cell(NamedTuple):
    """What stands in a cell; below it, smaller, what explains it."""

    text: str
    below: str = ""


class Grid(NamedTuple):
    """A table: what it shows, its head, its rows; the first cell of a row names it. `notes` explain the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[tuple[str, str], ...] = ()


class Section(NamedTuple):
    """A heading, words, a chart with its title, tables."""

    id: str
    title: str
    lead: str = ""
    bars: Sequence[Bar] = ()
    grids: tuple[Grid, ...] = ()
    folded: tuple[Grid, ...] = ()  # further tables, opened on request


def sections(report: Report, say: Told) -> Iterator[Section]:
    """All of them."""
    yield _figures("ratios", report.ratios, say, tiktok=True)
    yield _figures("actions", report.actions, say)
    yield _figures("counts", report.counts, say)
    yield _figures("errors", report.errors, say)
    yield _table(report.outcomes, "outcomes", say)
    for one in report.times:
        yield _times(one, say)
    for name in ("week", "source", "rule"):
        yield _table(report.table(name), f"by_{name}", say)
    yield _provinces(report, say)
    yield _agreement(report.agreement, say)
    yield _orders(report.orders, say)
    yield _figures("election_law", report.election_law, say)
    yield _topics(report, say)
    yield _figures("coverage", report.coverage, say)


def _figures(name: str, figures: Iterable[Figure], say: Told, tiktok: bool = False) -> Section:
    """Figures one below the other, each with what it counts. tiktok: their figures beside them."""
    figures = tuple(figures)
    shares = any(f.denominator is not None or f.numerator is None for f in figures)
    head = [say("figure"), say("value"), *([say("out_of"), say("interval")] if shares else [])]
    rows = tuple(_row(one, say, shares, tiktok) for one in figures)
    grid = Grid(say(name), (*head, *([say("tiktok")] if tiktok else [])), rows)
    lead = say.words.get(f"{name}_lead", "")
    if tiktok:
        lead = f"{lead} {known().tiktok.said(say.lang)}"
    bars = [_bar(one, say, tiktok) for one in figures] if shares else _counts(figures, say)
    return Section(name, say(name), lead, bars, (grid,))


def _row(one: Figure, say: Told, shares: bool, tiktok: bool) -> tuple[Cell, ...]:
    says = say.why(one) or say.says(one.name)
    cells = [Cell(say.title(one.name), says), Cell(say.value(one))]
    if shares:
        cells += [Cell(say.counts(one), say.missing(one)), Cell(say.interval(one))]
    if tiktok:
        theirs = definition(one.name).tiktok
        cells.append(Cell("" if theirs is None else say.share(theirs / 100)))
    return tuple(cells)


def _bar(one: Figure, say: Told, tiktok: bool) -> Bar:
    theirs = definition(one.name).tiktok if tiktok else None
    part = one.share if one.denominator is not None else None
    mark = None if theirs is None else Mark(theirs / 100, f"TikTok {say.share(theirs / 100)}")
    return Bar(say.title(one.name), say.value(one), part, one.low, one.high, mark)


def _counts(figures: Sequence[Figure], say: Told) -> list[Bar]:
    return against_most([(say.title(f.name), say.value(f), f.numerator) for f in figures])


def _times(one: Distribution, say: Told) -> Section:
    if not one.count:
        return Section(one.name, say.title(one.name), say("none_measured"))
    summary = say(
        "median", median=say.minutes(one.median), p90=say.minutes(one.p90), n=say.number(one.count)
    )
    rows = [(say.bin(b.start, b.end), say.number(b.count), b.count) for b in one.bins]
    cells = tuple((Cell(label), Cell(value)) for label, value, _ in rows)
    grid = Grid(say.title(one.name), (say("took"), say("cases_looked")), cells)
    lead = f"{say.says(one.name)} {summary}"
    return Section(one.name, say.title(one.name), lead, against_most(rows), (grid,))


def _table(table: Table, name: str, say: Told) -> Section:
    rows = table.rows[:CHARTED]
    drawn = against_most(
        [(say.row(table.name, r), say.value(_first(r)), _first(r).numerator) for r in rows]
    )
    grid = _grid(table.name, table.rows, say(name), say)
    return Section(name, say(name), say.words.get(f"{name}_lead", ""), drawn, (grid,))


def _provinces(report: Report, say: Told) -> Section:
    section = _table(report.table("province"), "by_province", say)
    below: dict[str, list[Counted]] = {}
    for row in report.table("regency").rows:
        below.setdefault(row.above or "", []).append(row)
    folded = tuple(
        _grid(
            "regency", rows, say("by_regency", province=say.row("province", Counted(code, ()))), say
        )
        for code, rows in below.items()
        if any(row.key != REST for row in rows)
    )
    return section._replace(folded=folded)


def _grid(name: str, rows: Sequence[Counted], caption: str, say: Told) -> Grid:
    """One row a rule, region, week …; what a column counts stands below the table."""
    columns = [f.name for f in rows[0].figures if f.name in (*SHOWN, "outcome")] if rows else []
    head = (say(f"head_{name}"), *(say.title(column) for column in columns))
    told = tuple(
        (Cell(say.row(name, row)), *(_cell(f, say) for f in row.figures if f.name in columns))
        for row in rows
    )
    return Grid(caption, head, told, tuple((say.title(c), say.says(c)) for c in columns))


def _cell(figure: Figure, say: Told) -> Cell:
    return Cell(say.value(figure), "" if figure.denominator is None else say.counts(figure))


def _first(row: Counted) -> Figure:
    return row.figures[0]


def _agreement(found: Sequence[Agreed], say: Told) -> Section:
    if not found:
        return Section("agreement", say("agreement"), say("none_measured"))
    head = (say("head_rule"), say("cases_looked"), say("same"), "Kappa", "Alpha")

    def said(value: float | None, ends: tuple[float, float] | None) -> Cell:
        if value is None:
            return Cell("–")
        return Cell(
            say.decimal(value), f"({say.decimal(ends[0])} – {say.decimal(ends[1])})" if ends else ""
        )

    rows = tuple(
        (
            Cell(say.rule(one.rule)),
            Cell(say.number(one.cases)),
            Cell(say.share(one.same)),
            said(one.kappa, one.kappa_range),
            said(one.alpha, one.alpha_range),
        )
        for one in found
    )
    grid = Grid(say("agreement"), head, rows)
    bars = [Bar(say.rule(one.rule), say.share(one.same), one.same) for one in found]
    return Section("agreement", say("agreement"), say("agreement_lead"), bars, (grid,))


def _orders(table: Table, say: Told) -> Section:
    """Steps down, issuers across."""
    names = [f.name for f in table.rows[-1].figures]
    head = (say("figure"), *(say.row("orders", row) for row in table.rows))
    rows = tuple(
        (
            Cell(say.title(name), say.says(name)),
            *(Cell(say.value(r.figures[at])) for r in table.rows),
        )
        for at, name in enumerate(names)
    )
    drawn = _counts(table.rows[-1].figures, say)
    return Section(
        "orders", say("orders"), say("orders_lead"), drawn, (Grid(say("orders"), head, rows),)
    )


def _topics(report: Report, say: Told) -> Section:
    head = (say("topic"), say("state"), say.title("fired"), say.title("shadow"), say("needs"))
    rows = tuple(
        (
            Cell(say.rule(one.rule)),
            Cell(say(f"state_{one.state}")),
            Cell(say.value(one.fired)),
            Cell(say.value(one.shadow)),
            Cell("; ".join(map(say.need, one.needs)) or "–"),
        )
        for one in report.topics
    )
    notes = tuple((say.title(name), say.says(name)) for name in ("fired", "shadow"))
    grid = Grid(say("topics"), head, rows, notes)
    return Section("topics", say("topics"), say("topics_lead"), (), (grid,))
