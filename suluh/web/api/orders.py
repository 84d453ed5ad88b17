"""Legal orders (track C) for programs, and links between cases of different tracks."""

from typing import Any

from django.utils import timezone
from ninja import Router

from suluh.cases import Case, Role
from suluh.cases.orders import CHECKS, documents
from suluh.web.access import Action, row_for
from suluh.web.acting import who
from suluh.web.api import track_shapes as shapes
from suluh.web.api.cases import CaseId
from suluh.web.api.door import Call, needs
from suluh.web.api.problems import Impossible, lang_of
from suluh.web.api.refusals import refusals
from suluh.web.asked import sent
from suluh.web.store import stands
from suluh.web.tongue import said
from suluh.web.tracks import legal_orders, siblings
from suluh.web.tracks.page import order_steps

router = Router()
SHOWN = 100


@router.get("/orders", response=refusals() | {200: shapes.OrdersPage}, summary="Legal orders")
@needs(Action.ORDER)
def orders(request: Call) -> Any:
    """The latest 100 of one's regions, and how many there ever were: each one is a government request."""
    count = legal_orders.count()
    names = ("case", "state", "region", "opened_at")
    rows = legal_orders.of(request.person)[:SHOWN]
    items = [{name: getattr(row, name) for name in names} for row in rows]
    return {"items": items, "received": count.received, "by_state": count.by_state}


@router.post(
    "/orders", response=refusals(409) | {201: shapes.OrderOut}, summary="An order has arrived"
)
@needs(Action.ORDER)
def receive_order(request: Call, given: shapes.NewOrder) -> Any:
    """Written down before anybody judges it. Its text goes to `POST /cases/{case}/evidence?what=document`."""
    fields = given.model_dump()
    fields["urgent"] = "yes" if fields["urgent"] else ""
    now = timezone.now()
    case = legal_orders.receive(request.person, Role.LEGAL_GATEWAY, sent(fields), now)
    return 201, _told(request, case)


@router.get(
    "/cases/{case}/order", response=refusals(404, 409) | {200: shapes.OrderOut}, summary="One order"
)
@needs(Action.ORDER)
def order(request: Call, case: CaseId) -> Any:
    """Where it stands, and what may happen to it now. 409 for a case of another track."""
    return _told(request, stands(request.row.case))


@router.post(
    "/cases/{case}/order",
    response=refusals(404, 409) | {200: shapes.OrderOut},
    summary="A step of a legal order",
)
@needs(Action.ORDER)
def step_of_order(request: Call, case: CaseId, given: shapes.OrderStep) -> Any:
    """One step of track C; valid only after four checks, with the document here under its SHA-256."""
    _of_track_c(request)
    fields = given.root.model_dump()
    by = who(request.person, request.row, Action.ORDER, timezone.now())
    try:
        legal_orders.do(fields.pop("step"), by, sent(fields), stands(request.row.case))
    except legal_orders.Lacking as lacking:
        lang = lang_of(request)
        checks = ", ".join(said(f"c_check_{check}", lang) for check in lacking.checks)
        raise Impossible("c_lacking", checks=checks) from lacking
    return _told(request, stands(request.row.case))


@router.post(
    "/cases/{case}/links",
    response=refusals(404, 409) | {200: shapes.SiblingsOut},
    summary="Link it",
)
@needs(Action.LINK)
def link(request: Call, case: CaseId, given: shapes.Link) -> Any:
    """A reference to a case on another track, on both; nothing else passes along it."""
    by = who(request.person, request.row, Action.LINK, timezone.now())
    siblings.link(by, given.other)
    found = siblings.siblings(stands(request.row.case), request.person)
    return {"linked": [one._asdict() for one in found]}


def _of_track_c(request: Call) -> None:
    if request.row.track != "C":
        raise Impossible("c_no_order")


def _told(request: Call, case: Case) -> dict[str, Any]:
    row = row_for(request.person, Action.ORDER, case.id)
    request.row = row
    _of_track_c(request)
    order = case.order
    assert order is not None
    names = ("issuer", "number", "legal_basis", "urgent", "action", "challenged")
    return {name: getattr(order, name) for name in names} | {
        "case": case.id,
        "state": case.state,
        "region": row.region,
        "documents": list(documents(case)),
        "checks": list(CHECKS),
        "steps": order_steps(request.person, row, case),
    }
