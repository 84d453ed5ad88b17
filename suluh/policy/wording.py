"""The phrases in which a policy is told to people, Indonesian first."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from suluh.policy.lines import read_yaml
from suluh.policy.rule import Words


@cache
def _phrases() -> dict[str, dict[str, str]]:
    top = read_yaml(Path(__file__).parent / "data" / "words.yaml").mapping()
    return {
        lang: {key: value.text() for key, value in node.mapping().items()}
        for lang, node in top.items()
    }


def phrase(key: str, lang: str, /, **values: object) -> str:
    """One phrase with its values. `lang` is "id" or "en".

    >>> phrase("score", "id", low=0.9)
    'keyakinan paling sedikit 0.9'
    """
    return _phrases()[lang][key].format(**values)


def told(words: Words, lang: str) -> str:
    """The sentence in that language."""
    return words.en if lang == "en" else words.id
