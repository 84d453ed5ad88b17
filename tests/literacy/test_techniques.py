"""Tips and the game: the same in both languages, every technique taught and played, every source known."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from suluh.errors import DataError
from suluh.literacy.game import rounds
from suluh.literacy.reading import DATA, phrases
from suluh.literacy.techniques import techniques

NAMES = tuple(
    each.lower()
    for each in ("Prabowo", "Ganjar", "Anies", "Jokowi", "Megawati", "PDIP", "Gerindra", "Golkar")
)


def test_both_languages_tell_the_same_techniques() -> None:
    told = [[(t.id, len(t.do), t.sources) for t in techniques(lang)] for lang in ("id", "en")]
    assert told[0] == told[1] and len(told[0]) == 9
    assert all(t.sources and t.example and t.how for t in techniques("id"))


def test_every_technique_is_played_once_in_the_same_way_in_both_languages() -> None:
    played = [
        [(r.technique, r.kind, [c.right for c in r.choices], bool(r.message)) for r in rounds(lang)]
        for lang in ("id", "en")
    ]
    assert played[0] == played[1]
    assert {r.technique for r in rounds("id")} == {t.id for t in techniques("id")}


def test_the_right_answer_is_not_always_at_one_place() -> None:
    places = {[c.right for c in r.choices].index(True) for r in rounds("id")}
    assert len(places) > 1


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_candidate_and_no_party_is_named(lang: str) -> None:
    for path in (DATA / lang).glob("*.yaml"):
        text = path.read_text("utf-8").lower()
        assert [name for name in NAMES if name in text] == [], path.name


def test_both_languages_have_the_same_phrases() -> None:
    assert phrases("id").keys() == phrases("en").keys() == phrases("jv").keys()
    assert phrases("jv") == phrases("id")


def changed(tmp_path: Path, was: str, now: str) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / "id" / "techniques.yaml"
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), "utf-8")
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("brady-2017", "brady-2071", 'unknown source "brady-2071"'),
        ("id: ahli-palsu", "id: emosi", "stands here twice"),
        ("short:", "shrot:", "shrot"),
        ("- id: emosi", "- id: [emosi", "techniques.yaml:"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, was: str, now: str, says: str) -> None:
    with pytest.raises(DataError, match=says) as error:
        techniques("id", changed(tmp_path, was, now))
    assert "techniques.yaml" in str(error.value)
