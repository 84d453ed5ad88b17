"""Captions that are the same but for a few words: MinHash finds the candidates, the words themselves decide.

Each text looks up to one leader, the most used text that it resembles; texts never chain from one to the next, so a
thousand greetings that drift into each other do not become one. Everything runs over arrays, one band at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from suluh.networks.prints import I64, U8, U64, distinct, mixed, sorted_with_places
from suluh.networks.spans import places
from suluh.networks.words import Words

ROWS, BANDS = 4, 10  # texts with 7 of 10 words in common meet with 93%, with 8 of 10 with 99.5%
ALIKE = 0.65  # Jaccard over distinct words; two copies of eleven words, each with one changed, have 9 of 13
FEWEST = 5  # distinct words; below, "selamat pagi semua" would be a copy of "selamat pagi"
_NEIGHBOURS = (1, 2)  # how far back in a bucket a text looks, beside the bucket's head
_SEEN, _AGREE = (
    2,
    8,
)  # least words per band that are glanced at, and how many of all must be the same
_FACTORS = mixed(np.arange(ROWS * BANDS, dtype=np.uint64), 100) | np.uint64(
    1
)  # odd: each orders all words anew
_PAIRS = 1 << 18  # verified at a time
_TEXTS = 1 << 14  # handled at a time: their table stays in the processor's cache
WIDE = 4  # words; texts whose tables are as wide stand in one


def copied(words: Words, wholes: U64) -> U64:
    """For each text a print shared by its copies; 0 for texts with fewer than FEWEST words.

    wholes: what `whole` says of the same texts; equal where all words are equal.
    """
    long = np.flatnonzero(words.counts() >= FEWEST)
    prints, firsts, inverse, counts = np.unique(
        wholes[long], return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((prints, -counts))  # the most used first: those lead
    texts = long[firsts[order]]
    leaders = _leaders(_taken(words, texts))
    result = np.zeros(len(words.starts) - 1, np.uint64)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    result[long] = prints[order][leaders[place[inverse]]]
    return result


def whole(words: Words) -> U64:
    """One print for all words of each text, whatever their order."""
    stirred = mixed(words.prints.astype(np.uint64), 7)
    with np.errstate(over="ignore"):
        running = np.concatenate((np.zeros(1, np.uint64), np.cumsum(stirred)))
        return mixed(running[words.starts[1:]] - running[words.starts[:-1]])


def _taken(words: Words, texts: I64) -> Words:
    """The words of some of the texts, a part at a time: the places alone would be twice the words."""
    counts = words.counts()[texts]
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
    prints = np.empty(starts[-1], np.uint32)
    for begin in range(0, len(texts), _TEXTS):
        end = min(begin + _TEXTS, len(texts))
        here = places(words.starts[texts[begin:end]], words.starts[texts[begin:end] + 1])
        prints[starts[begin] : starts[end]] = words.prints[here]
    return Words(prints, starts)


def _leaders(texts: Words) -> I64:
    """The leader of each text; texts stand in the order in which they may lead."""
    count = len(texts.starts) - 1
    leaders = np.arange(count)
    if count < 2:
        return leaders
    low, high = _alike(texts)
    for _ in range(3):  # a text whose leader turned out to follow another looks again
        leading = leaders == np.arange(count)
        fresh = np.arange(count)
        useful = leading[low] if not leading.all() else ~np.isin(low, high)
        np.minimum.at(fresh, high[useful], low[useful])
        leaders = fresh
    following = leaders[leaders] != leaders
    leaders[following] = np.flatnonzero(following)
    return leaders


def _alike(texts: Words) -> tuple[I64, I64]:
    """Pairs of texts (low leads, high follows) that share a band and enough words."""
    keys, glance = _signed(texts)
    found = [low << 32 | high for low, high in map(_candidates, keys)]
    pairs = distinct(np.concatenate(found).astype(np.uint64)).astype(np.int64)
    pairs = pairs[_at_a_glance(glance, pairs >> 32, pairs & 0xFFFFFFFF)]
    low, high = pairs >> 32, pairs & 0xFFFFFFFF
    close = _jaccard(texts, low, high) >= ALIKE
    return low[close], high[close]


def _tables(texts: Words) -> Iterator[tuple[I64, U64]]:
    """The texts by how many words they have: their numbers, and their words as columns of one table.

    A shorter text's last word stands again to the table's end, which changes no least word. Columns make the search
    for least words a row of long, even steps; a text at a time it takes five times as long.
    """
    counts = texts.counts()
    width = np.maximum(WIDE, -(-counts // WIDE) * WIDE)
    order = np.argsort(width, kind="stable")
    for same in np.split(order, np.flatnonzero(np.diff(width[order])) + 1):
        for begin in range(0, len(same), _TEXTS):
            some = same[begin : begin + _TEXTS]
            word = np.arange(width[some[0]])[:, None]
            place = texts.starts[some] + np.minimum(word, counts[some] - 1)
            yield some, texts.prints[place].astype(np.uint64)


def _signed(texts: Words) -> tuple[list[U64], U8]:
    """The keys of each text, one array a band: its least words under each of ROWS ways of ordering words.

    And a glance of each text: the last bytes of the first of these least words, to compare two without their words.
    """
    count = len(texts.starts) - 1
    keys = [np.zeros(count, np.uint64) for _ in range(BANDS)]
    glance = np.empty((count, BANDS * _SEEN), np.uint8)
    for some, words in _tables(texts):
        turned = np.empty_like(words)
        for turn, factor in enumerate(_FACTORS):
            band, row = divmod(turn, ROWS)
            np.multiply(words, factor, out=turned)
            least = turned.min(0)
            keys[band][some] = mixed(keys[band][some] ^ least, row)
            if row < _SEEN:
                glance[some, band * _SEEN + row] = mixed(least) & np.uint64(255)
    return keys, glance


def _at_a_glance(glance: U8, low: I64, high: I64) -> npt.NDArray[np.bool_]:
    """Whether enough of the least words are the same for a closer look; of alike texts 1 in 700 is lost here."""
    agree = np.empty(len(low), np.bool_)
    for begin in range(0, len(low), _PAIRS):
        part = slice(begin, begin + _PAIRS)
        agree[part] = (glance[low[part]] == glance[high[part]]).sum(1, dtype=np.uint8) >= _AGREE
    return agree


def _candidates(keys: U64) -> tuple[I64, I64]:
    """In each bucket: every text with the bucket's head, and with the ones before it."""
    ordered, order = sorted_with_places(keys)
    fresh = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    heads = np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))
    behind = np.flatnonzero(~fresh)
    low, high = [order[heads[behind]]], [order[behind]]
    for back in _NEIGHBOURS:
        near = behind[behind - back > heads[behind]]
        low.append(order[near - back])
        high.append(order[near])
    return np.concatenate(low), np.concatenate(high)


def _jaccard(texts: Words, low: I64, high: I64) -> npt.NDArray[np.float64]:
    """The share of words that two texts have in common, pair by pair."""
    counts = texts.counts()
    shared = np.zeros(len(low), np.int64)
    for begin in range(0, len(low), _PAIRS):
        part = slice(begin, begin + _PAIRS)
        shared[part] = _shared(texts, low[part], high[part])
    return np.asarray(shared / (counts[low] + counts[high] - shared))


def _shared(texts: Words, low: I64, high: I64) -> I64:
    """How many words the texts of each pair share: those that stand twice in the pair's joined list."""
    both = _taken(texts, np.stack((low, high), 1).ravel())
    owner = np.repeat(np.arange(len(low)), np.diff(both.starts[::2]))
    joined = np.sort((owner.astype(np.uint64) << np.uint64(32)) | both.prints, kind="stable")
    twice = joined[1:][joined[1:] == joined[:-1]] >> np.uint64(32)
    return np.bincount(twice.astype(np.int64), minlength=len(low))


def alike(first: Words, second: Words) -> float:
    """The same measure for two single texts: the plain way that the tests hold the arrays against."""
    one, two = set(first.prints.tolist()), set(second.prints.tolist())
    return len(one & two) / len(one | two) if one | two else 0.0
