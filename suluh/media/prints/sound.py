"""Which known sounds a sound is a copy of, from where to where: under another picture, at another pitch or speed.

The prints of known sounds (chroma.py) lie one after another in one row of numbers. Twenty of the 32 bits of a number
are its key, three different choices of twenty; a place in the query and a place in the row with the same key vote for
one offset between the two, and only the offsets with most votes are compared number by number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.media.prints.chroma import HOP, REACH, VIEWS, Numbers, View, sound_print, sound_views

__all__ = ["SoundIndex", "SoundMatch", "match_sound", "sound_print", "sound_views", "surely"]

KEY_BITS = 20
KEY_SHIFTS = (0, 6, 12)  # which bits of a number make a key
CROWDED = 64  # a key that stands for more places tells nothing: silence, held notes
CANDIDATES = 16  # offsets compared for each view
LEAST = 16  # numbers (3.8 s of sound) that must be compared, and the span over which errors are averaged
ALIKE = 0.30  # share of differing bits up to which a span counts as the same
# (seconds, score) from which a stretch counts: a long one may differ more. Set on the even seeds of 900,000 comparisons
# with other speech and music, where none was taken for a copy; docs/models/sound.md has the figures of the odd ones.
SUGGEST = ((4.5, 0.68), (6.5, 0.60))
SURE = ((5.0, 0.75), (8.0, 0.66))


class SoundMatch(NamedTuple):
    """A stretch that two sounds share."""

    known: int  # place in the bank
    at: float  # seconds from the start of the query
    offset: float  # seconds into the known sound
    seconds: float  # of the known sound that are there
    coverage: float  # 0..1, of the known sound
    score: float  # 1 for the same bits, 0 for as many differing bits as chance gives
    view: View


def surely(match: SoundMatch) -> bool:
    """Whether a stretch is long and alike enough to act on, if the words agree as well; others suggest."""
    return _reaches(match, SURE)


def _reaches(match: SoundMatch, steps: tuple[tuple[float, float], ...]) -> bool:
    return any(match.seconds >= seconds and match.score >= score for seconds, score in steps)


class SoundIndex:
    """The prints of many known sounds, made for search. Nothing in it changes."""

    def __init__(self, prints: Sequence[Numbers]):
        self._starts = np.cumsum([0, *(len(p) for p in prints)]).astype(np.int64)
        self._row = np.concatenate([np.zeros(0, np.uint32), *prints]).astype(np.uint32)
        self._tables = [_table(_keys(self._row, shift)) for shift in KEY_SHIFTS]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def search(self, views: Sequence[Numbers]) -> tuple[SoundMatch, ...]:
        """The best stretch for every known sound that shares one long and alike enough to suggest, best first.

        views: the query in the views of VIEWS, in that order (only the first one is looked at when it is alone).
        """
        best: dict[int, SoundMatch] = {}
        for query, view in zip(views, VIEWS, strict=False):
            for match in self._of_view(query, view):
                if not _reaches(match, SUGGEST):
                    continue
                held = best.get(match.known)
                if held is None or _weight(match) > _weight(held):
                    best[match.known] = match
        return tuple(sorted(best.values(), key=_weight, reverse=True))

    def _of_view(self, query: Numbers, view: View) -> Iterator[SoundMatch]:
        for known, shift in self._candidates(query):
            row = self._row[self._starts[known] : self._starts[known + 1]]
            found = match_sound(query, row, shift)
            if found:
                at, offset, length, score = found
                seconds = (length + REACH - 1) * HOP
                whole = (len(row) + REACH - 1) * HOP
                yield SoundMatch(
                    known,
                    at * HOP / view.speed,
                    offset * HOP,
                    seconds,
                    min(1.0, seconds / whole),
                    score,
                    view,
                )

    def _candidates(self, query: Numbers) -> Iterator[tuple[int, int]]:
        """(known sound, place in it minus place in the query), most votes first."""
        votes = self._votes(query)
        if not len(votes):
            return
        known = np.searchsorted(self._starts, votes[:, 0], side="right") - 1
        shift = votes[:, 0] - self._starts[known] - votes[:, 1]
        names, first, count = np.unique(
            known * (1 << 32) + shift + (1 << 31), return_index=True, return_counts=True
        )
        for i in first[np.argsort(-_with_neighbours(names, count), kind="stable")[:CANDIDATES]]:
            yield int(known[i]), int(shift[i])

    def _votes(self, query: Numbers) -> NDArray[np.int64]:
        """(place in the row, place in the query) wherever a key is the same."""
        found = []
        for shift, (starts, order) in zip(KEY_SHIFTS, self._tables, strict=True):
            keys = _keys(query, shift)
            first, count = starts[keys].astype(np.int64), starts[keys + 1] - starts[keys]
            count = np.where(count > CROWDED, 0, count).astype(np.int64)
            query_place = np.repeat(np.arange(len(query)), count)
            within = np.arange(len(query_place)) - np.repeat(count.cumsum() - count, count)
            row_place = order[np.repeat(first, count) + within].astype(np.int64)
            found.append(np.stack([row_place, query_place], axis=1))
        return np.concatenate(found)


def _with_neighbours(names: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.float64]:
    """Votes for each offset with half of those for the offsets beside it; names are sorted."""
    votes = count.astype(np.float64)
    beside = np.diff(names) == 1
    votes[1:] += np.where(beside, count[:-1] / 2, 0)
    votes[:-1] += np.where(beside, count[1:] / 2, 0)
    return votes


def _weight(match: SoundMatch) -> float:
    return match.seconds * match.score


def _keys(row: Numbers, shift: int) -> NDArray[np.int64]:
    return ((row >> np.uint32(shift)) & np.uint32((1 << KEY_BITS) - 1)).astype(np.int64)


def _table(keys: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Where the places of each key begin, and the places."""
    counts = np.bincount(keys, minlength=1 << KEY_BITS)
    starts = np.concatenate([[0], counts.cumsum()]).astype(np.uint32)
    return starts, np.argsort(keys, kind="stable").astype(np.uint32)


def match_sound(query: Numbers, known: Numbers, shift: int) -> tuple[int, int, int, float] | None:
    """(first number of the query, first of the known, how many, score) of the longest stretch they share, or None.

    shift: place in the known sound minus place in the query. The plain comparison, without an index.
    """
    at = max(0, -shift)
    length = min(len(query) - at, len(known) - at - shift)
    if length < LEAST:
        return None
    differ = query[at : at + length] ^ known[at + shift : at + shift + length]
    errors = np.bitwise_count(differ).astype(np.float64) / 32
    sums = np.concatenate([[0.0], errors.cumsum()])
    same = (sums[LEAST:] - sums[:-LEAST]) / LEAST <= ALIKE
    start, spans = _longest(same)
    if not spans:
        return None
    start, end = _trimmed(errors, start, start + spans + LEAST - 1)
    score = 1 - 2 * float(sums[end] - sums[start]) / (end - start)
    return at + start, at + start + shift, end - start, score


def _trimmed(errors: NDArray[np.float64], start: int, end: int) -> tuple[int, int]:
    """Without numbers at the ends that differ: there the stretch has begun or ended within their two seconds."""
    inside = start + np.flatnonzero(errors[start:end] <= ALIKE)
    return int(inside[0]), int(inside[-1]) + 1


def _longest(same: NDArray[np.bool_]) -> tuple[int, int]:
    """(start, length) of the longest run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], same.astype(np.int8), [0]])))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return 0, 0
    longest = int(np.argmax(ends - starts))
    return int(starts[longest]), int(ends[longest] - starts[longest])
