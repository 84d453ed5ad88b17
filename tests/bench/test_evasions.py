"""Thirty evasions: each changes something, does the same every time, and those without loss are undone in the text."""

from __future__ import annotations

import pytest

from suluh.bench.evasions.kinds import EVASIONS
from suluh.bench.evasions.measure import posts
from suluh.text.normal import normalise

TEXT = "Besok coblosan diundur sampai tanggal 28 November 2024, rumah yang tidak datang kami bakar"
UNDONE = (
    "homoglyphs", "zero width", "diacritics", "emoji inside", "capitals", "alternating", "full width", "bold letters",
    "underscores", "struck through", "soft hyphens", "punctuation inside",
)  # fmt: skip


def test_there_are_thirty_and_each_changes_the_text() -> None:
    assert len(EVASIONS) == 30
    same = [name for name, evade in EVASIONS.items() if evade(TEXT) == TEXT]
    assert same == []


@pytest.mark.parametrize("name", list(EVASIONS))
def test_an_evasion_is_the_same_every_time_and_takes_any_post(name: str) -> None:
    for text in ("", "28", "=", *list(posts())[:40]):
        assert EVASIONS[name](text) == EVASIONS[name](text)


@pytest.mark.parametrize("name", UNDONE)
def test_letters_that_look_alike_hide_nothing(name: str) -> None:
    assert normalise(EVASIONS[name](TEXT)).text.split() == normalise(TEXT).text.split()
