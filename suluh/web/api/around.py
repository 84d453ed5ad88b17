"""Around a case: its clocks, the alarms, its papers, with which offices it is shared, who has seen personal data."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Query, Router
from pydantic import StringConstraints

from suluh.cases.clocks import Clock
from suluh.cases.events import Shared, Unshared
from suluh.text.privacy import mask
from suluh.web import sharing, sights
from suluh.web.access import Action
from suluh.web.acting import who
from suluh.web.api import further_shapes as shapes
from suluh.web.api.cases import CaseId, clean
from suluh.web.api.door import Call, needs
from suluh.web.api.problems import lang_of
from suluh.web.api.refusals import refusals
from suluh.web.api.telling import brief
from suluh.web.jobs.models import Notice
from suluh.web.order import rules
from suluh.web.papers import making
from suluh.web.store import happen, stands
from suluh.web.timing import timing
from suluh.web.views.alarms import alarms_of
from suluh.web.views.papers import as_pdf, packed

router = Router()
PAGE = 50
NOTHING: Any = Query("")  # type: ignore[type-arg]  # of a query that need not be there
Number = Annotated[int | None, Query(ge=1, lt=1 << 53)]
Moment = Annotated[str, StringConstraints(pattern=r"^$|^[0-9T:.+-]{20,40}~[A-Za-z0-9-]{1,20}$")]
Name = Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9@.+_-]*$")]
PAPERS: dict[str, Any] = {
    "responses": {200: {"content": {
        kind: {"schema": {"type": "string", "format": "binary"}} for kind in ("application/pdf", "application/zip")
    }}}
}  # fmt: skip


@router.get(
    "/cases/{case}/clocks", response=refusals(404) | {200: shapes.ClocksOut}, summary="Its clocks"
)
@needs(Action.SEE)
def clocks(request: Call, case: CaseId) -> Any:
    """Promises with the time left, pauses, and on track B each deadline with the fact that it comes from."""
    now = timezone.now()
    about = timing(stands(request.row.case), rules()[0], now)
    return {
        "zone": about["zone"],
        "stands": about["stands"],
        "clocks": [clock_out(one, now) for one in about["clocks"]],
        "pauses": [pause._asdict() for pause in about["pauses"]],
        "deadlines": [deadline_out(due) for due in about["deadlines"]],
        "next_rungs": about["next_rungs"],
    }


@router.get("/alarms", response=refusals() | {200: shapes.AlarmsPage}, summary="What has rung")
@needs(Action.QUEUE)
def alarms(request: Call, before: Number = None) -> Any:
    """At one's desks, the latest first, 50 a page."""
    rows: QuerySet[Notice] = alarms_of(request.person)
    found = list((rows.filter(pk__lt=before) if before else rows)[:PAGE])
    names = ("case", "track", "region", "target", "part", "due", "at")
    items = [{"number": one.pk} | {name: getattr(one, name) for name in names} for one in found]
    return {"items": items, "next": found[-1].pk if len(found) == PAGE else None}


@router.post(
    "/cases/{case}/papers/{paper}",
    response=refusals(404, 409) | {200: None},
    summary="Make a paper",
    openapi_extra=PAPERS,
)
@needs(Action.EXPORT)
def paper(
    request: Call, case: CaseId, paper: Literal["report-form", "statement", "package"]
) -> Any:
    """PDF, or for the package a zip. Always masked: personal data are handed to people, in the pages, for a reason."""
    asked, now = making.asked(request.person, request.row), timezone.now()
    if paper == "package":
        return packed(asked)
    form = paper == "report-form"
    pdf = making.form(asked, now, lang_of(request)) if form else making.reasons(asked, now)
    return as_pdf(pdf, f"{request.row.case}-{paper}.pdf")


@router.post(
    "/cases/{case}/shares",
    response=refusals(404, 409) | {200: shapes.SharesOut},
    summary="Share it",
)
@needs(Action.SHARE)
def share(request: Call, case: CaseId, given: shapes.Sharing) -> Any:
    """The office of that region may read the case from now on, and note on it."""
    return _shared(request, Shared, given)


@router.post(
    "/cases/{case}/unshare",
    response=refusals(404, 409) | {200: shapes.SharesOut},
    summary="Stop sharing it",
)
@needs(Action.SHARE)
def unshare(request: Call, case: CaseId, given: shapes.Sharing) -> Any:
    """The office of that region may read it no longer."""
    return _shared(request, Unshared, given)


@router.get(
    "/shared", response=refusals() | {200: shapes.SharedPage}, summary="What others have shared"
)
@needs(Action.QUEUE)
def shared(request: Call, after: Moment = NOTHING) -> Any:
    """Cases of other offices, the newest first, 25 a page; `after` is the `next` of the page before."""
    found = sharing.page(request.person, after)
    return {"items": [brief(row) for row in found.rows], "next": found.more}


@router.get(
    "/sights", response=refusals() | {200: shapes.SightsPage}, summary="Who saw personal data"
)
@needs(Action.SIGHTS)
def seen(request: Call, before: Number = None, of_case: Name = NOTHING, by: Name = NOTHING) -> Any:
    """The latest first, 50 a page; of one case or one account where they are named."""
    found = sights.page(request.person, before, of_case, by, PAGE)
    return {
        "items": [one._asdict() for one in found],
        "next": found[-1].seq if len(found) == PAGE else None,
    }


def clock_out(clock: Clock, now: Any) -> dict[str, Any]:
    """A promise with whether it is broken."""
    names = ("target", "started", "due", "ended", "running", "why")
    return {name: getattr(clock, name) for name in names} | {"breached": clock.is_breached(now)}


def deadline_out(due: Any) -> dict[str, Any]:
    """A deadline of election law, with the fact that it comes from."""
    names = ("name", "starts", "due", "ended", "days", "kind", "fact", "mark")
    return {name: getattr(due.deadline, name) for name in names} | {"late": due.is_late}


def _shared(
    request: Call, kind: type[Shared] | type[Unshared], given: shapes.Sharing
) -> dict[str, Any]:
    by = who(request.person, request.row, Action.SHARE, timezone.now())
    case = happen(kind(**by, region=sharing.office(given.region), why=mask(clean(given.why)).text))
    return {"shared": [{"region": s.region, "at": s.at, "why": s.why} for s in case.shared]}
