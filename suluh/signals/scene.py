"""A segment as a scene: which concepts stand near which others, and whether they are meant.

Detectors ask a scene for concepts that stand together ("violence" near "poll worker") and for the words
around them that take the meaning back: a refusal, a warning, a news report, a question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from suluh.text.phrases import Found

if TYPE_CHECKING:
    from suluh.signals.reading import Reading, ReadSegment

Wanted = str | tuple[str, ...]

_NUMBER = (
    r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|siji|loro|rong|telung|papat|patang|limang|"
    r"hiji|tilu|opat|lima|genep|seket|satus|saratus|selawe|sepuluh|seratus|nyatus)"
)
_SCALE = r"(?:ribu|ribuan|rb|rbu|rebu|rewu|ewu|k|juta|jutaan|jt|yuta|perak|rupiah|idr|usd|thousand|million|miliar)"
AMOUNT = re.compile(
    rf"\brp\.? ?\d[\d.,]*(?: ?{_SCALE}\b)?|\b\d[\d.,]* ?{_SCALE}\b|\b\d{{2,3}}\.000\b"
    r"|\bse(?:ribu|rebu|rb|juta|jt|miliar)\b"  # glued only: "serbu" is no thousand
    rf"|\b{_NUMBER}(?: (?:puluh|ratus|belas|atus|puluhan))? ?{_SCALE}\b|\b(?:seket|selawe|satus|rongatus) ?ewu\b"
    r"|\b(?:ceban|goban|gocap|cepek|gopek|sejuta|sayuta|cepe|gope|gocapan|selembar merah|lembar merah|"
    r"lembar biru|uang merah|uang biru|si merah|si biru|seket|satus|selawe|nyatus|limang puluh ewu)\b"
)
_COUNTING = (
    "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|siji|loro|telu|papat|enem|pitu|wolu|sanga"
    "|hiji|tilu|opat|genep"
)
# "nomor 2", "no. 07", "nomor dua": any number alike, so that no candidate's number counts more than another's
BALLOT_NUMBER = re.compile(
    rf"\b(?:nomor|nomer|no\.?|number) ?(?:urut ?)?(?:\d{{1,2}}\b|(?:{_COUNTING})\b)"
)
PERCENT = re.compile(r"\b\d{1,3}(?:[.,]\d+)? ?(?:%|persen|percent)")
URL = re.compile(
    r"https?://\S+|\bwww\.\S+|\b(?:bit\.ly|s\.id|tinyurl\.com|wa\.me|t\.me|cutt\.ly|linktr\.ee)\S*"
)


_PATTERNS = (
    ("amount", AMOUNT),
    ("percent", PERCENT),
    ("url", URL),
    ("people.candidate", BALLOT_NUMBER),
)


class Match(NamedTuple):
    """Concepts seen together: the whole span in `Normal.text`, and each hit."""

    start: int
    end: int
    hits: tuple[Found, ...]


class Scene:
    """The hits of one segment by concept, with amounts, percentages and links among them."""

    def __init__(self, segment: ReadSegment):
        self.segment = segment
        self.text = segment.normal.text
        self.by: dict[str, list[Found]] = defaultdict(list)
        for hit in segment.found:
            self.by[hit.concept].append(hit)
        for concept, pattern in _PATTERNS:
            for seen in pattern.finditer(self.text):
                self.by[concept].append(Found(seen.start(), seen.end(), concept, seen.group()))

    def hits(self, wanted: Wanted) -> list[Found]:
        """Hits of one concept, or of any of several."""
        if isinstance(wanted, str):
            return self.by.get(wanted, [])
        return [hit for concept in wanted for hit in self.by.get(concept, ())]

    def has(self, *wanted: Wanted) -> bool:
        """Every one of the wanted concepts stands somewhere in the segment."""
        return all(self.hits(each) for each in wanted)

    def near(self, start: int, end: int, wanted: Wanted, within: int) -> Found | None:
        """The nearest hit of a concept that does not overlap the span, at most `within` characters off."""
        best, least = None, within + 1
        for hit in self.hits(wanted):
            if hit.start < end and start < hit.end:
                continue
            gap = max(hit.start - end, start - hit.end)
            if gap < least:
                best, least = hit, gap
        return best

    def about(self, start: int, end: int, wanted: Wanted, within: int) -> bool:
        """A hit of the concept near the span or inside it."""
        return any(
            hit.start - end <= within and start - hit.end <= within for hit in self.hits(wanted)
        )

    def together(self, *wanted: Wanted, within: int = 90) -> list[Match]:
        """Every hit of the first concept that has all the others near it, on words of their own."""
        matches = []
        for anchor in self.hits(wanted[0]):
            match = self._gather(anchor, wanted[1:], within)
            if match:
                matches.append(match)
        return matches

    def _gather(self, anchor: Found, others: tuple[Wanted, ...], within: int) -> Match | None:
        chosen = [anchor]
        for each in others:
            hit = self._nearest_free(chosen, each, within)
            if hit is None:
                return None
            chosen.append(hit)
        return Match(min(h.start for h in chosen), max(h.end for h in chosen), tuple(chosen))

    def _nearest_free(self, chosen: list[Found], wanted: Wanted, within: int) -> Found | None:
        anchor, best, least = chosen[0], None, within + 1
        for hit in self.hits(wanted):
            if any(hit.start < other.end and other.start < hit.end for other in chosen):
                continue
            gap = max(hit.start - anchor.end, anchor.start - hit.end, 0)
            if gap < least:
                best, least = hit, gap
        return best

    def guards(self, start: int, end: int, *names: str, within: int = 80) -> list[Found]:
        """Words around a span that take its meaning back, from lexicon/guard.yaml."""
        return [
            hit
            for name in names
            for hit in self.by.get(f"guard.{name}", ())
            if hit.start - end <= within and start - hit.end <= within
        ]


def scenes(reading: Reading) -> tuple[Scene, ...]:
    """The scenes of a reading, made once and kept on it for the next detector."""
    kept: tuple[Scene, ...] | None = reading.__dict__.get("_scenes")
    if kept is None:
        kept = tuple(Scene(segment) for segment in reading.segments)
        reading.__dict__["_scenes"] = kept
    return kept
