"""Track A: does a post break the platform's rules? The states of process.md section 4, and what leads where.

Each row reads: this event, in these states, leads there, by these roles, if these guards let it. What is not in the
table cannot happen. `awaiting_second` is ours: where two persons must agree, the first of them waits there.
"""

from __future__ import annotations

from enum import StrEnum

from suluh.cases import guards as g
from suluh.cases.actors import BUT_AUDITORS, DECIDERS, DESK, REPORTERS, Role
from suluh.cases.case import BACK, NEW, STAY
from suluh.cases.events import (
    Absorbed,
    Acknowledged,
    AppealDecided,
    Appealed,
    Closed,
    Decided,
    Drafted,
    Escalated,
    EvidenceAdded,
    Executed,
    FactChecked,
    InfoAnswered,
    InfoAsked,
    Leased,
    Linked,
    Merged,
    Message,
    Notified,
    PartnerAlerted,
    PartnerAnswered,
    Released,
    Reopened,
    Reported,
    Restored,
    Reviewed,
    Routed,
    Shared,
    Sighted,
    Taken,
    Triaged,
    Unshared,
)
from suluh.cases.steps import step


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    TRIAGED = "triaged"
    DUPLICATE = "duplicate"
    OUT_OF_SCOPE = "out_of_scope"
    NEEDS_INFO = "needs_info"
    IN_REVIEW = "in_review"
    WITH_FACT_CHECKER = "with_fact_checker"
    WITH_SECURITY = "with_security"
    WITH_LEGAL = "with_legal"
    AWAITING_SECOND = "awaiting_second"
    DECIDED = "decided"
    NOTIFIED = "notified"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal_decided"
    CLOSED = "closed"
    REOPENED = "reopened"


S = State
WORK = (S.IN_REVIEW, S.WITH_FACT_CHECKER, S.WITH_SECURITY, S.WITH_LEGAL)
DECIDABLE = (S.IN_REVIEW, S.WITH_SECURITY, S.WITH_LEGAL)
ON_A_DESK = (*WORK, S.TRIAGED, S.AWAITING_SECOND, S.APPEALED)
UNSORTED = (S.SUBMITTED, S.ACKNOWLEDGED, S.REOPENED)  # only triage has these on the desk
UNDECIDED = (S.SUBMITTED, S.ACKNOWLEDGED, S.TRIAGED, S.NEEDS_INFO, *WORK, S.REOPENED)
SENT = tuple(state for state in S if state is not S.DRAFT)
AFTER = (S.DECIDED, S.NOTIFIED, S.APPEALED, S.APPEAL_DECIDED, S.CLOSED)
ASKERS = {Role.TRIAGE, Role.REVIEWER, Role.SENIOR_PANEL, Role.FACT_CHECKER, Role.INVESTIGATOR}
NOT_OWN = (g.not_own_report, g.not_own_organisation, g.not_own_decision)
DECIDING = (g.only_severities, *NOT_OWN, g.not_held_by_another, g.senior_enough)
HEARING = (g.appeal_names_outcome, *NOT_OWN, g.not_own_appeal)
HOLDERS = {*ASKERS, Role.APPEAL_PANEL, Role.LEGAL_GATEWAY}
ROUTERS = {*DESK, *DECIDERS}
DOING = {*DECIDERS, Role.APPEAL_PANEL, Role.MACHINE}
ENDING = {*DESK, *DECIDERS, Role.APPEAL_PANEL}
REOPENING = {Role.TRIAGE, Role.SENIOR_PANEL, Role.APPEAL_PANEL}
ENDED = (S.NOTIFIED, S.APPEAL_DECIDED, S.DUPLICATE, S.OUT_OF_SCOPE)
SHARING = {Role.TRIAGE, Role.SENIOR_PANEL}
CHECKED = (*WORK, S.TRIAGED, S.NEEDS_INFO)

TABLE = (
    # A report comes in
    step(Drafted, NEW, S.DRAFT, REPORTERS),
    step(Reported, (NEW, S.DRAFT), S.SUBMITTED, {*REPORTERS, Role.MACHINE}, g.same_writer),
    step(Acknowledged, S.SUBMITTED, S.ACKNOWLEDGED, DESK),
    step(Triaged, (S.ACKNOWLEDGED, S.TRIAGED, S.REOPENED), S.TRIAGED, DESK, g.only_severities, g.protection_stays),
    # and is given to whom it concerns
    step(Routed, CHECKED, S.DUPLICATE, ROUTERS, choice="duplicate"),
    step(Routed, CHECKED, S.OUT_OF_SCOPE, ROUTERS, choice="out_of_scope"),
    step(Routed, CHECKED, S.IN_REVIEW, ROUTERS, choice="in_review"),
    step(Routed, CHECKED, S.WITH_FACT_CHECKER, ROUTERS, choice="with_fact_checker"),
    step(Routed, CHECKED, S.WITH_SECURITY, ROUTERS, choice="with_security"),
    step(Routed, CHECKED, S.WITH_LEGAL, ROUTERS, choice="with_legal"),
    step(Merged, UNDECIDED, S.DUPLICATE, DESK, g.another_case),
    step(InfoAsked, (*WORK, S.TRIAGED), S.NEEDS_INFO, ASKERS),
    step(InfoAnswered, S.NEEDS_INFO, BACK, {*REPORTERS, Role.AUTHOR}),
    step(FactChecked, S.WITH_FACT_CHECKER, S.IN_REVIEW, Role.FACT_CHECKER),
    # is decided, by one person or by two
    step(Decided, DECIDABLE, S.DECIDED, DECIDERS, *DECIDING, choice="alone"),
    step(Decided, DECIDABLE, S.AWAITING_SECOND, DECIDERS, *DECIDING, choice="first_of_two"),
    step(Decided, S.AWAITING_SECOND, S.DECIDED, DECIDERS, *DECIDING, choice="second_agrees"),
    step(Decided, S.AWAITING_SECOND, S.IN_REVIEW, DECIDERS, *DECIDING, choice="second_differs"),
    step(Executed, (S.DECIDED, S.NOTIFIED, S.APPEAL_DECIDED), STAY, DOING, g.as_decided),
    step(Notified, S.DECIDED, STAY, {*DESK, *DECIDERS}, g.with_appeal_link, choice="more"),
    step(Notified, S.DECIDED, S.NOTIFIED, {*DESK, *DECIDERS}, g.with_appeal_link, choice="last"),
    step(Notified, S.APPEAL_DECIDED, STAY, {*DESK, Role.APPEAL_PANEL}, choice="more"),
    step(Notified, S.APPEAL_DECIDED, STAY, {*DESK, Role.APPEAL_PANEL}, choice="last"),
    step(Reviewed, AFTER, STAY, DECIDERS, *NOT_OWN),
    # may be appealed
    step(Appealed, (S.NOTIFIED, S.CLOSED), S.APPEALED, {Role.AUTHOR, *REPORTERS}, g.author_or_reporter, g.one_appeal),
    step(AppealDecided, S.APPEALED, S.APPEAL_DECIDED, Role.APPEAL_PANEL, *HEARING, choice="alone"),
    step(AppealDecided, S.APPEALED, STAY, Role.APPEAL_PANEL, *HEARING, choice="first_of_two"),
    step(AppealDecided, S.APPEALED, S.APPEAL_DECIDED, Role.APPEAL_PANEL, *HEARING, choice="second_agrees"),
    step(AppealDecided, S.APPEALED, STAY, Role.APPEAL_PANEL, *HEARING, choice="second_differs"),
    step(Restored, S.APPEAL_DECIDED, STAY, {Role.APPEAL_PANEL, Role.MACHINE}, g.something_to_restore),
    # and ends, until there is reason to look again
    step(Closed, ENDED, S.CLOSED, ENDING, g.all_done),
    step(Reopened, (S.CLOSED, S.DUPLICATE, S.OUT_OF_SCOPE), S.REOPENED, REOPENING, g.not_merged),
    # at any time
    step(Sighted, SENT, STAY, {*REPORTERS, Role.MACHINE}),
    step(Absorbed, UNDECIDED, STAY, DESK),
    step(EvidenceAdded, tuple(S), STAY, BUT_AUDITORS),
    step(Message, tuple(S), STAY, BUT_AUDITORS),
    step(Linked, SENT, STAY, {*DESK, *DECIDERS}, g.another_track),
    step(Shared, SENT, STAY, SHARING, g.another_office),
    step(Unshared, SENT, STAY, SHARING, g.is_shared),
    step(Escalated, SENT, STAY, {*DESK, *REPORTERS}, g.one_rung_up),
    step(PartnerAlerted, SENT, STAY, DESK, g.not_alerted_yet),
    step(PartnerAnswered, SENT, STAY, {Role.SUPERVISOR, Role.REPORTER_TRUSTED}, g.was_alerted),
    step(Leased, UNSORTED, STAY, Role.TRIAGE, *NOT_OWN, g.lease_is_to_be_had),
    step(Taken, UNSORTED, STAY, Role.TRIAGE, g.holds_it),
    step(Released, UNSORTED, STAY, DESK, g.holds_it_or_desk),
    step(Leased, ON_A_DESK, STAY, HOLDERS, *NOT_OWN, g.lease_is_to_be_had),
    step(Taken, ON_A_DESK, STAY, HOLDERS, g.holds_it),
    step(Released, ON_A_DESK, STAY, {*HOLDERS, Role.MACHINE}, g.holds_it_or_desk),
)  # fmt: skip
