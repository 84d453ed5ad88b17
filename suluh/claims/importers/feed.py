"""RSS and Atom files of fact-check sites: each headline is a claim with its verdict before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser

from suluh.claims.importers.record import review_of
from suluh.claims.review import ClaimReview, Rejected
from suluh.errors import DataError


def read(path: Path) -> Iterator[ClaimReview | Rejected]:
    """One review an entry. A file that holds no feed raises DataError with the parser's line."""
    feed = feedparser.parse(path.read_bytes())
    if not feed.entries and not feed.get("version"):
        problem = feed.get("bozo_exception")
        line = getattr(problem, "getLineNumber", lambda: None)()
        raise DataError(f"not RSS or Atom: {problem or 'no feed in it'}", file=path, line=line)
    publisher = str(feed.feed.get("title", ""))
    for position, entry in enumerate(feed.entries, 1):
        yield _entry(entry, publisher, path, position)
    if feed.bozo and isinstance(feed.get("bozo_exception"), Exception) and not feed.entries:
        yield Rejected(str(path), None, str(feed.bozo_exception))


def _entry(entry: Any, publisher: str, path: Path, position: int) -> ClaimReview | Rejected:
    try:
        return review_of(
            str(entry.get("title", "")),
            explanation_id=str(entry.get("summary", "")),
            publisher=str(entry.get("author", "")) or publisher,
            url=entry.get("link"),
            date=entry.get("published") or entry.get("updated"),
        )
    except ValueError as problem:
        reason = f"entry {position}: {problem}"
        return Rejected(str(path), None, reason, str(entry.get("link", ""))[:200])
