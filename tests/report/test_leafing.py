"""The protected examples, leafed out of decisions.jsonl."""

from __future__ import annotations

import json
from pathlib import Path

from suluh.policy.compiler import compile_policy
from suluh.policy.language import load_policy
from suluh.report.leafing import leaf

POLICY = compile_policy(load_policy())


def line(post: str, priority: str | None = None, protection: str | None = None) -> str:
    review = {"queue": "process", "priority": priority, "why": "CIV-PROC: mungkin", "score": 1.0}
    rule = {"id": "CIV-PROC", "version": "1", "result": "protected", "why": protection}
    signal = {"name": "fact_contradiction", "score": 0.9, "seen": "nyoblos 28 November"}
    return json.dumps(
        {
            "post_id": post,
            "outcome": "info_label",
            "review": review if priority else None,
            "rules": [rule] if protection else [],
            "signals": [signal],
        },
        separators=(",", ":"),
    )


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_each_protection_is_shown_once_before_any_twice(tmp_path: Path) -> None:
    lines = [line(f"b{n}", protection="EXC-COUNTER") for n in range(9)]
    lines.append(line("tanya", protection="EXC-QUESTION"))
    kept = leaf(written(tmp_path / "d", *lines), POLICY)
    assert [post.post_id for post in kept[:3]] == ["b0", "tanya", "b1"]
    assert kept[1].protection_id == "Pertanyaan jujur"
    assert len(kept) == 8


def test_a_broken_line_or_missing_file_does_not_cost_the_report(tmp_path: Path) -> None:
    path = written(
        tmp_path / "d", '{"review":null,"protected":{"rusak', line("p", protection="EXC-QUESTION")
    )
    assert [post.post_id for post in leaf(path, POLICY)] == ["p"]
    assert leaf(tmp_path / "tiada", POLICY) == ()
