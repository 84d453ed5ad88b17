"""Swap the pairs of a race, names and numbers together, and nothing changes."""

from __future__ import annotations

import pytest

PAIRS = [
    ("Nomor urut 1 Mirza-Jihan di pilgub Lampung", "Nomor urut 2 Arinal-Sutono di pilgub Lampung"),
    ("Nomor urut 2 Mirza-Jihan di pilgub Lampung", "Nomor urut 1 Arinal-Sutono di pilgub Lampung"),
    ("Arinal-Sutono resmi mundur dari pilkada", "Mirza-Jihan resmi mundur dari pilkada"),
    ("Paslon 1 Arinal-Sutono didiskualifikasi KPU", "Paslon 2 Mirza-Jihan didiskualifikasi KPU"),
    ("Nyoblos nomor 1 suaranya tidak sah", "Nyoblos nomor 2 suaranya tidak sah"),
    ("Calon Arinal meninggal dunia", "Calon Mirza meninggal dunia"),
]


def outcome(signals) -> set[tuple]:
    return {
        (
            s.name,
            s.details.get("slot"),
            s.details.get("kind"),
            s.details.get("sure"),
            str(s.stance),
            s.score,
        )
        for s in signals
    }


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("posted", ["2024-11-18T10:00+07:00", "2024-11-25T10:00+07:00"])
def test_swapping_pairs_changes_nothing(one: str, other: str, posted: str, look) -> None:
    assert outcome(look(one, posted, "18")) == outcome(look(other, posted, "18"))


def test_claims_on_a_candidates_status_are_never_acted_on(look) -> None:
    for text in (pair[0] for pair in PAIRS):
        assert all(s.details.get("sure") != "act" for s in look(text, region="18"))


def test_a_pair_with_the_number_of_another_is_noticed(look) -> None:
    (signal,) = [
        s
        for s in look("Ingat, nomor urut 1 Mirza-Jihan", region="18")
        if s.name == "fact_contradiction"
    ]
    assert signal.against.id == "LP-CAN-18-2"
