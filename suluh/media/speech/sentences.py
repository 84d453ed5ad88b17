"""Which words follow which when an election is spoken of: counted over data/kalimat.txt, with the lexicon.

data/urutan.txt adds what was counted over many sentences that others wrote on how one votes (training/speech).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.media.speech.lexicon import NAMES, NUMBERS, ORDINARY, lexicon, said_as
from suluh.media.speech.phonetic import count, sound

FILE = Path(__file__).parent / "data" / "kalimat.txt"
COUNTS = Path(__file__).parent / "data" / "urutan.txt"
EDGE, OTHER = "<>", "<lain>"  # where a stretch begins; a word that is not known here
YEAR, NUMBER, MONTH, NAME = "<tahun>", "<angka>", "<bulan>", "<nama>"
YEARS = range(2020, 2032)
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)
# How a day and an hour are said, as the file would write it.
DAY = "(<angka> <bulan>|tanggal <angka> <bulan>|<angka> <bulan>|tanggal <angka>)"
_PART = "|".join(f"<angka> {part}" for part in ("pagi", "siang", "sore", "malam", "lewat <angka>"))
HOUR = f"(jam|pukul|) (<angka>|<angka>|{_PART}|setengah <angka>)"
FREE = 0.8  # how much is left to chance beside what was counted after a word, in counts
FREE_A_KIND = 0.1  # and for each other word that followed it: what follows many is followed by others (Witten and Bell)
PHRASE = 0.5  # counts given to a phrase of the lexicon
WRITTEN = 0.5  # what a count of urutan.txt weighs beside one of kalimat.txt
UNSEEN = 0.3  # counts given to a word of the lexicon that no sentence holds
OTHERS = 0.08  # the share of words that nobody listed
_COUNTED = re.compile(rf"\b(?:{'|'.join(count(n) for n in range(59, -1, -1))})\b")
Pairs = defaultdict[tuple[str, str], float]  # how often one word follows another
_GROUP = re.compile(r"\(([^)]*)\)|(\S+)")


class Entry(NamedTuple):
    """One way in which a word sounds."""

    text: str
    sound: str
    word: int  # its number among Sentences.words


class Sentences(NamedTuple):
    """Costs are -log probabilities. pairs: (word, next word, cost), where it is cheaper than `rest` + `alone`."""

    words: tuple[str, ...]
    entries: tuple[Entry, ...]
    alone: NDArray[np.float32]  # of each word, whatever stands before it
    rest: NDArray[np.float32]  # of leaving what was counted, after each word
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    pair: NDArray[np.float32]


@cache
def sentences(names: tuple[str, ...] = ()) -> Sentences:
    """The words and their order. names: places and people who may be spoken of."""
    pairs = _pairs(FILE.read_text(encoding="utf-8").splitlines())
    for entry in lexicon():
        if entry.group != NUMBERS:
            for pair in pairwise(entry.text.split()):
                pairs[pair] += PHRASE
    words_seen, pairs_seen = _counts(COUNTS.read_text(encoding="utf-8").splitlines())
    many = defaultdict[str, float](float)
    for (_, word), weight in pairs.items():
        many[word] += weight
    for word, weight in words_seen.items():
        many[word] += WRITTEN * weight
    for pair, weight in pairs_seen.items():
        pairs[pair] += WRITTEN * weight
    for entry in lexicon(names):
        if entry.group not in (ORDINARY, NAMES, NUMBERS):
            for word in entry.text.split():
                many[word] += UNSEEN
    for word in (YEAR, NUMBER, MONTH, NAME):
        many[word] += UNSEEN
    many[OTHER] = OTHERS * sum(many.values()) / (1 - OTHERS)
    words = (EDGE, *sorted(many))
    number = {word: at for at, word in enumerate(words)}
    entries = tuple(sorted(_entries(number, names), key=lambda entry: entry.word))
    return _costs(words, entries, pairs, many)


def _costs(
    words: tuple[str, ...],
    entries: tuple[Entry, ...],
    pairs: Pairs,
    many: defaultdict[str, float],
) -> Sentences:
    number = {word: at for at, word in enumerate(words)}
    total = sum(many.values())
    alone = np.array([-log(max(many[word], 1e-6) / total) for word in words], np.float32)
    after, kinds = defaultdict[str, float](float), defaultdict[str, int](int)
    for (word, _), weight in pairs.items():
        after[word] += weight
        kinds[word] += 1
    left = {word: FREE + FREE_A_KIND * kinds[word] for word in words}
    free = {word: left[word] / (left[word] + after[word]) for word in words}
    rest = np.array([-log(free[word]) for word in words], np.float32)
    rows = [
        (
            number[a],
            number[b],
            -log((1 - free[a]) * weight / after[a] + free[a] * many[b] / total),
        )
        for (a, b), weight in pairs.items()
    ]
    rows.sort(key=lambda row: row[1])
    first, second, pair = (np.array(column) for column in zip(*rows, strict=True))
    return Sentences(words, entries, alone, rest, first, second, pair.astype(np.float32))


def _pairs(lines: list[str]) -> Pairs:
    """How often one word follows another, every choice of a line weighing the same."""
    pairs = Pairs(float)
    for line in lines:
        if line.strip() and not line.startswith("#"):
            _count(line, pairs)
    return pairs


def _counts(lines: list[str]) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """How often each word, and each word after another, stands in the sentences of training."""
    words, pairs = dict[str, int](), dict[tuple[str, str], int]()
    for line in lines:
        if line.strip() and not line.startswith("#"):
            head, _, after = line.partition(":")
            word, times = head.split()
            if word != EDGE:
                words[word] = int(times)
            for one in after.split(","):
                if one.strip():
                    follows, seen = one.split()
                    pairs[word, follows] = int(seen)
    return words, pairs


def _count(line: str, pairs: Pairs) -> None:
    before = {EDGE: 1.0}
    for m in _GROUP.finditer(line.replace("<tanggal>", DAY).replace("<jam>", HOUR)):
        choices = [_kinds(choice) for choice in (m[1] if m[2] is None else m[2]).split("|")]
        after = defaultdict[str, float](float)
        for choice in choices:
            for word, weight in before.items():
                share = weight / len(choices)
                if choice:
                    pairs[word, choice[0]] += share
                after[choice[-1] if choice else word] += share
            for a, b in pairwise(choice):
                pairs[a, b] += sum(before.values()) / len(choices)
        before = dict(after)


def _kinds(choice: str) -> list[str]:
    """Its words; those that count are all of one kind."""
    return counted(choice).split()


def counted(text: str) -> str:
    """Numbers in words are all one word of the search.

    >>> counted("tanggal dua puluh tujuh")
    'tanggal <angka>'
    """
    return _COUNTED.sub(NUMBER, text)


def _entries(number: dict[str, int], names: tuple[str, ...]) -> Iterator[Entry]:
    known = set[str]()
    for one in lexicon(names):
        if one.group == NAMES:
            yield Entry(one.text, one.sound, number[NAME])
        elif one.text in number:
            known.add(one.text)
            yield Entry(one.text, one.sound, number[one.text])
    for word in number:
        if word not in known and word[0] != "<":
            yield Entry(word, sound(said_as(word)), number[word])
    for month in MONTHS:
        yield Entry(month, sound(month), number[MONTH])
    for year in YEARS:
        yield Entry(str(year), sound(f"dua ribu {count(year - 2000)}"), number[YEAR])
    for figure in range(60):
        yield Entry(count(figure), sound(count(figure)), number[NUMBER])
