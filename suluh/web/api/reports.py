"""Reporting a post, one's own reports; oneself and one's key; the ledger's events; the author's way back."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from suluh.cases import Case, Role
from suluh.cases.appeals import key_of, opens
from suluh.cases.events import Appealed
from suluh.ledger.models import EventRow
from suluh.web.access import Action
from suluh.web.api import keys, shapes
from suluh.web.api.cases import clean
from suluh.web.api.door import Call, needs, with_key, without_key
from suluh.web.api.problems import lang_of
from suluh.web.api.refusals import refusals
from suluh.web.api.telling import brief, facts, note
from suluh.web.models import CaseRow, Reporter
from suluh.web.partner import reporting
from suluh.web.reporters.standing import role_of
from suluh.web.showing import facts_in, rule_in
from suluh.web.sights import events_for
from suluh.web.store import (
    LEDGER,
    happen,
    history,
    seen_by_machine,
    stands,
)

router = Router()
PAGE = 50
Secret = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{20,64}$")]
Number = Annotated[int | None, Query(ge=1, lt=1 << 53)]


@router.get("/me", response=refusals() | {200: shapes.Me}, summary="Who asks")
@with_key
def me(request: Call) -> Any:
    """Whose key this is, in which roles, for what and until when."""
    person, key = request.person, request.auth
    return {
        "username": person.username,
        "organisation": person.organisation,
        "roles": [{"role": role, "region": region} for role, region in person.granted_roles],
        "key": key.prefix,
        "scopes": list(keys.scopes_of(key)),
        "expires_at": key.expires_at,
    }


@router.delete("/me/key", response=refusals() | {204: None}, summary="End this key")
@with_key
def end_key(request: Call) -> Any:
    """For a key that has been seen by others. It cannot be undone."""
    keys.revoke(request.person, request.auth.prefix, timezone.now())
    return HttpResponse(status=204)


@router.get("/reports", response=refusals() | {200: shapes.ReportsPage}, summary="Own reports")
@needs(Action.REPORT)
def reports(request: Call, before: Number = None) -> Any:
    """The latest first, 50 a page; `before` is the `next` of the page before."""
    own = Reporter.objects.filter(person=request.person.key).order_by("-id")
    if before:
        own = own.filter(id__lt=before)
    found = list(own[: PAGE + 1])
    rows = CaseRow.objects.in_bulk([one.case for one in found[:PAGE]])
    items = [brief(rows[one.case]) for one in found[:PAGE] if one.case in rows]
    return {"items": items, "next": str(found[PAGE - 1].pk) if len(found) > PAGE else ""}


@router.post("/reports", response=refusals(409) | {201: shapes.CaseBrief}, summary="Report a post")
@needs(Action.REPORT)
def report(request: Call, given: shapes.Report) -> Any:
    """A new case, or one more sighting of a known one. Personal data in the words is masked."""
    person = request.person
    told = reporting.report(
        reporting.Who(person.key, role_of(person), person.organisation),
        timezone.now(),
        url=clean(given.url),
        words=clean(given.words),
        post=given.post.replace("\0", "").strip(),
        region=given.region or "",
    )
    return 201, brief(CaseRow.objects.get(case=told.case))


@router.get("/events", response=refusals() | {200: shapes.EventsPage}, summary="Every event")
@needs(Action.AUDIT)
def events(request: Call, before: Number = None) -> Any:
    """The ledger as it is, the latest first, 50 a page; for an auditor of a region the events of its cases."""
    rows = events_for(request.person, Action.AUDIT).order_by("-seq")
    found = list((rows.filter(seq__lt=before) if before else rows)[:PAGE])
    head = LEDGER.head()
    names = ("seq", "at", "kind", "subject", "prev_hash", "hash")
    return {
        "items": [{n: getattr(r, n) for n in names} | {"body": _body(r)} for r in found],
        "next": found[-1].seq if len(found) == PAGE else None,
        "head_seq": head.seq,
        "head_hash": head.hash,
    }


@router.get(
    "/appeals/{secret}",
    response=refusals(404) | {200: shapes.AppealOut},
    summary="What was done to a post, and why",
    auth=None,
)
@without_key
def appealable(request: HttpRequest, secret: Secret) -> Any:
    """For the author: the secret stands in the link of the letter."""
    return _appeal(request, _case_of(secret))


@router.post(
    "/appeals/{secret}",
    response=refusals(404, 409) | {201: shapes.AppealOut},
    summary="Appeal",
    auth=None,
)
@without_key
def appeal(request: HttpRequest, secret: Secret, said: shapes.Said) -> Any:
    """Somebody else than the first reviewer decides it."""
    case, now = _case_of(secret), timezone.now()
    by = {"case": case.id, "at": now, "actor": "author", "role": Role.AUTHOR}
    after = happen(Appealed(**by, words=clean(said.words)))  # type: ignore[arg-type]
    return 201, _appeal(request, after)


def _case_of(secret: str) -> Case:
    row = CaseRow.objects.filter(appeal_key=key_of(secret)).first()
    case = stands(row.case) if row else None
    if case is None or not opens(secret, case):
        raise Http404
    return case


def _appeal(request: HttpRequest, case: Case) -> dict[str, Any]:
    lang = lang_of(request)
    return {
        "case": case.id,
        "state": case.state,
        "outcome": case.decision.outcome if case.decision else None,
        "reason": case.decision.reason if case.decision else "",
        "facts": facts(facts_in(seen_by_machine(history(case.id)), lang)),
        "matches": rule_in(case, lang),
        "may_appeal": case.state in ("notified", "closed") and case.appealed_by is None,
        "verdict": case.appeal_verdict,
        "answers": [note(m) for m in case.messages if not m.internal],
    }


def _body(row: EventRow) -> dict[str, Any]:
    import msgspec

    body: dict[str, Any] = msgspec.json.decode(row.body)
    return body
