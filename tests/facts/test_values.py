"""Values of facts, as people write them and as a snapshot keeps them."""

from __future__ import annotations

import msgspec

from suluh.facts import load
from suluh.facts.values import DateTimeValue


def test_a_moment_read_from_a_snapshot_is_on_the_same_clock() -> None:
    value = load().by_id["ID-RES-001"].value
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=DateTimeValue)
    assert again == value and again.spoken() == value.spoken()
    assert "15.00" in again.spoken() and again.datetime.hour == 15
