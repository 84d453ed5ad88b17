"""Words that somebody damaged on purpose, so that people read them and machines do not.

    "adaklip"        written backwards
    "pemliu"         two letters changed places
    "plkda"          vowels left out
    "besokjangan"    the space left out

Only a word that nobody knows is looked at, and a repair must be a word that we know. One such word may be a name or a
slip of the pen: it is read as repaired only where the post speaks of elections, or has another one. What is written
with a capital within a sentence is a name, unless it was a word of elections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from suluh.facts.regions import regions
from suluh.text.slang import HERE, lexicon, read_words
from suluh.text.spelling import Piece, Reading, read_word
from suluh.text.tokens import Token

SHORTEST = 5  # letters of a word that is turned round, or has letters changed
FEWEST_LEFT, FEWEST_GONE = 3, 2  # letters that stay when vowels are left out, and vowels that go
JOINED = range(7, 33)  # letters of two or three words without a space
# Short words that may come before another; behind one they would be endings, and "di" and "ke" are beginnings.
SHORT_PART = frozenset(
    "ya ga ri tak dan itu ini dia mau ada ayo yuk aja kok jam tgl kpu tps nik ktp dpt asn the her his our buy".split()
)
ENDINGS = ("nya", "kan")  # "anggotanya" is no "anggota" and something
LONG_PART = 4  # letters of any other part
OFTEN = 2  # such words in a post: then somebody does it on purpose
# Words of nothing but elections: damaged, they stand for themselves.
ALONE = frozenset(
    "pilkada pemilu pilgub pilbup pilwalkot coblos nyoblos mencoblos coblosan pencoblosan bawaslu golput paslon".split()
)
# And those beside which any damaged word is read.
CONTEXT = ALONE | frozenset(
    "tps kpu kpps dpt dptb pemilih memilih pilih calon cagub cabup suara kampanye panwas saksi election voter".split()
)
_VOWELS = frozenset("aeiou")


def repaired(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens of a folded text, damaged words read as what they were where there is reason to think so."""
    found = [
        (token, reading)
        for token in tokens
        if _may_be(token) and (reading := repair(token.written))
        if _is_one_of(reading, ALONE) or not _is_named(text, token.start)
    ]
    if len(found) < OFTEN and not _speaks_of_elections(tokens):
        found = [pair for pair in found if _is_one_of(pair[1], ALONE)]
    for token, reading in found:
        token.reading = reading
    return tokens


def is_damaged(words: Iterable[str]) -> bool:
    """Whether lower-case words that say nothing of elections may do so once they are repaired: the question of a gate."""
    found = [reading for word in words if word.isalpha() and (reading := repair(word))]
    return len(found) >= OFTEN or any(_is_one_of(one, ALONE) for one in found)


@lru_cache(maxsize=1 << 16)
def repair(written: str) -> Reading | None:
    """What an unknown lower-case word was, if it is one damaged in a way we know.

    >>> [repair(word).pieces[0].text for word in ("adaklip", "pemliu", "plkda")]
    ['pilkada', 'pemilu', 'pilkada']
    >>> [piece.text for piece in repair("besokjangan").pieces]
    ['besok', 'jangan']
    >>> repair("budi"), repair("sentosa")
    (None, None)
    """
    if written in known() or written in _places():
        return None
    word = _turned(written) or _swapped(written) or _voweled(written)
    if word:
        return _as_meant(word, len(written))
    return _cut(written) if len(written) in JOINED else None


@cache
def known() -> frozenset[str]:
    """Every word that needs no repair, and that a repair may lead to."""
    return lexicon().vocabulary | read_words(HERE / "common_words.txt")


@cache
def _places() -> frozenset[str]:
    """The words of the names of regions, which are no damaged words."""
    return frozenset(word for _, name in regions().pairs() for word in name.lower().split())


def _is_named(text: str, start: int) -> bool:
    """Whether a word begins with a capital within a sentence of a text that has small letters too."""
    before = text[:start].rstrip("\"'“(# ")
    return (
        text[start].isupper()
        and before[-1:] not in ("", ".", "!", "?", "\n", ":")
        and not text.isupper()
    )


def _speaks_of_elections(tokens: list[Token]) -> bool:
    return any(token.written in CONTEXT or _is_one_of(token.reading, CONTEXT) for token in tokens)


def _may_be(token: Token) -> bool:
    return (
        token.kind == "word"
        and token.reading.pieces is None
        and token.reading.when is None
        and token.written.isascii()
        and token.written.isalpha()
    )


def _is_one_of(reading: Reading, words: frozenset[str]) -> bool:
    return any(piece.text in words for piece in reading.pieces or ())


def _as_meant(word: str, length: int) -> Reading:
    """As the lexicons read the repaired word, standing for all that was written."""
    inner = read_word(word)
    if inner.pieces and inner.when is None:
        return Reading(tuple(Piece(p.text, 0, length, p.glue) for p in inner.pieces))
    return Reading((Piece(word, 0, length),))


def _turned(written: str) -> str | None:
    turned = written[::-1]
    return turned if len(written) >= SHORTEST and turned in known() else None


def _swapped(written: str) -> str | None:
    """The one known word in which two neighbours have changed places."""
    return _best(_swaps(written)) if len(written) >= SHORTEST else None


def _swaps(written: str) -> Iterator[str]:
    for at in range(len(written) - 1):
        yield written[:at] + written[at + 1] + written[at] + written[at + 2 :]


def _voweled(written: str) -> str | None:
    """The one known word with these consonants between the same first and last letter."""
    if len(written) < FEWEST_LEFT or not _VOWELS.isdisjoint(written[1:-1]):
        return None
    return _best(_by_consonants().get(written, ()))


@cache
def _by_consonants() -> dict[str, tuple[str, ...]]:
    """Known words by how they are written without their inner vowels."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(known()):
        bare = word[:1] + "".join(c for c in word[1:-1] if c not in _VOWELS) + word[-1:]
        if len(word) - len(bare) >= FEWEST_GONE:
            found[bare] = (*found.get(bare, ()), word)
    return found


def _best(candidates: Iterable[str]) -> str | None:
    """The only one among words of elections; else among everyday words; else among all."""
    words = {word for word in candidates if word in known()}
    for kind in (lexicon().election, lexicon().vocabulary, known()):
        if some := words & kind:
            return next(iter(some)) if len(some) == 1 else None
    return None


def _cut(written: str) -> Reading | None:
    """Two known words, or three, that were written as one: the cut whose shortest part is longest."""
    if written.endswith(ENDINGS):
        return None
    cuts = [(written[:at], written[at:], at) for at in range(2, len(written) - 1)]
    whole = [
        (min(len(a), len(b)), at)
        for a, b, at in cuts
        if (_is_part(a) or a in SHORT_PART) and _is_part(b)
    ]
    if not whole:
        return None
    at = max(whole)[1]
    return Reading(tuple(_parts(written[:at], 0)) + tuple(_parts(written[at:], at)))


def _is_part(word: str) -> bool:
    return len(word) >= LONG_PART and word in known()


def _parts(word: str, start: int) -> Iterator[Piece]:
    inner = read_word(word)
    if inner.pieces and inner.when is None:
        for piece in inner.pieces:
            yield Piece(piece.text, start, start + len(word), piece.glue)
    else:
        yield Piece(word, start, start + len(word))
