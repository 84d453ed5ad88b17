"""Cases that one office lets another read: which there are for somebody, and with which office a case can be shared."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from suluh.web.access import shared_with
from suluh.web.asked import Unclear
from suluh.web.models import CaseRow, Person
from suluh.web.order import rules

PAGE = 25


class Page(NamedTuple):
    """`more` is the cursor of the next page, "" at the end."""

    rows: list[CaseRow]
    more: str


def page(person: Person, cursor: str) -> Page:
    """What other offices have shared with this person's, the newest first. An unreadable cursor begins at the top."""
    rows = CaseRow.objects.filter(shared_with(person)).order_by("-opened_at", "case")
    if after := _read(cursor):
        opened, case = after
        rows = rows.filter(opened_at__lte=opened).exclude(opened_at=opened, case__lte=case)
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], f"{last.opened_at.isoformat()}~{last.case}" if last else "")  # type: ignore[attr-defined]


def office(code: str) -> str:
    """The code of a province, regency or city that we know. Raises Unclear for any other."""
    if code not in rules()[0].regions.by_code:
        raise Unclear("region")
    return code


def name(code: str) -> str:
    """Its name."""
    return str(rules()[0].regions.name(code))


def _read(cursor: str) -> tuple[datetime, str] | None:
    at, _, case = cursor.partition("~")
    try:
        opened = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (opened, case) if case and opened.tzinfo else None
