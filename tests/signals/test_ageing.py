"""What was true when it was posted and has changed since gets its context; what has not changed is left."""

from datetime import datetime

from suluh.content import WIB, Post
from suluh.facts import load
from suluh.signals.ageing import aged, version_on
from suluh.signals.signal import Against, Signal, Stance

FACTS = load()
POST = Post(
    "a",
    "KPU Metro mengumumkan pembatalan paslon nomor 2",
    posted_at=datetime(2024, 11, 21, 9, tzinfo=WIB),
)


def agreement(fact: str) -> Signal:
    return Signal("fact_agreement", 0.8, "…", against=Against("fact", fact), stance=Stance.REPORTS)


def test_the_metro_announcement_is_stale_after_it_was_revoked():
    (signal,) = aged([agreement("LP-CAN-1872-2b")], POST, FACTS, datetime(2024, 11, 24, tzinfo=WIB))
    assert (signal.name, signal.details["stale"]) == ("fact_contradiction", True)
    assert signal.against is not None and signal.against.id == "LP-CAN-1872-2c"


def test_the_same_announcement_is_left_alone_on_its_own_day():
    kept = agreement("LP-CAN-1872-2b")
    assert aged([kept], POST, FACTS, datetime(2024, 11, 21, 20, tzinfo=WIB)) == (kept,)


def test_a_fact_that_did_not_change_never_ages():
    kept = agreement("ID-SCH-001")
    assert aged([kept], POST, FACTS, datetime(2026, 1, 1, tzinfo=WIB)) == (kept,)


def test_each_day_has_its_version_of_the_pair():
    fact = FACTS.get("LP-CAN-1872-2a")
    days = [datetime(2024, 11, day, tzinfo=WIB).date() for day in (1, 20, 25)]
    assert fact is not None
    assert [v.id for d in days if (v := version_on(fact, FACTS, d))] == [
        "LP-CAN-1872-2a",
        "LP-CAN-1872-2b",
        "LP-CAN-1872-2c",
    ]
