"""The likeliest words for what was heard or written: a noisy-channel search over all sounds of a stretch at once.

Every word may begin at every sound (the network's word boundaries are not believed). A path costs what its words cost
one after the other (sentences.py) and what its sounds cost as those that were heard (phones.py) or written
(channel.py). Words of everyday language, and words nobody knows, are a way through as well, at their own price
(utterance.py). One pass of Viterbi's algorithm: L sounds × all words, under a millisecond of one core a sound.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.media.speech.channel import NONE, SOUNDS, Prices, written_prices
from suluh.media.speech.everyday import by_sound
from suluh.media.speech.sentences import EDGE, OTHER, Sentences, sentences
from suluh.media.speech.utterance import Sounds, as_written, respelled, sounds_of, written

SKIPPED = 2  # sounds of a word, one after the other, that may be lost
WEIGHT = 1.0  # of the order of words beside the sounds
ENOUGH = 400  # sounds; 20 seconds of speech have fewer
FLOOR = np.float32(1e9)

Floats = NDArray[np.float32]


class Word(NamedTuple):
    """One word of the path, laid over the sounds start..end."""

    text: str
    kind: str  # its word in sentences, which may be a kind such as <angka>; "" for one kept as written
    start: int
    end: int
    cost: float  # of its sounds
    written: str
    after: str  # a sign that was written behind it
    sound: str
    heard: str


def kept(text: str) -> Word:
    """A word that is taken as it stands."""
    return Word(text, "", 0, 0, 0.0, text, "", "", "")


class Path(NamedTuple):
    words: tuple[Word, ...]
    cost: float
    sounds: int

    @property
    def order(self) -> float:
        """What the words cost one after the other, without their sounds."""
        return self.cost - sum(word.cost for word in self.words)


class _Table(NamedTuple):
    """All entries one after the other: a state before the first sound of each, then one behind each sound."""

    rows: NDArray[np.int64]  # the sound before each state by number, NONE for the first states
    first: NDArray[np.int64]  # state of each entry
    last: NDArray[np.int64]
    word: NDArray[np.int64]  # of each entry, ascending
    words: NDArray[np.int64]  # those that have entries
    group: NDArray[np.int64]  # where the entries of each of them begin
    follow: NDArray[np.int64]  # words that have pairs, and where the pairs of each begin
    pairs: NDArray[np.int64]


@cache
def _table(names: tuple[str, ...]) -> _Table:
    entries = sentences(names).entries
    rows = [NONE if c is None else SOUNDS.index(c) for e in entries for c in (None, *e.sound)]
    last = np.cumsum([len(entry.sound) + 1 for entry in entries]) - 1
    word = np.array([entry.word for entry in entries])
    return _Table(
        np.array(rows),
        np.append(0, last[:-1] + 1),
        last,
        word,
        *np.unique(word, return_index=True),
        *np.unique(sentences(names).second, return_index=True),
    )


class Search:
    """State of one pass. Positions run from 0 (nothing heard) to the number of sounds."""

    def __init__(self, heard: Sounds, prices: Prices, names: tuple[str, ...]) -> None:
        self.heard, self.prices = heard, prices
        self.order: Sentences = sentences(names)
        self.table = _table(names)
        n, words = len(heard.sounds) + 1, len(self.order.words)
        self.other = self.order.words.index(OTHER)
        self.start = np.full((n, words), FLOOR, np.float32)  # of a word that begins here
        self.before = np.zeros((n, words), np.int32)  # the word before it
        self.done = np.full((n, words), FLOOR, np.float32)  # of a word that ends here
        self.which = np.full((n, words), -1, np.int32)  # its entry, -1 as written
        self.begun = np.zeros((n, words), np.int32)
        self.arcs = as_written(heard)

    def path(self) -> Path:
        n = len(self.heard.sounds)
        self.done[0, self.order.words.index(EDGE)] = 0.0
        self._open(0)
        cost = np.full(len(self.table.rows), FLOOR, np.float32)
        begun = np.zeros(cost.shape, np.int32)
        self._begin(cost, begun, 0)
        for at in range(1, n + 1):
            cost, begun = self._step(cost, begun, at)
            self._close(cost, begun, at)
            self._open(at)
            self._begin(cost, begun, at)
        return self._back(n)

    def _step(
        self, cost: Floats, begun: NDArray[np.int32], at: int
    ) -> tuple[Floats, NDArray[np.int32]]:
        straight = cost[:-1] + self._priced(self.prices.taken[at - 1])[1:]
        added = cost + self.prices.added[at - 1]
        added[self.table.first] = FLOOR
        from_straight = straight < added[1:]
        np.copyto(added[1:], straight, where=from_straight)
        begun = np.append(begun[:1], np.where(from_straight, begun[:-1], begun[1:]))
        return self._skip(added, begun, at)

    def _priced(self, prices: Floats) -> Floats:
        """The price of each state's sound; out of one entry nothing leads into the next."""
        priced = prices[self.table.rows]
        priced[self.table.first] = FLOOR
        return priced

    def _skip(
        self, cost: Floats, begun: NDArray[np.int32], at: int
    ) -> tuple[Floats, NDArray[np.int32]]:
        """Sounds of a word that were not written, at most SKIPPED one after the other."""
        lost = self._priced(self.prices.lost[at])[1:]
        for _ in range(SKIPPED):
            skipped = cost[:-1] + lost
            better = skipped < cost[1:]
            np.copyto(cost[1:], skipped, where=better)
            np.copyto(begun[1:], begun[:-1], where=better)
        return cost, begun

    def _close(self, cost: Floats, begun: NDArray[np.int32], at: int) -> None:
        """The best entry of every word that ends here, and words as they are written."""
        words = self.table.words
        last = self.table.last
        best = _cheapest(cost[last], self.table.group)
        self.done[at, words] = cost[last[best]]
        self.which[at, words] = best
        self.begun[at, words] = begun[last[best]]
        for begin, price in self.arcs[at]:
            whole = self.start[begin, self.other] + price
            if whole < self.done[at, self.other]:
                self.done[at, self.other] = whole
                self.begun[at, self.other] = begin

    def _open(self, at: int) -> None:
        """What it costs to begin each word here, and after which word."""
        order = self.order
        left = self.done[at] + WEIGHT * order.rest
        best = int(left.argmin())
        self.start[at] = left[best] + WEIGHT * order.alone
        self.before[at] = best
        through = self.done[at][order.first] + WEIGHT * order.pair
        words = self.table.follow
        chosen = _cheapest(through, self.table.pairs)
        better = through[chosen] < self.start[at, words]
        self.start[at, words[better]] = through[chosen[better]]
        self.before[at, words[better]] = order.first[chosen[better]]

    def _begin(self, cost: Floats, begun: NDArray[np.int32], at: int) -> None:
        first = self.table.first
        start = self.start[at][self.table.word]
        cost[first], begun[first] = start, at
        fresh = start + self.prices.lost[at][self.table.rows[first + 1]]
        better = fresh < cost[first + 1]
        cost[first[better] + 1] = fresh[better]
        begun[first[better] + 1] = at

    def _back(self, at: int) -> Path:
        words: list[Word] = []
        word = int(self.done[at].argmin())
        total = float(self.done[at, word])
        while at > 0:
            begin, which = int(self.begun[at, word]), int(self.which[at, word])
            cost = float(self.done[at, word] - self.start[begin, word])
            words.append(self._word(which, begin, at, cost))
            word, at = int(self.before[begin, word]), begin
        return Path(tuple(words[::-1]), total, len(self.heard.sounds))

    def _word(self, which: int, begin: int, end: int, cost: float) -> Word:
        as_is, after = written(self.heard, begin, end)
        sounds = self.heard.sounds[begin:end]
        if which < 0:
            plain = by_sound().get(sounds) if self.heard.text == self.heard.sounds else None
            text = plain or respelled(as_is)
            return Word(text, "", begin, end, cost, as_is, after, sounds, sounds)
        entry = self.order.entries[which]
        kind = self.order.words[entry.word]
        return Word(entry.text, kind, begin, end, cost, as_is, after, entry.sound, sounds)


def _cheapest(costs: Floats, groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of the least in each group of neighbours, given where the groups begin."""
    least = np.minimum.reduceat(costs, groups)
    sizes = np.diff(np.append(groups, len(costs)))
    places = np.flatnonzero(costs <= np.repeat(least, sizes))
    return places[np.searchsorted(places, groups)]


@lru_cache(maxsize=64)  # the guesses for one stretch of sound are often the same words
def decoded(text: str, names: tuple[str, ...] = ()) -> Path:
    """The words meant by `text`.

    >>> " ".join(word.text for word in decoded("Kapen sunat kanti tanggalcoblosan").words)
    'KPU sudah ganti tanggal coblosan'
    """
    heard = sounds_of(text)
    return searched(heard, written_prices(heard.sounds), names)


def searched(heard: Sounds, prices: Prices, names: tuple[str, ...] = ()) -> Path:
    """The likeliest words over these sounds, given what each costs."""
    if not heard.sounds or len(heard.sounds) > ENOUGH:
        return Path((), 0.0, 0)
    return Search(heard, prices, names).path()
