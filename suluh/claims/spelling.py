"""Text as the index wants it: what the project's normaliser understands the words to be."""

from __future__ import annotations

from suluh.text.normal import normalise


def canonical(text: str) -> str:
    """Lower-case words as they were meant, single spaces."""
    return " ".join(normalise(text).text.split())
