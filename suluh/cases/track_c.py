"""Track C: a legal order to cut access, from Komdigi or a court (process.md section 2).

Legality check, then a limit where the order holds, the user told, and the order counted as a government request
whatever became of it. That an order exists says nothing about the platform's rules: those are track A. [D, after the
split of illegal and incompatible content in the DSA, and the Santa Clara principle on the state's part]
"""

from __future__ import annotations

from enum import StrEnum

from suluh.cases import guards as g
from suluh.cases.actors import BUT_AUDITORS, REPORTERS, Role
from suluh.cases.case import BACK, NEW, STAY
from suluh.cases.events import (
    ChallengeAnswered,
    Closed,
    EvidenceAdded,
    InfoAnswered,
    InfoAsked,
    Leased,
    Linked,
    Message,
    Notified,
    OrderChallenged,
    OrderExamined,
    OrderExecuted,
    OrderReceived,
    OrderRefused,
    OrderRevoked,
    OrderValidated,
    Released,
    Restored,
    Sighted,
    Taken,
)
from suluh.cases.steps import step


class State(StrEnum):
    ORDER_RECEIVED = "order_received"
    UNDER_LEGAL_CHECK = "under_legal_check"
    NEEDS_INFO = "needs_info"
    AWAITING_SECOND = "awaiting_second"
    VALIDATED = "validated"
    REFUSED = "refused"
    GEO_LIMITED = "geo_limited"
    REMOVED = "removed"
    USER_NOTIFIED = "user_notified"
    REVOKED = "revoked"
    CLOSED = "closed"


S = State
LEGAL = frozenset({Role.LEGAL_GATEWAY})
DOING = {Role.LEGAL_GATEWAY, Role.MACHINE}
DONE = (S.GEO_LIMITED, S.REMOVED, S.USER_NOTIFIED)
ENDING = (g.restored_if_revoked, g.challenge_is_answered)
CHECK = (g.not_own_decision, g.not_held_by_another)

TABLE = (
    step(OrderReceived, NEW, S.ORDER_RECEIVED, {Role.AUTHORITY, Role.LEGAL_GATEWAY}),
    step(OrderExamined, S.ORDER_RECEIVED, S.UNDER_LEGAL_CHECK, LEGAL),
    step(InfoAsked, S.UNDER_LEGAL_CHECK, S.NEEDS_INFO, LEGAL),
    step(InfoAnswered, S.NEEDS_INFO, BACK, {Role.AUTHORITY, Role.LEGAL_GATEWAY}),
    step(OrderValidated, S.UNDER_LEGAL_CHECK, S.VALIDATED, LEGAL, *CHECK, choice="alone"),
    step(OrderValidated, S.UNDER_LEGAL_CHECK, S.AWAITING_SECOND, LEGAL, *CHECK, choice="first_of_two"),
    step(OrderValidated, S.AWAITING_SECOND, S.VALIDATED, LEGAL, *CHECK, choice="second_agrees"),
    step(OrderRefused, (S.UNDER_LEGAL_CHECK, S.AWAITING_SECOND), S.REFUSED, LEGAL, g.not_held_by_another),
    step(OrderExecuted, S.VALIDATED, S.GEO_LIMITED, DOING, choice="geo_restrict"),
    step(OrderExecuted, S.VALIDATED, S.REMOVED, LEGAL, g.says_why_not_limited, choice="remove"),
    step(Notified, (S.GEO_LIMITED, S.REMOVED), S.USER_NOTIFIED, DOING),
    step(OrderChallenged, (S.VALIDATED, *DONE), STAY, {*LEGAL, Role.AUTHOR}),
    step(ChallengeAnswered, (S.VALIDATED, *DONE), STAY, LEGAL, g.challenge_waits),
    step(OrderRevoked, (S.VALIDATED, *DONE, S.CLOSED), S.REVOKED, {Role.AUTHORITY, Role.LEGAL_GATEWAY}),
    step(Restored, S.REVOKED, STAY, DOING, g.something_to_restore),
    step(Closed, (S.USER_NOTIFIED, S.REFUSED, S.REVOKED), S.CLOSED, LEGAL, *ENDING),
    # At any time
    step(Sighted, tuple(S), STAY, {*REPORTERS, Role.MACHINE}),
    step(EvidenceAdded, tuple(S), STAY, BUT_AUDITORS),
    step(Message, tuple(S), STAY, BUT_AUDITORS),
    step(Linked, tuple(S), STAY, {*LEGAL, Role.TRIAGE, Role.MACHINE}, g.another_track),
    step(Leased, tuple(S), STAY, LEGAL, g.lease_is_to_be_had),
    step(Taken, tuple(S), STAY, LEGAL, g.holds_it),
    step(Released, tuple(S), STAY, DOING, g.holds_it_or_desk),
)  # fmt: skip
