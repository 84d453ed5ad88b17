"""`suluh networks`: what it writes, what it says, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from suluh.bench.networks.planted import make

if TYPE_CHECKING:
    from conftest import Run


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("unggahan") / "posts.jsonl"
    make(path, 15_000, seed=8)
    return path


def test_a_folder_is_left_and_the_findings_are_told(
    suluh: Run, posts: Path, tmp_path: Path
) -> None:
    ran = suluh("networks", posts, "--out", tmp_path / "hasil", "--reshuffles", "2")
    assert ran.code == 0, ran.err
    assert "8 kelompok bergerak bersama" in ran.said
    left = {path.name for path in (tmp_path / "hasil").iterdir()}
    assert left == {
        "index.html", "groups", "groups.json", "accounts.csv", "ties.csv", "network.graphml", "network.stix.json",
        "rejected.jsonl",
    }  # fmt: skip


def test_english_and_json(suluh: Run, posts: Path, tmp_path: Path) -> None:
    asked = (
        "networks",
        posts,
        "--out",
        tmp_path,
        "--reshuffles",
        "2",
        "--fewest",
        "5",
        "--repeats",
        "3",
    )
    ran = suluh(*asked, "--false-rate", "0.001", "--json", "--lang", "en")
    assert ran.code == 0
    assert len(ran.json["findings"]) == 8
    assert '<html lang="en">' in (tmp_path / "index.html").read_text("utf-8")


def test_a_bad_line_is_told_and_kept_masked(suluh: Run, posts: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(
        posts.read_bytes()[:2000].rsplit(b"\n", 1)[0] + b'\n{"hubungi": "0812-3456-7890"\n'
    )
    ran = suluh("networks", bad, "--out", tmp_path / "hasil")
    assert ran.code == 0
    assert "baris" in ran.err
    (kept,) = (tmp_path / "hasil/rejected.jsonl").read_text("utf-8").splitlines()
    assert "3456" not in kept
    assert json.loads(kept)["line"] > 1


def test_posts_may_come_through_a_pipe(suluh: Run, posts: Path, tmp_path: Path) -> None:
    ran = suluh("networks", "-", "--out", tmp_path, "--reshuffles", "0", stdin=posts.read_bytes())
    assert ran.code == 0
    assert "8 kelompok" in ran.said


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--window", "sebentar"), "bukan jendela waktu"),
        (("--window", "0s"), "bukan jendela waktu"),
        (("--column", "author"), "ISIAN=KOLOM"),
        (("--column", "author=a", "--column", "posted_at=b"), 'tidak ada kolom "a"'),
        (
            (
                "--column",
                "penulis=a",
            ),
            'tidak ada isian "penulis"',
        ),
        (("--fewest", "2"), "2"),
        (("--test", "groups", "--false-rate", "0.01"), "sedikitnya 99 --reshuffles"),
        (("--election", "tidak-ada"), "tidak-ada"),
    ],
)
def test_an_unclear_request_is_told_with_code_2(
    suluh: Run, posts: Path, tmp_path: Path, asked: tuple[str, ...], says: str
) -> None:
    ran = suluh("networks", posts, "--out", tmp_path / "hasil", *asked)
    assert ran.code == 2, ran.said
    assert says in ran.said


def test_a_file_that_is_not_there_and_a_folder_that_cannot_be(
    suluh: Run, posts: Path, tmp_path: Path
) -> None:
    assert suluh("networks", tmp_path / "hilang", "--out", tmp_path / "hasil").code == 2
    (tmp_path / "berkas").write_text("x")
    assert suluh("networks", posts, "--out", tmp_path / "berkas/dalam").code == 3
