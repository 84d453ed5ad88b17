"""Alleged violations (track B) for programs: the form, one's own filing, the steps of election law."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from ninja import Router

from suluh.cases import Case, possible
from suluh.cases.deadlines import deadlines
from suluh.cases.events import Message, Withdrawn
from suluh.text.privacy import mask
from suluh.web.access import Action, granted, row_for
from suluh.web.acting import who
from suluh.web.api import track_shapes as shapes
from suluh.web.api.around import deadline_out
from suluh.web.api.cases import CaseId, clean
from suluh.web.api.door import Call, needs
from suluh.web.api.problems import lang_of
from suluh.web.api.refusals import refusals
from suluh.web.api.shapes import Said
from suluh.web.asked import Unclear, sent
from suluh.web.order import rules
from suluh.web.showing import on_desk
from suluh.web.store import happen, stands
from suluh.web.timing import Due
from suluh.web.tracks import election_law, filing, forms
from suluh.web.tracks.page import handling_steps

router = Router()
OWN_STEPS = ("repaired", "withdrawn", "message", "evidence_added")


@router.get(
    "/filing-fields", response=refusals() | {200: shapes.FieldsOut}, summary="Fields of the form"
)
@needs(Action.FILE)
def filing_fields(request: Call) -> Any:
    """As the facts of the election state them (slot report_form_fields), none invented."""
    groups = forms.groups(rules()[0], {}, lang_of(request), finding=False)
    return {
        "fields": [
            {"name": f.name, "label": f.label, "kind": f.kind, "personal": f.is_personal}
            for group in groups
            for f in group.fields
        ]
    }


@router.post("/filings", response=refusals(409) | {201: shapes.FilingOut}, summary="File")
@needs(Action.FILE)
def file(request: Call, given: shapes.Filing) -> Any:
    """A laporan or a first word of a reporter, a temuan of a supervisor. The day on which it became known is needed."""
    person, fields = request.person, _fields(given.fields)
    if given.origin not in filing.origins(person):
        raise Unclear("choice")
    if not fields.get("peristiwa.tanggal_diketahui"):
        raise Unclear("known_on")
    about = filing.Given(given.origin, given.law, given.region, given.url.replace("\0", "").strip())
    case = filing.file(person, about, fields, timezone.now())
    request.row = row_for(request.person, Action.FILE, case.id)
    return 201, _told(request, case)


@router.get(
    "/filings/{case}", response=refusals(404) | {200: shapes.FilingOut}, summary="One filing"
)
@needs(Action.FILE)
def filed(request: Call, case: CaseId) -> Any:
    """One's own, or one of the supervisor's region: requirements, deadlines, what may happen now."""
    return _told(request, stands(request.row.case))


@router.post(
    "/filings/{case}/repair",
    response=refusals(404, 409) | {200: shapes.FilingOut},
    summary="Repair it",
)
@needs(Action.FILE)
def repair(request: Call, case: CaseId, given: shapes.Repair) -> Any:
    """The form again, with what was missing; only after a repair was asked for."""
    return _told(request, filing.repair(_by(request, Action.FILE), _fields(given.fields)))


@router.post(
    "/filings/{case}/withdrawal",
    response=refusals(404, 409) | {200: shapes.FilingOut},
    summary="Withdraw it",
)
@needs(Action.FILE)
def take_back(request: Call, case: CaseId, given: shapes.Reason) -> Any:
    """Before it is registered; afterwards the law keeps it (ID-LAW-022)."""
    why = given.why.replace("\0", "").strip()
    return _told(request, happen(Withdrawn(**_by(request, Action.FILE), why=why)))


@router.post(
    "/filings/{case}/messages",
    response=refusals(404, 409) | {200: shapes.FilingOut},
    summary="Write to Bawaslu",
)
@needs(Action.FILE)
def write(request: Call, case: CaseId, given: Said) -> Any:
    """The answer, where more was asked."""
    words = mask(clean(given.words)).text
    return _told(request, happen(Message(**_by(request, Action.FILE), words=words)))


@router.post(
    "/cases/{case}/handling",
    response=refusals(404, 409) | {200: shapes.FilingOut},
    summary="A step of election law",
)
@needs(Action.HANDLE)
def handle(request: Call, case: CaseId, given: shapes.HandlingStep) -> Any:
    """One step of track B; in the wrong order it is refused with the sentence why."""
    fields = given.root.model_dump()
    step = election_law.STEPS[fields.pop("step")]
    met = fields.pop("met", {})
    form = sent(fields | {f"met_{key}": "yes" if is_met else "no" for key, is_met in met.items()})
    known = stands(request.row.case)
    return _told(request, happen(step(_by(request, Action.HANDLE), form, known)))


def _fields(given: Mapping[str, str]) -> dict[str, str]:
    """The form, read as the page reads it. Raises Unclear for a field that the facts do not have."""
    facts = rules()[0]
    if set(given) - set(forms.names(facts)):
        raise Unclear("choice")
    return forms.read(sent(given), facts)


def _told(request: Call, case: Case) -> dict[str, Any]:
    """What the page shows the same reader; fields about persons only to whoever filed it, and is no desk."""
    facts, now = rules()[0], timezone.now()
    fields, is_desk = forms.kept(case.id), on_desk(request.person, request.row)
    masked = [name for name in fields if is_desk and forms.is_personal(name)]
    about = case.filing
    dues = [Due(d, facts.get(d.fact) if d.fact else None, d.is_late(now)) for d in deadlines(case, facts)]  # fmt: skip
    return {
        "case": case.id,
        "state": case.state,
        "origin": about.origin if about else None,
        "law": about.law if about else None,
        "fields": {n: _shown(v, is_desk) for n, v in fields.items() if n not in masked},
        "masked": masked,
        "as_filed": forms.is_as_filed(case.id),
        "requirements": [
            {name: getattr(one, name) for name in ("key", "words", "fact", "met")}
            for one in forms.requirements(case, fields, facts)
        ],
        "lacking": [*about.formal, *about.material] if about else [],
        "deadlines": [deadline_out(due) for due in dues],
        "finding": about.finding if about else None,
        "steps": _steps(request, case, is_desk),
    }


def _steps(request: Call, case: Case, is_desk: bool) -> list[str]:
    if is_desk:
        return handling_steps(request.person, request.row, case)
    role = granted(request.person, Action.FILE, request.row)[0]
    return [step for step in OWN_STEPS if step in possible(case, role)]


def _shown(words: str, is_desk: bool) -> str:
    return mask(words).text if is_desk else words


def _by(request: Call, action: Action) -> dict[str, Any]:
    return who(request.person, request.row, action, timezone.now())
