"""The names of states, roles, tracks and events, and every sentence about them, from files a translator can open."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from suluh.policy.lines import read_yaml

_FILE = Path(__file__).parent / "data" / "words.yaml"
_INDONESIAN = str.maketrans(",.", ".,")


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """Heading, key, language: text."""
    top = read_yaml(_FILE).mapping()
    return {
        part: {
            key: {lang: text.text() for lang, text in both.mapping().items()}
            for key, both in rows.mapping().items()
        }
        for part, rows in top.items()
    }


def phrase(part: str, key: str, lang: str, /, **values: object) -> str:
    """One phrase with its values. `part` is a heading of words.yaml, `lang` is "id" or "en".

    >>> phrase("state", "needs_info", "id")
    'menunggu keterangan'
    """
    return words()[part][key][lang].format(**values)


def word(part: str, key: str, lang: str) -> str:
    """The name of a state, event or role; the key itself, with spaces, for one that has none.

    >>> word("event", "registered", "id"), word("state", "of_later", "id")
    ('registrasi', 'of later')
    """
    known = words().get(part, {})
    return known[key][lang] if key in known else key.replace("_", " ")


def figure(told: str, lang: str) -> str:
    """A figure written as Python does, with the signs of the reader's language.

    >>> figure("1,250.5", "id"), figure("1,250.5", "en")
    ('1.250,5', '1,250.5')
    """
    return told if lang == "en" else told.translate(_INDONESIAN)


def keys(part: str) -> frozenset[str]:
    """The keys under a heading, to hold them against what the code names."""
    return frozenset(words()[part])
