"""Track C on the page: an order received, checked, carried out where it holds, objected to, ended; and their count."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from suluh.cases import Case, Happening, Role
from suluh.cases import events as e
from suluh.cases.appeals import new_token
from suluh.cases.joining import same_address
from suluh.cases.orders import CHECKS, lacking
from suluh.cases.things import PROTECTED, Account, Thing
from suluh.text.privacy import mask
from suluh.web.asked import Asking, Unclear, choice, line, text
from suluh.web.models import CaseRow, Letter, Person
from suluh.web.order import rules
from suluh.web.partner.reporting import platform_of
from suluh.web.store import happen, turn
from suluh.web.tracks.siblings import link_same

Made = Callable[[dict[str, Any], Asking, Case], Happening]
ISSUERS = ("komdigi", "pengadilan")
KINDS = ("citizen", *sorted(PROTECTED), "media")
LINE = 200  # characters of a number, a basis
NATION = "ID"


class Lacking(Exception):
    """The order may not be called valid yet. `checks`: what is open."""

    def __init__(self, checks: tuple[e.OrderCheck, ...]) -> None:
        self.checks = checks
        super().__init__(", ".join(checks))


class Count(NamedTuple):
    """Government requests, as the public counts them: every order, the refused ones too."""

    received: int
    by_state: dict[str, int]


def receive(person: Person, role: Any, request: Asking, now: Any) -> Case:
    """The order becomes a case of track C. Raises Unclear for a field that does not fit."""
    url = text(request, "url", 400)
    if not same_address(url):
        raise Unclear("address")
    kind = choice(request, "account_kind", ("", *KINDS))
    thing = Thing(
        url=mask(url).text,
        platform=platform_of(url),
        text=mask(line(request, "post")).text,
        account=Account(platform=platform_of(url), kind=kind or None),
    )
    event = e.OrderReceived(
        case="C-" + secrets.token_hex(5), at=now, actor=person.key, role=role,
        organisation=person.organisation or None, thing=thing,
        issuer=choice(request, "issuer", ISSUERS), number=text(request, "number", LINE),
        legal_basis=text(request, "legal_basis", LINE), urgent=bool(request.POST.get("urgent")),
        region=_region(line(request, "region", 13)) or None,
    )  # fmt: skip
    with turn():
        case = happen(event)
        link_same(case, now)
    return case


def count() -> Count:
    """Every order that ever came, by where it stands."""
    states = CaseRow.objects.filter(track="C").values_list("state", flat=True)
    by_state = Counter(states)
    return Count(sum(by_state.values()), dict(by_state.most_common()))


def of(person: Person) -> QuerySet[CaseRow]:
    """The orders of the regions for which this person has the gateway's role, the latest first."""
    wanted = Q(pk__in=[])
    for role, region in person.granted_roles:
        if role is Role.LEGAL_GATEWAY:
            wanted |= Q(region=region) | Q(region__startswith=region + ".") if region else ~Q(pk="")
    return CaseRow.objects.filter(wanted, track="C").order_by("-opened_at", "case")


def do(step: str, who: dict[str, Any], request: Asking, case: Case) -> None:
    """One step happens. Raises Unclear, Lacking or Refused."""
    if step == "notified":
        _tell(who)
    else:
        happen(STEPS[step](who, request, case))


def _validated(who: dict[str, Any], request: Asking, case: Case) -> Happening:
    """Nothing is valid before each of the four checks is ticked and the document lies here."""
    ticked, document = request.POST.getlist("checks"), line(request, "document", 64)
    if left := lacking(case, ticked, document):
        raise Lacking(left)
    return e.OrderValidated(**who, reason=text(request, "words"), checks=CHECKS, document=document)


def _limited(who: dict[str, Any], request: Asking, case: Case) -> Happening:
    region = _region(line(request, "region", 13)) or NATION
    return e.OrderExecuted(**who, action="geo_restrict", region=region)


def _tell(who: dict[str, Any]) -> None:
    """The author is told, with a link to object by."""
    token = new_token()
    with turn():
        happen(e.Notified(**who, whom="author", appeal_key=token.key))
        Letter.objects.create(
            case=who["case"], whom="author", secret=token.secret, made_at=who["at"]
        )


def _region(code: str) -> str:
    if code in ("", NATION):
        return ""
    if code not in rules()[0].regions.by_code:
        raise Unclear("region")
    return code


STEPS: dict[str, Made] = {
    "order_examined": lambda who, request, case: e.OrderExamined(**who),
    "info_asked": lambda who, request, case: e.InfoAsked(**who, question=text(request, "words")),
    "info_answered": lambda who, request, case: e.InfoAnswered(
        **who, answer=text(request, "words")
    ),
    "order_validated": _validated,
    "order_refused": lambda who, request, case: e.OrderRefused(
        **who, reason=text(request, "words")
    ),
    "limited": _limited,
    "removed": lambda who, request, case: e.OrderExecuted(
        **who, action="remove", reason=line(request, "words")
    ),
    "order_challenged": lambda who, request, case: e.OrderChallenged(
        **who, words=mask(text(request, "words")).text
    ),
    "challenge_answered": lambda who, request, case: e.ChallengeAnswered(
        **who, reason=text(request, "words")
    ),
    "order_revoked": lambda who, request, case: e.OrderRevoked(
        **who, reason=text(request, "words")
    ),
    "restored": lambda who, request, case: e.Restored(**who),
    "closed": lambda who, request, case: e.Closed(**who, why=line(request, "words", 400)),
}
EVENT_OF = {
    "limited": "order_executed",
    "removed": "order_executed",
}  # others are their event's word
ALL_STEPS = (*STEPS, "notified")
