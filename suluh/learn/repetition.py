"""What went wrong comes again sooner: boxes after Leitner, worked out from the answers.

Sebastian Leitner, "So lernt man lernen" (1972): a right answer moves a card one box on, a wrong one back to the first.
The days between are a project decision, made for a course that is taken within a few weeks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

AFTER = tuple(timedelta(days=days) for days in (0, 1, 3, 7, 21))  # by box, from the first
LAST = len(AFTER) - 1


class Card(msgspec.Struct, frozen=True):
    """One item for one learner. `due`: from when on it is asked again."""

    item: str
    due: datetime
    box: int = 0  # 0..LAST
    right: int = 0
    wrong: int = 0

    @property
    def learned(self) -> bool:
        """Right as often as the boxes go."""
        return self.box == LAST


def answered(card: Card, right: bool, now: datetime) -> Card:
    """The card after an answer. A wrong one comes back at once, at the end of those that are due."""
    box = min(card.box + 1, LAST) if right else 0
    return Card(card.item, now + AFTER[box], box, card.right + right, card.wrong + (not right))


def next_card(cards: Iterable[Card], now: datetime) -> Card | None:
    """The one to ask: of those due the lowest box, most often wrong, longest due; None when nothing is due."""
    due = [card for card in cards if card.due <= now]
    return min(due, key=lambda card: (card.box, -card.wrong, card.due, card.item), default=None)


def dealt(items: Iterable[str], known: Iterable[Card], now: datetime) -> tuple[Card, ...]:
    """A card for every item, in their order: the known ones, and fresh ones that are due now."""
    have = {card.item: card for card in known}
    return tuple(have.get(item, Card(item, now)) for item in items)
