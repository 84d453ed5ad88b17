"""At whose desk a case waits, worked out from where it stands."""

from __future__ import annotations

from enum import StrEnum

from suluh.cases import Case, Role, Track


class Desk(StrEnum):
    """Where cases wait for somebody."""

    TRIAGE = "triage"
    REVIEW = "review"
    PANEL = "panel"
    FACTS = "facts"
    SECURITY = "security"
    LEGAL = "legal"
    APPEALS = "appeals"
    BAWASLU = "bawaslu"
    NONE = ""


OF_ROLE: dict[Role, tuple[Desk, ...]] = {
    Role.TRIAGE: (Desk.TRIAGE,),
    Role.REVIEWER: (Desk.REVIEW,),
    Role.SENIOR_PANEL: (Desk.PANEL, Desk.SECURITY),
    Role.FACT_CHECKER: (Desk.FACTS,),
    Role.LEGAL_GATEWAY: (Desk.LEGAL,),
    Role.APPEAL_PANEL: (Desk.APPEALS,),
    Role.INVESTIGATOR: (Desk.SECURITY,),
    Role.SUPERVISOR: (Desk.BAWASLU,),
    Role.AUDITOR: tuple(desk for desk in Desk if desk),
}
_OF_STATE = {
    "submitted": Desk.TRIAGE,
    "acknowledged": Desk.TRIAGE,
    "triaged": Desk.TRIAGE,
    "reopened": Desk.TRIAGE,
    "with_fact_checker": Desk.FACTS,
    "with_security": Desk.SECURITY,
    "with_legal": Desk.LEGAL,
    "awaiting_second": Desk.PANEL,
    "appealed": Desk.APPEALS,
}
_ENDED_B = frozenset({"selesai", "dicabut", "tidak_diregister"})
_ENDED_C = frozenset({"closed", "needs_info"})


def desk_of(case: Case) -> Desk:
    """The desk of a case; NONE when it waits for nobody here."""
    if case.track is Track.B:
        return Desk.NONE if case.state in _ENDED_B else Desk.BAWASLU
    if case.track is Track.C:
        return Desk.NONE if case.state in _ENDED_C else Desk.LEGAL
    if case.state == "in_review":
        return Desk.PANEL if case.needs_two else Desk.REVIEW
    return _OF_STATE.get(case.state, Desk.NONE)
