"""The lexicon: phrases found as whole words, in one pass, with mistakes named."""

from __future__ import annotations

from pathlib import Path

import pytest

from suluh.errors import DataError
from suluh.signals import lexicon
from suluh.signals.lexicon import Lexicon, book, read
from suluh.text.normal import normalise


def _seen(words: dict[str, tuple[str, ...]], text: str) -> list[tuple[str, str]]:
    normal = normalise(text)
    return [(hit.concept, normal.text[hit.start : hit.end]) for hit in Lexicon(words).find(normal)]


def test_a_phrase_is_found_as_whole_words_only() -> None:
    assert _seen({"a.b": ("bom",)}, "bom bombastis") == [("a.b", "bom")]


def test_a_star_lets_the_last_word_go_on() -> None:
    assert _seen({"a.b": ("pendukung*",)}, "para pendukungnya datang") == [("a.b", "pendukungnya")]


def test_a_hyphen_counts_as_a_space() -> None:
    assert _seen({"a.b": ("ramai ramai",)}, "ramai-ramai ke TPS") == [("a.b", "ramai-ramai")]


def test_a_phrase_of_two_concepts_is_found_for_both() -> None:
    assert _seen({"a.x": ("uang",), "b.y": ("uang",)}, "uang") == [("a.x", "uang"), ("b.y", "uang")]


def test_slang_is_normalised_in_phrase_and_post_alike() -> None:
    assert _seen({"a.b": ("nyoblos",)}, "mau nyoblosss") != []


def test_a_file_that_is_not_a_lexicon_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "rusak.yaml"
    path.write_text("kata: [satu, dua]\n")
    with pytest.raises(DataError, match=r"rusak\.yaml"):
        read(path)


def test_no_phrase_is_so_short_that_it_would_be_found_everywhere() -> None:
    loose = [
        (concept, phrase)
        for path in lexicon._files()
        for concept, phrases in read(path).items()
        for phrase in phrases
        if phrase.endswith("*") and len(lexicon._canonical(phrase[:-1])) < 2
    ]
    assert loose == []


def test_the_shipped_book_names_every_file() -> None:
    stems = {path.stem for path in lexicon._files()}
    assert {concept.split(".")[0] for concept in book().concepts} == stems


def test_every_concept_a_detector_asks_for_exists() -> None:
    import re

    known = set(book().concepts)
    folder = Path(lexicon.__file__).parent
    stems = "|".join({name.split(".")[0] for name in known})
    asked = {
        name
        for path in folder.glob("*.py")
        for name in re.findall(rf'"((?:{stems})\.[a-z_]+)"', path.read_text())
    }
    patterns = {
        name for name in asked if name.split(".")[0] in ("vote_buying", "accounts", "ai_media")
    }
    assert asked - known - patterns <= {"scam.py", "doxxing.number"}
