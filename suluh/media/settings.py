"""What is to be understood of the media of a post."""

from __future__ import annotations

import msgspec

from suluh.media.limits import LIMITS, Limits


class Settings(msgspec.Struct, frozen=True):
    """Which senses are used, and what they are told beforehand."""

    limits: Limits = LIMITS
    words: bool = True
    speech: bool = True
    codes: bool = True
    prints: bool = True
    names: tuple[str, ...] = ()  # places and people that may be spoken of: hints_of(facts).names
    bank: str | None = None  # the user's own folder, when copies of known media are looked for
    anchors: str | None = None  # PEM certificates of trusted signers of Content Credentials


SETTINGS = Settings()
