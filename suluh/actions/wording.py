"""The phrases of statements and labels, from a file that a translator can open."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from urllib.parse import quote

from suluh.policy.lines import read_yaml

_FILE = Path(__file__).parent / "data" / "statement.yaml"


@cache
def _phrases() -> dict[str, dict[str, str]]:
    top = read_yaml(_FILE).mapping()
    return {
        lang: {key: node.text() for key, node in top[lang].mapping().items()}
        for lang in ("id", "en")
    }


def phrase(key: str, lang: str, /, **values: object) -> str:
    """One phrase with its values filled in. `lang` is "id" or "en".

    >>> phrase("source", "id", source="PKPU 2/2024")
    'Sumber: PKPU 2/2024'
    """
    return _phrases()[lang][key].format(**values)


def keys(lang: str) -> frozenset[str]:
    """The keys of a language, to hold the two against each other."""
    return frozenset(_phrases()[lang])


def appeal_link(post_id: str) -> str | None:
    """Where the author of this post may appeal: SULUH_APPEAL_URL with `{post_id}` filled; None without it."""
    return (
        os.environ.get("SULUH_APPEAL_URL", "").replace("{post_id}", quote(post_id, safe="")) or None
    )


def guide_link() -> str | None:
    """Where the platform's guide for voters begins: SULUH_GUIDE_URL; None without it."""
    return os.environ.get("SULUH_GUIDE_URL") or None
