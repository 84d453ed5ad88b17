"""The phrases of statements and labels, from a file that a translator can open."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import quote

from suluh.policy.lines import read_yaml

_FILE = Path(__file__).parent / "data" / "statement.yaml"


@cache
def _phrases() -> dict[str, dict[str, str]]:
    top = read_yaml(_FILE).mapping()
    phrases = {
        lang: {key: node.text() for key, node in top[lang].mapping().items()}
        for lang in ("id", "en")
    }
    return phrases | {"links": {key: top[key].text() for key in ("appeal_link", "guide_link")}}


def phrase(key: str, lang: str, /, **values: object) -> str:
    """One phrase with its values filled in. `lang` is "id" or "en".

    >>> phrase("source", "id", source="PKPU 2/2024")
    'Sumber: PKPU 2/2024'
    """
    return _phrases()[lang][key].format(**values)


def keys(lang: str) -> frozenset[str]:
    """The keys of a language, to hold the two against each other."""
    return frozenset(_phrases()[lang])


def appeal_link(post_id: str) -> str:
    """Where the author of this post may appeal, relative to the site."""
    return _phrases()["links"]["appeal_link"].format(post_id=quote(post_id, safe=""))


def guide_link() -> str:
    """Where the guide for voters begins, relative to the site."""
    return _phrases()["links"]["guide_link"]
