"""Provinces, regencies and cities that a text names, as Kemendagri codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec
import yaml

from suluh.text.normal import Normal, normalise

PLACES_FILE = Path(__file__).parent / "data" / "places.yaml"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_KIND = re.compile(r"^(kabupaten|kota administrasi|kabupaten administrasi|kota)\s+")
_CITY_WORDS = frozenset(
    "kota kodya pilwalkot pilwakot pilwali walikota pemkot cawalkot polresta wali".split()
)
_REGENCY_WORDS = frozenset("kabupaten kab pilbup bupati pemkab cabup".split())
_PROVINCE_WORDS = frozenset("provinsi prov propinsi pilgub gubernur pemprov cagub polda".split())


ANYWHERE = "lampung"  # the region that learned readers know best stands for all of them


class SeenPlace(msgspec.Struct, frozen=True):
    """A named region, with its place in the normalised text."""

    start: int
    end: int
    code: str  # Kemendagri: "18", "18.71"
    sure: bool = True  # False: another region has the same name ("bandung")


class _Name(msgspec.Struct, frozen=True):
    codes: tuple[
        str, ...
    ]  # regions of this name; city, regency, province told apart by the word before
    needs_cue: bool
    short: bool


class PlaceBook(msgspec.Struct, frozen=True):
    """Region names by their words. Build once from the facts' regions, with `of`."""

    names: Mapping[tuple[str, ...], _Name]
    longest: int
    kinds: Mapping[str, str]  # code -> province | city | regency

    @classmethod
    def of(cls, regions: Iterable[tuple[str, str]]) -> PlaceBook:
        """From (code, official name) pairs, adding the abbreviations of places.yaml."""
        spoken = _spoken()
        named: dict[tuple[str, ...], list[str]] = {}
        short: set[tuple[str, ...]] = set()
        kinds: dict[str, str] = {}
        for code, official in regions:
            full = official.lower()
            kind = _KIND.match(full)
            kinds[code] = (
                "province"
                if "." not in code
                else "city"
                if kind and "kota" in kind[1]
                else "regency"
            )
            bare = _KIND.sub("", full)
            for form in {bare, full, normalise(full).text}:
                _add(named, form, code)
            if " " in bare:
                _add(named, normalise(bare).text, code)
            for form in spoken.abbreviations.get(full, ()) or spoken.abbreviations.get(bare, ()):
                if full == bare or full in spoken.abbreviations:
                    _add(named, form, code)
                    short.add(_words(form))
        names = {
            words: _Name(tuple(codes), " ".join(words) in spoken.ambiguous, words in short)
            for words, codes in named.items()
        }
        return cls(names, max(map(len, names), default=0), kinds)

    def find(self, normal: Normal) -> tuple[SeenPlace, ...]:
        """Regions named in the text, in order; the longest name wins ("Lampung Tengah" over "Lampung")."""
        return self._found(normal.text)

    def find_in(self, text: str) -> tuple[SeenPlace, ...]:
        """The same in a text as it was written: "di Metro" is a place, "di metro" may be an ordinary word."""
        low = text.lower()
        return self._found(low, text) if len(low) == len(text) else ()

    def _found(self, text: str, written: str = "") -> tuple[SeenPlace, ...]:
        tokens = [(m.group().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text)]
        words = [t[0] for t in tokens]
        found = []
        i = 0
        while i < len(words):
            size, name = self._longest_at(words, i)
            capital = bool(name) and written[tokens[i][1] : tokens[i][1] + 1].isupper()
            seen = self._read(words, i, size, name, capital) if name else None
            if seen:
                found.append(SeenPlace(tokens[i][1], tokens[i + size - 1][2], *seen))
            i += size if seen else 1
        return tuple(found)

    def alike(self, text: str, word: str = ANYWHERE) -> str:
        """The text with the same word for every region, so that what was learned of words cannot weigh where it is.

        >>> PlaceBook.of([("18", "Lampung"), ("18.72", "Kota Metro")]).alike("hujan di kota metro dan lampung")
        'hujan di lampung dan lampung'
        """
        if not (seen := self._found(text)):
            return text
        parts, done = [], 0
        for place in seen:
            parts += [text[done : place.start], word]
            done = place.end
        return "".join((*parts, text[done:]))

    def _longest_at(self, words: Sequence[str], i: int) -> tuple[int, _Name | None]:
        for size in range(min(self.longest, len(words) - i), 0, -1):
            name = self.names.get(tuple(words[i : i + size]))
            if name:
                return size, name
        return 1, None

    def _read(
        self, words: Sequence[str], i: int, size: int, name: _Name, capital: bool
    ) -> tuple[str, bool] | None:
        before = list(words[max(0, i - 2) : i])
        if name.needs_cue and not _cued(before, named=name.short or capital):
            return None
        wanted = _kind_said(before)
        fitting = [c for c in name.codes if wanted is None or self.kinds[c] == wanted]
        codes = fitting or list(name.codes)
        order = {"province": 0, "city": 1, "regency": 2}
        codes.sort(key=lambda c: order[self.kinds[c]])
        return codes[0], len(codes) == 1


class _Spoken(msgspec.Struct, frozen=True):
    abbreviations: Mapping[str, tuple[str, ...]]
    ambiguous: frozenset[str]
    cues: frozenset[str]
    weak_cues: frozenset[str]


@cache
def _spoken() -> _Spoken:
    data = yaml.load(PLACES_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return _Spoken(
        {name.lower(): tuple(forms) for name, forms in data["abbreviations"].items()},
        frozenset(data["ambiguous"]),
        frozenset(data["cues"]),
        frozenset(data["weak_cues"]),
    )


def _words(form: str) -> tuple[str, ...]:
    return tuple(m.group() for m in _WORD.finditer(form))


def _add(named: dict[tuple[str, ...], list[str]], form: str, code: str) -> None:
    codes = named.setdefault(_words(form), [])
    if code not in codes:
        codes.append(code)


def _cued(before: Sequence[str], *, named: bool) -> bool:
    spoken = _spoken()
    if before[-1:] and (before[-1] in spoken.cues or (named and before[-1] in spoken.weak_cues)):
        return True
    return " ".join(before) in spoken.cues


def _kind_said(before: Sequence[str]) -> str | None:
    """city, regency or province, when the word before says so."""
    if not before:
        return None
    if before[-1] in _CITY_WORDS or " ".join(before) == "wali kota":
        return "city"
    if before[-1] in _REGENCY_WORDS:
        return "regency"
    return "province" if before[-1] in _PROVINCE_WORDS else None
