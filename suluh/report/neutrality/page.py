"""An audit told to a sceptical campaign team: sections of sentences and tables, for a file and for the desks' page."""

from __future__ import annotations

from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from suluh.audit.audit import Audit
from suluh.content import WIB
from suluh.report.neutrality.sections import Section, Told, sections

REPORT, DATA, SHEET = "netral.html", "netral.json", "netral.csv"  # an audit's files
HERE = Path(__file__).parent


class Page(msgspec.Struct, frozen=True):
    """The whole page in one language."""

    lang: str
    title: str
    verdict: str
    passed: bool
    made: str
    sections: tuple[Section, ...]


def page(audit: Audit, lang: str = "id") -> Page:
    """The page in "id" or "en"."""
    say = Told(lang)
    made = say(
        "made",
        at=f"{audit.made_at.astimezone(WIB):%d-%m-%Y %H.%M} WIB",
        policy=audit.policy,
        content=audit.content[:8],
        knowledge=audit.knowledge,
        election=audit.election,
    )
    verdict = say("passed" if audit.passed else "failed")
    return Page(lang, say("title"), verdict, audit.passed, made, sections(audit, say))


def html(audit: Audit) -> str:
    """One file that needs nothing else: Indonesian first, English below. What came from a post is escaped."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(["j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages = [page(audit, lang) for lang in ("id", "en")]
    return environment.get_template("neutrality.html.j2").render(pages=pages)
