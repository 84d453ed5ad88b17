"""What else a reading might be: other numbers, a negation more or less; to be held against the sound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from suluh.media.speech.decoding import Word, kept
from suluh.media.speech.reading import COUNTED, Reading, hides_negation, others
from suluh.media.speech.sentences import MONTH, NUMBER
from suluh.text.negation import NEGATORS

NEAREST = 2  # other numbers tried for each number
SPAN = 3  # words that may be one number
FARTHEST = 30.0  # how much worse (-log probability of the sounds) another number may fit
WHOLE = 16.0  # the same for two or three words that would be one number
INSERTED = 5  # places where a negation is tried
NEGATION = "tidak"
CUES = frozenset("jam pukul sampai hingga tanggal".split())
# What is often denied in this field; a negation before any of it would turn the sense.
DENIED = frozenset(
    "bisa boleh dapat bakal perlu usah akan harus wajib bawa dibawa membawa punya ada terdaftar ditolak didenda "
    "dipidana laku berlaku sah memilih mencoblos nyoblos dilayani datang diundur hangus".split()
)


def rivals(reading: Reading, names: tuple[str, ...] = ()) -> Iterator[Reading]:
    """Readings that say something else in one place: other numbers, a negation more or less."""
    yield from _other_numbers(reading, names)
    yield from _whole_numbers(reading, names)
    yield from _without_negation(reading)
    yield from islice(_with_negation(reading), INSERTED)


def _plain(word: Word) -> str:
    return word.text.lower().strip(".,!?;: ")


def _changed(reading: Reading, at: int, until: int, *words: Word, cost: float = 0.0) -> Reading:
    all_words = (*reading.words[:at], *words, *reading.words[until:])
    return reading._replace(words=all_words, cost=reading.cost + cost)


def _other_numbers(reading: Reading, names: tuple[str, ...]) -> Iterator[Reading]:
    for at, word in enumerate(reading.words):
        if word.kind in COUNTED:
            for worse, other, said in others(word, names)[:NEAREST]:
                if worse <= FARTHEST:
                    other_word = word._replace(text=other, sound=said)
                    yield _changed(reading, at, at + 1, other_word, cost=worse)


def _whole_numbers(reading: Reading, names: tuple[str, ...]) -> Iterator[Reading]:
    """Two or three words that are one number together: before a month, or after a word such as "jam"."""
    words = reading.words
    for at, word in enumerate(words):
        for length in range(2, SPAN + 1):
            if word.kind == MONTH and at >= length:
                yield from _as_number(reading, at - length, at, names)
            if _plain(word) in CUES and at + length < len(words):
                yield from _as_number(reading, at + 1, at + 1 + length, names)


def _as_number(reading: Reading, at: int, until: int, names: tuple[str, ...]) -> Iterator[Reading]:
    run = reading.words[at:until]
    heard = "".join(word.heard for word in run)
    counted = any(word.kind == NUMBER for word in run)
    if not counted or any(_plain(w) in NEGATORS | CUES or w.kind == MONTH for w in run):
        return
    whole = Word(
        "",
        NUMBER,
        run[0].start,
        run[-1].end,
        0.0,
        " ".join(w.written for w in run),
        run[-1].after,
        heard,
        heard,
    )
    before = sum(word.cost for word in run)
    for fit, number, said in others(whole, names)[:NEAREST]:
        cost = fit - before
        if cost <= WHOLE:
            one = whole._replace(text=number, sound=said, cost=fit)
            yield _changed(reading, at, until, one, cost=cost)


def _without_negation(reading: Reading) -> Iterator[Reading]:
    for at, word in enumerate(reading.words):
        if _plain(word) in NEGATORS and len(reading.words) > 1:
            yield _changed(reading, at, at + 1)
        elif hides_negation(_plain(word)):
            yield _changed(reading, at, at + 1, kept(NEGATION))


def _with_negation(reading: Reading) -> Iterator[Reading]:
    for at, word in enumerate(reading.words):
        denied = at and _plain(reading.words[at - 1]) in NEGATORS
        if _plain(word) in DENIED and not denied:
            yield _changed(reading, at, at, kept(NEGATION))
