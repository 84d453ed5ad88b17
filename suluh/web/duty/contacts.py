"""Who is on duty where. Somebody with the installation's key enters it; nothing is guessed, an unknown stays empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from suluh.cases import Case
from suluh.cases.events import PartnerKind
from suluh.cases.handover import handing, regions_upwards
from suluh.errors import RequestError
from suluh.facts.regions import regions
from suluh.web.duty.models import DutyContact
from suluh.web.models import Grant, Person

POLICE = "police"  # is telephoned by a person, and told nothing by a machine
KINDS = (*handing().partners, POLICE)
ANSWERING = ("supervisor", "reporter_trusted")  # roles whose people answer for their organisation


def add(organisation: str, kind: str, region: str, email: str, phone: str, now: datetime) -> DutyContact:  # fmt: skip
    """A new entry. Raises RequestError for an unknown kind or region, or without any way to reach somebody."""
    name = organisation.strip()
    if kind not in KINDS:
        raise RequestError(f'unknown kind "{kind}": one of {", ".join(KINDS)}')
    if region and region not in regions():
        raise RequestError(f"no region with the code {region}")
    if kind == POLICE and not phone:
        raise RequestError("the police are telephoned: a number is needed")
    if kind != POLICE and not (email or people_of(name)):
        raise RequestError(f"{name}: neither an e-mail address nor an account of this organisation")
    if not name or (email and "@" not in email):
        raise RequestError("an organisation and, if any, a whole e-mail address are needed")
    return DutyContact.objects.create(
        organisation=name, kind=kind, region=region, email=email, phone=phone, made_at=now
    )


def remove(number: int, now: datetime) -> None:
    """On duty no more. Raises RequestError where there is none of this number."""
    if not DutyContact.objects.filter(pk=number, gone_at=None).update(gone_at=now):
        raise RequestError(f"no contact {number}")


def next_for(case: Case, kind: PartnerKind) -> DutyContact | None:
    """The narrowest of this kind that is on duty for the case's region and was not told of it yet."""
    told = [alert.partner for alert in case.alerts]
    return _narrowest(kind, case.region, told)


def police_for(region: str | None) -> DutyContact | None:
    """The narrowest police contact for a region."""
    return _narrowest(POLICE, region, ())


def _narrowest(kind: str, region: str | None, but: Iterable[str]) -> DutyContact | None:
    here = DutyContact.objects.filter(kind=kind, gone_at=None).exclude(organisation__in=list(but))
    found = {entry.region: entry for entry in here.order_by("-pk")}
    return next((found[code] for code in regions_upwards(region) if code in found), None)


def people_of(organisation: str) -> list[Person]:
    """The people who answer for an organisation."""
    answering = Grant.objects.filter(role__in=ANSWERING).values("person")
    here = Person.objects.filter(organisation=organisation, is_active=True, pk__in=answering)
    return list(here.order_by("pk"))
