"""Do two media say the same? Only then does what was decided about the one hold for the other.

A card that says 28 November looks nearly like the one that says 27; so the words of both are laid side by side. A
machine has read them and makes mistakes: a letter wrong here, a line missed there. A misread letter is forgiven, another
word is not; a number, a negation, a document, a date, a denial ("hoaks") that stands on one side only never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from ruamel.yaml import YAML

from suluh.content import Segment
from suluh.facts.regions import regions
from suluh.text.negation import NEGATORS
from suluh.text.normal import Normal, normalise
from suluh.text.numerals import Numerals, numerals
from suluh.text.political_names import political_names
from suluh.text.slang import lexicon

LEXICON = Path(__file__).parent / "lexicon" / "weighty.yaml"
FEWEST = 3  # words that both sides must share
LOST = 0.35  # share of the known words that a copy may lack: a line not read, a cut end
ADDED = 0.25  # share of words that a copy may add: a name of an account, a watermark
HEARD = frozenset({"speech", "transcript"})
_ASIDE = re.compile(r"https?://\S+|www\.\S+|(?<!\w)@[\w.]+|<\w+>")
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*%?|[^\W\d_]+(?:-[^\W\d_]+)*|\d\w+")
_FIGURE = re.compile(r"\d")
_SAME = dict.fromkeys(("e-ktp", "ktp-el", "ektp", "ktpel"), "ktp")
_LOOKS_ALIKE = str.maketrans("0o1lij|5s8b9gq6", "oolllllssbbgggg")


class Side(Enum):
    """What a comparison came to."""

    SAME = "same"
    OTHER = "other"
    UNCLEAR = "unclear"  # too little on one side, or a weighty word not read there


class Word(NamedTuple):
    """One word as it was meant and as it was written, and the line it stands in."""

    text: str
    written: str
    line: int


def agree(known: Iterable[Segment], seen: Iterable[Segment]) -> bool | None:
    """True when both say the same, False when they do not, None when that cannot be told.

    known, seen: the words in the picture and in the sound of each medium; captions are left out, they belong to the
    post. What is heard is compared with what is heard, what is shown with what is shown, and a medium that lacks one
    of the two cannot be told to agree. A number or another weighty word read
    without sureness never agrees.
    """
    known, seen = tuple(known), tuple(seen)
    sides = [
        side
        for heard in (False, True)
        if (side := _compared(_of(known, heard), _of(seen, heard))) is not None
    ]
    if Side.OTHER in sides:
        return False
    if not sides or Side.UNCLEAR in sides or _doubtful(known) or _doubtful(seen):
        return None
    return True


def texts_agree(known: str, seen: str) -> bool | None:
    """The same for two plain texts.

    >>> texts_agree("Coblosan 27 November, TPS buka 07.00", "Cob1osan 27 November TPS buka 07.00")
    True
    >>> texts_agree("Coblosan 27 November, TPS buka 07.00", "Coblosan 28 November, TPS buka 07.00")
    False
    """
    side = _compared(words(known), words(seen))
    return None if side in (None, Side.UNCLEAR) else side is Side.SAME


def words(text: str) -> list[Word]:
    """What is compared: words as they were meant, numbers as digits, no links, no handles.

    >>> [word.text for word in words("TPS buka dua puluh tujuh Nov, jam 07:00 @akun")]
    ['tps', 'buka', '27', 'november', 'jam', '7.00']
    """
    normal = normalise(_ASIDE.sub(" ", text))
    view = numerals(normal.text)
    found = list(_TOKEN.finditer(view.text))
    kept = _without_specks([token[0] for token in found])
    return [_word(normal, view, token) for token, keep in zip(found, kept, strict=True) if keep]


def _word(normal: Normal, view: Numerals, token: re.Match[str]) -> Word:
    meant = token[0]
    text = _number(meant) if meant[0].isdigit() else _SAME.get(meant, meant)
    written = normal.quote(*view.origin(token.start(), token.end())).lower()
    return Word(text, written, view.text.count("\n", 0, token.start()))


def _without_specks(tokens: Sequence[str]) -> Iterator[bool]:
    """Which to keep: a lone letter is dust or the rest of a word; beside a figure it is a figure misread."""
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        beside = before[:1].isdigit() or after[:1].isdigit()
        yield len(token) > 1 or token.isdigit() or beside


def _number(token: str) -> str:
    return token if "/" in token else re.sub(r"[:,]", ".", token).lstrip("0") or "0"


def _of(segments: Sequence[Segment], heard: bool) -> list[Word]:
    """The words of one kind; a text that stands there twice running counts once."""
    texts = (s.text for s in _media(segments) if (s.place.kind in HEARD) == heard)
    return words("\n".join(text for text, _ in groupby(texts)))


def _media(segments: Sequence[Segment]) -> Iterator[Segment]:
    return (s for s in segments if s.place.kind == "picture" or s.place.kind in HEARD)


def _doubtful(segments: Sequence[Segment]) -> bool:
    """Whether a weighty word was read without sureness; others are compared like any misreading."""
    return any(
        s.place.doubtful and any(weighty(word.text) for word in words(s.text))
        for s in _media(segments)
    )


def _compared(known: Sequence[Word], seen: Sequence[Word]) -> Side | None:
    """None when neither side has words."""
    if not known or not seen:
        return None if not known and not seen else _one_sided(seen)
    pairs = aligned(known, seen)
    shared = sum(len(mine) for mine, theirs in pairs if mine and theirs)
    if any(_another(mine, theirs) for mine, theirs in pairs):
        return Side.OTHER
    lost = [word for mine, theirs in pairs if not theirs for word in mine]
    added = [word for mine, theirs in pairs if not mine for word in theirs]
    lost, added = _without_moved(lost, added, known, seen)
    if any(weighty(word.text) for word in added):
        return Side.OTHER
    clear = (
        shared >= FEWEST
        and len(lost) <= LOST * len(known)
        and len(added) <= ADDED * len(seen)
        and not any(weighty(word.text) for word in lost)
        and not _inside(added, seen)
        and not any(_unreadable(mine, theirs) for mine, theirs in pairs)
    )
    return Side.SAME if clear else Side.UNCLEAR


def _one_sided(seen: Sequence[Word]) -> Side:
    """A voice or a text that was added says something else when a word of it weighs."""
    return Side.OTHER if any(weighty(word.text) for word in seen) else Side.UNCLEAR


def _inside(added: Sequence[Word], seen: Sequence[Word]) -> bool:
    """Whether words were added within a line: a statement may have changed. A whole new line is a watermark or name."""
    news = {word.line for word in added if len(word.text) > 2}
    return any(word.line in news for word in set(seen) - set(added))


def _without_moved(
    lost: list[Word], added: list[Word], known: Sequence[Word], seen: Sequence[Word]
) -> tuple[list[Word], list[Word]]:
    """Whole lines that only stand at another place are neither lost nor added."""
    was, now = _whole_lines(lost, known), _whole_lines(added, seen)
    for text in was.keys() & now.keys():
        lost = [word for word in lost if word.line != was[text]]
        added = [word for word in added if word.line != now[text]]
    return lost, added


def _whole_lines(some: Sequence[Word], every: Sequence[Word]) -> dict[tuple[str, ...], int]:
    chosen = set(some)
    lines = {n: list(line) for n, line in groupby(every, key=lambda word: word.line)}
    return {tuple(w.text for w in line): n for n, line in lines.items() if set(line) <= chosen}


# --- laying the words side by side

Pair = tuple[tuple[Word, ...], tuple[Word, ...]]
_NEAR, _JOINED, _GAP, _OTHER = 0.2, 0.3, 1.0, 1.6


def aligned(known: Sequence[Word], seen: Sequence[Word]) -> list[Pair]:
    """The words of both in pairs at the least cost: same, misread, two run together, missing, another word."""
    cost = [[_GAP * j for j in range(len(seen) + 1)]]
    came: list[list[tuple[int, int]]] = [[(0, 1)] * (len(seen) + 1)]
    for i in range(1, len(known) + 1):
        cost.append([_GAP * i])
        came.append([(1, 0)])
        for j in range(1, len(seen) + 1):
            best, step = min(_steps(known, seen, i, j, cost))
            cost[i].append(best)
            came[i].append(step)
    return _walked(known, seen, came)


def _steps(
    known: Sequence[Word], seen: Sequence[Word], i: int, j: int, cost: list[list[float]]
) -> Iterator[tuple[float, tuple[int, int]]]:
    mine, theirs = known[i - 1].text, seen[j - 1].text
    same = _same(known[i - 1], seen[j - 1])
    if mine == theirs:
        yield cost[i - 1][j - 1], (1, 1)
        return
    yield cost[i - 1][j] + _GAP, (1, 0)
    yield cost[i][j - 1] + _GAP, (0, 1)
    yield cost[i - 1][j - 1] + (_NEAR if same else _OTHER), (1, 1)
    if i > 1 and _run_together(known[i - 2].text + mine, theirs):
        yield cost[i - 2][j - 1] + _JOINED, (2, 1)
    if j > 1 and _run_together(seen[j - 2].text + theirs, mine):
        yield cost[i - 1][j - 2] + _JOINED, (1, 2)


def _walked(
    known: Sequence[Word], seen: Sequence[Word], came: list[list[tuple[int, int]]]
) -> list[Pair]:
    i, j = len(known), len(seen)
    pairs: list[Pair] = []
    while i or j:
        back, across = came[i][j]
        pairs.append((tuple(known[i - back : i]), tuple(seen[j - across : j])))
        i, j = i - back, j - across
    return pairs[::-1]


def _run_together(parts: str, whole: str) -> bool:
    """A space that was not seen, or seen where there is none. Figures must be the same ones."""
    if parts == whole:
        return True
    return not _FIGURE.search(parts + whole) and (
        len(whole) >= 6 and Levenshtein.distance(parts, whole) <= 1
    )


# --- one word against another


def _same(mine: Word, theirs: Word) -> bool:
    """One word, as it was meant or as it stands there, as far as mistakes of a machine can tell."""
    if misread(mine.text, theirs.text):
        return True
    if {mine.text, theirs.text} <= _real() or mine.text[0].isdigit() or theirs.text[0].isdigit():
        return False
    return misread(mine.written, theirs.written)


def _another(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Two words, both read well, that are not the same."""
    if not _unreadable(mine, theirs):
        return False
    return all(word[0].text in _real() or word[0].text[0].isdigit() for word in (mine, theirs))


def _unreadable(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    return len(mine) == len(theirs) == 1 and not _same(mine[0], theirs[0])


def misread(mine: str, theirs: str) -> bool:
    """Whether two different readings can be one word: a letter or two wrong, and not two real words.

    >>> misread("coblosan", "cobiosan"), misread("wib", "wit"), misread("27", "28"), misread("bisa", "biasa")
    (True, False, False, False)
    """
    if mine == theirs:
        return True
    if mine[0].isdigit() or theirs[0].isdigit():
        return False
    both = {mine, theirs}
    if both <= _real():
        return False
    if _shape(mine) == _shape(theirs):
        return True
    length, wrong = min(map(len, both)), Levenshtein.distance(mine, theirs)
    if both & _real():
        return wrong <= (2 if length >= 6 else 1 if length >= 3 else 0)
    return wrong <= (2 if length >= 10 else 1 if length >= 5 else 0)


def _shape(word: str) -> str:
    """Letters that look alike as one: l, i and 1; rn and m."""
    return word.replace("rn", "m").translate(_LOOKS_ALIKE)


def weighty(word: str) -> bool:
    """Whether a word changes what is said: a number, a negation, a document, a date, a denial."""
    return any(c.isdigit() for c in word) or word in _weighty()


@cache
def _weighty() -> frozenset[str]:
    groups = YAML(typ="safe").load(LEXICON)
    return NEGATORS | {str(word) for words_ in groups.values() for word in words_}


@cache
def _real() -> frozenset[str]:
    """Words that are surely words: everyday ones, those of the election, places, politicians."""
    known = lexicon()
    names = [name for _, name in regions().pairs()]
    names += [
        name for group in political_names().values() for forms in group.values() for name in forms
    ]
    parts = {part for name in names for part in name.lower().split()}
    return known.vocabulary | known.election | _weighty() | parts
