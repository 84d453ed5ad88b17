"""How concepts hang together: longest phrase, negation, lists, numbers, offsets, and any input at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.signals.contradiction.frames import arrange, negate
from suluh.signals.contradiction.lexicon import concepts, expand
from suluh.signals.contradiction.numbers import numbers_in
from suluh.text.normal import normalise
from suluh.text.phrases import PhraseBook

BOOK = PhraseBook.of(
    {
        "NEG": ["tidak", "belum"],
        "CAN": ["boleh", "bisa"],
        "INVALID": ["tidak sah"],
        "VALID": ["sah"],
        "VOTE": ["mencoblos"],
        "DOUBLE": ["mencoblos lagi"],
        "DPT": ["dpt"],
        "EVENT_OTHER": ["pemungutan suara ulang"],
    }
)


def tokens(text: str):
    normal = normalise(text)
    found = [(f.concept, f.start, f.end) for f in BOOK.find(normal)]
    placed = arrange(found, [w.start for w in normal.words])
    return negate(placed, [w.text for w in normal.words])


def concepts_of(text: str) -> list[tuple[str, bool]]:
    return [(t.concept, t.negated) for t in tokens(text) if t.concept != "NEG"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("boleh mencoblos", [("CAN", False), ("VOTE", False)]),  # plain
        ("tidak boleh mencoblos", [("CAN", True), ("VOTE", True)]),  # the negation reaches both
        ("tidak akan bisa mencoblos", [("CAN", True), ("VOTE", True)]),  # small words between
        (
            "tidak hujan, boleh mencoblos",
            [("CAN", False), ("VOTE", False)],
        ),  # another thing negated
        ("tidak sah", [("INVALID", False)]),  # the longer phrase wins
        ("mencoblos lagi", [("DOUBLE", False), ("VOTE", False)]),  # voting still shows through
        ("belum masuk DPT", [("UNLISTED", False)]),  # not on the list is a group of its own
        ("sudah masuk DPT", [("DPT", False)]),  # on the list
    ],
)
def test_phrases_are_settled_and_negation_is_attached(text: str, expected) -> None:
    assert concepts_of(text) == expected


def test_numbers_are_read_with_the_word_behind_them() -> None:
    text = normalise("usia 15 tahun, lima surat suara, 3.300.681 suara, 65,39 persen").text
    seen = [(n.value, n.unit) for n in numbers_in(text, [0])]
    assert seen == [(15, "tahun"), (5, "surat"), (3300681, "suara"), (65.39, "persen")]


def test_a_short_form_of_phrases_stands_for_all_of_them() -> None:
    assert set(expand("(tidak|belum) (masuk |)dpt")) == {
        "tidak masuk dpt",
        "tidak dpt",
        "belum masuk dpt",
        "belum dpt",
    }


def test_no_concept_is_empty_and_none_is_a_typing_mistake() -> None:
    for concept, phrases in concepts().items():
        assert concept == concept.upper()
        assert all(phrase.strip() == phrase and phrase for phrase in phrases)


@pytest.mark.parametrize(
    "text",
    [
        "Info: TPS cuma buka sampai jam 10 pagi!!",  # capitals and signs
        "info: t p s cuma buka sampai jam 1️⃣0️⃣ pagi",  # spaced, emoji digits
        "😀😀 Golput sekarang bisa dipenjara lho",  # emoji before
    ],
)
def test_what_was_seen_is_quoted_as_it_was_written(text: str, look) -> None:
    for signal in look(text):
        assert text[signal.where.start : signal.where.end] == signal.seen
        assert signal.seen


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "tidak boleh nyoblos TPS jam 10 tanggal 30 November undangan KTP golput dipenjara ? . , "
            "sah surat suara lima bisa wa dua kali polisi 15 tahun paslon nomor 2 mundur diundur pilkada".split()
        ),
        max_size=25,
    ),
    st.text(max_size=12),
)
def test_any_words_in_any_order_are_read_without_failing(look, words, noise) -> None:
    for signal in look(" ".join(words) + noise):
        assert 0 <= signal.score <= 1
