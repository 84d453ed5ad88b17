"""What is heard in a medium: the transcript that came with it, or else speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suluh.media.found import Found

if TYPE_CHECKING:
    from suluh.media.understand import Work


def heard(work: Work, found: Found) -> Found:
    """Segments of speech. Raises Unreadable, ImportError."""
    return found
