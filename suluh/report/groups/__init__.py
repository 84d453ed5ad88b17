"""Groups of accounts on pages that need nothing else: who, what, when, with a picture of the ties and of the hours."""

from __future__ import annotations

from suluh.report.groups.folder import write
from suluh.report.groups.page import in_short

__all__ = ["in_short", "write"]
