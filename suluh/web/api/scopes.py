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
    AUDIT = "audit"  # read every event, and who saw personal data
    PAPERS = "papers"  # take a case out on paper, masked
    BULK = "bulk"  # many at once, besides `decide` or `work`
    LAW = "law"  # the steps of election law, legal orders
    PUBLISH = "publish"  # read, propose and publish facts; publish claim reviews


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
    Action.SIGHTS: Scope.AUDIT,
    Action.SHARE: Scope.WORK,
    Action.EXPORT: Scope.PAPERS,
    Action.WRITE: Scope.REPORT,
    Action.PROPOSE: Scope.PUBLISH,
    Action.PUBLISH_FACT: Scope.PUBLISH,
    Action.PUBLISH_REVIEW: Scope.PUBLISH,
    Action.FILE: Scope.REPORT,
    Action.HANDLE: Scope.LAW,
    Action.ORDER: Scope.LAW,
    Action.LINK: Scope.WORK,
    Action.BULK: Scope.BULK,
    Action.SECOND: Scope.DECIDE,
}

# What no program is given: personal data are handed to a person who says why; that a threat was taken over is a person's
# word; what is measured or taught, and the standing of an organisation, is work at a screen.
PEOPLE_ONLY = frozenset(
    {
        Action.PERSONAL,
        Action.PROTECT,
        Action.MEASURE,
        Action.CALIBRATE,
        Action.TRAIN,
        Action.STANDING,
        Action.SPREAD,
        Action.LOOKS,
        Action.GROUPS,
        Action.OPEN_GROUP,
    }
)
