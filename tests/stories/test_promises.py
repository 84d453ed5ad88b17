"""What the design promises, from the post to the decision, on Indonesian as people write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from suluh.content import Author
from suluh.policy.decision import Decision

if TYPE_CHECKING:
    from conftest import Decide

BANNER = ("none", "info_label")


def fired(decision: Decision) -> set[str]:
    return {rule.id for rule in decision.rules if rule.result == "fired"}


def names(decision: Decision) -> set[str]:
    return {signal.name for signal in decision.signals}


def left_alone(decision: Decision) -> bool:
    """Nothing stronger than the neutral banner, and nobody is asked to look."""
    return decision.outcome in BANNER and decision.proposed is None and decision.review is None


FALSE_DATES = [
    "Coblosan diundur jadi 30 November ya gaes",  # slang, a month without a year
    "Info dari kelurahan: pemungutan suara dipindah ke hari Kamis 28 November 2024, mohon disebarkan.",  # sounds official
    "Nyoblose diundur tanggal 30 November, lur",  # Javanese
    "C0BL0SAN diundur jadi tanggal 3️⃣0️⃣ November",  # disguised
]


@pytest.mark.parametrize("text", FALSE_DATES)
def test_a_false_voting_date_is_limited_and_waits_for_a_person(
    decide_text: Decide, text: str
) -> None:
    decision = decide_text(text).decision
    assert decision.outcome == "reco_ineligible"
    assert decision.proposed == "remove"
    assert decision.review is not None and decision.review.queue == "process"
    assert "ID-SCH-001" in decision.facts
    assert "CIV-PROC" in fired(decision)
    assert decision.automated != "not"


def test_the_formal_word_for_voting_passes_the_gate(decide_text: Decide) -> None:
    decision = decide_text(
        "Info kelurahan: pencoblosan diundur ke hari Kamis 28 November 2024"
    ).decision
    assert decision.outcome == "reco_ineligible"


def test_its_author_reads_what_was_done_to_which_words_why_and_how_to_appeal(
    decide_text: Decide,
) -> None:
    decision = decide_text("Coblosan diundur jadi 30 November ya gaes").decision
    for words in (
        "Untuk sementara",  # what
        "«Coblosan diundur jadi 30 November ya gaes»",  # to which words
        "27 November 2024",  # against what
        "PKPU 2/2024",  # from where
        "CIV-PROC",  # under which rule
        "sistem otomatis",  # by whom
        "banding",  # how to object
    ):
        assert words in decision.reasons_id
    assert "automated system" in decision.reasons_en and "appeal" in decision.reasons_en


TRUE_DATES = [
    "Nyoblos Rabu 27 November 2024, TPS buka jam 7 pagi sampai jam 1 siang",
    "Jangan lupa nyoblos Rabu 27 November 2024",  # an order that forbids nothing
    "Jangan lupa Rabu 27 November ke TPS ya",  # the same, the day first
    "Tanggal 27 libur nasional, jadi bisa nyoblos semua",
]


@pytest.mark.parametrize("text", TRUE_DATES)
def test_the_true_date_is_left_alone(decide_text: Decide, text: str) -> None:
    assert left_alone(decide_text(text).decision)


METRO = "Warga Metro, pasangan calon nomor urut 2 sudah dibatalkan KPU"


@pytest.mark.parametrize(
    ("day", "against_fact"),
    [
        ("2024-11-18", "LP-CAN-1872-2a"),  # before: the pair stands
        ("2024-11-20", None),  # the commission has struck the pair
        ("2024-11-21", None),  # still so
        ("2024-11-23", "LP-CAN-1872-2c"),  # the pair is restored; only the deputy was struck
    ],
)
def test_metro_is_judged_by_the_fact_of_the_day_it_was_posted(
    decide_text: Decide, day: str, against_fact: str | None
) -> None:
    decision = decide_text(METRO, on=f"{day}T12:00", region="18.72").decision
    against = {
        s.against.id for s in decision.signals if s.name == "fact_contradiction" and s.against
    }
    assert against == ({against_fact} if against_fact else set())


def test_metro_is_not_limited_for_what_was_true_once(decide_text: Decide) -> None:
    decision = decide_text(
        METRO, on="2024-11-21T12:00", seen="2024-11-24T12:00", region="18.72"
    ).decision
    assert decision.proposed != "remove"
    assert decision.outcome in (*BANNER, "context_label")


def test_metro_what_was_true_when_posted_gets_its_context_when_seen_later(
    decide_text: Decide,
) -> None:
    decision = decide_text(
        METRO, on="2024-11-21T12:00", seen="2024-11-24T12:00", region="18.72"
    ).decision
    assert decision.outcome == "context_label"


DEBUNKS = [
    "Hoaks! Coblosan tidak diundur ke 30 November. Tetap Rabu 27 November 2024.",
    "[SALAH] Pencoblosan Pilkada diundur jadi 30 November. Faktanya tetap 27 November.",  # a fact-checker's headline
    "KPU membantah kabar bahwa pemungutan suara diundur ke 4 Desember.",  # the press
    "Bukan tanggal 28 tapi 27 November ya nyoblosnya.",  # a neighbour
    "Coblosan kok dibilang diundur 30 November, jangan percaya ya bu",  # a family group
]


@pytest.mark.parametrize("text", DEBUNKS)
def test_a_debunk_is_left_alone_although_it_repeats_the_claim(
    decide_text: Decide, text: str
) -> None:
    assert left_alone(decide_text(text).decision)


QUESTIONS = [
    "Min, benarkah coblosan diundur jadi 30 November?",
    "Ini pilkada tanggal 27 apa 28 november sih?",
    "Emang bener nyoblos bisa di TPS mana aja asal bawa KTP?",  # presupposes what is false
    "Kalau belum dapat undangan apa masih boleh nyoblos?",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_honest_question_is_left_alone(decide_text: Decide, text: str) -> None:
    assert left_alone(decide_text(text).decision)


SATIRIST = Author(handle="@koran.rebahan", name="Koran Rebahan (satire)")


def test_satire_that_nobody_would_follow_is_left_alone(decide_text: Decide) -> None:
    text = "Pemerintah umumkan pencoblosan diganti lomba rebahan nasional, pemenangnya yang paling lama tidak bangun."
    assert left_alone(decide_text(text, author=SATIRIST).decision)


def test_satire_loses_its_protection_when_it_gives_a_serious_instruction(
    decide_text: Decide,
) -> None:
    text = (
        "PENGUMUMAN RESMI KPPS se-Kecamatan: pemungutan suara untuk pemilih bernama huruf A-M tetap Rabu, "
        "sedangkan huruf N-Z dilayani Kamis 28 November pukul 07.00-13.00. Harap maklum."
    )
    decision = decide_text(text, on="2024-11-25T21:10", author=SATIRIST).decision
    assert decision.review is not None
    assert "CIV-PROC" in fired(decision)


CAMPAIGN = "Ingat visi misi kami: jalan mulus, sekolah gratis. Mari menangkan Paslon B!"


@pytest.mark.parametrize(
    ("author", "bound"),
    [
        (
            Author(handle="@tim.b", kind="campaign", registered=True),
            True,
        ),  # registered with the commission
        (Author(handle="@partai.rekaan", kind="party"), True),
        (Author(handle="@calon.b", kind="candidate"), True),
        (Author(handle="@bu.tutik", kind="citizen"), False),  # a citizen may speak
        (Author(handle="@tak.dikenal"), False),  # nothing is known, so nothing is assumed
    ],
)
def test_the_quiet_period_binds_registered_accounts_not_citizens(
    decide_text: Decide, author: Author, bound: bool
) -> None:
    decision = decide_text(CAMPAIGN, on="2024-11-25T09:30", author=author).decision
    assert ("QUIET-CAMP" in fired(decision)) is bound
    assert decision.outcome in BANNER or bound


def test_before_the_quiet_period_the_same_words_are_a_campaign(decide_text: Decide) -> None:
    author = Author(handle="@tim.b", kind="campaign", registered=True)
    assert "QUIET-CAMP" not in fired(
        decide_text(CAMPAIGN, on="2024-11-20T09:30", author=author).decision
    )


@pytest.mark.parametrize(
    ("text", "fact", "against"),
    [
        (
            "Pemilih DPK datang pukul 12.00 sampai 13.00, bawa KTP ke TPS sesuai alamat.",
            "ID-VOT-003",
            False,
        ),
        ("DPTb mulai dilayani jam 11 ya, jangan kecepetan", "ID-VOT-002", False),
        (
            "Pemilih DPK bisa nyoblos mulai jam 7 pagi",
            "ID-VOT-003",
            True,
        ),  # that is the roll's hour
        (
            "Pemilih pindahan DPTb baru boleh nyoblos jam 12 sampai jam 1",
            "ID-VOT-002",
            True,
        ),  # that is DPK's hour
    ],
)
def test_voters_not_on_the_roll_are_not_voters_who_moved(
    decide_text: Decide, text: str, fact: str, against: bool
) -> None:
    decision = decide_text(text, on="2024-11-25T10:00").decision
    held = {s.against.id for s in decision.signals if s.name == "fact_contradiction" and s.against}
    assert fact in decision.facts
    assert (fact in held) is against


ORDINARY = [
    "Menurut saya pilkada ini buang-buang anggaran, calonnya tidak ada yang bagus.",  # an opinion
    "KPU lamban dan tidak becus urus logistik",  # criticism of the commission
    "Harusnya coblosan diundur aja biar persiapan matang.",  # a wish
    "Saya golput pilkada kali ini, ga ada yang cocok.",  # one's own abstention
    "TPS saya tadi telat buka 30 menit karena hujan, antrean panjang",  # a first-hand account
    "Debat semalam seru, paslon 1 lebih siap menurutku",  # talk about candidates
    "Pemilihan ketua OSIS besok Kamis 28 November, siapkan pilihanmu",  # another election
]


@pytest.mark.parametrize("text", ORDINARY)
def test_opinion_wish_abstention_and_testimony_are_left_alone(
    decide_text: Decide, text: str
) -> None:
    assert left_alone(decide_text(text, on="2024-11-27T08:00").decision)


def test_the_empty_column_may_be_chosen_and_campaigned_for(decide_text: Decide) -> None:
    decision = decide_text(
        "Kalau tidak cocok dengan calon tunggal, memilih kolom kosong itu sah dan boleh."
    ).decision
    assert left_alone(decision)


def test_a_right_number_with_a_false_status_is_not_left_alone(decide_text: Decide) -> None:
    text = "RESMI dari KPU: hasil quick count menetapkan paslon 1 sebagai pemenang pilkada, sudah final!"
    decision = decide_text(text, on="2024-11-27T17:00").decision
    assert decision.review is not None or decision.outcome not in BANNER


def test_unverified_is_not_treated_as_false(decide_text: Decide) -> None:
    text = (
        "Katanya ada kotak suara dibuka malam-malam di gudang kecamatan, belum tahu benar tidaknya."
    )
    decision = decide_text(text, on="2024-11-28T08:00").decision
    assert "fact_contradiction" not in names(decision)
    assert decision.proposed != "remove"
    assert decision.outcome in (*BANNER, "context_label")
