"""How well the trained judge tells a post that contradicts a fact from one that only speaks of it.

A file of rows with `fact`, `text`, `label` (a stance of suluh.signals.polarity) and optionally `posted_at`, `language`,
`form`. Each text is held against its own fact, as the judge is given it in `scan`. Beside the judge stands what the words
alone would say: the linear suspicion, which knows no fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.bench.table import Table
from suluh.content import WIB, Post
from suluh.errors import InputError
from suluh.knowledge import Knowledge
from suluh.signals import word_suspicion
from suluh.signals.contradiction.official import Official
from suluh.signals.opinion import opinion
from suluh.signals.polarity import LABELS, Polarity, in_plain_words, judge
from suluh.signals.reading import read
from suluh.signals.wording import wording

FALSE_RATE = 0.02
WHO_MAY_VOTE = (
    "ID-VOT-005",
    "ID-VOT-013",
    "ID-VOT-023",
    "ID-VOT-024",
)  # training can leave this group out, as a proof


class Row(msgspec.Struct, frozen=True):
    """A text, the fact it is held against and how it stands to it."""

    text: str
    label: Polarity
    fact: str = ""
    posted_at: datetime | None = None
    language: str = ""
    form: str = ""


def run(path: Path, knowledge: Knowledge) -> dict[str, Any]:
    """Macro F1 and accuracy over the labels; contradictions found, and found falsely, at the best 2% cut."""
    rows = [r for r in _rows(path) if not r.fact or knowledge.facts.get(r.fact)]
    chances, plain, whole = _asked(rows, knowledge)
    gold = np.array([LABELS.index(r.label) for r in rows])
    said = chances.argmax(1)
    return {
        "n": len(rows),
        "accuracy": round(float((said == gold).mean()), 4),
        "macro_f1": _macro_f1(gold, said),
        "labels": {name: _label(gold, said, k) for k, name in enumerate(LABELS)},
        "contradicts": _found(gold, chances[:, 0]) | {"as_said": _as_said(gold, said)},
        "words_alone": _found(gold, plain),
        "opinion": _found(gold, whole),
        "by": {key: _by(rows, gold, said, key) for key in ("language", "form")},
        "eligibility": _group(rows, gold, said),
    }


def _rows(path: Path) -> list[Row]:
    rows = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            rows.append(msgspec.json.decode(line, type=Row))
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            raise InputError(f"{path.name}:{number}: {problem}") from problem
    if not rows:
        raise InputError(f"{path.name}: there is no row in it")
    return rows


def _asked(
    rows: Sequence[Row], knowledge: Knowledge
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    pairs, plain, whole = [], [], []
    for row in rows:
        day = row.posted_at or datetime(2024, 11, 20, 10, tzinfo=WIB)
        posted = day if day.tzinfo else day.replace(tzinfo=WIB)
        segment = read(Post(id="-", text=row.text, posted_at=posted), knowledge).caption
        official = Official(knowledge.facts, None, posted)
        fact = knowledge.facts.get(row.fact)
        pairs.append(
            (in_plain_words(fact.statement_id) if fact else "", wording(segment, official))
        )
        plain.append(
            word_suspicion.model().score(word_suspicion.features(segment, knowledge, official))
        )
        whole.append(opinion(segment, knowledge, official).score)
    every = [judge().chances(pairs[k : k + 16]) for k in range(0, len(pairs), 16)]
    return np.concatenate(every), np.array(plain), np.array(whole)


def _macro_f1(gold: NDArray[Any], said: NDArray[Any]) -> float:
    return round(float(np.mean([_label(gold, said, k)["f1"] for k in range(len(LABELS))])), 4)


def _label(gold: NDArray[Any], said: NDArray[Any], k: int) -> dict[str, float | int]:
    right = int(((gold == k) & (said == k)).sum())
    wanted, given = int((gold == k).sum()), int((said == k).sum())
    return {
        "n": wanted,
        "f1": round(2 * right / max(1, wanted + given), 4),
        "found": round(right / max(1, wanted), 4),
    }


def _found(gold: NDArray[Any], score: NDArray[Any]) -> dict[str, float]:
    """Of the contradictions, those above the score that 2% of the others reach."""
    level = float(np.quantile(score[gold != 0], 1 - FALSE_RATE))
    order = score[gold == 0][:, None] > score[gold != 0][None, :]
    return {
        "at_2_percent_false": round(float((score[gold == 0] > level).mean()), 4),
        "auc": round(float(order.mean()), 4),
    }


def _as_said(gold: NDArray[Any], said: NDArray[Any]) -> dict[str, float]:
    return {
        "found": round(float((said[gold == 0] == 0).mean()), 4),
        "false": round(float((said[gold != 0] == 0).mean()), 4),
    }


def _by(rows: Sequence[Row], gold: NDArray[Any], said: NDArray[Any], key: str) -> dict[str, Any]:
    return _split([str(getattr(r, key)) for r in rows], gold, said)


def _group(rows: Sequence[Row], gold: NDArray[Any], said: NDArray[Any]) -> dict[str, Any]:
    return _split(
        ["who may vote" if r.fact in WHO_MAY_VOTE else "others" for r in rows], gold, said
    )


def _split(keys: Sequence[str], gold: NDArray[Any], said: NDArray[Any]) -> dict[str, Any]:
    found = {}
    for name in sorted(set(keys) - {""}):
        mine = np.array([k == name for k in keys])
        found[name] = {
            "n": int(mine.sum()),
            "accuracy": round(float((said == gold)[mine].mean()), 4),
        }
        if (gold[mine] == 0).any() and (gold[mine] != 0).any():
            found[name] |= _as_said(gold[mine], said[mine])
    return found


def tables(result: dict[str, Any]) -> list[Table]:
    """The labels, then contradictions beside words alone, then the groups."""
    labels = [[name, row["n"], row["f1"], row["found"]] for name, row in result["labels"].items()]
    labels.append(["macro", result["n"], result["macro_f1"], result["accuracy"]])
    ways: list[list[Any]] = [
        ["judge", *result["contradicts"]["as_said"].values(), *_columns(result["contradicts"])],
        ["words alone", None, None, *_columns(result["words_alone"])],
        ["all readers weighed together", None, None, *_columns(result["opinion"])],
    ]
    groups = [
        [f"{key}: {name}", row["n"], row["accuracy"], row.get("found"), row.get("false")]
        for key, split in (*result["by"].items(), ("facts", result["eligibility"]))
        for name, row in split.items()
    ]
    return [
        Table("How a post stands to a fact", ["label", "n", "F1", "found"], labels),
        Table("Contradictions", ["", "found", "false", "found at 2% false", "AUC"], ways),
        Table("By group", ["", "n", "accuracy", "found", "false"], groups),
    ]


def _columns(figures: dict[str, Any]) -> list[float]:
    return [figures["at_2_percent_false"], figures["auc"]]
