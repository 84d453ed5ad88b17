"""The report as a page: alone in a file, or its inside for another page, without script or style."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from suluh.report.transparency import charts
from suluh.report.transparency.sections import Section, sections
from suluh.report.transparency.told import Told
from suluh.transparency.figure import Report

_HERE = Path(__file__).parent
FORMATS = {
    "CSV": "laporan.csv",
    "JSON": "laporan.json",
    "PDF": "laporan.pdf",
    "Parquet": "laporan.parquet",
}


@cache
def _environment() -> Environment:
    places = [
        _HERE / "templates",
        _HERE.parent / "groups" / "templates",
    ]  # the frame of all reports
    found = Environment(loader=FileSystemLoader(places), autoescape=True, undefined=StrictUndefined)
    found.trim_blocks = found.lstrip_blocks = True
    return found


def page(report: Report, say: Told, formats: dict[str, str]) -> str:
    """A page that stands alone. formats: other forms beside it, by name."""
    return _rendered("page.html.j2", report, say, formats)


def body(report: Report, say: Told, formats: dict[str, str], log: str, statements: str) -> str:
    """What stands in a page. log, statements: addresses of the signed heads and of the statements of reasons."""
    return _rendered("body.html.j2", report, say, formats, log, statements)


def drawn(section: Section, say: Told) -> Markup:
    """A section's chart."""
    return Markup(charts.bars(say("chart_of", what=section.title), section.bars))


def _rendered(
    name: str,
    report: Report,
    say: Told,
    formats: dict[str, str],
    log: str = "",
    statements: str = "",
) -> str:
    return (
        _environment()
        .get_template(name)
        .render(
            r=report,
            say=say,
            sections=list(sections(report, say)),
            drawn=drawn,
            formats=formats,
            log=log,
            statements=statements,
        )
    )
