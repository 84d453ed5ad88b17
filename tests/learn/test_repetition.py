"""Boxes: what went wrong comes sooner, what went right later, nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from suluh.learn.repetition import AFTER, LAST, Card, answered, dealt, next_card

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


@given(st.lists(st.booleans(), max_size=30))
def test_any_answers_leave_a_card_that_can_be_asked(said: list[bool]) -> None:
    card = Card("a", NOW)
    for right in said:
        card = answered(card, right, NOW)
    assert 0 <= card.box <= LAST and card.right + card.wrong == len(said)
    assert card.due == (NOW + AFTER[card.box] if said else NOW)
    assert card.learned == (len(said) >= LAST and all(said[-LAST:]))


def test_what_went_wrong_is_asked_before_what_is_new() -> None:
    wrong = answered(Card("b", NOW), False, NOW)
    cards = dealt(["a", "b", "c"], [wrong], NOW)
    assert next_card(cards, NOW) == wrong


def test_what_went_right_is_left_for_a_day() -> None:
    card = answered(Card("a", NOW), True, NOW)
    assert next_card([card], NOW + timedelta(hours=23)) is None
    assert next_card([card], NOW + timedelta(hours=24)) == card
