"""A citizen's tip: taken with a number, followed by a link that nobody can guess, answered when it is decided."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from suluh.cases import Case, Role
from suluh.cases.appeals import key_of, new_token
from suluh.cases.wording import phrase
from suluh.web import home
from suluh.web.models import CaseRow
from suluh.web.partner.models import Tip
from suluh.web.partner.reporting import Told, Who, report
from suluh.web.store import stands, turn
from suluh.web.tongue import said

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I, O: numbers are read out on the telephone
_NUMBER = re.compile(rf"\bT-?([{_SIGNS}]{{7}})\b", re.IGNORECASE)
URL = re.compile(r"https?://[^\s<>\"']+")


class Taken(NamedTuple):
    """`secret` goes into the link and is kept nowhere."""

    number: str
    secret: str
    told: Told

    @property
    def link(self) -> str:
        return f"{home.address()}/lapor/{self.secret}/"


def take(
    person: str, now: datetime, text: str, *, url: str = "", region: str = "",
    channel: str = "web", address: str = "",
) -> Taken:  # fmt: skip
    """Takes a tip. text: the words that came, masked or not. address: where the answer is to go, kept until then.

    Raises Unclear for what does not fit, Refused where the case does not allow it.
    """
    url = url or _first_address(text)
    words = URL.sub(" ", text).strip()
    token = new_token()
    with turn():
        who = Who(person, Role.REPORTER_PUBLIC)
        told = report(
            who, now, url=url, words=words or url, post="" if url else words, region=region
        )
        tip = Tip.objects.create(
            number=_new_number(), key=token.key, case=told.case, person=person,
            channel=channel, address=address, made_at=now,
        )  # fmt: skip
    return Taken(tip.number, token.secret, told)


def anonymous() -> str:
    """The id of somebody of whom nothing is known, not even that they came before."""
    return "w-" + secrets.token_hex(10)


def by_link(secret: str) -> Tip | None:
    """The tip that this link opens."""
    return Tip.objects.filter(key=key_of(secret)).first()


def of_person(person: str, text: str = "") -> list[Tip]:
    """A person's own tips, the latest first; the one whose number stands in the text, where one does."""
    own = Tip.objects.filter(person=person).order_by("-made_at")
    if found := _NUMBER.search(text):
        return list(own.filter(number="T-" + found[1].upper()))
    return list(own[:5])


def state_of(tip: Tip, lang: str) -> str:
    """Where it stands, in one line."""
    row = CaseRow.objects.get(case=_goes_on_as(tip.case))
    return (
        phrase("state", row.state, lang)
        if not row.outcome
        else said(f"outcome_{row.outcome}", lang)
    )


def owed(channel: str) -> Iterator[tuple[Tip, CaseRow]]:
    """Tips of the channel whose case is decided and whose sender has not been told, the oldest first."""
    waiting = Tip.objects.filter(channel=channel, told_at=None).exclude(address="")
    for tip in waiting.order_by("made_at")[:500]:
        row = CaseRow.objects.filter(case=_goes_on_as(tip.case)).exclude(outcome="").first()
        if row and row.state in ("notified", "closed", "appeal_decided"):
            yield tip, row


def told(tip: Tip, now: datetime) -> None:
    """The answer is on its way: the address is erased."""
    Tip.objects.filter(pk=tip.pk).update(told_at=now, address="")


def case_of(tip: Tip) -> Case:
    """The case as it stands, followed to where it was merged into."""
    return stands(_goes_on_as(tip.case))


def _goes_on_as(case: str) -> str:
    """The case that this one was merged into, at most a few steps on."""
    for _ in range(5):
        into = stands(case).merged_into
        if not into:
            return case
        case = into
    return case


def _first_address(text: str) -> str:
    found = URL.search(text)
    return found[0].rstrip(").,;!?") if found else ""


def _new_number() -> str:
    """A number that is short enough to say and says nothing about how many there are."""
    while True:
        number = "T-" + "".join(secrets.choice(_SIGNS) for _ in range(7))
        if not Tip.objects.filter(number=number).exists():
            return number
