"""The statement of reasons that an author reads, in plain Indonesian and English."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import msgspec
import pytest

from suluh.actions import ConsolePlatform, Statement, dsa_problems, state_reasons
from suluh.actions.sources import cited
from suluh.actions.wording import keys
from suluh.content import WIB, Author, Place, Post
from suluh.facts import load
from suluh.facts.fact import Source as FactSource
from suluh.policy.compiler import compile_policy
from suluh.policy.decide import decide
from suluh.policy.decision import Decision
from suluh.policy.language import load_policy
from suluh.signals.signal import Against, Seen, Signal, Stance

POLICY = load_policy()
COMPILED = compile_policy(POLICY)
NOW = datetime(2024, 11, 25, 9, tzinfo=WIB)
TOPIC = Signal("election_topic", 0.9, "Pilkada")


class Source(msgspec.Struct, frozen=True):
    title: str
    url: str | None = None


class Fact(msgspec.Struct, frozen=True):
    id: str
    statement_id: str
    statement_en: str
    sources: tuple[Source, ...]


class Review(msgspec.Struct, frozen=True):
    id: str
    explanation_id: str
    explanation_en: str
    publisher: str
    url: str | None = None


FACTS = {
    "ID-SCH-001": Fact(
        "ID-SCH-001",
        "Pemungutan suara berlangsung Rabu, 27 November 2024.",
        "Voting takes place on Wednesday, 27 November 2024.",
        (Source("PKPU 2/2024", "https://contoh.id/pkpu-2-2024"),),
    )
}
REVIEWS = {
    "HX-001": Review(
        "HX-001",
        "KTP saja tidak cukup.",
        "An ID card alone is not enough.",
        "Cek Contoh",
        "https://cek.id/1",
    )
}
FALSE_DATE = Signal(
    "fact_contradiction",
    0.95,
    "diundur jadi 30 November",
    against=Against("fact", "ID-SCH-001", "2024-11-27"),
    details={"slot": "voting_date", "sure": "act"},
)


def stated(
    *signals: Signal, post: Post | None = None, **changed: Any
) -> tuple[Decision, Statement]:
    post = post or Post(id="p/1", text="Pencoblosan diundur jadi 30 November", posted_at=NOW)
    decision = decide(post, [TOPIC, *signals], COMPILED, knowledge_version="k1", now=NOW)
    decision = msgspec.structs.replace(decision, **changed)
    return decision, state_reasons(decision, post, FACTS, REVIEWS, COMPILED)


def test_a_limited_post_is_told_what_which_words_which_rule_which_fact_who_and_how_to_appeal() -> (
    None
):
    _, said = stated(FALSE_DATE)
    assert said.id.splitlines() == [
        "Untuk sementara, unggahan Anda tidak kami rekomendasikan kepada pengguna lain. "
        "Unggahan itu tetap ada di profil Anda. Kami juga memberi label konteks.",
        "Keterangan dalam unggahan Anda tentang hari pemungutan suara tidak sesuai dengan ketentuan resmi. "
        "Keterangan resmi: Pemungutan suara berlangsung Rabu, 27 November 2024.",
        "Bagian yang kami maksud: «Pencoblosan diundur jadi 30 November».",
        "Sumber: PKPU 2/2024, https://contoh.id/pkpu-2-2024",
        "Aturannya: Informasi salah tentang cara, waktu, dan tempat memilih (CIV-PROC, kebijakan pilkada-2024@1).",
        "Langkah ini diambil oleh sistem otomatis dan hanya sementara, sampai peninjau kami memeriksanya.",
        "Bila menurut Anda ini keliru, Anda dapat mengajukan banding kepada pihak yang mengirimi Anda pernyataan ini. "
        "Sebutkan nomor unggahan p/1 dan alasan Anda. "
        "Yang memeriksanya haruslah orang yang belum pernah menangani unggahan ini.",
    ]
    assert "Voting takes place on Wednesday, 27 November 2024." in said.en
    assert "temporary, until one of our reviewers has looked at it" in said.en


def test_ordinary_talk_about_the_election_is_told_that_the_link_is_no_judgement() -> None:
    _, said = stated()
    assert said.id.startswith("Kami menambahkan tautan ke Pusat Panduan")
    assert "bukan sanksi" in said.id
    assert said.dsa is None


def test_a_post_left_alone_gets_a_short_neutral_line() -> None:
    post = Post(id="1", text="resep soto")
    decision = decide(post, [], COMPILED, knowledge_version="k1", now=NOW)
    said = state_reasons(decision, post, FACTS, REVIEWS, COMPILED)
    assert (said.id, said.en) == (
        "Tidak ada tindakan atas unggahan ini.",
        "No action was taken on this post.",
    )


def test_a_queued_post_is_not_accused_before_a_person_has_looked() -> None:
    decision, said = stated(Signal("vote_buying", 0.6, "100 ribu per kepala"))
    assert decision.review is not None
    assert "100 ribu" not in said.id and "uang" not in said.id


def test_words_spoken_in_a_video_are_named_with_their_minute() -> None:
    where = Seen(Place("speech", at=67.2))
    _, said = stated(msgspec.structs.replace(FALSE_DATE, where=where))
    assert "«diundur jadi 30 November» (ucapan, menit 1:07)" in said.id
    assert said.dsa is not None and said.dsa["content_type"] == ["CONTENT_TYPE_VIDEO"]


def test_a_refuted_claim_cites_the_fact_check() -> None:
    claim = Signal(
        "claim_match",
        0.95,
        "cukup bawa KTP",
        against=Against("review", "HX-001"),
        details={"policy": "CIV-PROC", "level": "act", "verdict": "false"},
    )
    _, said = stated(claim)
    assert (
        "Hasil pemeriksaan fakta oleh Cek Contoh: KTP saja tidak cukup. Selengkapnya di https://cek.id/1"
        in said.id
    )


def test_what_was_true_when_posted_is_told_so() -> None:
    stale = msgspec.structs.replace(FALSE_DATE, details={**FALSE_DATE.details, "stale": True})
    decision, said = stated(stale)
    assert decision.outcome == "context_label"
    assert "Isi unggahan ini benar saat diunggah, tetapi faktanya sudah berubah." in said.id
    assert said.label_id is not None and "Rabu, 27 November 2024" in said.label_id


def test_a_person_who_decided_is_said_to_be_a_person() -> None:
    _, said = stated(FALSE_DATE, outcome="remove", automated="not")
    assert said.id.startswith("Unggahan Anda kami hapus.")
    assert "Keputusan ini diambil oleh peninjau kami, bukan oleh mesin." in said.id
    assert said.dsa is not None
    assert said.dsa["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"


def test_a_removed_copy_says_that_a_person_decided_the_original() -> None:
    copy = Signal(
        "claim_match",
        0.99,
        "cukup bawa KTP",
        against=Against("review", "HX-001"),
        details={
            "policy": "CIV-PROC",
            "near_identical": True,
            "decided_by_person": True,
            "level": "act",
        },
    )
    decision, said = stated(copy)
    assert decision.outcome == "remove"
    assert "salinan dari unggahan yang sudah diperiksa dan diputus oleh peninjau kami" in said.id
    assert said.label_id is None


def test_a_referral_is_no_penalty_and_needs_no_record() -> None:
    post = Post(id="1", text="Coblos kami", posted_at=NOW, author=Author(registered=True))
    decision, said = stated(Signal("quiet_campaign", 0.97, "coblos kami"), post=post)
    assert decision.outcome == "refer_partner"
    assert "Ini bukan sanksi" in said.id and said.dsa is None


def test_a_fact_that_is_not_to_be_found_leaves_no_hole() -> None:
    other = msgspec.structs.replace(FALSE_DATE, against=Against("fact", "HILANG", "2024-11-27"))
    _, said = stated(other)
    assert "ketentuan resmi." in said.id and "{" not in said.id and "Sumber" not in said.id


def test_long_words_are_shortened() -> None:
    _, said = stated(msgspec.structs.replace(FALSE_DATE, seen="panjang " * 100))
    assert re.search(r"«(panjang )+panjan?g?…»", said.id) or "…»" in said.id
    assert max(len(line) for line in said.id.splitlines()) < 400


@pytest.mark.parametrize("rule", POLICY.rules, ids=lambda rule: rule.id)
def test_every_rule_speaks_both_languages_with_its_slots_filled(rule: Any) -> None:
    sentences = [rule.sentence, *(level.sentence for level in rule.levels if level.sentence)]
    slots = dict.fromkeys(("seen", "fact", "source", "date", "claim", "publisher"), "x")
    for words in sentences:
        assert words.id.format(**slots).strip() and words.en.format(**slots).strip()
        assert words.id != words.en


def test_both_languages_have_the_same_phrases() -> None:
    assert keys("id") == keys("en")


def test_every_action_has_a_sentence_for_its_author() -> None:
    missing = {f"done_{name}" for name in POLICY.actions if name != "none"} - keys("id")
    assert not missing


def test_the_console_prints_the_label_it_would_have_set() -> None:
    decision, said = stated(FALSE_DATE)
    screen = io.StringIO()
    ConsolePlatform(screen).carry_out(decision, said)
    assert screen.getvalue().splitlines() == [
        "[reco_ineligible] p/1",
        "  label: Periksa lagi. Pemungutan suara berlangsung Rabu, 27 November 2024. Sumber: PKPU 2/2024",
    ]


def test_the_console_is_silent_about_a_post_left_alone() -> None:
    screen = io.StringIO()
    post = Post(id="1")
    decision = decide(post, [], COMPILED, knowledge_version="k1", now=NOW)
    ConsolePlatform(screen).carry_out(decision, Statement("", ""))
    assert screen.getvalue() == ""


def test_the_statement_explains_the_words_as_asserted_not_what_was_denied() -> None:
    denied = msgspec.structs.replace(FALSE_DATE, seen="diundur ke 5 Desember", stance=Stance.DENIES)
    _, said = stated(FALSE_DATE, denied)
    assert "30 November" in said.id and "5 Desember" not in said.id
    assert said.dsa is not None and dsa_problems(said.dsa) == []


# --- words of the post


def seen_in(text: str, *words: str) -> str:
    """The line of a statement that quotes the post, for signals on these words."""
    post = Post(id="1", text=text, posted_at=NOW)
    signals = [msgspec.structs.replace(FALSE_DATE, seen=each) for each in words]
    _, said = stated(*signals, post=post)
    return next(line for line in said.id.splitlines() if line.startswith("Bagian"))


@pytest.mark.parametrize(
    ("text", "words", "quote"),
    [
        (
            "Butuh 50 suara di TPS ini, 100 ribu per kepala. Minat? DM.",
            ["TPS ini, 100 ribu"],
            "«Butuh 50 suara di TPS ini, 100 ribu per kepala»",
        ),  # a quotation never begins in the middle of a thought
        (
            "Coblosan ditunda hingga Januari 2025, tolong sebarkan",
            ["Coblosan ditunda"],
            "«Coblosan ditunda hingga Januari 2025, tolong sebarkan»",
        ),
        (
            "Exit poll jam 10: A unggul! Ayo nyoblos.",
            ["Exit poll jam 10", "Exit poll jam 10: A unggul!"],
            "«Exit poll jam 10: A unggul!»",
        ),  # said once, though two signals point at it
        (
            "Nyoblos 28 November ya. " + "kata " * 60,
            ["28 November"],
            "«Nyoblos 28 November ya»",
        ),
        (
            "kata " * 40 + ", nyoblos 28 November, " + "kata " * 40,
            ["28 November"],
            "«nyoblos 28 November»",
        ),  # a sentence too long to quote gives way to its clause
        (
            "coblosan diundur",
            ["kata yang tidak tertulis begitu"],
            "«kata yang tidak tertulis begitu»",
        ),
    ],
)
def test_quotations_are_whole_and_said_once(text: str, words: list[str], quote: str) -> None:
    assert seen_in(text, *words) == f"Bagian yang kami maksud: {quote}."


# --- one sentence for one thing


@pytest.mark.parametrize(
    ("signal", "said_id"),
    [
        (
            Signal("personal_data", 0.95, "NIK", details={"kind": "collect"}),
            "Unggahan Anda meminta orang menuliskan data pribadinya di tempat terbuka.",
        ),
        (
            Signal("personal_data", 0.95, "NIK", details={"kind": "spread"}),
            "Unggahan Anda memuat data pribadi orang lain.",
        ),
        (
            Signal("scam", 0.95, "kpu.g0.id", details={"kind": "lookalike_domain"}),
            "Unggahan Anda mengarahkan orang ke alamat yang mirip laman resmi, tetapi bukan laman resmi.",
        ),
        (
            Signal("scam", 0.95, "pasang", details={"kind": "apk"}),
            "memasang berkas aplikasi dengan alasan pemilihan",
        ),
        (
            Signal("vote_buying", 0.95, "100 ribu", details={"kind": "abstain"}),
            "tawaran imbalan agar orang tidak memilih.",
        ),
        (
            msgspec.structs.replace(
                FALSE_DATE, details={"slot": "abstain_not_crime", "sure": "act"}
            ),
            "tentang akibat tidak menggunakan hak pilih tidak sesuai",
        ),
        (
            Signal("false_result", 0.95, "KPU memutuskan", details={"kind": "decision"}),
            "belum diputuskan oleh lembaga yang berwenang.",
        ),
    ],
)
def test_the_sentence_names_what_was_noticed_and_nothing_beside_it(
    signal: Signal, said_id: str
) -> None:
    _, said = stated(signal)
    assert said_id in said.id
    assert "penetapan resmi" not in said.id


def test_no_sentence_leaves_the_author_to_guess_between_two() -> None:
    """ "…, or …" between two acts; a list of places or grounds is one thing."""
    told = [told.words for rule in POLICY.rules for told in rule.sentences]
    told += [rule.sentence for rule in POLICY.rules]
    assert len(told) > 70
    for words in told:
        assert ", atau yang" not in words.id and ", atau meminta" not in words.id
        assert "misalnya" not in words.id and "Akun ini" not in words.id


def test_facts_that_are_told_to_authors_are_whole_sentences() -> None:
    slots = {slot for rule in POLICY.rules for slot in rule.fact_slots}
    told = [fact for fact in load().facts if fact.slot in slots and fact.jurisdiction == "ID"]
    assert len(told) > 30
    for text in (text for fact in told for text in (fact.statement_id, fact.statement_en)):
        if "surat suara:" not in text and "ballots:" not in text:  # one fact lists two ballots
            assert text.endswith("."), text
            assert ": " not in text, text


# --- sources and appeal


def test_the_regulation_comes_first_and_the_paper_that_quotes_it_after() -> None:
    def told(ref: str | None) -> str:
        source = FactSource("Jam nyoblos (Koran)", "https://koran.id/1", ref)
        return cited(source, "id")

    assert told("PKPU 17/2024; @bawasluri").startswith("PKPU 17/2024, dikutip di Jam nyoblos")
    assert told("KPU RI, Idham Holik; UU 10/2016; PKPU 17/2024").startswith(
        "UU 10/2016; PKPU 17/2024, dikutip di"
    )
    assert told("KPU OKU Selatan") == told(None) == "Jam nyoblos (Koran), https://koran.id/1"


def test_a_platform_names_its_own_address_for_appeals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SULUH_APPEAL_URL", "https://contoh.id/banding/{post_id}")
    _, said = stated(FALSE_DATE)
    assert "Anda dapat mengajukan banding di https://contoh.id/banding/p%2F1." in said.id
    assert said.dsa is not None and said.dsa["appeal_link"] == "https://contoh.id/banding/p%2F1"


def test_without_an_address_none_is_promised() -> None:
    _, said = stated(FALSE_DATE)
    assert "/banding" not in said.id and "appeal at" not in said.en
    assert said.dsa is not None and said.dsa["appeal_link"] is None
    assert dsa_problems(said.dsa) == []


def test_words_that_two_rules_stand_on_are_quoted_once() -> None:
    post = Post(id="1", text="Kita bakar kantor KPU malam ini!", posted_at=NOW)
    details = {"kind": "call", "severity": 4}
    first = Signal("disruption", 0.95, "bakar kantor KPU", details=details)
    second = Signal("threat", 0.95, "bakar kantor KPU", details=details | {"kind": "violence"})
    _, said = stated(first, second, post=post)
    assert said.id.count("«Kita bakar kantor KPU malam ini!»") == 1
    assert said.id.count("Aturannya:") == 2


def test_the_dates_of_a_stage_do_not_answer_that_the_stage_is_gone() -> None:
    known = load().by_id
    gone = Signal(
        "fact_contradiction",
        0.95,
        "rekap manual sudah dihapus",
        against=Against("fact", "ID-SCH-010"),
        details={"slot": "count_and_recap", "kind": "skipped", "sure": "act"},
    )
    decides = msgspec.structs.replace(
        gone,
        against=Against("fact", "ID-RES-004"),
        details={"slot": "official_result_source", "kind": "official", "sure": "act"},
    )
    post = Post(id="1", text="rekap manual sudah dihapus", posted_at=NOW)
    for signals, cited_dates in (([gone, decides], False), ([gone], True)):
        decision = decide(post, [TOPIC, *signals], COMPILED, knowledge_version="k1", now=NOW)
        said = state_reasons(decision, post, known, REVIEWS, COMPILED)
        assert (known["ID-SCH-010"].statement_id in said.id) is cited_dates


def test_words_in_a_video_are_named_with_their_minute() -> None:
    from suluh.actions.quotes import _place
    from suluh.content import Place
    from suluh.signals.signal import Seen, Signal

    def said(at: float | None) -> str:
        return _place(Signal("x", 1.0, "kata", Seen(Place("picture", at=at))), "id")

    assert said(67.0) == "tulisan pada video, menit 1:07"
    assert said(None) == "tulisan pada gambar"
