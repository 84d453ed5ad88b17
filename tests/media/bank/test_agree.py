"""Two media agree when they say the same, read with a machine's mistakes; never when one token is another."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.bench.clips.twins import twins
from suluh.bench.media.twins import misread_as_by_a_machine
from suluh.content import Place, Segment
from suluh.media.bank import agree, texts_agree

CARD = "PENGUMUMAN KPU\nCoblosan Rabu 27 November 2024\nTPS buka 07.00-13.00 WIB\nBawa KTP-el dan undangan"


def test_no_twin_of_four_hundred_agrees() -> None:
    pairs = [twins(seed) for seed in range(400)]
    assert [twin for twin in pairs if texts_agree(twin.one, twin.other)] == []
    assert [twin for twin in pairs if texts_agree(twin.other, twin.one)] == []


def test_no_misread_twin_agrees() -> None:
    for seed in range(400):
        twin, chance = twins(seed), random.Random(seed)
        one, other = (
            misread_as_by_a_machine(text, chance, 0.02) for text in (twin.one, twin.other)
        )
        assert texts_agree(one, other) is not True


@pytest.mark.parametrize(
    ("seen", "agrees"),
    [
        (CARD, True),
        (CARD.lower().replace("07.00", "07:00"), True),  # written otherwise
        (
            CARD.replace("Coblosan", "Cob1osan").replace("undangan", "undanqan"),
            True,
        ),  # letters that look alike
        (CARD.replace("PENGUMUMAN KPU\n", "") + "\nPENGUMUMAN KPU", True),  # lines in another order
        (CARD + "\n@akun_contoh", True),  # a handle as watermark
        (CARD + "\nviralkan", True),  # a line that changes nothing
        (CARD.replace("TPS buka", "TPSbuka"), True),  # a space not seen
        (CARD.replace("27", "28"), False),
        (CARD.replace("07.00", "08.00"), False),
        (CARD.replace("Rabu", "Kamis"), False),
        (CARD.replace("WIB", "WIT"), False),
        (CARD.replace("undangan", "paspor"), False),
        (CARD.replace("Bawa", "Tidak perlu bawa"), False),
        ("HOAKS\n" + CARD, False),  # a fact-checker's stamp
        (CARD + "\nCek fakta: salah", False),
        (
            CARD.replace("Coblosan Rabu 27 November 2024\n", ""),
            None,
        ),  # the line that counts was not read
        (CARD.replace("27", "2T"), False),  # a number that was misread
        ("", None),
        ("Pasar murah di lapangan bola", False),
    ],
)
def test_what_agrees_and_what_does_not(seen: str, agrees: bool | None) -> None:
    assert texts_agree(CARD, seen) is agrees


def said(kind: str, text: str, *, doubtful: bool = False) -> Segment:
    return Segment(text, Place(kind, medium=0, doubtful=doubtful))


def test_what_is_heard_is_compared_with_what_is_heard() -> None:
    shown, heard = (
        said("picture", "Info KPU hari ini"),
        said("speech", "coblosan tanggal 28 november"),
    )
    assert agree([shown, heard], [shown, heard]) is True
    assert agree([shown, heard], [shown]) is None  # muted: the claim may have been in the sound
    assert agree([shown], [shown, heard]) is False  # another voice was laid over it
    assert (
        agree([shown, heard], [shown, said("transcript", "coblosan tanggal 27 november")]) is False
    )
    assert agree([heard], [said("speech", heard.text, doubtful=True)]) is None
    assert agree([], []) is None
    assert agree([said("caption", "sama")], [said("caption", "sama")]) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_compared_without_an_accident(one: str, other: str) -> None:
    assert texts_agree(one, other) in (True, False, None)
    assert texts_agree(one, one) in (True, None)
