"""One word as it was written, read as the word that was meant.

Repeated letters, digits and signs in place of letters, reduplication written with 2,
words glued to numbers, and the lexicons.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from suluh.text.slang import Entry, lexicon

LOOKS_LIKE = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "6": "g",
    "7": "t",
    "8": "b",
    "9": "g",
    "@": "a",
    "$": "s",
    "!": "i",
    "|": "il",
    "*": "aiueo",
}
THRICE = re.compile(r"([a-z])\1{2,}")
TWICE = re.compile(r"([a-z])\1+")
LAUGHTER = re.compile(
    r"(?:(?:wk){2,}w?k?|(?:ha|ah){2,}h?|(?:he|eh){2,}h?|(?:hi|ih){2,}h?|(?:xi){2,})"
)
CLITIC = re.compile(r"(?<=[a-z]{3})(?:nya|lah|kah|pun|ku|mu)$")
CAUSATIVE = re.compile(r"(?<=[a-z]{4})(?:aken|ake|keun|ke|in|no|ne)$")
POSSESSIVE = re.compile(r"(?<=[a-z]{4})(?:ne|e|na)$")
REDUPLICATED = re.compile(r"([a-z]{3,}?)2(nya|an|ku|mu|lah|kah)?")
GLUED = re.compile(r"([a-z]*)(\d+)([a-z]*)")
INSIDE = re.compile(r"[a-z]+(?:[013457][a-z]+)+")
LEET = re.compile(r"[a-z0134578]{4,}")
CHANGE = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
CODES = frozenset(
    {"h1n1", "h5n1", "a1c1"}
)  # as often changing between letters and digits, and no words
NOT_REDUPLICATED = frozenset(
    "tps paslon calon capres cawapres cagub cabup cawalkot nomor dapil pasal ayat form formulir model kel kec blok "
    "jalan gang lantai urut pasangan kandidat".split()
)
UNITS = frozenset(
    "rb ribu rbu jt juta jta m milyar miliar triliun thn th tahun bln bulan hari hr jam jm menit mnt "
    "detik dtk wib wita wit orang org suara persen pagi siang sore malam jan feb mar apr mei jun jul "
    "agu agt agust sep sept okt nov des januari februari maret april juni juli agustus september "
    "oktober november desember k kg km rt rw tps".split()
)
LABELS = frozenset(
    "tps dapil tgl tanggal jam jm pukul pkl pilkada pemilu pilpres pileg pilgub pilbup pilwalkot "
    "no nomor nmr paslon rt rw rp idr h pasal ayat usia umur tahun thn".split()
)
MONTHS = {
    "jan": "januari",
    "feb": "februari",
    "mar": "maret",
    "apr": "april",
    "jun": "juni",
    "jul": "juli",
    "agu": "agustus",
    "agt": "agustus",
    "agust": "agustus",
    "sep": "september",
    "sept": "september",
    "okt": "oktober",
    "nov": "november",
    "des": "desember",
}
QUANTITIES = {"rb": "ribu", "rbu": "ribu", "jt": "juta", "jta": "juta", "milyar": "miliar"}


class Piece(NamedTuple):
    """One word meant, and the part of the written one it stands for."""

    text: str
    start: int  # in the written word
    end: int
    glue: str = " "  # what stands before it when it is not the first


class Reading(NamedTuple):
    """What a written word was meant as. `pieces` None: as written. `when`: only under that condition."""

    pieces: tuple[Piece, ...] | None = None
    when: str | None = None
    language: str | None = None  # jv, su, ...: the word shows which language the post is in
    otherwise: Reading | None = None  # when the condition does not hold


AS_WRITTEN = Reading()


@lru_cache(maxsize=1 << 16)
def read_word(written: str) -> Reading:
    """How one lower-case token (letters, digits, signs inside) was meant.

    >>> [piece.text for piece in read_word("c0bl0s").pieces]
    ['coblos']
    >>> read_word("c1") == AS_WRITTEN and read_word("50") == AS_WRITTEN
    True
    """
    words = lexicon()
    entries = words.words.get(written)
    if entries:
        return _from_entries(entries, len(written))
    if written in words.vocabulary:
        return AS_WRITTEN
    if written.isalpha():
        return _affixed(written) or _whole(_without_repeats(written), written)
    return _with_digits(written)


def _from_entries(entries: tuple[Entry, ...], length: int) -> Reading:
    reading: Reading | None = None
    for entry in reversed(entries):
        pieces = tuple(Piece(word, 0, length) for word in entry.standard.split())
        language = entry.language if entry.when is None and entry.language != "slang" else None
        reading = Reading(pieces, entry.when, language, reading)
    return reading or AS_WRITTEN


def _whole(meant: str, written: str) -> Reading:
    """The lexicon once more for a repaired word, standing for all that was written."""
    if meant == written:
        return AS_WRITTEN
    entries = lexicon().words.get(meant)
    if entries and entries[0].when is None:
        return _from_entries(entries, len(written))
    return Reading((Piece(meant, 0, len(written)),))


def _affixed(written: str) -> Reading | None:
    """A known form with an ending: "nyoblosnya", "dibiarin", and Javanese "bantuane", Sundanese "pakuna"."""
    length = len(written)
    clitic = CLITIC.search(written)
    if clitic:
        entries = lexicon().words.get(written[: clitic.start()])
        if entries and entries[0].when is None and " " not in entries[0].standard:
            return Reading((Piece(entries[0].standard + clitic[0], 0, length),))
    causative = CAUSATIVE.search(written)
    if causative and written[: causative.start()] + "kan" in lexicon().vocabulary:
        return Reading((Piece(written[: causative.start()] + "kan", 0, length),))
    possessive = POSSESSIVE.search(written)
    if possessive and written[: possessive.start()] in lexicon().vocabulary:
        language = "su" if possessive[0] == "na" else "jv"
        meant = written[: possessive.start()] + "nya"
        return Reading((Piece(meant, 0, length),), f"among {language}")
    return None


def _without_repeats(written: str) -> str:
    if LAUGHTER.fullmatch(written):
        return "wkwk" if written[0] in "wx" else written[:2] * 2
    if not TWICE.search(written) or len(set(written)) == 1:  # "ppp" is a party
        return written
    vocabulary = lexicon().vocabulary
    for candidate in (TWICE.sub(r"\1\1", written), TWICE.sub(r"\1", written)):
        if candidate in vocabulary:
            return candidate
    return THRICE.sub(r"\1", written)


def _with_digits(written: str) -> Reading:
    for attempt in (_reduplicated, _glued, _disguised):
        reading = attempt(written)
        if reading is not None:
            return reading
    return AS_WRITTEN


def _reduplicated(written: str) -> Reading | None:
    found = REDUPLICATED.fullmatch(written)
    if not found or found[1] in NOT_REDUPLICATED or found[1] in LABELS:
        return None
    inner = read_word(found[1])
    base = inner.pieces[0].text if inner.pieces and not inner.when else found[1]
    at = len(found[1])
    return Reading((Piece(base, 0, at), Piece(base + (found[2] or ""), 0, len(written), "-")))


def _glued(written: str) -> Reading | None:
    """ "tgl27", "50rb", "rp50rb", "jam7": labels and units written against their number."""
    found = GLUED.fullmatch(written)
    if not found or (found[1] and found[1] not in LABELS) or (found[3] and found[3] not in UNITS):
        return None
    if written[:-1].isdigit() or found[1] == "h":  # 500k, 4x, h7
        return None
    pieces = [Piece(found[2], found.start(2), found.end(2))]
    if found[1]:
        pieces.insert(0, _label(found[1], 0))
    if found[3]:
        pieces.append(_label(found[3], found.start(3)))
    return Reading(tuple(pieces))


def _label(word: str, start: int) -> Piece:
    meant = MONTHS.get(word) or QUANTITIES.get(word)
    entries = lexicon().words.get(word)
    if meant is None and entries and entries[0].when in (None, "before number", "after number"):
        meant = entries[0].standard
    return Piece(meant or word, start, start + len(word))


def _disguised(written: str) -> Reading | None:
    """Digits and signs that look like letters; real numbers and labels such as "c1" or "g20" never come here changed."""
    if sum(character.isalpha() for character in written) < 2 or len(written) > 40:
        return None
    vocabulary = lexicon().vocabulary
    signs = [LOOKS_LIKE.get(c, c) for c in written if not c.isalpha()]
    if len(signs) > 6:
        return None
    choices = [LOOKS_LIKE.get(c, c) if not c.isalpha() else c for c in written]
    for candidate in product(*choices):
        meant = "".join(candidate)
        for word in (meant, TWICE.sub(r"\1", meant)):
            if word in vocabulary and len(word) > 2:
                return _whole(word, written)
    inside = INSIDE.fullmatch(written) and len(written) >= 5
    if inside or _is_leet(written):
        return _whole("".join(choice[0] for choice in choices), written)
    return None


def _is_leet(written: str) -> bool:
    """Letters and digits changing places three times or more, as no number, label or unit does.

    >>> [_is_leet(word) for word in ("m0r0w4l1", "b4b1", "h1n1", "g30s", "rp50rb", "17an")]
    [True, True, False, False, False, False]
    """
    plain = LEET.fullmatch(written) and written not in CODES
    return bool(plain) and len(CHANGE.findall(written)) >= 3


@lru_cache(maxsize=1 << 14)
def split_known(joined: str) -> tuple[Piece, ...] | None:
    """Known words that make up a run of letters without spaces, fewest first; None when something is left over.

    >>> [piece.text for piece in split_known("pilkadadiundur")]
    ['pilkada', 'diundur']
    """
    vocabulary = lexicon().vocabulary
    best: list[tuple[int, tuple[Piece, ...]] | None] = [(0, ())] + [None] * len(joined)
    for end in range(1, len(joined) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            word = joined[start:end]
            if before is None or not ((word in vocabulary and len(word) > 2) or word.isdigit()):
                continue
            now = best[end]
            if now is None or before[0] + 1 < now[0]:
                best[end] = (before[0] + 1, (*before[1], Piece(word, start, end)))
    return best[-1][1] if best[-1] else None
