"""The typefaces that come with Suluh, so that every machine sets the same page and draws the same picture (NOTICE.md)."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "plain": "Lato-Regular.ttf",
    "heavy": "Lato-Black.ttf",
    "round": "FredokaOne-Regular.ttf",
    "narrow": "FjallaOne-Regular.ttf",
    "serif": "Caladea-Bold.ttf",
}


def face(name: str) -> Path:
    """The file of a typeface of FILES."""
    return Path(__file__).parent / FILES[name]
