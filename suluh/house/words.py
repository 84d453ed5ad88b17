"""What the pages say around the facts: one file a language in `words/`. Indonesian is whole; others may have gaps.

Adding a language is adding a file. What it lacks is said in Indonesian, and the page says that it is so.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

from suluh.errors import DataError
from suluh.guide.speaking import FIRST

FOLDER = Path(__file__).parent / "words"
FACTS_IN = (
    "id",
    "en",
)  # the languages in which every fact has a statement
MAIN = (
    "cari/",
    "jadwal/",
    "pemilih/",
    "tanya/",
)  # what a voter reads, and all that the other languages have


class Words(msgspec.Struct, frozen=True):
    """The phrases of one language. `own` are the keys that it has itself."""

    lang: str
    name: str  # of the language, in the language
    phrases: dict[str, str]
    own: frozenset[str]

    def say(self, key: str, /, **values: object) -> str:
        """One phrase with its values. Raises KeyError for a phrase that no language has."""
        text = self.phrases[key]
        return text.format(**values) if values else text

    @property
    def checked(self) -> bool:
        """Whether its pages go without the note that no native speaker has read them."""
        return self.lang in FACTS_IN

    @property
    def whole(self) -> bool:
        """Whether every phrase and every fact is there in this language."""
        return self.lang in FACTS_IN and self.own == self.phrases.keys()


@cache
def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that have a file, Indonesian first."""
    rest = sorted(p.stem for p in folder.glob("*.yaml") if p.stem != FIRST)
    return (FIRST, *sorted(rest, key=lambda lang: (lang != "en", lang)))


def is_told(path: str, lang: str) -> bool:
    """Whether a language has the page. path: without the language; "" is the front page.

    >>> is_told("tanya/kapan/", "jv"), is_told("data/", "jv"), is_told("data/", "en")
    (True, False, True)
    """
    return lang in FACTS_IN or not path or path.startswith(MAIN)


@cache
def words(lang: str, folder: Path = FOLDER) -> Words:
    """Raises DataError for a file that is not a list of phrases or has one that Indonesian lacks."""
    first, own = _read(folder / f"{FIRST}.yaml"), _read(folder / f"{lang}.yaml")
    unknown = sorted(own.keys() - first.keys())
    if unknown:
        raise DataError(f'unknown phrase "{unknown[0]}"', file=f"{lang}.yaml")
    return Words(lang, own.get("language", lang), first | own, frozenset(own))


def _read(path: Path) -> dict[str, str]:
    try:
        plain = yaml.safe_load(path.read_text(encoding="utf-8"))
        return msgspec.convert(plain, dict[str, str])
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=path.name) from error
