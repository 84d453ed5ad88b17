"""`suluh learn`: what is stale is listed, a review is written down, a wrong name is told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from suluh.facts.load import DATA as FACTS
from suluh.learn.load import DATA

if TYPE_CHECKING:
    from conftest import Run

LESSON = "kebijakan/4-tiga-jalur"


def corrected(folder: Path) -> Path:
    """An installation in which somebody has published a corrected fact."""
    version = folder / "kantor/facts/0001"
    shutil.copytree(FACTS / "pilkada-2024", version / "pilkada-2024")
    path = version / "pilkada-2024/hukum-laporan.yaml"
    path.write_text(
        path.read_text("utf-8").replace("paling lama 7 hari", "paling lama 9 hari"), "utf-8"
    )
    return folder / "kantor"


def test_a_corrected_fact_is_listed_until_the_lesson_is_reviewed(
    suluh: Run, tmp_path: Path
) -> None:
    facts = corrected(tmp_path)
    shutil.copytree(DATA, tmp_path / "kursus")
    where = ("--facts", facts, "--lessons", tmp_path / "kursus")
    before = suluh("learn", "check", "--json", *where)
    assert before.code == 1
    touched = {(one["lesson"], one["quoted"], one["reason"]) for one in before.json["stale"]}
    assert touched == {(LESSON, "ID-LAW-016", "changed")}
    assert suluh("learn", "review", LESSON, *where).code == 0
    assert suluh("learn", "check", *where).code == 0


def test_nothing_is_stale_as_it_comes(suluh: Run) -> None:
    ran = suluh("learn", "check", "--json")
    assert ran.code == 0 and ran.json == {"stale": [], "unlike": []}


def test_a_lesson_that_is_not_there_is_said(suluh: Run) -> None:
    ran = suluh("learn", "review", "kebijakan/9-tidak-ada")
    assert ran.code == 2 and "kebijakan/9-tidak-ada" in ran.said
