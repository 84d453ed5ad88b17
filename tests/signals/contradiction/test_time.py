"""Facts change within days: a post is judged by when it was posted."""

from __future__ import annotations

import pytest

METRO = "18.72"
STRUCK = "KPU Metro membatalkan, paslon nomor urut 2 didiskualifikasi"


def contradictions_of(signals):
    return [
        s
        for s in signals
        if s.name == "fact_contradiction" and s.stance in ("asserts", "reports", "doubts")
    ]


@pytest.mark.parametrize("day", ["2024-11-20", "2024-11-21"])
def test_the_cancellation_in_metro_is_left_alone_while_it_stood(day: str, look) -> None:
    assert not contradictions_of(look(STRUCK, f"{day}T15:00+07:00", METRO))


@pytest.mark.parametrize("day", ["2024-11-23", "2024-11-26"])
def test_the_same_claim_is_stale_after_it_was_revoked(day: str, look) -> None:
    found = contradictions_of(look(STRUCK, f"{day}T15:00+07:00", METRO))
    assert found
    assert all(s.details["stale"] for s in found)
    assert all(s.details["sure"] == "ask" for s in found)
    assert found[0].against.id == "LP-CAN-1872-2c"


def test_votes_for_number_two_in_metro_stay_valid(look) -> None:
    said = look("Warga Metro, nyoblos nomor 2 tetap sah", "2024-11-25T15:00+07:00", METRO)
    assert not contradictions_of(said)
    lost = look("Warga Metro, nyoblos nomor 2 tidak sah", "2024-11-25T15:00+07:00", METRO)
    assert contradictions_of(lost)


@pytest.mark.parametrize(
    ("text", "posted"),
    [
        ("Pencoblosan 17 April, jangan lupa ke TPS", "2019-04-01T10:00+07:00"),  # 2019
        ("Pemungutan suara 14 Februari", "2024-02-01T10:00+07:00"),  # general election
        (
            "Pilkada 2020 digelar Rabu, 9 Desember 2020",
            "2024-11-20T10:00+07:00",
        ),  # told of the past
        ("US election was on November 5", "2024-11-20T10:00+07:00"),  # another country
        ("Pilkades desa kami tanggal 15 Desember", "2024-11-20T10:00+07:00"),  # a village
    ],
)
def test_other_elections_are_left_alone(text: str, posted: str, look) -> None:
    assert not contradictions_of(look(text, posted))


def test_tomorrow_is_read_against_the_time_of_posting(look) -> None:
    assert not contradictions_of(look("Besok pencoblosan, siap-siap", "2024-11-26T20:00+07:00"))
    assert contradictions_of(look("Besok pencoblosan, siap-siap", "2024-11-22T20:00+07:00"))


def test_a_late_opening_told_on_the_day_is_testimony(look) -> None:
    signals = look("TPS saya tadi baru buka jam 8 karena hujan", "2024-11-27T09:00+07:00")
    assert not contradictions_of(signals)


def test_the_region_is_read_in_the_words_when_the_post_has_none(look) -> None:
    found = contradictions_of(
        look("Pilkada Kota Metro jadi calon tunggal", "2024-11-26T16:00+07:00")
    )
    assert [s.against.id for s in found] == ["LP-MET-001"]
    assert found[0].details["stale"]
