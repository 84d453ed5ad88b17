"""The detector's own posts: each false one is held against its fact, each other one is left alone."""

from __future__ import annotations

import pytest

from suluh.signals.contradiction.examples import Example, examples
from suluh.signals.signal import Signal

PROTECTED = {"denies", "asks", "mocks", "wishes", "supposes", "testifies"}


def contradicting(signals: list[Signal]) -> list[Signal]:
    return [s for s in signals if s.name == "fact_contradiction" and s.stance not in PROTECTED]


@pytest.mark.parametrize(
    "example", [pytest.param(e, id=f"{e.about}-{i}") for i, e in enumerate(examples())]
)
def test_a_false_post_is_held_against_a_fact_and_any_other_is_left_alone(
    example: Example, look
) -> None:
    found = contradicting(look(example.text, example.posted_at.isoformat()))
    assert bool(found) == (example.contradicts is not None)


def test_nearly_every_false_post_is_held_against_the_fact_it_is_about(look) -> None:
    false = [e for e in examples() if e.contradicts]
    right = [
        e
        for e in false
        if any(
            s.against and s.against.id == e.contradicts
            for s in contradicting(look(e.text, e.posted_at.isoformat()))
        )
    ]
    assert len(right) >= 0.97 * len(false)


def test_nothing_left_alone_is_acted_on(look) -> None:
    left = [e for e in examples() if e.contradicts is None]
    acted = [
        e.text
        for e in left
        for s in look(e.text, e.posted_at.isoformat())
        if s.details.get("sure") == "act"
    ]
    assert not acted
