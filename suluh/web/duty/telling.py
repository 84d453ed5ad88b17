"""The letters of a hand-over: to the partner with clock and contacts; to desk and supervisors where nobody is on duty.

As all our letters they name the case and the promise, never what a post says.
"""

from __future__ import annotations

from datetime import datetime

from suluh.cases import Case, Role
from suluh.cases.events import PartnerKind
from suluh.facts.regions import regions
from suluh.web import home
from suluh.web.access import covers
from suluh.web.duty.contacts import people_of, police_for
from suluh.web.duty.models import DutyContact
from suluh.web.jobs import hooks
from suluh.web.jobs.models import Notice
from suluh.web.jobs.sending import stable_id
from suluh.web.jobs.table import put
from suluh.web.models import Grant
from suluh.web.tongue import moment, said

TOLD = (Role.SUPERVISOR, Role.TRIAGE, Role.SENIOR_PANEL)  # where no partner is registered
MISSING = "partner_missing"


def partner(case: Case, contact: DutyContact, due: datetime, now: datetime) -> None:
    """To the duty address and to every person of the organisation who has one."""
    addresses = {contact.email} | {person.email for person in people_of(contact.organisation)}
    text = "\n\n".join(
        said("duty_letter", lang, case=case.id, region=region_name(case.region), due=moment(due, lang),
             police=police_words(case.region, lang), link=link())
        for lang in ("id", "en")
    )  # fmt: skip
    subject = said("duty_subject", "id", case=case.id, region=region_name(case.region))
    _letters(f"duty:{case.id}:{contact.pk}", addresses, subject, text, now)


def nobody(case: Case, kind: PartnerKind, word: str, now: datetime) -> None:
    """To the desk and the supervisors of the region, as an alarm, by letter and by webhook."""
    key = f"{case.id}:{MISSING}:{kind}:{word}"
    region = case.region or ""
    Notice.objects.get_or_create(
        key=key,
        defaults={"case": case.id, "track": case.track.value, "region": region,
                  "target": MISSING, "part": 1.0, "due": now, "at": now},
    )  # fmt: skip
    rows = Grant.objects.filter(role__in=TOLD, person__is_active=True)
    addresses = {
        email for email, of in rows.values_list("person__email", "region") if covers(of, region)
    }
    text = "\n\n".join(
        said(f"{word}_letter", lang, kind=said(f"duty_{kind}", lang), case=case.id,
             region=region_name(case.region), police=police_words(case.region, lang))
        for lang in ("id", "en")
    )  # fmt: skip
    _letters(f"duty:{key}", addresses, said("duty_nobody_subject", "id", case=case.id), text, now)
    hooks.tell("alarm", key, {"case": case.id, "track": case.track.value, "clock": MISSING}, region, now)  # fmt: skip


def police_words(region: str | None, lang: str) -> str:
    """Whom to telephone; that nobody is registered, where so."""
    found = police_for(region)
    if found is None:
        return said("duty_no_police", lang)
    return said("duty_police_line", lang, name=found.organisation, phone=found.phone)


def region_name(region: str | None) -> str:
    """A region by its name; all of Indonesia where none is known."""
    return regions().name(region) if region else "Indonesia"


def link() -> str:
    return f"{home.address()}/penyerahan/"


def _letters(key: str, addresses: set[str], subject: str, text: str, now: datetime) -> None:
    for address in sorted(filter(None, addresses)):
        body = {"to": address, "subject": subject, "text": text}
        put(f"{key}:{stable_id(address)}", "email", "smtp", body, now)
