"""The doors through which posts arrive, one file each; `open_posts` finds the right one."""

from suluh.intake.door import START, Door, Position, Rejected, Unit
from suluh.intake.source import Cut, PostSource, SourceFile, open_posts

__all__ = [
    "START",
    "Cut",
    "Door",
    "Position",
    "PostSource",
    "Rejected",
    "SourceFile",
    "Unit",
    "open_posts",
]
