"""A post that repeats a reviewed claim: spread or denied, sure or only near, and never by a control."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from suluh.claims import ClaimReview
from suluh.content import Place, Post, Segment
from suluh.knowledge import Knowledge, open_knowledge
from suluh.signals.known_claim import LIMIT, known_claims
from suluh.signals.reading import read
from suluh.signals.signal import Signal, Stance

FALSE = ClaimReview(
    id="UJI-1",
    claim="Surat suara Pilkada Sukamaju sudah dicoblos lebih dulu di gudang kecamatan",
    verdict="false",
    patterns=(
        "ribuan surat suara di gudang kecamatan Sukamaju sudah tercoblos sebelum hari pemungutan",
    ),
    policy="CIV-UNVER",
)
TRUE = ClaimReview(
    id="UJI-2",
    claim="Bawaslu menemukan pemilih yang mencoblos empat surat suara di Lombok Tengah",
    verdict="true",
    control=True,
)
OTHERS = tuple(
    ClaimReview(id=f"UJI-{n}", claim=claim, verdict="false")
    for n, claim in enumerate(
        (
            "Gempa besar akan terjadi pada malam tahun baru",
            "Vaksin mengandung mikrocip pelacak",
            "Harga beras naik dua kali lipat mulai besok",
            "Bank membagikan dana hibah lewat tautan undian",
        ),
        10,
    )
)


@pytest.fixture(scope="module")
def knowledge(own_folders: Path) -> Knowledge:
    return open_knowledge(reviews=(FALSE, TRUE, *OTHERS))


def noticed(knowledge: Knowledge, text: str, **about: object) -> list[Signal]:
    return known_claims(read(Post(id="p", text=text, **about), knowledge), knowledge)  # type: ignore[arg-type]


def about(signals: list[Signal], review: str) -> Iterator[Signal]:
    return (s for s in signals if s.against and s.against.id == review)


def test_a_repeated_claim_names_its_review_and_the_rule(knowledge: Knowledge) -> None:
    (signal,) = about(noticed(knowledge, f"Sebarkan! {FALSE.claim}!!"), "UJI-1")
    assert signal.name == "claim_match"
    assert signal.details["verdict"] == "false"
    assert signal.details["policy"] == "CIV-UNVER"
    assert signal.stance is Stance.ASSERTS
    assert signal.against is not None and signal.against.value == FALSE.claim


def test_the_same_words_are_known_as_the_same(knowledge: Knowledge) -> None:
    (signal,) = about(noticed(knowledge, FALSE.patterns[0]), "UJI-1")
    assert signal.details["near_identical"] is True
    assert signal.details["level"] == "act"


def test_a_denial_is_a_match_too_and_says_that_it_denies(knowledge: Knowledge) -> None:
    (signal,) = about(
        noticed(knowledge, f"Hoaks: {FALSE.claim}. Faktanya segel gudang masih utuh."), "UJI-1"
    )
    assert signal.stance is Stance.DENIES


def test_a_true_claim_is_marked_as_one_and_carries_no_rule(knowledge: Knowledge) -> None:
    (signal,) = about(noticed(knowledge, TRUE.claim), "UJI-2")
    assert signal.details["control"] is True
    assert signal.details["policy"] is None


def test_ordinary_talk_matches_nothing(knowledge: Knowledge) -> None:
    for text in (
        "Besok pilkada, jangan lupa bawa KTP dan undangan",
        "Debat calon semalam seru sekali",
        "",
        "🗳️🗳️🗳️",
    ):
        assert noticed(knowledge, text) == []


def test_words_that_a_machine_was_unsure_of_may_only_suggest(knowledge: Knowledge) -> None:
    heard = Segment(FALSE.patterns[0], Place(kind="speech", at=7.0, doubtful=True))
    signals = noticed(knowledge, "", segments=(heard,))
    assert [s.details["level"] for s in about(signals, "UJI-1")] == ["suggest"]
    assert next(about(signals, "UJI-1")).where.place.at == 7.0


def test_no_more_than_the_nearest_are_shown(knowledge: Knowledge) -> None:
    assert len(noticed(knowledge, f"{FALSE.claim}. {TRUE.claim}.")) <= LIMIT


def test_personal_data_in_a_match_are_masked(knowledge: Knowledge) -> None:
    for signal in noticed(knowledge, f"{FALSE.claim}, lapor 0812-7890-1234"):
        assert "7890" not in signal.seen


def test_without_claim_reviews_there_is_nothing_to_match() -> None:
    empty = open_knowledge(reviews=())
    assert empty.claims is None
    assert known_claims(read(Post(id="p", text=FALSE.claim), empty), empty) == []
