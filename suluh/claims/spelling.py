"""Text as the index wants it: the project's normaliser, or plain lower case without it."""

from __future__ import annotations


def canonical(text: str) -> str:
    """Lower-case words with single spaces."""
    return " ".join(text.lower().split())
