"""How much is believed of each question: the signs that speak for it, weighed; and when to believe that nobody answers.

    score(question) = Σ weight × sign                    share, letters, covered; on a server nearest, near
    score(nobody)   = Σ weight of its own × sign + always + strange × unknown words + long × words
    trust           = exp(score) ÷ Σ exp(score)

The weights stand in trust.yaml, made by training/guide_search.py from questions that were each left out of the index
that they were asked of. The page's script gets its own of them with the index and computes the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import TypeAlias

import msgspec
import yaml

from suluh.errors import DataError

FILE = Path(__file__).parent / "trust.yaml"
NOBODY = ""  # the question of a way of asking that has no official answer
MOST_WORDS = 12  # longer than that says nothing more

Signs: TypeAlias = Mapping[str, Mapping[str, float]]
"""sign → question → how much it speaks for the question, mostly 0 to 1; nothing for those it is silent about."""


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`question`, `nobody`: sign → weight. The others are nobody's alone."""

    question: dict[str, float]
    nobody: dict[str, float]
    always: float
    strange: float  # for each unknown word
    long: float  # for each word, as far as MOST_WORDS


class Both(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of a page without an ear, and of a server."""

    page: Weights
    server: Weights


@cache
def weights(path: Path = FILE) -> Both:
    """Raises DataError for a file that is not that."""
    try:
        return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), Both)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=path.name) from error


def trusted(signs: Signs, strange: int, length: int, weighed: Weights) -> dict[str, float]:
    """question → 0 to 1, together 1, the most first; nobody's is always among them.

    strange, length: unknown words, and words in all.
    """
    score = {NOBODY: weighed.always + weighed.strange * strange}
    score[NOBODY] += weighed.long * min(length, MOST_WORDS)
    for sign, found in signs.items():
        for question, much in found.items():
            kind = weighed.question if question else weighed.nobody
            score[question] = score.get(question, 0.0) + kind[sign] * much
    most = max(score.values())
    odds = {question: exp(one - most) for question, one in score.items()}
    whole = sum(odds.values())
    return {q: odds[q] / whole for q in sorted(odds, key=lambda q: (-odds[q], q))}
