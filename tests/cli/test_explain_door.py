"""`suluh explain`: the whole way of one decision, and the same decision when it is made again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

ID = "demo-"


def a_limited_one(demo: Path) -> str:
    for line in (demo / "decisions.jsonl").read_text("utf-8").splitlines():
        decision = json.loads(line)
        if decision["outcome"] == "reco_ineligible" and decision["facts"]:
            return str(decision["post_id"])
    raise AssertionError("the demo limits nothing")


def test_every_stage_is_told_with_what_was_skipped_and_why(suluh: Run) -> None:
    ran = suluh(
        "explain",
        "--text",
        "Coblosan diundur jadi 30 November ya gaes",
        "--posted-at",
        "2024-11-20T10:00",
    )
    assert ran.code == 0
    for words in (
        "pintu masuk",
        "banding dengan fakta",
        "ID-SCH-001",
        "CIV-PROC",
        "Putusan Tidak direkomendasikan",
        "diusulkan: Hapus",
    ):
        assert words in ran.said
    assert "triase terlatih dilewati: pertentangan dengan fakta resmi sudah ditemukan" in ran.said
    assert "tidak dinilai, karena" in ran.said  # what could not be known is said, not passed over


def test_a_post_on_something_else_stops_at_the_gate(suluh: Run) -> None:
    ran = suluh("explain", "--text", "Nasi uduk depan gang buka lagi", "--json")
    assert ran.code == 0
    assert [step["stage"] for step in ran.json["steps"]] == ["gate"]
    assert "not about an election" in ran.json["steps"][0]["skipped"]
    assert ran.json["decision"]["outcome"] == "none"


def test_a_recorded_decision_comes_out_the_same_when_made_again(suluh: Run, demo: Path) -> None:
    post_id = a_limited_one(demo)
    told = suluh("explain", post_id, "--in", demo)
    assert told.code == 0
    assert "Diputus ulang: hasilnya sama persis." in told.said
    machine = suluh("explain", post_id, "--in", demo, "--json").json
    assert machine["same_when_decided_again"] is True
    assert machine["decision"]["post_id"] == post_id


@pytest.mark.parametrize("looking", [(), ("--no-media",)])
@pytest.mark.parametrize("words", ["lihat gambar", "lihat gambar coblosan di TPS"])
def test_a_post_whose_picture_is_missing_is_decided_the_same_again(
    suluh: Run, tmp_path: Path, words: str, looking: tuple[str, ...]
) -> None:
    post = {"id": "m", "text": words, "posted_at": "2024-11-10T10:00:00+07:00", "media": ["x.png"]}
    (tmp_path / "p.jsonl").write_text(json.dumps(post) + "\n", "utf-8")
    ran = suluh("scan", tmp_path / "p.jsonl", "--out", tmp_path / "o", "--replay", *looking)
    assert ran.code == 0
    told = suluh("explain", "m", "--in", tmp_path / "o")
    assert "Diputus ulang: hasilnya sama persis." in told.said
    assert "media 1" in told.said or "1 media tidak dilihat" in told.said


def test_the_region_and_the_day_matter(suluh: Run) -> None:
    text = "Warga Metro, paslon nomor urut 2 resmi didiskualifikasi oleh KPU Kota Metro"
    on_21 = suluh(
        "explain", "--text", text, "--region", "18.72", "--posted-at", "2024-11-21T09:00", "--json"
    )
    assert on_21.code == 0
    assert not any(
        s["name"] == "fact_contradiction" for step in on_21.json["steps"] for s in step["signals"]
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "sebutkan NOMOR unggahan"),  # nothing to explain
        (("demo-001", "--text", "apa"), "sebutkan NOMOR unggahan"),  # two things at once
        (("--lang", "en"), "give a POST_ID"),
        (("tak-ada",), "tak-ada"),  # an id that the run does not hold
        (("demo-001", "--posted-at", "besok"), "bukan waktu seperti"),
    ],
)
def test_an_unclear_question_exits_2(
    suluh: Run, demo: Path, words: tuple[str, ...], told: str
) -> None:
    ran = suluh("explain", *words, "--in", demo)
    assert ran.code == 2
    assert told in ran.said


def test_a_folder_without_a_run_exits_2(suluh: Run, tmp_path: Path) -> None:
    ran = suluh("explain", "demo-001", "--in", tmp_path)
    assert ran.code == 2
    assert "decisions.jsonl" in ran.said


def test_when_the_source_is_gone_the_recorded_decision_is_still_told(
    suluh: Run, tmp_path: Path
) -> None:
    source = tmp_path / "p.jsonl"
    source.write_text(
        json.dumps({"id": "a", "text": "Coblosan diundur jadi 30 November"}) + "\n", "utf-8"
    )
    suluh("scan", source, "--out", tmp_path / "o")
    source.unlink()
    ran = suluh("explain", "a", "--in", tmp_path / "o")
    assert ran.code == 0
    assert "tidak ada lagi" in ran.said and "Putusan" in ran.said
