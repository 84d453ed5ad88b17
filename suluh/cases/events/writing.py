"""Events to and from the ledger: every kind is known here by its word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from suluh.cases.events.every_track import (
    Acknowledged,
    Closed,
    Drafted,
    Escalated,
    EvidenceAdded,
    Leased,
    Linked,
    Message,
    Notified,
    OrderReceived,
    Released,
    Reported,
    Shared,
    Sighted,
    Taken,
    Unshared,
)
from suluh.cases.events.happening import Happening, kind_of
from suluh.cases.events.track_a import (
    Absorbed,
    AppealDecided,
    Appealed,
    Decided,
    Executed,
    FactChecked,
    InfoAnswered,
    InfoAsked,
    Merged,
    Reopened,
    Restored,
    Reviewed,
    Routed,
    Triaged,
)
from suluh.cases.events.track_b import (
    ExtraInfoAsked,
    GakkumduMoved,
    HandedOver,
    HandlingStarted,
    HandoverReceived,
    InitiallyReviewed,
    InitialReviewStarted,
    NotRegistered,
    Registered,
    RepairAsked,
    Repaired,
    Ruled,
    Withdrawn,
)
from suluh.cases.events.track_c import (
    ChallengeAnswered,
    OrderChallenged,
    OrderExamined,
    OrderExecuted,
    OrderRefused,
    OrderRevoked,
    OrderValidated,
)
from suluh.errors import RequestError

AnyHappening = (
    Drafted | Reported | OrderReceived | Sighted | Acknowledged | EvidenceAdded | Message | Linked
    | Shared | Unshared | Leased | Taken | Released | Closed | Escalated | Notified | Triaged | Routed | InfoAsked
    | InfoAnswered | FactChecked | Decided | Reviewed | Executed | Appealed | AppealDecided
    | Restored | Reopened | Merged | Absorbed | InitialReviewStarted | InitiallyReviewed
    | RepairAsked | Repaired | NotRegistered | Registered | Withdrawn | HandlingStarted
    | ExtraInfoAsked | Ruled | HandedOver | GakkumduMoved | OrderExamined | OrderValidated
    | OrderRefused | OrderExecuted | OrderRevoked | HandoverReceived | OrderChallenged
    | ChallengeAnswered
)  # fmt: skip
KINDS: tuple[type[Happening], ...] = AnyHappening.__args__
_BY_KIND = {kind_of(kind.__name__): kind for kind in KINDS}
PREFIX = "case_"  # in the ledger, where other parts write their own kinds


class Recorded(msgspec.Struct, frozen=True):
    """An event as the ledger takes it: its four fields, in the words of `suluh.ledger.NewEvent`."""

    kind: str
    subject: str
    body: dict[str, Any]
    at: datetime


def recorded(event: Happening) -> Recorded:
    """The event as the ledger takes it; `read` gives the same event back, or RequestError is raised now."""
    body = msgspec.to_builtins(event)
    read(body)
    return Recorded(PREFIX + event.kind, event.case, body, event.at)


def read(body: Mapping[str, Any]) -> Happening:
    """The event that was written. Raises RequestError when it is none of ours, or has fields we do not know."""
    kind = _BY_KIND.get(str(body.get("kind")))
    if kind is None:
        raise RequestError(f"not an event of a case: {body.get('kind')!r}")
    try:
        return msgspec.convert(dict(body), kind)
    except msgspec.ValidationError as error:
        raise RequestError(f"not an event of a case: {error}") from error
