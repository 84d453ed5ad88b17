"""Days and hours found by their sound: "tuapu tuapan november" is 28 November, "dan tujuh pelas" jam 17.

A day with its month and an hour with its "jam" are long enough to be known as a whole, wherever the network put the word
boundaries. All of them are laid along the sounds of a stretch at once, and the nearest are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import partial_ratio

from suluh.media.speech.heard import Change
from suluh.media.speech.phonetic import LOST, TAKEN, coarse, distance, sound
from suluh.media.speech.reading import hides_negation, ordinary
from suluh.text.negation import NEGATORS

MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)
# Which hours are said with which part of the day.
PARTS = (("pagi", 1, 11), ("siang", 10, 12), ("siang", 1, 3), ("sore", 3, 6), ("malam", 6, 12))
NEAR, FAR = 0.12, 0.25  # how far a phrase of SHORT sounds may lie, and one of LONG
SHORT, LONG = 6, 14
ANCHORED = 66.0  # of 100, how much of a month or a cue must be there
PART = 0.33  # how far each part of a phrase may lie by itself
MARGIN = 0.035  # another value as near as this makes the reading unsure
TOUCHED = 0.35  # the share of a phrase's sounds that may come from other ordinary words
SAME = 0.04  # so near that ordinary words may be read as the phrase
_ALPHABET = "abcdefghijklmnopqrstuvwxyzŋñ"
_ENDS = re.compile(r"[.?!:;)]\D")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,:]\d+)*")
_ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


class Phrase(NamedTuple):
    text: str  # as it is written, with figures
    sound: str
    kind: str  # day | hour
    words: frozenset[str]  # as it is said
    parts: tuple[
        str, str
    ]  # the sounds of cue and number, or number and month, each of which must be there


class Found(NamedTuple):
    """A phrase laid over sounds start..end (end not included)."""

    phrase: Phrase
    start: int
    end: int
    distance: float
    sure: bool  # no other phrase of its kind fits as well


class Sounds(NamedTuple):
    """The sounds of a text, and for each the place in the text it comes from."""

    text: str
    sounds: str
    places: tuple[tuple[int, int], ...]  # (token, sound within the token)
    tokens: tuple[tuple[int, int, str, int], ...]  # start, end, word, how many sounds


class Moments(NamedTuple):
    text: str
    changes: tuple[Change, ...]
    sure: bool


def count(number: int) -> str:
    """0..59 in words.

    >>> count(28), count(17)
    ('dua puluh delapan', 'tujuh belas')
    """
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    tens, ones = divmod(number, 10)
    return f"{_ONES[tens]} puluh" + (f" {_ONES[ones]}" if ones else "")


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every day of every month, every day after "tanggal", every hour after "jam" and "pukul"."""
    return tuple(
        Phrase(text, sound(said), kind, frozenset(said.lower().split()), _parts(said))
        for text, said, kind in (*_days(), *_hours())
        if said
    )


def _days() -> Iterator[tuple[str, str, str]]:
    for day in range(1, 32):
        yield f"tanggal {day}", f"tanggal {count(day)}", "day"
        for month in MONTHS:
            yield f"{day} {month}", f"{count(day)} {month}", "day"


def _hours() -> Iterator[tuple[str, str, str]]:
    yield "24 jam", "dua puluh empat jam", "hour"
    for cue in ("jam", "pukul", "sampai", "sampai jam", "sampai pukul"):
        for hour in range(1, 25):
            yield f"{cue} {hour}", f"{cue} {count(hour)}", "hour"
        for part, first, last in PARTS:
            for hour in range(first, last + 1):
                yield f"{cue} {hour} {part}", f"{cue} {count(hour)} {part}", "hour"
    for cue in ("jam", "pukul"):
        for hour in range(1, 13):
            yield f"{cue} setengah {hour}", f"{cue} setengah {count(hour)}", "hour"
            half = f"{cue} {count(hour)} lewat tiga puluh"
            yield f"{cue} {hour:02}.30", half, "hour"
            yield f"{cue} {hour:02}.30", f"{cue} {count(hour)} tiga puluh", "hour"


def _parts(said: str) -> tuple[str, str]:
    """The sounds of the first word and of the rest, or of the number and its month."""
    words = said.split()
    cut = -1 if words[-1] in MONTHS else 1
    return sound(" ".join(words[:cut])), sound(" ".join(words[cut:]))


def with_moments(text: str) -> Moments:
    """The text with its days and hours in figures.

    >>> with_moments("tetap tuapu tuju november").text
    'tetap 27 November'
    """
    heard = sounds_of(text)
    chosen = _apart(heard, found_in(heard.sounds))
    parts: list[str] = []
    changes: list[Change] = []
    done = 0
    for one in chosen:
        start, end = _span(heard, one)
        start = max(start, done)
        glued = start > 0 and text[start - 1].isalnum()
        parts += [text[done:start], " " if glued else "", one.phrase.text]
        changes.append(Change(text[start:end], one.phrase.text, round(one.distance, 3)))
        done = end
        if end < len(text) and text[end].isalnum():
            parts.append(" ")
    parts.append(text[done:])
    return Moments("".join(parts), tuple(changes), all(one.sure for one in chosen))


def sounds_of(text: str) -> Sounds:
    tokens: list[tuple[int, int, str, int]] = []
    places: list[tuple[int, int]] = []
    sounds = ""
    for m in _TOKEN.finditer(text):
        word = m[0].lower()
        one = sound(
            count(int(word)) if word.isdecimal() and len(word) < 3 and int(word) < 60 else word
        )
        places += [(len(tokens), i) for i in range(len(one))]
        tokens.append((m.start(), m.end(), word, len(one)))
        sounds += one
    return Sounds(text, sounds, tuple(places), tuple(tokens))


@lru_cache(maxsize=256)
def found_in(sounds: str) -> list[Found]:
    """Every phrase that lies near enough over some part of `sounds`, the best fitting first."""
    if not _speaks_of_time(sounds):
        return []
    all_phrases = phrases()
    far, starts = _laid(sounds)
    found: list[Found] = []
    for end in range(1, len(sounds) + 1):
        for index in np.flatnonzero(far[end] <= _reach()):
            phrase = all_phrases[index]
            found.append(Found(phrase, int(starts[end, index]), end, float(far[end, index]), True))
    return sorted(found, key=_fit, reverse=True)


def _speaks_of_time(sounds: str) -> bool:
    """A quick look, so that the laying of all phrases is spared where nothing sounds like a month or an hour."""
    rough = coarse(sounds)
    return any(partial_ratio(anchor, rough) >= ANCHORED for anchor in _anchors())


@cache
def _anchors() -> tuple[str, ...]:
    return tuple(coarse(sound(word)) for word in ("tanggal", "pukul", "jam", "sampai", *MONTHS))


def _fit(one: Found) -> float:
    """Sounds explained, less what they cost: a long phrase that fits is worth more than a short one."""
    return len(one.phrase.sound) * (1 - 3.2 * one.distance)


@cache
def _lengths() -> NDArray[np.float64]:
    return np.array([len(phrase.sound) for phrase in phrases()], np.float64)


@cache
def _reach() -> NDArray[np.float64]:
    share = np.clip((_lengths() - SHORT) / (LONG - SHORT), 0, 1)
    return np.asarray(NEAR + share * (FAR - NEAR))


@cache
def _taken(number: int) -> NDArray[np.float32]:
    """What it costs to take this sound for each sound of each phrase: longest × phrases."""
    rows, taken, _ = _table()
    return np.ascontiguousarray(taken[number][rows].T)


@cache
def _lost() -> NDArray[np.float32]:
    rows, _, lost = _table()
    return np.ascontiguousarray(lost[rows].T)


@cache
def _table() -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """Phrases as rows of sound numbers (the last stands for none), what taking and losing each sound costs."""
    longest = max(len(phrase.sound) for phrase in phrases())
    none = len(_ALPHABET)
    rows = np.full((len(phrases()), longest), none, np.int64)
    for row, phrase in enumerate(phrases()):
        rows[row, : len(phrase.sound)] = [_ALPHABET.index(c) for c in phrase.sound]
    taken = np.ones((none + 1, none + 1), np.float32)
    np.fill_diagonal(taken, 0.0)
    for pair, cost in TAKEN.items():
        a, b = (_ALPHABET.index(c) for c in pair)
        taken[a, b] = taken[b, a] = cost
    lost = np.array([LOST.get(c, 1.0) for c in _ALPHABET] + [1.0], np.float32)
    return rows, taken, lost


def _laid(sounds: str) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """For every end in `sounds` and every phrase: how far it lies from the best stretch ending there, and its start."""
    rows, _, lost = _table()
    many, longest = rows.shape
    which = np.arange(many)
    last = _lengths().astype(int)
    cost = np.zeros((longest + 1, many), np.float32)
    cost[1:] = np.cumsum(_lost(), axis=0)
    begun = np.zeros((longest + 1, many), np.int32)
    far = np.ones((len(sounds) + 1, many), np.float32)
    starts = np.zeros((len(sounds) + 1, many), np.int32)
    for position, one in enumerate(sounds, 1):
        number = _ALPHABET.find(one)
        cost, begun = _next(cost, begun, position, _taken(number), _lost(), float(lost[number]))
        far[position] = cost[last, which] / last
        starts[position] = begun[last, which]
    return far, starts


def _next(
    cost: NDArray[np.float32],
    begun: NDArray[np.int32],
    position: int,
    taken: NDArray[np.float32],
    lost: NDArray[np.float32],
    lost_here: float,
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """One sound further: the cost of each beginning of each phrase, and where it began."""
    fresh, starts = np.zeros_like(cost), np.empty_like(begun)
    starts[0] = position
    straight, over = cost[:-1] + taken, cost[1:] + lost_here
    fresh[1:] = np.minimum(straight, over)
    starts[1:] = np.where(straight <= over, begun[:-1], begun[1:])
    for j in range(1, len(cost)):
        skipped = fresh[j - 1] + lost[j - 1]
        better = skipped < fresh[j]
        np.copyto(fresh[j], skipped, where=better)
        np.copyto(starts[j], starts[j - 1], where=better)
    return fresh, starts


def _apart(heard: Sounds, found: list[Found]) -> list[Found]:
    """The best that do not overlap, in order; those that would swallow ordinary words or a negation are left out."""
    chosen: list[Found] = []
    for one in found:
        if any(one.start < other.end and other.start < one.end for other in chosen):
            continue
        if _allowed(heard, one):
            chosen.append(one._replace(sure=_alone(one, found)))
    return sorted(chosen, key=lambda one: one.start)


def _alone(one: Found, found: list[Found]) -> bool:
    """Whether no phrase with another number or month fits the same sounds nearly as well."""
    return not any(
        other.phrase.kind == one.phrase.kind
        and other.distance < one.distance + MARGIN
        and abs(len(other.phrase.sound) - len(one.phrase.sound)) <= 4
        and other.start < one.end
        and one.start < other.end
        and _differ(other.phrase.text.split(), one.phrase.text.split())
        for other in found
    )


def _differ(a: list[str], b: list[str]) -> bool:
    numbers = [[word for word in words if word[0].isdigit()] for words in (a, b)]
    months = [[word for word in words if word in MONTHS] for words in (a, b)]
    return numbers[0] != numbers[1] or (all(months) and months[0] != months[1])


def _allowed(heard: Sounds, one: Found) -> bool:
    """No negation is swallowed, and ordinary words that the phrase does not hold are hardly touched."""
    if not _whole(heard, one):
        return False
    under = [heard.tokens[token][2] for token, _ in heard.places[one.start : one.end]]
    words = set(under)
    if words & NEGATORS or any(hides_negation(word) for word in words):
        return False
    if all(word.isdecimal() or ordinary(word) for word in words):
        return one.distance <= SAME
    touched = sum(ordinary(word) and word not in one.phrase.words for word in under)
    return touched <= TOUCHED * len(under)


def _whole(heard: Sounds, one: Found) -> bool:
    """Both parts of the phrase are there, and no sentence ends between them."""
    said = heard.sounds[one.start : one.end]
    first, last = one.phrase.parts
    cuts = (len(said) * len(first) // (len(first) + len(last)) + step for step in (-1, 0, 1))
    near = any(
        distance(said[:cut], first) <= PART and distance(said[cut:], last) <= PART for cut in cuts
    )
    begin, end = (heard.places[at][0] for at in (one.start, one.end - 1))
    between = heard.text[heard.tokens[begin][0] : heard.tokens[end][1]]
    unspoken = any(not token[3] for token in heard.tokens[begin : end + 1])  # 19.30, 2024
    return near and not unspoken and not _ENDS.search(between)


def _span(heard: Sounds, one: Found) -> tuple[int, int]:
    """The part of the text that is replaced: whole words, but a long rest of a glued word stays."""
    token, within = heard.places[one.start]
    start, end, _, length = heard.tokens[token]
    begin = start if within <= 2 else start + round((end - start) * within / length)
    token, within = heard.places[one.end - 1]
    start, end, _, length = heard.tokens[token]
    rest = length - 1 - within
    return begin, end if rest <= 2 else start + round((end - start) * (within + 1) / length)
