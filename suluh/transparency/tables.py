"""Figures broken down: one row for each rule, province, week or source, with small counts protected (`protect.py`).

Rows are listed where their first column may be shown; the others are added up in the last row. Within a province the
same is done again for its regencies, and what is hidden of a province is hidden of each of its regencies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from suluh.transparency.counted import MACHINE, ORGANISATION, PUBLIC, SUPERVISOR
from suluh.transparency.figure import REST, Figure, Row, Table, counted, shared, suppressed
from suluh.transparency.protect import hidden
from suluh.transparency.sums import View

Cells: TypeAlias = dict[str, Counter[str]]  # of each measure, by row


class Column(NamedTuple):
    """A count, or the part of another column's count. The first column says which rows are listed."""

    name: str
    part: str
    whole: str | None = None


COLUMNS = (
    Column("cases", "cases"),
    Column("answered_fast", "answered_fast", "cases"),
    Column("decided", "decided"),
    Column("acted", "acted", "decided"),
    Column("removed", "removed", "decided"),
    Column("stands", "stands", "decided"),
    Column("appealed", "appealed", "decided"),
    Column("appeal_decided", "appeal_decided"),
    Column("overturned", "appeal_overturned", "appeal_decided"),
    Column("looked_twice", "looked_twice"),
    Column("looks_differ", "looks_differ", "looked_twice"),
)
SOURCES = (MACHINE, PUBLIC, "state", "civil_society", "fact_checker", "not_stated")


def tables(view: View, sectors: Mapping[str, str]) -> tuple[Table, ...]:
    """By rule, province, regency, week and source of the report."""
    regions = _cells(view, "region")
    provinces = _added_up(regions, {code: code[:2] for code in _rows(regions)})
    sources = _cells(view, "source")
    by_sector = _added_up(sources, {name: sector_of(name, sectors) for name in _rows(sources)})
    by_province, unseen = _listed(provinces)
    return (
        Table("rule", _listed(_cells(view, "rule"))[0]),
        Table("province", by_province),
        Table("regency", tuple(_regencies(regions, by_province, unseen))),
        Table("week", tuple(sorted(_listed(_cells(view, "week"))[0], key=_by_key))),
        Table("source", _all(by_sector, SOURCES)),
    )


def sector_of(source: str, sectors: Mapping[str, str]) -> str:
    """Who stands behind a source: one of SOURCES. A pengawas is a state body's."""
    if source.startswith(ORGANISATION):
        return sectors.get(source.removeprefix(ORGANISATION)) or "not_stated"
    return "state" if source == SUPERVISOR else source


def _cells(view: View, dimension: str) -> Cells:
    measures = {name for column in COLUMNS for name in column[1:] if name}
    return {measure: view.by(measure, dimension) for measure in measures}


def _rows(cells: Cells) -> set[str]:
    return {row for counts in cells.values() for row in counts}


def _added_up(cells: Cells, into: Mapping[str, str]) -> Cells:
    """The same with several rows in one."""
    new: Cells = {measure: Counter() for measure in cells}
    for measure, counts in cells.items():
        for row, count in counts.items():
            new[measure][into[row]] += count
    return new


def _listed(
    cells: Cells, never: Collection[str] = ()
) -> tuple[tuple[Row, ...], dict[str, set[str]]]:
    """The rows that may be listed, the largest first, the rest last; and what is hidden of each measure."""
    first = {row: count for row, count in cells[COLUMNS[0].part].items() if count}
    names = sorted(first.keys() - hidden(first), key=lambda row: (-first[row], row))
    alone = {row: row if row in names else REST for row in _rows(cells)}
    pooled = _added_up(cells, alone)
    return _rows_of(pooled, [*names, REST] if REST in alone.values() else names, never)


def _all(cells: Cells, names: Iterable[str]) -> tuple[Row, ...]:
    """Every row of a closed list, in its order."""
    return _rows_of(cells, list(names), ())[0]


def _rows_of(
    cells: Cells, names: list[str], never: Collection[str]
) -> tuple[tuple[Row, ...], dict[str, set[str]]]:
    unseen = {measure: set(names) for measure in never}
    for column in COLUMNS:
        if column.part not in unseen:
            unseen[column.part] = _unseen(cells, column, names, unseen)
    rows = tuple(
        Row(name, tuple(_figure(cells, c, name, unseen) for c in COLUMNS)) for name in names
    )
    return rows, unseen


def _unseen(
    cells: Cells, column: Column, names: list[str], unseen: Mapping[str, set[str]]
) -> set[str]:
    """The rows in which this column is hidden. A share's part is hidden with its whole, and for what it leaves of it."""
    if REST in names and column is COLUMNS[0]:
        return set()  # the rest was made so that it may be shown
    if column.whole is None:
        return set(hidden({name: cells[column.part][name] for name in names}))
    wholes = {name: count for name in names if (count := cells[column.whole][name])}
    parts = {name: cells[column.part][name] for name in wholes}
    left = {name: whole - parts[name] for name, whole in wholes.items()}
    chosen = frozenset(unseen[column.whole] & wholes.keys())
    while (more := chosen | hidden(parts, chosen) | hidden(left, chosen)) != chosen:
        chosen = more
    return {*chosen, *unseen[column.whole]}


def _figure(cells: Cells, column: Column, row: str, unseen: Mapping[str, set[str]]) -> Figure:
    count = cells[column.part][row]
    if row in unseen[column.part]:
        seen = column.whole and row not in unseen[column.whole]
        return suppressed(column.name, cells[column.whole][row] if seen and column.whole else None)
    if column.whole is None:
        return counted(column.name, count)
    return shared(column.name, count, cells[column.whole][row])


def _regencies(
    cells: Cells, provinces: Iterable[Row], unseen: Mapping[str, set[str]]
) -> Iterable[Row]:
    """Below every province that is listed, its regencies; a code without one stands for what was not told narrower."""
    below: dict[str, set[str]] = defaultdict(set)
    for code in _rows(cells):
        below[code[:2]].add(code)
    for province in provinces:
        if not province.key or province.key == REST:
            continue
        mine = {
            measure: Counter({row: counts[row] for row in below[province.key] if counts[row]})
            for measure, counts in cells.items()
        }
        never = {measure for measure, rows in unseen.items() if province.key in rows}
        for row in _listed(mine, never)[0]:
            yield Row(row.key, row.figures, province.key)


def _by_key(row: Row) -> tuple[bool, str]:
    return row.key == REST, row.key
