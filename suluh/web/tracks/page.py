"""What the page of a case shows besides on tracks B and C, and its siblings on every track."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from suluh.cases import Case, Track, possible
from suluh.cases.deadlines import deadlines
from suluh.cases.guards import DESTINATION
from suluh.cases.orders import CHECKS, documents
from suluh.web.access import Action, granted
from suluh.web.models import CaseRow
from suluh.web.order import rules
from suluh.web.timing import Due
from suluh.web.tracks import election_law, forms, legal_orders
from suluh.web.tracks.siblings import siblings

TEMPLATES = {"A": "web/case.html", "B": "web/tracks/case_b.html", "C": "web/tracks/case_c.html"}
WAY_B = (
    "diterima kajian_awal diregister penanganan keputusan diteruskan selesai".split()
)  # the straight way
BESIDE = {  # where a case stands that went off it for a while
    "tidak_memenuhi": "kajian_awal",
    "perbaikan_diminta": "kajian_awal",
    "keterangan_tambahan": "penanganan",
}


def page_of(person: Any, row: CaseRow, case: Case, now: datetime, lang: str) -> dict[str, Any]:
    """For the template of the case's track. person: whoever looks, from a desk."""
    about: dict[str, Any] = {
        "siblings": siblings(case, person),
        "may_link": bool(granted(person, Action.LINK, row)) and "linked" in possible(case),
    }
    if case.track is Track.B:
        about |= _election_law(person, row, case, now, lang)
    if case.track is Track.C:
        about |= _legal_order(person, row, case)
    return about


def of_form(case: Case, lang: str, now: datetime, masked: bool) -> dict[str, Any]:
    """The form, its requirements one by one, and the deadlines that have begun."""
    facts, fields = rules()[0], forms.kept(case.id)
    finding = case.filing is not None and case.filing.origin == "temuan"
    return {
        "form": forms.groups(facts, fields, lang, finding),
        "has_form": bool(fields),
        "as_filed": forms.is_as_filed(case.id),
        "masked": masked,
        "requirements": forms.requirements(case, fields, facts),
        "lacking": [*case.filing.formal, *case.filing.material] if case.filing else [],
        "deadlines": [
            Due(d, facts.get(d.fact) if d.fact else None, d.is_late(now))
            for d in deadlines(case, facts)
        ],
    }


def handling_steps(person: Any, row: CaseRow, case: Case) -> list[str]:
    """The steps of election law that lead on from here, for whoever handles the case."""
    handles = bool(granted(person, Action.HANDLE, row))
    steps = [step for step in election_law.STEPS if handles and step in possible(case)]
    if case.filing and not case.filing.complete:
        steps = [step for step in steps if step != "registered"]
    if case.state == "kajian_awal" and case.filing and case.filing.complete:
        steps = [step for step in steps if step != "initially_reviewed"]
    return steps


def order_steps(person: Any, row: CaseRow, case: Case) -> list[str]:
    """The steps of a legal order that lead on from here, for whoever handles it."""
    may, open_now = bool(granted(person, Action.ORDER, row)), possible(case)
    return [
        step
        for step in legal_orders.ALL_STEPS
        if may and legal_orders.EVENT_OF.get(step, step) in open_now and _fits(step, case)
    ]


def _election_law(
    person: Any, row: CaseRow, case: Case, now: datetime, lang: str
) -> dict[str, Any]:
    finding = case.filing.finding if case.filing else None
    return of_form(case, lang, now, masked=True) | {
        "steps": handling_steps(person, row, case),
        "way": WAY_B,
        "station": BESIDE.get(case.state, case.state),
        "may_see": bool(granted(person, Action.PERSONAL, row)),
        "findings": election_law.FINDINGS,
        "court_steps": election_law.COURT_STEPS,
        "destination": DESTINATION.get(finding or ""),
        "held": {"formal": case.filing.formal, "material": case.filing.material}
        if case.filing
        else {},
    }


def _legal_order(person: Any, row: CaseRow, case: Case) -> dict[str, Any]:
    return {
        "steps": order_steps(person, row, case),
        "checks": CHECKS,
        "documents": documents(case),
        "may_order": bool(granted(person, Action.ORDER, row)),
    }


def _fits(step: str, case: Case) -> bool:
    """Whether a step that the state has would lead anywhere now; the guards say the same when it is tried."""
    order = case.order
    if step == "challenge_answered":
        return order is not None and order.challenged
    if step == "restored":
        return order is not None and order.action is not None and not case.restored
    return True
