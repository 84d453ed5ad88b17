"""A post that was true when it was posted and is not any more: the fact behind it has a newer version.

Facts change within days. What agreed with the version of its day is not false; whoever sees it now needs the context.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec.structs import replace

from suluh.content import WIB, Post
from suluh.facts import Fact, Facts
from suluh.facts.values import RecordValue
from suluh.signals.signal import Against, Signal, Stance


def aged(signals: Sequence[Signal], post: Post, facts: Facts, now: datetime) -> tuple[Signal, ...]:
    """The same signals; an agreement with what has changed between posting and `now` (aware) becomes stale.

    Such a signal is a `fact_contradiction` with stale=True, held against the version in force now.
    """
    if post.posted_at is None:
        return tuple(signals)
    posted, seen = post.posted_at.astimezone(WIB).date(), now.astimezone(WIB).date()
    return tuple(_aged(signal, facts, posted, seen) for signal in signals)


def _aged(signal: Signal, facts: Facts, posted: date, seen: date) -> Signal:
    if signal.name != "fact_agreement" or signal.against is None:
        return signal
    fact = facts.get(signal.against.id)
    if fact is None:
        return signal
    then, today = (version_on(fact, facts, day) for day in (posted, seen))
    if then is None or today is None or then.id == today.id:
        return signal
    return replace(
        signal,
        name="fact_contradiction",
        against=Against("fact", today.id, today.value.spoken()),
        stance=Stance.ASSERTS,  # whoever said it: that the fact has changed is ours to say
        details={**signal.details, "sure": "act", "stale": True, "said": str(signal.stance)},
    )


def version_on(fact: Fact, facts: Facts, day: date) -> Fact | None:
    """The version of a fact that holds on a day: same question, same region, same candidate pair."""
    same = [
        f for f in facts.by_slot.get(fact.slot, ()) if _same_matter(f, fact) and f.holds_on(day)
    ]
    return same[-1] if same else None


def _same_matter(one: Fact, other: Fact) -> bool:
    return one.jurisdiction == other.jurisdiction and _number(one) == _number(other)


def _number(fact: Fact) -> object:
    return fact.value.fields.get("number") if isinstance(fact.value, RecordValue) else None
