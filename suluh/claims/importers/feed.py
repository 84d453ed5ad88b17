"""RSS and Atom files of fact-check sites: each headline is a claim with its verdict before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax import SAXParseException

import feedparser

from suluh.claims.importers.reading import Lines, note_on, text_of
from suluh.claims.importers.record import plain, review_of
from suluh.claims.review import ClaimReview, Rejected
from suluh.errors import DataError

_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_QUOTED = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_UTF8 = '<?xml version="1.0" encoding="utf-8"?>'
_END = re.compile(
    r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*$", re.IGNORECASE | re.DOTALL
)
# Some sites give the words of the hoax itself in their summary.
_NARRATIVE = re.compile(
    r"\bnarasi\s*:\s*[“\"'«]?(?P<words>.{20,600}?)[”\"'»]?\s*"
    r"(?=\b(?:penjelasan|kesimpulan|hasil|sumber|fakta|referensi|klarifikasi)\b[^:]{0,20}:|$)",
    re.IGNORECASE,
)


def read(path: Path) -> Iterator[ClaimReview | Rejected]:
    """One review an entry. A file that holds no feed, or is cut off, raises DataError with the line."""
    found = text_of(path)
    # The file may name another encoding than the one it was just decoded from. Its line stays a line.
    text = _UTF8 + _DECLARED.sub("", found.text, count=1)
    feed = feedparser.parse(text.encode("utf-8", "replace"))
    _must_be_whole(feed, found.text, path)
    publisher = str(feed.feed.get("title", ""))
    lines = _lines_of_entries(found.text, len(feed.entries))
    for entry, line in zip(feed.entries, lines, strict=True):
        yield _entry(entry, publisher, note_on(found), path, line)


def _must_be_whole(feed: Any, text: str, path: Path) -> None:
    """A sloppy feed is read all the same (an unknown &entity; is common); a cut one is refused."""
    problem = feed.get("bozo_exception")
    line = problem.getLineNumber() if isinstance(problem, SAXParseException) else None
    if not feed.entries and not feed.get("version"):
        raise DataError(f"not RSS or Atom: {_why(problem)}", file=path, line=line or 1)
    if feed.bozo and not _END.search(text):
        last = text.rstrip().count("\n") + 1
        raise DataError(f"the feed is cut off: {_why(problem)}", file=path, line=line or last)
    if not feed.entries:
        raise DataError("the feed has no entries", file=path, line=line or 1)


def _why(problem: object) -> str:
    if isinstance(problem, SAXParseException):
        return str(problem.getMessage())
    return str(problem or "no feed in it")


def _lines_of_entries(text: str, count: int) -> list[int | None]:
    """The line on which each entry begins; unknown when they cannot be told apart."""
    bare = _QUOTED.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    lines = Lines(text)
    places: list[int | None] = [lines.of(match.start()) for match in _ENTRY.finditer(bare)]
    return places if len(places) == count else [None] * count


def _entry(
    entry: Any, publisher: str, note: str, path: Path, line: int | None
) -> ClaimReview | Rejected:
    try:
        said = plain(_body(entry))
        return review_of(
            str(entry.get("title", "")),
            explanation_id=said,
            patterns=_narrative(said),
            publisher=str(entry.get("author", "")) or publisher,
            url=entry.get("link"),
            date=entry.get("published") or entry.get("updated"),
            note=note,
        )
    except ValueError as problem:
        return Rejected(str(path), line, str(problem), str(entry.get("link", ""))[:200])


def _body(entry: Any) -> str:
    """The summary, or else the article itself when the feed carries it."""
    whole = next((str(c.get("value", "")) for c in entry.get("content") or () if c), "")
    return str(entry.get("summary", "")) or whole


def _narrative(said: str) -> tuple[str, ...]:
    found = _NARRATIVE.search(said[:4000])
    return (found["words"].strip(" .“”\"'"),) if found else ()
