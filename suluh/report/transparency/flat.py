"""The report as one row a figure, for programs and spreadsheets: what it is, what it counts, and its state."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from suluh.report.transparency.told import Told
from suluh.transparency.definitions import definition
from suluh.transparency.figure import Figure, Report, Row

COLUMNS = {  # of every row, with their kinds
    "part": str, "row": str, "above": str, "name_id": str, "name_en": str, "figure": str, "title_id": str,
    "title_en": str, "state": str, "numerator": int, "denominator": int, "share": float, "low": float, "high": float,
    "left_out": int, "says_id": str, "says_en": str,
}  # fmt: skip
SINGLE = ("ratios", "actions", "errors", "counts", "election_law", "coverage")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def rows(report: Report, both: tuple[Told, Told]) -> Iterator[dict[str, Any]]:
    """Every figure. both: the words in Indonesian and English."""
    for part in SINGLE:
        for figure in getattr(report, part):
            yield _flat(part, Row("", ()), figure, ("", ""))
    for table in (report.outcomes, *report.tables, report.orders):
        for row in table.rows:
            names = (both[0].row(table.name, row), both[1].row(table.name, row))
            yield from (_flat(table.name, row, figure, names) for figure in row.figures)
    for topic in report.topics:
        names = (both[0].rule(topic.rule), both[1].rule(topic.rule))
        yield from (
            _flat("topic", Row(topic.rule, ()), f, names) for f in (topic.fired, topic.shadow)
        )
    for one in report.times:
        for bin_ in one.bins:
            names = (both[0].bin(bin_.start, bin_.end), both[1].bin(bin_.start, bin_.end))
            yield _flat("minutes", Row(str(bin_.start), ()), Figure(one.name, bin_.count), names)


def as_csv(report: Report, both: tuple[Told, Told]) -> str:
    """CSV with a header; nothing in it that a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: plain(v) for k, v in row.items()} for row in rows(report, both))
    return text.getvalue()


def _flat(part: str, row: Row, figure: Figure, names: tuple[str, str]) -> dict[str, Any]:
    known = definition(figure.name)
    state = "suppressed" if figure.suppressed else "known" if figure.is_known else "not_known"
    values = (
        part, row.key, row.above or "", *names, figure.name, known.title.id, known.title.en, state, figure.numerator,
        figure.denominator, figure.share, figure.low, figure.high, figure.left_out, known.says.id, known.says.en,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def plain(value: object) -> object:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
