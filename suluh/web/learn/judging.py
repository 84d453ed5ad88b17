"""How the engine judges practice posts, worked out once for all processes of an installation."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.core.cache import cache

from suluh.house.engine import Engine, engine_for
from suluh.knowledge import imported_mark
from suluh.learn.course import Item, Judged, PracticePost, Question
from suluh.learn.pages import CHOICES
from suluh.web.order import rules

_DAY = 86400


def engine() -> Engine:
    """Over the facts in force here."""
    return engine_for(rules()[0])


def judged(post: PracticePost) -> Judged:
    """The engine takes seconds to open its knowledge; the answer is kept for a day, by all that it stands on."""
    facts, policy = rules()
    key = f"suluh-judged-{facts.version}-{policy.key}-{imported_mark()}-{post.id}"
    if kept := cache.get(key):
        return msgspec.json.decode(kept, type=Judged)
    found = engine()(post)
    cache.set(key, msgspec.json.encode(found).decode(), _DAY)
    return found


def all_judged(posts: Sequence[PracticePost]) -> str:
    """Every post with its judgement as JSON: what a workshop keeps, so that nothing changes while it runs."""
    return msgspec.json.encode({post.id: judged(post) for post in posts}).decode()


def read_judged(text: str) -> dict[str, Judged]:
    return msgspec.json.decode(text, type=dict[str, Judged])


def options(item: Item) -> tuple[str, ...]:
    """What may be answered: indexes of a question's options, choices for a post."""
    if isinstance(item, Question):
        return tuple(str(n) for n in range(len(item.options)))
    return tuple(choice.value for choice in CHOICES)


def is_right(item: Item, said: str, found: Judged | None) -> bool:
    """Held against the key of a question, and against the engine for a post."""
    if isinstance(item, Question):
        return said == str(item.right)
    return found is not None and said == found.choice.value
