"""Phrases found in posts, whatever the spelling."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.errors import DataError
from suluh.text.normal import normalise
from suluh.text.phrases import PhraseBook

BOOK = PhraseBook.of(
    {
        "must_not": ["tidak * boleh", "dilarang"],
        "ballot": ["surat suara", "surat suara rusak"],
        "vote": ["(di|)coblos", "mencoblos"],
        "card": ["e-KTP", "kartu keluarga"],
        "voter": ["pemilih"],
        "proxy": ["(tidak|bukan) bisa *1 diwakilkan"],
    }
)

SEEN = [
    ("gak blh nyoblos", {"must_not", "vote"}),  # slang
    ("tidak ada yang boleh masuk", {"must_not"}),  # a gap of two words
    ("tidak. Boleh kok", set()),  # never across a sentence
    ("tidak satu pun dari kami semua boleh", set()),  # too far apart
    ("surat suaranya rusak", {"ballot"}),  # a clitic on an inner word
    ("TPS: C O B L O S", {"vote"}),
    ("dicoblosnya kemarin", {"vote"}),
    ("pemilihan", set()),  # another word
    ("pemilihlah yang menentukan", {"voter"}),
    ("bawa EKTP", {"card"}),
    ("kartu\nkeluarga", {"card"}),  # a line break within
    ("gk bs loh diwakilin", {"proxy"}),
    ("surat suara tidak bisa\ndiwakilkan besok", {"ballot"}),  # a gap does not cross a line
    ("#SuratSuara", {"ballot"}),
]


@pytest.mark.parametrize(("post", "concepts"), SEEN)
def test_a_concept_is_seen_however_it_is_written(post: str, concepts: set[str]) -> None:
    assert BOOK.seen_in(normalise(post)) == concepts


def test_overlapping_phrases_are_all_reported_with_their_place() -> None:
    normal = normalise("Srt suara rusak!")
    found = [(f.phrase, normal.quote(f.start, f.end)) for f in BOOK.find(normal)]
    assert found == [("surat suara", "Srt suara"), ("surat suara rusak", "Srt suara rusak")]


def test_an_empty_book_finds_nothing() -> None:
    assert PhraseBook.of({}).find(normalise("apa saja")) == []


def test_a_phrase_without_words_is_refused() -> None:
    with pytest.raises(DataError, match="has no words"):
        PhraseBook.of({"empty": ["*"]})


def test_a_mistake_in_a_phrase_file_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "phrases.yaml"
    file.write_text("vote: [coblos]\nballot: surat suara\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"phrases\.yaml:2: ballot: expected a list"):
        PhraseBook.load(file)


def test_a_phrase_file_is_read_as_a_book(tmp_path: Path) -> None:
    file = tmp_path / "phrases.yaml"
    file.write_text("vote: [coblos, mencoblos]\n", encoding="utf-8")
    assert PhraseBook.load(file).seen_in(normalise("ayo nyoblos")) == {"vote"}


@given(st.text(), st.text(alphabet="tidakbolehcblsur .?\n-", max_size=60))
def test_what_is_found_lies_within_the_text(left: str, right: str) -> None:
    normal = normalise(left + " tidak " + right)
    for found in BOOK.find(normal):
        assert 0 <= found.start < found.end <= len(normal.text)
        assert normal.quote(found.start, found.end) in normal.source


BORDER = r"(?<![^\W_])"
PLAIN = {
    "tps": "tps",
    "surat": "surat suara",
    "rusak": "surat suara rusak",
    "ektp": "e-ktp",
    "di": "di tps",
}
PLAIN_BOOK = PhraseBook.of({concept: [phrase] for concept, phrase in PLAIN.items()})


def slowly(text: str) -> set[tuple[str, int]]:
    """The same by one expression a phrase: word borders, -nya on an inner long word, clitics at the end."""
    seen = set()
    for concept, phrase in PLAIN.items():
        *inner, last = phrase.split()
        words = [word + "(?:nya)?" if len(word) > 3 else word for word in inner]
        clitics = "(?:-?(?:nya|ku|mu))?(?:lah|kah|pun|tah)?"
        pattern = BORDER + "[ \\n]".join([*words, last]) + clitics + r"(?![^\W_])"
        seen |= {(concept, found.start()) for found in re.finditer(pattern, text)}
    return seen


WORDS = st.sampled_from(
    [
        "tps",
        "tpsnya",
        "surat",
        "suratnya",
        "suara",
        "rusak",
        "rusaklah",
        "e-ktp",
        "ektpku",
        "di",
        "xtps",
        ",",
        "\n",
        "#tps",
        "🙏tps",
        "tpsx",
        "tps_1",
    ]
)


@given(st.lists(WORDS, max_size=14), st.sampled_from([" ", "", ". "]))
def test_one_pass_finds_what_one_expression_a_phrase_finds(words: list[str], between: str) -> None:
    normal = normalise(between.join(words))
    assert {(found.concept, found.start) for found in PLAIN_BOOK.find(normal)} == slowly(
        normal.text
    )
