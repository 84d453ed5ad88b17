"""Election misinformation against ordinary political talk: what the whole path limits, flags and leaves.

Reads a folder laid out as items.jsonl (id, label, subtype, text, text_neutral, title ...), must_not_remove.jsonl and
ambiguous_allegations.jsonl, always decides on `text_neutral`, and prints a style-only baseline beside the result.
*Limited*: an outcome stronger than `info_label` in force. *Flagged*: limited, or queued for a person with a rule fired.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from suluh.bench.style import auc, average_precision, style_only
from suluh.content import Post
from suluh.errors import InputError
from suluh.policy.decision import Decision
from suluh.signals.triage import plain

Row = dict[str, Any]
Decide = Callable[[list[Post]], list[Decision]]
MILD = frozenset({"none", "info_label"})


def is_limited(decision: Decision) -> bool:
    """The machine put something stronger than the neutral banner in force."""
    return decision.outcome not in MILD


def is_flagged(decision: Decision) -> bool:
    """Limited, or waiting for a person under a rule that fired."""
    fired = any(rule.result == "fired" and rule.state == "live" for rule in decision.rules)
    return is_limited(decision) or (decision.review is not None and fired)


def run(directory: Path, decide: Decide) -> dict[str, Any]:
    """Figures for one folder; the keys are the contract of `suluh bench classification`."""
    items = _read(directory / "items.jsonl")
    decisions = decide([_post(row) for row in items])
    limited = [is_limited(each) for each in decisions]
    flagged = [is_flagged(each) for each in decisions]
    kept = _optional(directory / "must_not_remove.jsonl", decide)
    unsure = _optional(directory / "ambiguous_allegations.jsonl", decide)
    return {
        "n": len(items),
        "limited": _limited(items, limited),
        "process": _share(items, flagged, lambda row: row["subtype"] == "process", "recall"),
        "election_misinfo": _by_subtype(items, flagged, "election_misinfo", "recall"),
        "must_not_remove": {
            "n": len(kept),
            "touched": sum(map(is_limited, kept)),
            "removed": sum(each.outcome in ("remove", "account_ban") for each in kept),
            "flagged": sum(map(is_flagged, kept)),
        },
        "hard_ordinary": _share(
            items, flagged, lambda row: row["subtype"] == "civic_terms", "rate"
        ),
        "ordinary_talk": _share(items, flagged, lambda row: row["subtype"] == "talk", "rate"),
        "true_or_debunk": _by_subtype(items, flagged, "true_or_debunk", "rate"),
        "other_misinfo": _by_subtype(items, flagged, "other_misinfo", "rate"),
        "ambiguous_allegations": {
            "n": len(unsure),
            "review_rate": _mean(map(is_flagged, unsure)),
            "limited": sum(map(is_limited, unsure)),
        },
        "style_only": _style(items),
    }


def _read(path: Path) -> list[Row]:
    rows = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError as problem:
                raise InputError(f"{path.name}:{number}: not JSON: {problem}") from problem
    return rows


def _optional(path: Path, decide: Decide) -> list[Decision]:
    return decide([_post(row) for row in _read(path)]) if path.exists() else []


def _post(row: Row) -> Post:
    """Without its date and author: the question is what the words alone allow."""
    return Post(str(row["id"]), row.get("text_neutral") or plain(row["text"]))


def _limited(items: Sequence[Row], limited: Sequence[bool]) -> dict[str, float | int | None]:
    hit = [row["label"] for row, each in zip(items, limited, strict=True) if each]
    right = sum(label == "election_misinfo" for label in hit)
    any_kind = sum(label in ("election_misinfo", "other_misinfo") for label in hit)
    return {
        "n": len(hit),
        "precision": right / len(hit) if hit else None,
        "precision_any_misinformation": any_kind / len(hit) if hit else None,
    }


def _mean(values: Iterable[bool]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None


def _share(
    items: Sequence[Row], flags: Sequence[bool], wanted: Callable[[Row], bool], key: str
) -> dict[str, Any]:
    chosen = [flag for row, flag in zip(items, flags, strict=True) if wanted(row)]
    return {"n": len(chosen), key: _mean(chosen)}


def _by_subtype(
    items: Sequence[Row], flags: Sequence[bool], label: str, key: str
) -> dict[str, Any]:
    own = [(row, flag) for row, flag in zip(items, flags, strict=True) if row["label"] == label]
    parts: dict[str, list[bool]] = {}
    for row, flag in own:
        parts.setdefault(row["subtype"], []).append(flag)
    by_subtype = {name: {"n": len(part), key: _mean(part)} for name, part in sorted(parts.items())}
    return {"n": len(own), key: _mean(flag for _, flag in own), "by_subtype": by_subtype}


def _style(items: Sequence[Row]) -> dict[str, float]:
    target = np.array([row["label"] == "election_misinfo" for row in items])
    estimate = style_only([row["text_neutral"] for row in items], target)
    return {"auc": auc(target, estimate), "ap": average_precision(target, estimate)}


AIMS = (
    ("limited.precision", "limited rightly", "≥ .95"),
    ("limited.n", "limited", ""),
    ("process.recall", "process misinformation found", "≥ .85"),
    ("must_not_remove.touched", "must not be limited, was", "0"),
    ("hard_ordinary.rate", "hard ordinary talk flagged", "< .03"),
    ("ordinary_talk.rate", "ordinary talk flagged", ""),
    ("true_or_debunk.rate", "debunks, headlines, clarifications flagged", "< .03"),
    ("true_or_debunk.by_subtype.debunk_text.rate", "· debunks", ""),
    ("true_or_debunk.by_subtype.news_headline.rate", "· headlines", ""),
    ("true_or_debunk.by_subtype.clarification.rate", "· clarifications", ""),
    ("ambiguous_allegations.review_rate", "unchecked allegations sent to a person", ""),
    ("election_misinfo.recall", "all election misinformation found", ""),
    ("other_misinfo.rate", "other misinformation flagged", ""),
    ("style_only.auc", "style alone: AUC", ""),
    ("style_only.ap", "style alone: average precision", ""),
)


def show(result: dict[str, Any], console: Console | None = None) -> None:
    """The figures as a table, each beside its aim."""
    table = Table(
        "figure", "value", "aim", title=f"classification, {result['n']} items, text_neutral"
    )
    for path, title, aim in AIMS:
        table.add_row(title, _written(_at(result, path)), aim)
    (console or Console()).print(table)


def _at(result: dict[str, Any], path: str) -> Any:
    value: Any = result
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _written(value: Any) -> str:
    return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
