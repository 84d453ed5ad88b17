"""The report as PDF: the same sections, with bars and the table behind each. Regencies are in the data, not on paper."""

from __future__ import annotations

from datetime import UTC, datetime, time

from suluh.content import WIB
from suluh.report.sheet import Sheet
from suluh.report.transparency.sections import Cell, Grid, Section, sections
from suluh.report.transparency.told import Told
from suluh.transparency.figure import Report

EMPTY = datetime(2024, 1, 1, tzinfo=UTC)  # the date in the file of a report without a period


def pdf(report: Report, say: Told) -> bytes:
    """The bytes; of the same report the same ones: the file is dated with the end of its period."""
    head = report.head
    foot = say("foot", n=say.number(head.events), root=head.root[:16])
    made = datetime.combine(report.end, time.max, WIB) if report.end else EMPTY
    sheet = Sheet(say("title"), foot, made, say.lang)
    sheet.title(say("title"), _period(report, say))
    sheet.words(say("counted_from", n=say.number(head.events)))
    sheet.small(f"{say('root')}: {head.root}")
    sheet.words(f"{say('privacy', k=report.k)} {say('sure')}")
    for section in sections(report, say):
        _set(sheet, section)
    return sheet.pdf()


def _period(report: Report, say: Told) -> str:
    if report.start is None or report.end is None:
        return say("no_period")
    days = {"start": say.calendar_day(report.start), "end": say.calendar_day(report.end)}
    return say("period", **days)


def _set(sheet: Sheet, section: Section) -> None:
    sheet.heading(section.title)
    sheet.words(section.lead)
    for bar in section.bars:
        mark = f" ({bar.mark.says})" if bar.mark else ""
        sheet.bar(f"{bar.label}: {bar.value}{mark}", bar.part)
    for grid in section.grids:
        _table(sheet, grid)


def _table(sheet: Sheet, grid: Grid) -> None:
    sheet.table(grid.head, ([_cell(cell) for cell in row] for row in grid.rows))
    for name, says in grid.notes:
        sheet.small(f"{name}: {says}")


def _cell(cell: Cell) -> str:
    return f"{cell.text}\n{cell.below}" if cell.below else cell.text
