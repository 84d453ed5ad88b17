"""Speech read by its sound: runs of words that are none, taken for the election words they sound like.

A word that is ordinary Indonesian stays. Where a word begins and ends is not believed: "pilih kada" is pilkada. A
negation is neither added nor lost: words that hold one are never replaced, and one
that is restored makes its stretch doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from snowballstemmer import stemmer

from suluh.media.speech.heard import Change
from suluh.media.speech.lexicon import NEGATIONS, ORDINARY, Spoken, lexicon
from suluh.media.speech.phonetic import coarse, distance, sound
from suluh.text.negation import NEGATORS
from suluh.text.numerals import ONES, WHOLE
from suluh.text.slang import lexicon as written_lexicon

WINDOW = 5  # words that may stand for one entry
STRANGE = 0.6  # what it costs to leave a word that is none
CHANGED = 0.12  # what it costs to read a run as an entry, beside its distance
LIKE_NEGATION = 0.19  # how near a part of a word must sound to a negation to be feared as one
SAME_SOUND = 0.01  # what is gained by reading ordinary words as an entry of the very same sound
UNGUARDED = 0.08  # how near a sound must lie when all its words are ordinary ones
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]+")
_COUNT_WORDS = frozenset("belas puluh ratus ribu juta".split())
_STEM = stemmer("indonesian")


class Token(NamedTuple):
    text: str
    start: int
    end: int
    ordinary: bool  # a word of everyday Indonesian, or no word at all
    fixed: bool  # digits, signs and negations: never part of a run


class Step(NamedTuple):
    """One token kept, or a run of tokens read as an entry."""

    cost: float
    first: int
    entry: Spoken | None = None
    distance: float = 0.0


class Reading(NamedTuple):
    text: str
    changes: tuple[Change, ...]
    cost: float  # what was changed and what stayed strange, a word on average
    sure: bool  # no negation was restored by its sound


def read(text: str, names: tuple[str, ...] = ()) -> Reading:
    """The words meant. `names`: places and people who may be spoken of.

    >>> read("capeu bilang pilih kada tanggal dua pulu de lapan November").text
    'KPU bilang pilkada tanggal dua puluh delapan November'
    """
    tokens = [_token(m) for m in _WORD.finditer(text)]
    if not tokens:
        return Reading(text, (), 0.0, True)
    steps = _cheapest(tokens, names)
    return _written(text, tokens, steps)


def _token(m: re.Match[str]) -> Token:
    word = m[0].lower()
    fixed = not word[0].isalpha() or word in NEGATORS
    return Token(m[0], m.start(), m.end(), fixed or ordinary(word), fixed)


@lru_cache(maxsize=1 << 14)
def hides_negation(word: str) -> bool:
    """Whether a word that is none may be a negation that was not caught: "beum", "dinak", "kalautinak"."""
    if word in NEGATORS or ordinary(word):
        return False
    heard = sound(word)
    return any(
        distance(heard[at : at + length], negation) <= LIKE_NEGATION
        for negation in _negations()
        for length in (len(negation) - 1, len(negation), len(negation) + 1)
        for at in range(max(1, len(heard) - length + 1))
    )


@lru_cache(maxsize=1)
def _negations() -> tuple[str, ...]:
    return tuple(entry.sound for entry in lexicon() if entry.group == NEGATIONS)


@lru_cache(maxsize=1 << 14)
def ordinary(word: str) -> bool:
    """Whether a lower-case word is everyday Indonesian, with or without affixes, or a word of the lexicon."""
    known = _known()
    return len(word) == 1 or word in known or (len(word) > 4 and str(_STEM.stemWord(word)) in known)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    spoken = {word for entry in lexicon() for word in entry.text.lower().split()}
    letters = {"el", "em", "en", "er", "es", "te", "pe", "ka", "ke", "ce", "ha"}
    counts = {*ONES, *WHOLE, *_COUNT_WORDS}
    return (written_lexicon().vocabulary | spoken | counts) - letters | {"ke"}


def _cheapest(tokens: list[Token], names: tuple[str, ...]) -> list[Step]:
    """The way through all tokens that costs least, by dynamic programming over where each run ends."""
    best: list[tuple[float, Step | None]] = [(0.0, None)]
    for end in range(1, len(tokens) + 1):
        last = tokens[end - 1]
        keep = Step(best[end - 1][0] + (0.0 if last.ordinary else STRANGE), end - 1)
        options = [keep]
        for first in range(max(0, end - WINDOW), end):
            run = tokens[first:end]
            if not any(token.fixed for token in run):
                options += _as_entry(run, first, best[first][0], names, tokens)
        chosen = min(options, key=lambda step: step.cost)
        best.append((chosen.cost, chosen))
    steps: list[Step] = []
    at = len(tokens)
    while at and (step := best[at][1]) is not None:
        steps.append(step)
        at = step.first
    return steps[::-1]


def _as_entry(
    run: list[Token], first: int, before: float, names: tuple[str, ...], tokens: list[Token]
) -> Iterator[Step]:
    found = nearest(sound(" ".join(token.text for token in run)), names)
    if found is None:
        return
    entry, far = found
    if entry.group != NEGATIONS and any(hides_negation(token.text.lower()) for token in run):
        return
    unsure = all(token.ordinary for token in run)
    if unsure and (far > UNGUARDED or (len(run) == 1 and far > 0)):
        return
    changed = -SAME_SOUND if unsure else CHANGED
    yield Step(before + changed + far * max(1, len(entry.sound)) / 3, first, entry, far)


@lru_cache(maxsize=1 << 14)
def nearest(heard: str, names: tuple[str, ...] = ()) -> tuple[Spoken, float] | None:
    """The entry whose sound lies nearest, within its reach; None when there is none."""
    best: tuple[Spoken, float] | None = None
    rough = coarse(heard)
    for entry in lexicon(names):
        if entry.group == ORDINARY:
            continue
        longest = max(len(heard), len(entry.sound))
        if abs(len(heard) - len(entry.sound)) > 0.4 * longest:
            continue
        bound = int(1.6 * entry.reach * longest) + 1
        if Levenshtein.distance(rough, entry.coarse, score_cutoff=bound) > bound:
            continue
        far = distance(heard, entry.sound)
        if far <= entry.reach and (best is None or far < best[1]):
            best = entry, far
    return best


def _written(text: str, tokens: list[Token], steps: list[Step]) -> Reading:
    parts: list[str] = []
    changes: list[Change] = []
    done = 0
    ends = [step.first for step in steps[1:]] + [len(tokens)]
    for step, end in zip(steps, ends, strict=True):
        start, stop = tokens[step.first].start, tokens[end - 1].end
        written = text[start:stop]
        meant = written if step.entry is None else step.entry.text
        parts += [text[done:start], meant]
        if step.entry is not None and meant.lower() != written.lower():
            changes.append(Change(written, meant, round(step.distance, 3)))
        done = stop
    parts.append(text[done:])
    sure = not any(hides_negation(token.text.lower()) for token in tokens) and not any(
        s.entry is not None and s.entry.group == NEGATIONS for s in steps
    )
    cost = steps[-1].cost / len(tokens)
    return Reading("".join(parts), tuple(changes), cost, sure)
