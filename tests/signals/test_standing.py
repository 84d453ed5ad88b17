"""The same words meant, refused, warned of, reported or asked about: only the first kind is a signal."""

from __future__ import annotations

import pytest

from suluh.content import Post
from suluh.facts import load
from suluh.knowledge import Knowledge
from suluh.signals.hatred import hatred
from suluh.signals.reading import read
from suluh.signals.signal import Signal
from suluh.signals.threats import threats
from suluh.signals.vote_buying import vote_buying

KNOWLEDGE = Knowledge(load(), None)


def _look(text: str) -> list[Signal]:
    reading = read(Post("x", text), KNOWLEDGE)
    return [
        signal for look in (vote_buying, threats, hatred) for signal in look(reading, KNOWLEDGE)
    ]


TAKEN_BACK = [
    (
        "Coblos nomor 2 dapat 100 ribu, ambil di posko",
        "Kalau ditawari 100 ribu supaya coblos nomor 2, tolak dan laporkan",
    ),
    ("Bakar kantor KPU kalau kita kalah", "Seruan bakar kantor KPU itu pidana, jangan ikut"),
    (
        "Datangi rumah ketua KPPS ramai-ramai biar takut",
        "Polisi menyelidiki ajakan datangi rumah ketua KPPS",
    ),
    ("Usir pendukung agama itu dari TPS", "Waspada ajakan usir pendukung agama tertentu dari TPS"),
    ("Habisi saja saksi itu kalau berani protes", "Apakah benar ada yang bilang habisi saksi TPS?"),
]


@pytest.mark.parametrize(("meant", "taken_back"), TAKEN_BACK)
def test_what_is_meant_is_seen_and_what_is_taken_back_is_not(meant: str, taken_back: str) -> None:
    assert _look(meant)
    assert not _look(taken_back)


def test_the_words_seen_are_the_authors_own() -> None:
    text = "Woi, BAKAR kantor KPU kalau jagoan kita kalah!"
    (signal,) = (each for each in _look(text) if each.name == "disruption")
    assert signal.seen == text[signal.where.start : signal.where.end]
    assert "BAKAR kantor KPU" in signal.seen


def test_swapping_the_number_of_a_candidate_changes_nothing() -> None:
    one, two = (_look(f"Coblos nomor {number} dapat 100 ribu, ambil di posko") for number in (1, 2))
    assert [(each.name, each.score) for each in one] == [(each.name, each.score) for each in two]


def test_an_identity_number_is_never_repeated_by_a_signal() -> None:
    from suluh.signals.doxxing import doxxing

    number = "1871012345670001"
    reading = read(Post("x", f"Ketua KPPS itu NIK {number}, sebarkan alamatnya"), KNOWLEDGE)
    signals = doxxing(reading, KNOWLEDGE)
    assert signals
    assert all(number not in signal.seen for signal in signals)
