"""A laporan, a temuan, a first word of something: opened, repaired, withdrawn by whoever made it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from suluh.cases import Case, Role
from suluh.cases.events import EvidenceAdded, Law, Origin, Repaired, Reported
from suluh.cases.joining import same_address
from suluh.cases.things import EvidenceItem, Thing
from suluh.text.privacy import mask
from suluh.web.access import covers
from suluh.web.asked import Unclear
from suluh.web.models import Person
from suluh.web.order import rules
from suluh.web.partner.reporting import platform_of
from suluh.web.store import happen, turn
from suluh.web.tracks import forms
from suluh.web.tracks.siblings import link_same

ORIGINS: dict[Role, tuple[Origin, ...]] = {
    Role.REPORTER_TRUSTED: ("laporan", "informasi_awal"),
    Role.REPORTER_PUBLIC: ("laporan", "informasi_awal"),
    Role.SUPERVISOR: ("temuan", "informasi_awal"),
}


class Given(NamedTuple):
    """What was filed besides the fields of the form. url: the post it is about, where there is one."""

    origin: Origin
    law: Law
    region: str  # where it happened; its Bawaslu gets the case
    url: str = ""


def origins(person: Person) -> tuple[Origin, ...]:
    """As what this person may bring a matter in."""
    found = [origin for role in person.roles for origin in ORIGINS.get(role, ())]
    return tuple(dict.fromkeys(found))


def file(person: Person, given: Given, fields: Mapping[str, str], now: datetime) -> Case:
    """Opens a case of track B, keeps the form, and links what is known of the same post on other tracks.

    Raises Unclear for a region that is unknown or not the supervisor's, and for an address that is none.
    """
    event = _reported(person, given, fields, now)
    with turn():
        case = happen(event)
        forms.keep(case.id, fields, now)
        link_same(case, now)
    return case


def repair(who: dict[str, Any], fields: Mapping[str, str]) -> Case:
    """The form filled in again after a repair was asked for. Raises Refused at any other time."""
    with turn():
        case = happen(Repaired(**who, words=mask(fields["peristiwa.uraian"]).text))
        forms.keep(case.id, fields, who["at"])
    return case


def add_evidence(who: dict[str, Any], item: EvidenceItem) -> Case:
    """One more piece. Raises Refused when the case has ended."""
    return happen(EvidenceAdded(**who, item=item))


def _reported(person: Person, given: Given, fields: Mapping[str, str], now: datetime) -> Reported:
    role = next(r for r in person.roles if given.origin in ORIGINS.get(r, ()))
    return Reported(
        case="B-" + secrets.token_hex(5),
        at=now,
        actor=person.key,
        role=role,
        organisation=person.organisation or None,
        track="B",
        thing=_thing(given.url),
        words=mask(fields["peristiwa.uraian"]).text,
        region=_region(person, role, given.region),
        known_on=forms.day_of(fields.get("peristiwa.tanggal_diketahui", "")),
        origin=given.origin,
        law=given.law,
    )


def _thing(url: str) -> Thing:
    if url and not same_address(url):
        raise Unclear("address")
    return Thing(url=mask(url).text or None, platform=platform_of(url) if url else None)


def _region(person: Person, role: Role, code: str) -> str:
    """A supervisor finds in the own region; a reporter anywhere."""
    if code not in rules()[0].regions.by_code:
        raise Unclear("region")
    own = (region for held, region in person.granted_roles if held is Role.SUPERVISOR)
    if role is Role.SUPERVISOR and not any(covers(region, code) for region in own):
        raise Unclear("own_region")
    return code
