"""What a key may be used for. A scope only takes away: what the person may not do, no key can."""

from __future__ import annotations

from enum import StrEnum

from suluh.web.access import Action


class Scope(StrEnum):
    """A few words, so that whoever makes a key can choose."""

    READ = "read"  # queues, cases, one's own reports
    REPORT = "report"  # report posts, add evidence
    WORK = "work"  # take and give back, sort, ask, note, fact-check
    DECIDE = "decide"  # decide cases and appeals
    AUDIT = "audit"  # read every event


OF_ACTION: dict[Action, Scope] = {
    Action.QUEUE: Scope.READ,
    Action.SEE: Scope.READ,
    Action.HOLD: Scope.WORK,
    Action.ROUTE: Scope.WORK,
    Action.DECIDE: Scope.DECIDE,
    Action.HEAR: Scope.DECIDE,
    Action.FACT_CHECK: Scope.WORK,
    Action.ASK: Scope.WORK,
    Action.NOTE: Scope.WORK,
    Action.REPORT: Scope.REPORT,
    Action.EVIDENCE: Scope.REPORT,
    Action.LOOK: Scope.READ,
    Action.AUDIT: Scope.AUDIT,
}

# What has no address in the API yet: done by people, in the pages.
PEOPLE_ONLY = frozenset(
    {
        Action.EXPORT,
        Action.PERSONAL,
        Action.WRITE,
        Action.PROPOSE,
        Action.PUBLISH_FACT,
        Action.PUBLISH_REVIEW,
    }
)
