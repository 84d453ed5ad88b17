"""The words an election is spoken of with, each with how it sounds: what the speech network's slips are read as."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from suluh.errors import DataError
from suluh.media.speech.phonetic import sound, spelled

FILE = Path(__file__).parent / "data" / "lexicon.yaml"
NEGATIONS = "sangkalan"
ORDINARY = "biasa"  # words that only sound alike: never replaced, never read
NAMES = "nama"
NUMBERS = "angka"


class Spoken(NamedTuple):
    """One word or phrase of the lexicon."""

    text: str
    sound: str
    group: str


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One part of the file."""

    kata: list[str | dict[str, Any]] = []
    dieja: bool = False  # spelled letter by letter
    awal: list[str] = []  # first words; each is joined with each of `akhir`
    akhir: list[str] = []


@cache
def lexicon(names: tuple[str, ...] = ()) -> tuple[Spoken, ...]:
    """Everything in the file, and names of places and people. Raises DataError for a mistake in the file."""
    entries = [
        entry for group, content in _groups(FILE).items() for entry in _entries(group, content)
    ]
    entries += [_spoken(name, name, NAMES) for name in names]
    return tuple(entry for entry in entries if entry.sound)


def _groups(file: Path) -> dict[str, Group]:
    try:
        rows = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        return msgspec.convert(rows, dict[str, Group], strict=False)
    except (MarkedYAMLError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=file.name) from error


def _entries(name: str, group: Group) -> Iterator[Spoken]:
    for word in group.kata:
        if isinstance(word, str):
            said = spelled(word) if group.dieja else word
            yield _spoken(word, said, name)
            continue
        for said in word["bunyi"]:
            yield _spoken(word["tulis"], said, name)

    for first in group.awal:
        for last in group.akhir:
            yield _spoken(f"{first} {last}", f"{said_as(first)} {said_as(last)}", name)


def said_as(words: str) -> str:
    """Words in capitals are spelled.

    >>> said_as("ke TPS")
    'ke te pe es'
    """
    return " ".join(spelled(word) if word.isupper() else word for word in words.split())


def _spoken(text: str, said: str, group: str) -> Spoken:
    return Spoken(text, sound(said), group)
