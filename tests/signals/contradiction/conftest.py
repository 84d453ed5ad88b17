"""What the tests of contradictions share: the facts, and a post's signals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from suluh.content import Post
from suluh.facts import load
from suluh.knowledge import Knowledge
from suluh.signals.contradiction import contradictions
from suluh.signals.reading import read
from suluh.signals.signal import Signal

Look = Callable[..., list[Signal]]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge(load(), None)


@pytest.fixture(scope="session")
def look(knowledge: Knowledge) -> Look:
    """The signals of a post: `look(text, posted_at="2024-11-20T10:00+07:00", region=None)`."""

    def _look(
        text: str, posted_at: str | None = "2024-11-20T10:00+07:00", region: str | None = None
    ) -> list[Signal]:
        posted = datetime.fromisoformat(posted_at) if posted_at else None
        post = Post("p", text, posted_at=posted, region=region)
        return contradictions(read(post, knowledge), knowledge)

    return _look
