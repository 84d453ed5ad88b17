"""`suluh audit neutrality` and `suluh eval`, as somebody calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
NAMING = {
    "id": "a",
    "text": "Khusus pendukung Wahdi, coblosannya tanggal 28 November <b>ya</b>",
    "posted_at": "2024-11-20T10:00:00+07:00",
}


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps(NAMING) + "\nbukan json\n", "utf-8")
    return path


def test_an_audit_leaves_a_page_and_its_figures(suluh: Run, posts: Path, tmp_path: Path) -> None:
    out = tmp_path / "netral"
    ran = suluh("audit", "neutrality", "--only", posts, "--out", out)
    assert ran.code == 0, ran.said
    assert "Lulus" in ran.said
    page = (out / "netral.html").read_text("utf-8")
    assert "Apakah Suluh netral?" in page and "Is Suluh neutral?" in page
    assert "<script" not in page and "<b>ya</b>" not in page
    found = json.loads((out / "netral.json").read_text("utf-8"))
    assert found["counterfactual"]["tried"]["name"] >= 35
    assert not {"name", "number"} & set(found["counterfactual"]["changed"])
    assert found["ledger"] is None


def test_a_run_is_audited_from_its_ledger(
    suluh: Run, posts: Path, demo: Path, tmp_path: Path
) -> None:
    ran = suluh("audit", "neutrality", "--only", posts, "--ledger", demo, "--json")
    ledger = ran.json["ledger"]
    assert ledger["unread"] == 0
    assert ledger["differences"]["observations"] > 50
    assert ran.code == 0  # so few posts name anybody that nothing can stand out


def test_a_ledger_that_is_not_there_is_named(suluh: Run, posts: Path, tmp_path: Path) -> None:
    ran = suluh("audit", "neutrality", "--only", posts, "--ledger", tmp_path / "tiada.sqlite")
    assert ran.code == 2 and "tiada.sqlite" in ran.said


def test_a_folder_that_cannot_be_written_is_named(suluh: Run, posts: Path) -> None:
    ran = suluh("audit", "neutrality", "--only", posts, "--out", posts / "x")
    assert ran.code == 3 and "p.jsonl" in ran.said


def test_the_figures_are_named_without_measuring(suluh: Run) -> None:
    ran = suluh("eval", "--list", "--quick")
    assert ran.code == 0
    assert "posts.kept_apart.f1" in ran.said and "speed.election" not in ran.said


def test_a_figure_is_measured_again(suluh: Run, tmp_path: Path) -> None:
    ran = suluh("eval", "--name", "neutrality", "--json", tmp_path / "f.json")
    assert ran.code == 0, ran.said
    (figure,) = json.loads((tmp_path / "f.json").read_text("utf-8"))
    assert figure["measured"] == figure["documented"] == 0


def test_a_figure_that_nobody_knows_is_a_mistake(suluh: Run) -> None:
    assert suluh("eval", "--name", "tiada").code == 2


def test_golden_sets_and_drift_of_a_run(suluh: Run, demo: Path, tmp_path: Path) -> None:
    assert suluh("eval", "golden", "--out", tmp_path / "acuan").code == 0
    lines = (tmp_path / "acuan" / "golden.jsonl").read_text("utf-8").splitlines()
    assert len(lines) > 150
    ran = suluh("eval", "drift", demo, "--at", "2024-11-21", "--json")
    assert ran.code == 0
    assert {one["of"] for one in ran.json} >= {"outcome", "rule", "score"}
    assert suluh("eval", "drift", demo, "--at", "kemarin").code == 2
