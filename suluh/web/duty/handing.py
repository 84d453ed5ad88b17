"""A threat is handed over at once; who does not answer in time is followed by the next above; nobody there is said.

    follow.py sees a P0 case ──► begin ──► PartnerAlerted, a letter, a webhook, the partner's page
    ring.py sees a broken clock ──► rise ──► the next above, or a note to the desk and the supervisors
    the partner's page ──► answer ──► PartnerAnswered

The machine only tells people. It removes nothing, and what is decided about the post is decided elsewhere.
"""

from __future__ import annotations

from datetime import datetime

from suluh.cases import Case, Role
from suluh.cases.events import Happening, Message, PartnerAlerted, PartnerAnswered, PartnerKind
from suluh.cases.handover import due_from, is_threat, unalerted, waiting
from suluh.text.privacy import mask
from suluh.web.duty import telling
from suluh.web.duty.contacts import next_for
from suluh.web.models import Person
from suluh.web.store import happen, stands, turn
from suluh.web.tongue import said

ACTOR = "suluh"


def begin(number: str, now: datetime) -> None:
    """Hands a new threat over to each kind of partner that was not told of it yet. Called again it does nothing."""
    case = stands(number)
    if is_threat(case):
        for kind in unalerted(case):
            rise(number, kind, now)


def rise(number: str, kind: PartnerKind, now: datetime) -> None:
    """Tells the next partner of this kind; where there is none, the desk and the supervisors of the region."""
    with turn():
        case = stands(number)
        contact = next_for(case, kind)
        if contact is None:
            _missing(case, kind, now)
            return
        due = due_from(now)
        event = PartnerAlerted(
            case=number, at=now, actor=ACTOR, role=Role.MACHINE, partner=contact.organisation,
            partner_kind=kind, region=contact.region, due=due,
        )  # fmt: skip
        telling.partner(happen(event), contact, due, now)


def answer(person: Person, number: str, words: str, now: datetime) -> Case:
    """The partner has it. Raises Refused where none of its hand-overs of this case waits."""
    role = next((r for r in (Role.SUPERVISOR, Role.REPORTER_TRUSTED) if r in person.roles), Role.AUDITOR)  # fmt: skip
    event = PartnerAnswered(
        case=number, at=now, actor=person.key, role=role,
        organisation=person.organisation or None, words=mask(words).text,
    )  # fmt: skip
    return happen(event)


def waits_for(case: Case, person: Person) -> bool:
    """Whether this person's organisation still has to answer."""
    return any(alert.partner == person.organisation for alert in waiting(case))


def _missing(case: Case, kind: PartnerKind, now: datetime) -> None:
    """Said once for each kind: a note on the case, letters to the desk and the supervisors."""
    told = [a for a in case.alerts if a.kind == kind]
    word = "duty_nobody_above" if told else "duty_nobody"
    words = said(
        word, "id", kind=said(f"duty_{kind}", "id"), region=telling.region_name(case.region)
    )
    if any(m.words == words for m in case.messages):
        return
    note: Happening = Message(
        case=case.id, at=now, actor=ACTOR, role=Role.MACHINE, words=words, internal=True
    )
    telling.nobody(happen(note), kind, word, now)
