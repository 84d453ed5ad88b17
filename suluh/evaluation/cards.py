"""Cards: of each detector and rule what it was made from, what it cannot do, and how often it errs, by group and time.

A detector's card counts, over the labelled posts, how often it spoke on posts that are wrong and on posts to be left
alone; beside it stands what the mere style of the texts would tell. Where nobody measured, the card says so. The cards
of the rules are made in rule_cards.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from suluh.audit.chance import wilson
from suluh.audit.languages import language_of
from suluh.bench.posts import Expected
from suluh.bench.style import auc, average_precision, style_only
from suluh.errors import DataError
from suluh.signals.signal import Stance

ABOUT = Path(__file__).parent / "cards.yaml"
GROUPS = ("language", "time")
FEWEST = 10  # posts of a group below which its share is not written (project decision)
MADE = "<!-- made by `suluh eval cards`; edit suluh/evaluation/cards.yaml and make it again -->"

_COUNTED = (
    "Counted on {posts} posts that the project wrote and labelled itself, {wrong} of them wrong or breaking a rule "
    "(tests/tables; the half `_tune` and `flags.jsonl` were tuned on). *Spoke on wrong posts*: it noticed something "
    "meant in earnest on a wrong post, of whatever kind; so no detector is expected to speak on most. *Spoke on posts "
    "to leave*: background such as the topic may, a breach should not."
)


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What no measure can say."""

    data: str
    licence: str
    cannot: str
    model: str | None = None
    learned: bool = False


class Heard(msgspec.Struct, frozen=True):
    """A labelled post and the detectors that spoke on it in earnest."""

    expected: Expected
    spoke: frozenset[str]


def about(path: Path = ABOUT) -> dict[str, About]:
    """By detector. Raises DataError for an entry that is not understood."""
    try:
        return msgspec.convert(dict(YAML(typ="safe").load(path)), dict[str, About])
    except (OSError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=path) from error


def in_earnest(stances: Iterable[Stance]) -> bool:
    """Whether one of a detector's signals says that the post itself means it."""
    return any(stance is Stance.ASSERTS for stance in stances)


def detectors_page(heard: Sequence[Heard], known: dict[str, About]) -> str:
    """docs/cards/detectors.md."""
    return "\n".join(_detectors(heard, known)) + "\n"


# Detectors --------------------------------------------------------------------------------


def _detectors(heard: Sequence[Heard], known: dict[str, About]) -> Iterator[str]:
    wrong = [one for one in heard if one.expected.expect != "leave"]
    style = _by_style(heard)
    yield from ("# Cards of the detectors", "", MADE, "")
    yield from (_COUNTED.format(posts=len(heard), wrong=len(wrong)), "")
    yield _style_alone(heard, style)
    for name, told in known.items():
        yield from ("", f"## {name}", "", "| | |", "|---|---|")
        yield f"| made from | {told.data} |"
        yield f"| licence | {told.licence} |"
        yield f"| cannot | {told.cannot} |"
        if told.model:
            yield f"| model card | [{told.model}](../models/{told.model}) |"
        yield f"| spoke on wrong posts | {_spoke(name, wrong)} |"
        yield f"| spoke on posts to leave | {_spoke(name, [o for o in heard if o.expected.expect == 'leave'])} |"
        if told.learned:
            yield f"| wrong, of the posts it spoke on | {_right(heard, [name in o.spoke for o in heard])} |"
            yield f"| wrong, of as many that style alone would pick | {_right(heard, _as_many(name, heard, style))} |"
        for group in GROUPS:
            yield f"| on posts to leave, by {group} | {_by_group(name, heard, group)} |"


def _by_style(heard: Sequence[Heard]) -> NDArray[np.float64]:
    """How wrong each post looks by its style alone (cross-validated)."""
    target = _wrong(heard)
    if not target.any() or target.all():
        return np.zeros(len(heard))
    return style_only([one.expected.post.text for one in heard], target)


def _style_alone(heard: Sequence[Heard], style: NDArray[np.float64]) -> str:
    target = _wrong(heard)
    return (
        "Style alone (length and shape of the text, no words; cross-validated) tells wrong posts from the others with "
        f"AUC {auc(target, style):.3f}, average precision {average_precision(target, style):.3f}; "
        f"{target.mean():.3f} of them are wrong."
    )


def _wrong(heard: Sequence[Heard]) -> NDArray[np.bool_]:
    return np.array([one.expected.expect != "leave" for one in heard], dtype=bool)


def _as_many(name: str, heard: Sequence[Heard], style: NDArray[np.float64]) -> list[bool]:
    """As many posts as the detector spoke on, those that style finds worst."""
    count = sum(name in one.spoke for one in heard)
    worst = set(np.argsort(-style, kind="stable")[:count].tolist())
    return [place in worst for place in range(len(heard))]


def _right(heard: Sequence[Heard], picked: Sequence[bool]) -> str:
    wrong = [
        bool(is_wrong) for is_wrong, chosen in zip(_wrong(heard), picked, strict=True) if chosen
    ]
    return told(sum(wrong), len(wrong))


def _spoke(name: str, ones: Sequence[Heard]) -> str:
    return told(sum(name in one.spoke for one in ones), len(ones))


def _by_group(name: str, heard: Sequence[Heard], group: str) -> str:
    groups: dict[str, list[Heard]] = {}
    for one in heard:
        if one.expected.expect == "leave":
            key = language_of(getattr(one.expected, group) or "unknown")
            groups.setdefault(key, []).append(one)
    parts = []
    for key, ones in sorted(groups.items()):
        count = sum(name in one.spoke for one in ones)
        parts.append(f"{key} {count}/{len(ones)}" + (" (too few)" if len(ones) < FEWEST else ""))
    return ", ".join(parts) or "nothing measured"


def told(part: int, whole: int) -> str:
    """A share with its interval (Wilson, 95 %).

    >>> told(1, 10)
    '1 of 10 (.018 to .404)'
    """
    if not whole:
        return "no posts"
    low, high = (f"{end:.3f}".removeprefix("0") for end in wilson(part, whole))
    return f"{part} of {whole} ({low} to {high})"
