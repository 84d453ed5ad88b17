"""The words of a post that a statement points at: whole clauses, each once, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from suluh.actions.wording import phrase
from suluh.content import Post
from suluh.signals.signal import Signal

SHOWN = 3  # quotations that a statement names at most
QUOTE = 160  # characters of a quotation

# Where a quotation may begin and end: a sentence, else a clause.
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_CLAUSE = re.compile(r"(?<=[.!?…,;:])\s+|\n+|\s[-–—]\s")


def quoted(hits: Sequence[Signal], post: Post, lang: str) -> str:
    """«the words», each once; the place beside them only where it is not the caption."""
    found = _apart((_widened(hit, post), _place(hit, lang)) for hit in hits if hit.seen.strip())
    return ", ".join(f"«{words}»{f' ({place})' if place else ''}" for words, place in found[:SHOWN])


def _apart(quotes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without those that another quotation of the same place holds already."""
    kept: list[tuple[str, str]] = []
    for words, place in quotes:
        if any(where == place and words in other for other, where in kept):
            continue
        kept = [(w, p) for w, p in kept if p != place or w not in words]
        kept.append((words, place))
    return kept


def _widened(hit: Signal, post: Post) -> str:
    """The sentence of the caption that holds the words, or their clause where it is long."""
    seen = " ".join(hit.seen.split())
    start = post.text.find(hit.seen) if hit.where.place.kind == "caption" else -1
    if start < 0:
        return _short(seen)
    end = start + len(hit.seen)
    for border in (_SENTENCE, _CLAUSE):
        words = " ".join(_around(post.text, start, end, border).split())
        if len(words) <= QUOTE:
            return words.rstrip(" ,;:.")
    return _short(seen)


def _around(text: str, start: int, end: int, border: re.Pattern[str]) -> str:
    begins = [found.end() for found in border.finditer(text) if found.end() <= start]
    stops = [found.start() for found in border.finditer(text) if found.start() >= end]
    return text[max(begins, default=0) : min(stops, default=len(text))]


def _short(text: str) -> str:
    return text if len(text) <= QUOTE else text[: QUOTE - 1].rstrip() + "…"


def _place(hit: Signal, lang: str) -> str:
    place = hit.where.place
    if place.kind not in ("speech", "picture", "transcript", "code", "bio"):
        return ""
    minutes, seconds = divmod(int(place.at or 0), 60)
    kind = "video" if place.kind == "picture" and place.at is not None else place.kind
    return phrase(f"in_{kind}", lang, at=f"{minutes}:{seconds:02d}")
