"""Names of candidates and parties, so that they can be hidden from every score and swapped in every proof.

A name is never a reason. Whatever scores a post reads `NameBook.hide(text)`; the neutrality proof swaps one identity
for another with `NameBook.swap(text, a, b)` and asks for the same decision.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from suluh.text.empty_column import as_participant
from suluh.text.veil import Hidden, Veiled

VEIL = "fulan"  # "so-and-so": stands for a name where distances between words are measured
_MARKED_VEIL = re.compile(rf"\b{VEIL}q[a-z]{{5}}\b")  # as `veil_of` writes one
_LETTERS = "bdfghjkmnprstvwz"
PLACEHOLDER = "calonx"  # one ordinary-looking token, so that n-grams around it stay readable

_TITLES = re.compile(r"\b(?:[dD]rs?|[iI]r|[hH]i?|[hH]j|[kK]h|[tT]gk|[pP]rof|[dD]ra)\.\s*|,.*$")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# Parts of names that are ordinary words or too common to point at one person.
_ORDINARY = frozenset(
    "agus imam jaya putra iman santoso anwar musa fauzi indah dewi ketut made wayan komang huda laras "
    "pamungkas irawan cinta sari hasan ali adi edi tri nur umi ayu raden cik huda topani kolom kosong zaman "
    "sandi".split()
)


def name_parts(pair: str) -> tuple[str, ...]:
    """The ways in which people write a pair's names: in full, and each distinctive part.

    >>> name_parts("Ir. ARINAL DJUNAIDI - Ir. H. SUTONO, M.M.")
    ('arinal djunaidi', 'arinal', 'djunaidi', 'sutono')
    """
    found: dict[str, None] = {}
    for person in re.split(r"\s+[-–]\s+|\s*&\s*", pair):
        words = [w.lower() for w in _WORD.findall(_TITLES.sub("", person))]
        if len(words) > 1:
            found[" ".join(words)] = None
        for word in words:
            if len(word) >= 5 and word not in _ORDINARY:
                found[word] = None
    return tuple(found)


def pair_forms(fields: Mapping[str, object]) -> tuple[str, ...]:
    """The ways of writing a pair, from the record of its fact: as it is registered, then as it is known."""
    known = re.sub(r"\(.*?\)", "", str(fields.get("pair", "")))
    return tuple(
        dict.fromkeys((*name_parts(str(fields.get("official_name", ""))), *name_parts(known)))
    )


def veil_of(form: str) -> str:
    """The one word behind which this way of writing a candidate's name stands; the same length for everybody.

    Whoever must know who is meant (is number 1 really she?) asks for the word of a form; to everyone else it is a name.

    >>> veil_of("arinal djunaidi")
    'fulanqsjvjt'
    """
    digits = hashlib.sha256(form.encode()).digest()
    word = "q"
    for digit in digits:
        letter = _LETTERS[digit % len(_LETTERS)]
        word += letter if letter != word[-1] else ""  # twice the same letter is read as emphasis
    return VEIL + word[:6]


COLUMN_VEIL = veil_of("kolom kosong")

# "nomor urut 1", "paslon 02", "no. 3": the number of a pair, not of a polling station or a day.
BALLOT_NUMBER = re.compile(
    r"(?i)(\b(?:nomor urut|no\.? ?urut|nomer urut|paslon(?: nomor| no\.?)?|pasangan(?: calon)? nomor|cagub(?: nomor)?"
    r"|cabup(?: nomor)?|nomor pilihan|coblos (?:nomor|no\.?))\s*0?)([1-5])\b(?![.:]\d)"
)


def hide_numbers(text: str) -> str:
    """The text with the numbers of candidate pairs hidden, and nothing else.

    >>> hide_numbers("coblos nomor 2 di TPS 2 tanggal 27")
    'coblos nomor x di TPS 2 tanggal 27'
    """
    return BALLOT_NUMBER.sub(r"\1x", text)


class NameBook:
    """Identities (a pair, a politician, a party), each with the ways it is written. Matching ignores case."""

    def __init__(self, identities: Mapping[str, Iterable[str]]):
        self.identities: dict[str, tuple[str, ...]] = {
            key: tuple(dict.fromkeys(n.lower() for n in names)) for key, names in identities.items()
        }
        self._of: dict[str, str] = {}
        for key, names in self.identities.items():
            for name in names:
                self._of.setdefault(name, key)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return _any_of(self._of)

    @cached_property
    def _in_full(self) -> re.Pattern[str] | None:
        return _any_of(n for n, key in self._of.items() if key.startswith("pair:") and " " in n)

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset(name.split()[0] for name in self._of)

    def hide(self, text: str) -> str:
        """The text with every known name replaced by one placeholder; runs of names become one."""
        if self._pattern is None or not self._may_name(text):
            return text
        return _one_of_many(self._pattern.sub(PLACEHOLDER, text))

    def veil(self, text: str) -> Veiled:
        """The text with every name behind one word, however many words it has, so that no distance depends on it."""
        return Veiled.of(text, self.hidden(text))

    def hidden(self, text: str) -> list[Hidden]:
        """Every name with the word that stands instead of it, in the order of the text.

        A national politician or party is the same word as every other; a candidate's name is one that `veil_of` knows,
        and so is the empty column where it stands in a candidate's place.
        """
        column = (Hidden(first, last, COLUMN_VEIL) for first, last in as_participant(text))
        return sorted((*self._named(text), *column))

    def _named(self, text: str) -> Iterator[Hidden]:
        if self._pattern is not None and self._may_name(text):
            for match in self._pattern.finditer(text):
                yield Hidden(match.start(), match.end(), self._veils[match[0].lower()])

    def hide_veiled(self, text: str) -> str:
        """What `hide` gives, for a text whose names are veiled already, and perhaps written in ways nobody foresaw."""
        shown = _MARKED_VEIL.sub(PLACEHOLDER, text)
        hidden = self.hide(shown.replace(VEIL, PLACEHOLDER))
        return _one_of_many(hidden) if shown != text else hidden

    def names_in_full(self, text: str) -> bool:
        """Whether the text names a candidate of this election by more than one word."""
        if self._in_full is None or not self._may_name(text):
            return False
        return self._in_full.search(text) is not None

    def mentioned(self, text: str) -> tuple[str, ...]:
        """The identities that the text names, in the order of their first mention."""
        if self._pattern is None or not self._may_name(text):
            return ()
        found = (self._of[m[0].lower()] for m in self._pattern.finditer(text))
        return tuple(dict.fromkeys(found))

    def swap(self, text: str, one: str, other: str) -> str:
        """The text with two identities exchanged, each written in the same form: full name for full name, "Partai ..."
        for "Partai ...". A name that the other side has no such form of stays, so nothing but who is named changes.
        """
        if self._pattern is None:
            return text

        def exchanged(match: re.Match[str]) -> str:
            name = match[0].lower()
            key = self._of[name]
            if key not in (one, other):
                return match[0]
            theirs = self.identities[other if key == one else one]
            if key.startswith(
                "pair:"
            ):  # a race's pairs are known in full: the n-th way for the n-th way
                mine = self.identities[key].index(name)
                return _like(match[0], theirs[min(mine, len(theirs) - 1)])
            alike = [their for their in theirs if _form(their) == _form(name)]
            return _like(match[0], alike[0]) if alike else match[0]

        return self._pattern.sub(exchanged, text)

    @cached_property
    def _veils(self) -> dict[str, str]:
        return {
            form: veil_of(form) if key.startswith("pair:") else VEIL
            for form, key in self._of.items()
        }

    def _may_name(self, text: str) -> bool:
        return not self._firsts.isdisjoint(_WORD.findall(text.lower()))


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of whole names, the longest first; None without names."""
    longest = sorted(names, key=lambda n: (-len(n), n))
    if not longest:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE)


def _one_of_many(text: str) -> str:
    """A run of hidden names as one."""
    return re.sub(rf"{PLACEHOLDER}(?:\s*(?:[-–&+,/]|dan)?\s*{PLACEHOLDER})+", PLACEHOLDER, text)


def _form(name: str) -> tuple[bool, int]:
    return name.startswith("partai "), len(name.split())


def _like(written: str, name: str) -> str:
    """`name` in the capitals of `written`."""
    if written.isupper():
        return name.upper()
    return name.title() if written[:1].isupper() else name
