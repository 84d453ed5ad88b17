"""The steps of track B as a supervisor takes them on the page: each reads its fields and says what happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from suluh.cases import Case, Happening
from suluh.cases import events as e
from suluh.cases.guards import DESTINATION
from suluh.cases.requirements import FORMAL, MATERIAL
from suluh.web.asked import Asking, Unclear, choice, line, text

Made = Callable[[dict[str, Any], Asking, Case], Happening]
FINDINGS: tuple[str, ...] = get_args(e.Finding)
COURT_STEPS: tuple[str, ...] = get_args(e.CourtStep)
LINE = 120  # characters of a number or a name


def _receipt(who: dict[str, Any], request: Asking, case: Case) -> Happening:
    return e.Acknowledged(**who, receipt=text(request, "number", LINE))


def _reviewed(who: dict[str, Any], request: Asking, case: Case) -> Happening:
    """Every requirement is judged, one by one; what is left open is not yet a kajian awal."""
    met = {
        key: choice(request, f"met_{key}", ("yes", "no")) == "yes" for key in (*FORMAL, *MATERIAL)
    }
    return e.InitiallyReviewed(
        **who,
        formal=tuple(key for key in FORMAL if not met[key]),
        material=tuple(key for key in MATERIAL if not met[key]),
    )


def _ruled(who: dict[str, Any], request: Asking, case: Case) -> Happening:
    return e.Ruled(
        **who, finding=choice(request, "finding", FINDINGS), reason=text(request, "words")
    )


def _handed_over(who: dict[str, Any], request: Asking, case: Case) -> Happening:
    """Where to, the finding says; of other law, which body the supervisor names: the police, a ministry."""
    finding = case.filing.finding if case.filing else None
    to: Any = DESTINATION.get(finding or "", "instansi")
    body = line(request, "body", LINE)
    if finding == "hukum_lain" and not body:
        raise Unclear("body")
    return e.HandedOver(**who, to=to, letter=text(request, "number", LINE), body=body)


STEPS: dict[str, Made] = {
    "acknowledged": _receipt,
    "initial_review_started": lambda who, request, case: e.InitialReviewStarted(**who),
    "initially_reviewed": _reviewed,
    "repair_asked": lambda who, request, case: e.RepairAsked(**who),
    "not_registered": lambda who, request, case: e.NotRegistered(**who, why=text(request, "words")),
    "registered": lambda who, request, case: e.Registered(
        **who, number=text(request, "number", LINE)
    ),
    "handling_started": lambda who, request, case: e.HandlingStarted(**who),
    "extra_info_asked": lambda who, request, case: e.ExtraInfoAsked(
        **who, question=text(request, "words")
    ),
    "ruled": _ruled,
    "handed_over": _handed_over,
    "handover_received": lambda who, request, case: e.HandoverReceived(
        **who, receipt=text(request, "number", LINE)
    ),
    "gakkumdu_moved": lambda who, request, case: e.GakkumduMoved(
        **who, step=choice(request, "court_step", COURT_STEPS)
    ),
    "message": lambda who, request, case: e.Message(**who, words=text(request, "words")),
    "closed": lambda who, request, case: e.Closed(**who, why=line(request, "words", 400)),
}
