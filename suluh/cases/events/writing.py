"""Events to and from the ledger: every kind is known here by its word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Union

import msgspec

from suluh.cases.events import every_track, track_a, track_b, track_c
from suluh.cases.events.happening import Happening, kind_of
from suluh.errors import RequestError

KINDS: tuple[type[Happening], ...] = tuple(
    kind
    for track in (every_track, track_a, track_b, track_c)
    for kind in vars(track).values()
    if isinstance(kind, type) and kind.__module__ == track.__name__ and issubclass(kind, Happening)
)
_BY_KIND = {kind_of(kind.__name__): kind for kind in KINDS}
_JSON: msgspec.json.Decoder[Happening] = msgspec.json.Decoder(Union[KINDS])  # noqa: UP007
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


def read_json(body: str) -> Happening:
    """The same from the ledger's own text, for whoever reads millions. Raises RequestError as `read` does."""
    try:
        return _JSON.decode(body)
    except msgspec.MsgspecError as error:
        raise RequestError(f"not an event of a case: {error}") from error
