"""What is to be understood of the media of a post."""

from __future__ import annotations

import msgspec

from suluh.media.limits import LIMITS, Limits


class Settings(msgspec.Struct, frozen=True):
    """Which senses are used, and what they are told beforehand."""

    limits: Limits = LIMITS
    per_second: float = 2.0  # frames of a video looked at in a second
    words: bool = True
    speech: bool = True
    codes: bool = True
    prints: bool = True
    vocabulary: tuple[str, ...] = ()  # names and words of the facts that speech may hold
    anchors: str | None = None  # PEM certificates of trusted signers of Content Credentials


SETTINGS = Settings()
