"""A corrected fact, proposed with its source and published by a second person, decides the next scan."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from suluh.cases import Role
from suluh.errors import RequestError
from suluh.facts.load import DATA
from suluh.facts.published import root_of
from suluh.web.partner import folders, published

FACT = "ID-SCH-001"
SOURCE = {
    "source": "Keputusan KPU",
    "source_url": "https://www.kpu.go.id/contoh",
    "why": "Jadwal berubah",
}
POST = {
    "id": "p1",
    "text": "Pencoblosan Pilkada hari Kamis 28 November 2024 ya",
    "posted_at": "2024-11-20T10:00:00+07:00",
    "metrics": {"views": 20000},
}


def after() -> str:
    """The fact with another voting day."""
    moved = published.written(FACT, folders.root()).replace("2024-11-27", "2024-11-28")
    moved = moved.replace("Rabu", "Kamis").replace("27 November", "28 November")
    return moved.replace("Wednesday, 27", "Thursday, 28")


def outcome(out: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((out / "decisions.jsonl").read_text("utf-8"))
    return found


def test_the_next_scan_decides_by_the_corrected_fact(
    desk: Callable[..., Client], installation: Path, tmp_path: Path, suluh: Callable[..., Any]
) -> None:
    posts = tmp_path / "p.jsonl"
    posts.write_text(json.dumps(POST) + "\n", "utf-8")
    scan = ("scan", posts, "--replay", "--workers", "0", "--no-media")
    ran = suluh(*scan, "--out", tmp_path / "before", "--facts", installation)
    assert ran.code == 0, ran.err
    before = outcome(tmp_path / "before")

    officer = desk("petugas", Role.REPORTER_TRUSTED, "", "Bawaslu contoh")
    told = officer.post(f"/fakta/{FACT}/ubah/", {**SOURCE, "after": after()})["Location"]
    ran = suluh(*scan, "--out", tmp_path / "waiting", "--facts", installation)
    assert (
        outcome(tmp_path / "waiting")["knowledge"] == before["knowledge"]
    )  # proposed is not published
    desk("penjaga", Role.FACT_STEWARD).post(told + "terima/", {"reason": "Sesuai keputusan."})
    desk("pusat", Role.FACT_STEWARD).post(told + "segera/", {"reason": "Besok pemungutan suara."})
    assert folders.latest() == 1

    ran = suluh(*scan, "--out", tmp_path / "after", "--facts", installation)
    assert ran.code == 0, ran.err
    now = outcome(tmp_path / "after")
    assert FACT in str(before["facts"]) and before["review"] and not now["review"]
    assert before["outcome"] != now["outcome"] and before["knowledge"] != now["knowledge"]

    ran = suluh(*scan, "--out", tmp_path / "before", "--facts", installation)
    assert ran.code == 2  # a run goes on only with the facts that it began with
    told_again = suluh("explain", "p1", "--in", tmp_path / "after", "--json")
    assert json.loads(told_again.out), told_again.err


def test_a_folder_that_is_no_installation_is_said_to_be_none(
    tmp_path: Path, suluh: Callable[..., Any]
) -> None:
    with pytest.raises(RequestError, match="neither an installation"):
        root_of(tmp_path, "pilkada-2024")
    (tmp_path / "facts" / "0001" / "pilkada-2024").mkdir(parents=True)
    assert root_of(tmp_path, "pilkada-2024") == DATA  # half a version is none
    ran = suluh("scan", tmp_path / "x", "--out", tmp_path / "o", "--facts", Path(__file__).parent)
    assert ran.code == 2 and "bukan folder pemasangan" in ran.err
