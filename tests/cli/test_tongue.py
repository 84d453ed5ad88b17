"""What the command line says: Indonesian first, English when asked for, and never a code of ours."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
import yaml

from suluh.cli import suluh as top
from suluh.cli import tongue
from suluh.flow import DETECTORS
from suluh.signals.signal import Stance

if TYPE_CHECKING:
    from conftest import Run

WORDS: dict[str, Any] = yaml.safe_load(
    (Path(tongue.__file__).parent / "words.yaml").read_text("utf-8")
)
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")


def commands() -> dict[str, click.Command]:
    """Every command by the words that call it."""
    found: dict[str, click.Command] = {}
    context = click.Context(top)
    for name in top.list_commands(context):
        command = top.get_command(context, name)
        assert command is not None
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {key}": each for key, each in command.commands.items()}
    return found


def test_both_languages_say_the_same_things() -> None:
    assert WORDS["id"].keys() == WORDS["en"].keys()
    for key, text in WORDS["id"].items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", WORDS["en"][key]))
    for kind in ("said", "faults", "errors"):
        for english, indonesian in WORDS[kind]:
            assert set(re.findall(r"{\w+}", indonesian)) <= set(re.findall(r"{\w+}", english))


def test_every_stage_and_stance_has_its_word() -> None:
    names = WORDS["names"]
    assert {detector.__name__ for detector in DETECTORS} <= set(names["stages"])
    assert {str(stance) for stance in Stance} == set(names["stances"])


def test_every_command_and_option_has_indonesian_help() -> None:
    told, shared = WORDS["help"], WORDS["help"]["shared"]
    for path, command in commands().items():
        assert told.get(path, {}).get(""), path
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.help:
                key = str(parameter.name)
                assert key in told[path] or key in shared, f"{path} {key}"


@pytest.mark.parametrize("path", ["", *commands()])
def test_help_is_indonesian_first_and_english_when_asked_for(suluh: Run, path: str) -> None:
    told = suluh(*path.split(), "--help")
    assert told.code == 0
    assert "Cara pakai: suluh" in told.out and "Tampilkan bantuan ini" in told.out
    for english in ("Usage:", "Options:", "Commands:", "Show th", "[default"):
        assert english not in told.out
    asked = suluh(*path.split(), "--help", "--lang", "en").out
    assert "Usage: suluh" in asked and "Show this message and exit." in asked
    assert "Cara pakai" not in asked


@pytest.mark.parametrize(
    ("words", "indonesian", "english"),
    [
        (["scan"], "Belum ada argumen", "Missing argument"),
        (["scna"], "Tidak ada perintah 'scna'", "No such command 'scna'"),
        (["demo", "--otu"], "Tidak ada pilihan '--otu'", "No such option '--otu'"),
        (
            ["scan", "x", "--out", "y", "--workers", "dua"],
            "bukan bilangan",
            "is not a valid integer",
        ),
        (["bench", "posts"], "memerlukan PATH", "needs a PATH"),
        (["explain", "--text", "a", "--now", "besok"], "bukan waktu", "is not a time"),
    ],
)
def test_an_unclear_request_is_answered_in_the_language_asked_for(
    suluh: Run, monkeypatch: pytest.MonkeyPatch, words: list[str], indonesian: str, english: str
) -> None:
    told = suluh(*words)
    assert told.code == 2
    assert indonesian in told.said and english not in told.said
    monkeypatch.setenv("SULUH_LANG", "en")
    told = suluh(*words)
    assert told.code == 2
    assert english in told.said and indonesian not in told.said


def test_a_language_that_we_do_not_speak_exits_2(suluh: Run) -> None:
    told = suluh("scan", "--lang", "jv")
    assert told.code == 2 and "id atau en" in told.said


def test_our_own_errors_are_indonesian_with_the_english_line_below(suluh: Run) -> None:
    told = suluh("ledger", "verify", "tak-ada.sqlite")
    assert told.err.splitlines() == [
        "suluh: tidak ada catatan di tak-ada.sqlite",
        "       (there is no ledger at tak-ada.sqlite)",
    ]
    told = suluh("ledger", "verify", "tak-ada.sqlite", "--lang=en")
    assert told.err.splitlines() == ["suluh: there is no ledger at tak-ada.sqlite"]


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("event 5 (decision): its content was altered (the hash does not fit)", "isinya diubah"),
        (
            "event 7: missing up to event 9: the tail was cut off",
            "peristiwa 7: hilang sampai peristiwa 9",
        ),
        (
            "decisions.jsonl: the lines sealed by event 4 (decisions 1 to 9) were changed",
            "(putusan 1 sampai 9) diubah",
        ),
        (
            "decisions.jsonl: the lines sealed by event 4 (decisions 1 to 9) were changed, row 3",
            "diubah, yaitu baris 3",
        ),
    ],
)
def test_faults_of_the_ledger_are_told_in_words(english: str, indonesian: str) -> None:
    tongue.choose([])
    assert indonesian in tongue.told(english, "faults")


def test_a_changed_record_is_named_in_indonesian(suluh: Run, demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "catatan.sqlite"
    shutil.copy(demo / "ledger.sqlite", copy)
    base = sqlite3.connect(copy)
    for (name,) in base.execute("select name from sqlite_master where type='trigger'").fetchall():
        base.execute(f'drop trigger "{name}"')
    names = base.execute(
        "select name from sqlite_master where type='table' and name like '%event%'"
    )
    (table,) = [name for (name,) in names]
    base.execute(f"update {table} set body = '{{}}' where seq = 5")
    base.commit()
    base.close()
    told = suluh("ledger", "verify", copy)
    assert told.code == 1
    assert "peristiwa 5" in told.said and "isinya diubah" in told.said
    assert "altered" not in told.said
    assert "altered" in suluh("ledger", "verify", copy, "--lang", "en").said


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_code_of_ours_reaches_whoever_reads_an_explanation(
    suluh: Run, demo: Path, language: str
) -> None:
    """Every twentieth post of the demo, and what limits or queues: no reco_ineligible, no fact_contradiction."""
    lines = (demo / "decisions.jsonl").read_text("utf-8").splitlines()
    decisions = [json.loads(line) for line in lines]
    asked = [d for d in decisions if d["outcome"] not in ("none", "info_label")][::3] + decisions[
        ::20
    ]
    for decision in asked:
        told = suluh("explain", decision["post_id"], "--in", demo, "--lang", language)
        assert told.code == 0
        said = re.sub(r"https?://[^»]*?(?=[.;]? [A-Z(]|$)|“[^”]*”|«[^»]*»", "", told.said)
        said = said.split("Jalannya" if language == "id" else "The way", 1)[-1]
        assert CODE.findall(said) == [], decision["post_id"]


def test_no_code_of_ours_reaches_an_author(demo: Path) -> None:
    for line in (demo / "decisions.jsonl").read_text("utf-8").splitlines():
        decision = json.loads(line)
        for reasons in (decision["reasons_id"], decision["reasons_en"]):
            said = re.sub(r"«.*?»|https?://\S+", "", reasons, flags=re.DOTALL)
            assert CODE.findall(said) == [], decision["post_id"]
