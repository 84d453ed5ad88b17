"""`suluh ledger head|key|prove|consistency|dump`, and `suluh-verify` over what they give."""

from __future__ import annotations

import io
import json
import shutil
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

sys.path.insert(0, str(Path(__file__).parents[2] / "verify"))

from suluh_verify.cli import main


def verified(*words: str | Path) -> dict[str, object]:
    out = io.StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit):
        main([*map(str, words), "--json"])
    found: dict[str, object] = json.loads(out.getvalue())
    return found


@pytest.fixture
def run(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo's run, to be signed."""
    return Path(shutil.copytree(demo, tmp_path / "hasil"))


def test_a_decision_is_proven_to_a_stranger(suluh: Run, run: Path, tmp_path: Path) -> None:
    key, kept, proof, dumped = (tmp_path / n for n in ("kunci", "kepala", "terima", "catatan"))
    assert suluh("ledger", "head", run, "--out", kept).code == 0
    assert suluh("ledger", "key", run, "--out", key).code == 0
    decided = [
        json.loads(line) for line in (run / "decisions.jsonl").read_text("utf-8").splitlines()
    ]
    post = next(one["post_id"] for one in decided if one["review"])
    assert suluh("ledger", "prove", run, "--post", post, "--out", proof).code == 0
    found = verified(
        "statement", run / "decisions.jsonl", "--receipt", proof, "--key", key, "--kept", kept
    )
    assert found["proven"], found
    lines = (run / "decisions.jsonl").read_text("utf-8").replace('"outcome":"', '"outcome":"bukan_')
    (tmp_path / "lain.jsonl").write_text(lines, "utf-8")
    found = verified("statement", tmp_path / "lain.jsonl", "--receipt", proof, "--key", key)
    assert not found["ok"]
    for option in ((), ("--hashes",)):
        assert suluh("ledger", "dump", run, "--out", dumped, *option).code == 0
        assert verified("dump", dumped, "--key", key, "--kept", kept)["ok"]
    assert b"post_id" not in dumped.read_bytes()  # hashes tell nothing of what happened


def test_two_heads_are_joined_by_a_proof(suluh: Run, run: Path, tmp_path: Path) -> None:
    first = suluh("ledger", "head", run, "--json").json["tree_size"]
    assert suluh("ledger", "head", run, "--json").json["tree_size"] == first
    ran = suluh("ledger", "consistency", run, first)
    (tmp_path / "bukti.json").write_text(ran.out, "utf-8")
    assert verified("consistency", tmp_path / "bukti.json")["open"] == ["no_key"]
    assert "dihitung ulang" in suluh("ledger", "verify", run).said
    assert len(suluh("ledger", "head", run, "--list", "--json").json) == 1


def test_a_ledger_without_a_head_says_what_to_do(suluh: Run, run: Path, tmp_path: Path) -> None:
    assert "Belum ada kepala" in suluh("ledger", "head", run, "--list").said
    for words in (
        ("prove", run, "1"),
        ("consistency", run, "1"),
        ("dump", run, "--out", tmp_path / "x"),
    ):
        ran = suluh("ledger", *words)
        assert ran.code == 2 and "suluh ledger head" in ran.said
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("prove", "RUN"), "sebutkan satu peristiwa"),
        (("prove", "RUN", "1", "--post", "x"), "sebutkan satu peristiwa"),
        (("prove", "RUN", "999999"), "tidak ada peristiwa 999999"),
        (("prove", "RUN", "--hash", "ab" * 32), "tidak ada peristiwa yang mencatat dokumen"),
        (("prove", "RUN", "--post", "tiada"), "tidak ada putusan"),
        (("prove", "RUN", "1", "--size", "3"), "tidak ada kepala"),
        (("consistency", "RUN", "9", "3"), "lebih awal dahulu"),
        (("head", "tiada"), "tidak ada catatan"),
    ],
)
def test_what_cannot_be_given_is_explained(
    suluh: Run, run: Path, words: tuple[str, ...], why: str
) -> None:
    suluh("ledger", "head", run)
    ran = suluh("ledger", *(run if word == "RUN" else word for word in words))
    assert ran.code == 2 and why in ran.said


def test_a_database_needs_its_key_named(suluh: Run) -> None:
    ran = suluh("ledger", "key", "postgresql://u:rahasia@127.0.0.1:1/l")
    assert ran.code == 2 and "--key" in ran.said and "rahasia" not in ran.said
