"""Decisions found again with their posts: from any folder, under the run's own election, each copy of an id its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

FALSE = "Coblosan diundur jadi 16 Maret 2031, sebarkan!"


def write(path: Path, *texts: str, ids: str = "abc", year: int = 2031) -> Path:
    posts = [
        {"id": i, "text": text, "posted_at": f"{year}-03-01T08:00:00+07:00"}
        for i, text in zip(ids, texts, strict=False)
    ]
    path.write_text("".join(json.dumps(post) + "\n" for post in posts), "utf-8")
    return path


@pytest.fixture
def village(suluh: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of the invented election with its ledger elsewhere, given by relative paths."""
    write(tmp_path / "desa.jsonl", FALSE, "Nasi uduk depan gang buka lagi")
    monkeypatch.chdir(tmp_path)
    ran = suluh(
        "scan", "desa.jsonl", "--out", "od", "--election", "contoh-desa-2031", "--replay",
        "--ledger", "catatan.sqlite",
    )  # fmt: skip
    assert ran.code == 0, ran.said
    assert "ditulis untuk pemilihan lain" in ran.said
    (tmp_path / "lain").mkdir()
    monkeypatch.chdir(tmp_path / "lain")
    return tmp_path / "od"


def test_an_export_cites_the_facts_of_the_run_s_own_election(suluh: Run, village: Path) -> None:
    ran = suluh("export", "dsa", "--in", village, "--out", "alasan.jsonl")
    assert ran.code == 0, ran.said
    (record,) = [json.loads(line) for line in Path("alasan.jsonl").read_text("utf-8").splitlines()]
    decision = json.loads((village / "decisions.jsonl").read_text("utf-8").splitlines()[0])
    assert "9 Maret 2031" in record["incompatible_content_explanation"]
    assert record["incompatible_content_explanation"] in decision["reasons_id"]
    assert record["fact_versions"] == [f"{decision['knowledge']}/CD-001"]


def test_an_explanation_decides_again_under_the_run_s_own_election(
    suluh: Run, village: Path
) -> None:
    ran = suluh("explain", "a", "--in", village)
    assert ran.code == 0
    assert "Diputus ulang: hasilnya sama persis." in ran.said


def test_other_facts_than_those_that_decided_are_refused_and_nothing_is_written(
    suluh: Run, village: Path
) -> None:
    ran = suluh(
        "export", "dsa", "--in", village, "--out", "alasan.jsonl", "--election", "pilkada-2024"
    )
    assert ran.code == 2
    assert "diputus dengan versi lain" in ran.said
    assert not Path("alasan.jsonl").exists()


def test_a_run_under_a_policy_folder_is_explained_under_it(suluh: Run, tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "suluh/policy/data/pilkada-2024/1"
    mine = Path(shutil.copytree(folder, tmp_path / "naskah"))
    (mine / "published.sha256").unlink(missing_ok=True)
    top = mine / "policy.yaml"
    top.write_text(top.read_text("utf-8").replace("version: '1'", "version: '2'", 1), "utf-8")
    source = write(tmp_path / "p.jsonl", "Coblosan diundur jadi 30 November 2024", year=2024)
    suluh("scan", source, "--out", tmp_path / "o", "--policy", mine, "--replay")
    ran = suluh("explain", "a", "--in", tmp_path / "o")
    assert "Diputus ulang: hasilnya sama persis." in ran.said
    rule = mine / "rules" / "CIV-PROC.yaml"
    rule.write_text(rule.read_text("utf-8").replace("state: live", "state: shadow", 1), "utf-8")
    again = suluh("explain", "a", "--in", tmp_path / "o", "--policy", f"{mine}/.")
    assert "Diputus ulang dengan versi lain" in again.said


def test_posts_with_one_id_keep_their_own_words(suluh: Run, tmp_path: Path) -> None:
    source = write(
        tmp_path / "p.jsonl",
        "Nasi uduk depan gang buka lagi",
        "Coblosan diundur jadi 30 November 2024",
        "Coblosan diundur jadi 29 November 2024",
        ids="aaa",
        year=2024,
    )
    suluh("scan", source, "--out", tmp_path / "o", "--replay")
    first = suluh("explain", "a", "--in", tmp_path / "o")
    assert "3 unggahan memakai id ini" in first.said and "Nasi uduk" in first.said
    third = suluh("explain", "a#3", "--in", tmp_path / "o")
    assert "29 November" in third.said and "hasilnya sama persis" in third.said
    assert suluh("explain", "a#4", "--in", tmp_path / "o").code == 2
    suluh("export", "dsa", "--in", tmp_path / "o", "--out", tmp_path / "d.jsonl")
    lines = (tmp_path / "d.jsonl").read_text("utf-8").splitlines()
    said = [json.loads(line)["incompatible_content_explanation"] for line in lines]
    assert ["30 November" in said[0], "29 November" in said[1], len(said)] == [True, True, 2]


def test_a_source_that_was_edited_is_not_decided_again(suluh: Run, tmp_path: Path) -> None:
    source = write(tmp_path / "p.jsonl", "Coblosan diundur jadi 30 November 2024", year=2024)
    suluh("scan", source, "--out", tmp_path / "o", "--replay")
    write(source, "Coblosan diundur jadi 29 November 2024", year=2024)
    ran = suluh("explain", "a", "--in", tmp_path / "o")
    assert ran.code == 0
    assert "sudah berubah sejak diputus" in ran.said and "30 November" in ran.said
