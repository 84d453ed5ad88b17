"""The menu of every page: what a person's roles open, by subject. One table; what is not granted is not shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from suluh.web.access import Action, roles_for
from suluh.web.models import Person


class Entry(NamedTuple):
    """An address by its name in urls.py, the word for it, and who sees it."""

    url: str
    word: str
    shown: Callable[[Person], bool]


def _anyone(person: Person) -> bool:
    return True


def _may(*actions: Action) -> Callable[[Person], bool]:
    return lambda person: any(roles_for(person, action) for action in actions)


def _sees_reporters(person: Person) -> bool:
    """Who measures organisations, and an organisation its own figures."""
    of_one = bool(person.organisation) and _may(Action.REPORT)(person)
    return of_one or _may(Action.STANDING, Action.SPREAD)(person)


def _only_audits(person: Person) -> bool:
    return _may(Action.AUDIT)(person) and not _may(Action.HOLD)(person)


def _sees_looks(person: Person) -> bool:
    """An auditor has them on the audit page."""
    return _may(Action.LOOKS)(person) and not _may(Action.AUDIT)(person)


A = Action
MENU: dict[str, tuple[Entry, ...]] = {
    "menu_reports": (
        Entry("reports", "your_reports", _may(A.REPORT)),
        Entry("sheet", "report_sheet", _may(A.REPORT)),
        Entry("file", "b_open", _may(A.FILE)),
        Entry("handed", "duty_menu", _may(A.PROTECT)),
        Entry("orders", "c_orders", _may(A.ORDER)),
        Entry("reporters", "reporters", _sees_reporters),
    ),
    "menu_desk": (
        Entry("alarms", "alarms", _may(A.QUEUE)),
        Entry("shared", "shared", _may(A.SHARE, A.QUEUE)),
        Entry("batches", "batches", _may(A.BULK)),
        Entry("seconds", "seconds", _may(A.SECOND)),
        Entry("agreement", "agreement", _may(A.MEASURE)),
        Entry("groups", "groups", _may(A.GROUPS)),
        Entry("shift", "shift", _may(A.HOLD)),
    ),
    "menu_facts": (
        Entry("facts", "facts", _may(A.PROPOSE)),
        Entry("proposals", "proposals", _may(A.PROPOSE)),
        Entry("reviews", "claim_reviews", _may(A.PUBLISH_REVIEW)),
    ),
    "menu_audit": (
        Entry("audit", "audit", _may(A.AUDIT)),
        Entry("events", "events", _only_audits),
        Entry("looks", "looks", _sees_looks),
        Entry("sights", "sights", _may(A.SIGHTS)),
    ),
    "menu_learn": (
        Entry("workshops", "workshops", _may(A.TRAIN)),
        Entry("lessons_reread", "reread_menu", _may(A.PUBLISH_FACT)),
        Entry("practices", "practice", _anyone),
    ),
}


def menu_of(person: Person) -> list[tuple[str, list[Entry]]]:
    """The word of each subject with what this person finds under it; a subject without anything is left out."""
    found = [(word, [e for e in entries if e.shown(person)]) for word, entries in MENU.items()]
    return [(word, entries) for word, entries in found if entries]
