"""The classification benchmark counts what its words say: limited, flagged, touched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from suluh.bench.classification import run, show
from suluh.bench.style import auc, average_precision, style_only
from suluh.content import Post
from suluh.errors import InputError
from suluh.policy.decision import Decision, Review, RuleOutcome

NOW = datetime(2024, 11, 1, tzinfo=UTC)
ROWS = [
    ("p1", "election_misinfo", "process", "limit ini"),
    ("p2", "election_misinfo", "process", "tanya ini"),
    ("p3", "election_misinfo", "candidate_campaign", "biasa saja"),
    ("o1", "ordinary_political", "civic_terms", "tanya juga"),
    ("o2", "ordinary_political", "civic_terms", "biasa juga"),
    ("o3", "ordinary_political", "talk", "biasa"),
    ("t1", "true_or_debunk", "debunk_text", "banner"),
    ("x1", "other_misinfo", "non_election", "limit pula"),
]


def _decision(post: Post) -> Decision:
    fired = (RuleOutcome("CIV-UNVER", "1"),)
    if post.text.startswith("limit"):
        return Decision(post.id, NOW, "k", "p", outcome="reco_ineligible", rules=fired)
    if post.text.startswith("tanya"):
        return Decision(post.id, NOW, "k", "p", review=Review("fact", "P3", "x"), rules=fired)
    return Decision(
        post.id, NOW, "k", "p", outcome="info_label" if post.text == "banner" else "none"
    )


def _folder(path: Path) -> Path:
    rows = [
        {"id": i, "label": label, "subtype": kind, "text": text.upper(), "text_neutral": text}
        for i, label, kind, text in ROWS
    ]
    (path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")
    (path / "must_not_remove.jsonl").write_text(
        json.dumps({"id": "m", "text": "Limit, ini!"}) + "\n"
    )
    (path / "ambiguous_allegations.jsonl").write_text(
        json.dumps({"id": "a", "text": "Tanya?"}) + "\n"
    )
    return path


def test_each_figure_counts_what_its_name_says(tmp_path: Path) -> None:
    result = run(_folder(tmp_path), lambda posts: [_decision(post) for post in posts])
    assert result["limited"] == {"n": 2, "precision": 0.5, "precision_any_misinformation": 1.0}
    assert result["process"] == {"n": 2, "recall": 1.0}
    assert result["hard_ordinary"]["rate"] == 0.5
    assert result["true_or_debunk"]["rate"] == 0.0  # a banner is not a flag
    assert result["must_not_remove"]["touched"] == 1
    assert result["ambiguous_allegations"]["review_rate"] == 1.0
    show(result)


def test_a_broken_line_is_named_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_text('{"id": 1}\n{oops\n')
    with pytest.raises(InputError, match=r"items\.jsonl:2"):
        run(tmp_path, lambda posts: [])


def test_area_and_average_precision_agree_with_hand_counts() -> None:
    target = np.array([True, False, True, False])
    assert auc(target, np.array([4.0, 3.0, 2.0, 1.0])) == 0.75
    assert average_precision(target, np.array([4.0, 3.0, 2.0, 1.0])) == pytest.approx(
        (1 + 2 / 3) / 2
    )
    assert auc(target, np.ones(4)) == 0.5


def test_style_alone_finds_length_and_cannot_find_words() -> None:
    texts = [("kata " * (40 if n % 2 else 4)).strip() for n in range(60)]
    long = np.array([n % 2 == 1 for n in range(60)])
    assert auc(long, style_only(texts, long)) > 0.95
    same = ["benar adanya" if n % 2 else "bohong belaka"[:12] for n in range(60)]
    assert len({len(text) for text in same}) == 1
