"""What a case is about: the post, its media, its account; and the things that speak about it as evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

PROTECTED = frozenset(
    {"candidate", "party", "government", "campaign"}
)  # words of content.Author.kind


class MediaMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A medium by its hashes: the bytes exactly, and what it looks or sounds like."""

    sha256: str  # 64 lower-case hex digits
    perceptual: str | None = None  # as the maker writes it, "pdq:…"


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The account as it was when the report came. Unknown stays None."""

    platform: str | None = None
    id: str | None = None
    handle: str | None = None
    kind: str | None = None  # citizen | party | candidate | campaign | media | government | asn
    followers: int | None = None
    verified: bool | None = None

    @property
    def is_protected(self) -> bool:
        """Whether two persons of the senior panel must agree (process.md section 3, R5)."""
        return self.kind in PROTECTED

    @property
    def key(self) -> str | None:
        """One word for one account, where the report names one."""
        name = self.id or (self.handle or "").lower().removeprefix("@")
        return f"{self.platform or '?'}:{name}" if name else None


class Thing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post as far as the report tells of it. `text` is masked before it is written (suluh.text.privacy)."""

    url: str | None = None
    platform: str | None = None
    platform_id: str | None = None
    text: str = ""
    media: tuple[MediaMark, ...] = ()
    account: Account = Account()


class EvidenceItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One piece of evidence. Its bytes are kept apart, under their SHA-256 (process.md section 8)."""

    sha256: str
    size: int  # bytes
    media_type: str  # "image/png"
    what: Literal["screenshot", "video", "audio", "picture", "page", "document", "text"]
    captured_at: datetime  # aware
    perceptual: str | None = None
    url: str | None = None
    note: str = ""
