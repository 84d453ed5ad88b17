"""The lexicons: what is written in them holds, and mistakes in them are told with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from suluh.errors import DataError
from suluh.text.normal import normalise
from suluh.text.slang import HERE, Entry, build, read_lexicon

FILES = sorted((HERE / "lexicon").glob("*.txt"))
NEGATIONS = ("tidak", "bukan", "belum", "jangan", "tanpa")
ENTRIES = [entry for file in FILES for entry in read_lexicon(file)]


def negations(text: str) -> list[str]:
    return [word for word in text.replace("-", " ").split() if word in NEGATIONS]


@pytest.mark.parametrize("entry", [e for e in ENTRIES if negations(e.standard) and e.when is None])
def test_no_negation_is_lost(entry: Entry) -> None:
    assert negations(normalise(f"mereka {entry.form} datang").text), entry


@pytest.mark.parametrize("entry", [e for e in ENTRIES if not negations(e.standard)])
def test_no_negation_is_invented(entry: Entry) -> None:
    assert not negations(normalise(f"mereka {entry.form} datang").text), entry


@pytest.mark.parametrize(
    "word", [*NEGATIONS, "laku", "juga", "boleh", "sudah", "aja", "lain", "mau"]
)
def test_a_word_that_is_right_or_ambiguous_stays(word: str) -> None:
    assert normalise(f"mereka {word} datang").text == f"mereka {word} datang"


def test_a_form_that_two_languages_read_differently_waits_for_its_language() -> None:
    jv, su = Entry("maneh", "lagi", "jv", None), Entry("maneh", "kamu", "su", None)
    words = build([jv, su], frozenset(), frozenset()).words
    assert [entry.when for entry in words["maneh"]] == ["among jv", "among su"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("tidak gak, ga", "slang.txt:2: expected"),
        ("[among javanese]", "slang.txt:2: unknown condition"),
        ("tidak =", "slang.txt:2: expected"),
    ],
)
def test_a_mistake_in_a_lexicon_names_its_line(tmp_path: Path, line: str, problem: str) -> None:
    file = tmp_path / "slang.txt"
    file.write_text(f"# sample\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=problem):
        list(read_lexicon(file))
