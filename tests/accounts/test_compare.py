"""One account beside the register: who passes for whom, by which reasons, and who is left alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.accounts import Compared, Official, Register, SeenAccount, Verdict, compare
from suluh.content import WIB
from suluh.facts import load

FACTS = load()
SEEN = datetime(2024, 11, 20, 10, tzinfo=WIB)
OURS = (
    Official("KPU Rimbasari", "instagram", "@kpu_rimbasari", "KPU Kabupaten Rimbasari", source="mitra"),
    Official("Kabar Rimba", "instagram", "@kabarrimba", "Kabar Rimba", kind="media", source="mitra"),
    Official("Kabar Rimba", "web", domain="kabarrimba.com", kind="media", source="mitra"),
    Official("Wening", "instagram", "@wening.adi", "Wening Adiputri", kind="candidate", source="mitra"),
    Official("Panwascam", "instagram", "@panwascam_lama", source="mitra", valid_to=SEEN.date() - timedelta(9)),
)  # fmt: skip
REGISTER = Register.of(FACTS, OURS)


def looked(**fields: object) -> Compared:
    days = fields.pop("days", None)
    made = None if days is None else SEEN - timedelta(days=int(str(days)))
    given_fields = {
        "id": "a",
        "platform": "instagram",
        "seen_at": SEEN,
        "created_at": made,
    } | fields
    return compare(SeenAccount(**given_fields), REGISTER, FACTS)  # type: ignore[arg-type]


def kinds(compared: Compared) -> set[str]:
    return {reason.kind for reason in compared.reasons}


PASSES = [
    ({"handle": "bawas1uri", "name": "Bawaslu RI"}, "handle_disguised", "one for l"),
    ({"handle": "bawasIuri", "name": "Bawaslu RI"}, "handle_disguised", "capital I for l"),
    ({"handle": "kpu_rirnbasari", "name": "KPU Rimbasari", "days": 9}, "handle_disguised", "rn for m"),
    ({"handle": "kpu.rimbasari_", "name": "KPU Rimbasari"}, "handle_twin", "separators"),
    ({"handle": "kpu_rimbasarri", "name": "KPU Rimbasari"}, "handle_near", "a letter doubled"),
    ({"handle": "kpu_rimbasari.cs", "name": "CS KPU Rimbasari"}, "handle_extra", "a service added"),
    ({"handle": "info1", "name": "KPU Prov. Lampung 🅥"}, "badge", "a typed mark"),
    ({"handle": "info2", "name": "КPU Lampung"}, "letters", "Cyrillic K"),
    ({"handle": "info3", "name": "KPU Lampung", "former_names": ("Toko Sepatu",)}, "renamed", "was a shop"),
    ({"handle": "parodi_kpu", "name": "KPU Lampung"}, "disclosed_elsewhere", "parody in the handle only"),
    ({"handle": "info4", "name": "Bawaslu Lampung", "said": ("Kirim NIK dan foto KTP ya",)}, "asks_identity", "asks"),
    ({"handle": "info5", "name": "KPU Lampung", "said": ("Pasang aplikasi Undangan.apk",)}, "sends_app", "sends"),
    ({"handle": "info6", "name": "KPU Lampung", "said": ("Coblosan tanggal 28 November 2024",)}, "false_date", "date"),
    ({"handle": "info7", "name": "KPU Lampung", "links": ("kpu-go.id/cek",)}, "lookalike_link", "link"),
    ({"handle": "kabar.rimba", "name": "Kabar Rimba"}, "handle_twin", "a registered medium"),
    ({"handle": "wening.adi.asli", "name": "Wening Adiputri", "days": 3}, "name_same", "a registered candidate"),
    ({"handle": "parodi_x", "name": "Parodi KPU", "said": ("Kirim OTP dan PIN Anda, isi di sini",)}, "asks_identity", "harvests"),
]  # fmt: skip
LEFT = [
    ({"handle": "@KPU_RI", "name": "KPU RI"}, Verdict.REGISTERED, "in the register"),
    ({"handle": "kpu_rimbasari", "name": "apa saja", "days": 2}, Verdict.REGISTERED, "in the register, young"),
    ({"handle": "kpu_ri.parodi", "name": "KPU RI (parodi)", "days": 2}, Verdict.PROTECTED, "says so in its name"),
    ({"handle": "x1", "name": "Fans Wening Adiputri"}, Verdict.PROTECTED, "fans"),
    ({"handle": "kpulampungtengah", "name": "KPU Lampung Tengah"}, Verdict.UNCONFIRMED, "perhaps an office"),
    ({"handle": "bawaslu_riau", "name": "Bawaslu Riau", "days": 2000}, Verdict.UNCONFIRMED, "a neighbour of bawasluri"),
    ({"handle": "panwascam_lama", "name": "Panwascam Rimba"}, Verdict.UNCONFIRMED, "its registration has lapsed"),
    ({"handle": "kpu_rimbasari", "platform": "tiktok"}, Verdict.UNCONFIRMED, "registered elsewhere"),
    ({"handle": "budi_88", "name": "Budi Santoso"}, Verdict.UNRELATED, "a citizen"),
    ({"handle": "wening", "name": "Wening Astuti"}, Verdict.UNRELATED, "a namesake in part"),
    ({"handle": "kawalkpu", "name": "Kawal KPU"}, Verdict.UNRELATED, "speaks about it"),
    ({"handle": "kpukuku", "name": "Kupu-kupuku"}, Verdict.UNRELATED, "butterflies"),
    ({"handle": "kpu_x", "name": "KPU X", "verified": True}, Verdict.UNRELATED, "verified by its platform"),
    ({"handle": "x2", "name": "Ani", "said": ("Kirim NIK dan OTP",)}, Verdict.UNRELATED, "a scam, in nobody's name"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "kind", "why"), PASSES, ids=[row[2] for row in PASSES])
def test_an_account_that_passes_for_another_is_found_with_its_reason(
    fields: dict[str, object], kind: str, why: str
) -> None:
    compared = looked(**fields)
    assert compared.verdict is Verdict.IMPERSONATES, why
    assert kind in kinds(compared)


@pytest.mark.parametrize(("fields", "verdict", "why"), LEFT, ids=[row[2] for row in LEFT])
def test_others_are_left_alone_or_asked_about(
    fields: dict[str, object], verdict: Verdict, why: str
) -> None:
    assert looked(**fields).verdict is verdict, why


def test_each_reason_shows_both_sides_and_the_source_of_the_official_one() -> None:
    compared = looked(handle="bawas1uri", name="Bawaslu RI")
    near = next(reason for reason in compared.reasons if reason.kind == "handle_disguised")
    assert (near.seen, near.against, near.source) == ("bawas1uri", "@bawasluri", "ID-CON-001")


def test_whoever_warns_of_a_harvest_does_not_harvest() -> None:
    warning = "Awas penipuan: jangan kirim NIK atau OTP kepada siapa pun, KPU tidak pernah meminta."
    compared = looked(handle="kpupidie", name="KPU Pidie", days=2000, said=(warning,))
    assert compared.verdict is Verdict.UNCONFIRMED
    assert "asks_identity" not in kinds(compared)


def test_the_official_site_and_the_rule_at_the_polling_station_are_no_harvest() -> None:
    said = ("Cek namamu di cekdptonline.kpu.go.id, isi NIK.", "Bawa KTP dan tunjukkan di TPS.")
    assert "asks_identity" not in kinds(looked(handle="x", name="KPU Lampung", said=said))


@pytest.mark.parametrize("text", [
    "Pemungutan suara Rabu, 27 November 2024", "Debat digelar 22 November 2024", "Masa tenang 24 November",
    "Undangan memilih dibagikan 23 November 2024", "Rekapitulasi 29 November 2024 untuk pilkada",
])  # fmt: skip
def test_the_right_day_and_other_days_are_no_false_date(text: str) -> None:
    assert "false_date" not in kinds(looked(handle="x", name="KPU Lampung", said=(text,)))


def test_speaking_of_the_vote_is_noticed_in_posts_and_bio() -> None:
    assert looked(handle="x", name="KPU Lampung", said=("TPS pindah",)).speaks_of_vote
    assert looked(handle="x", name="KPU Lampung", bio="Info pilkada").speaks_of_vote
    assert not looked(handle="x", name="KPU Lampung", said=("Selamat pagi",)).speaks_of_vote


@pytest.mark.parametrize("other", ["Bagas Melati", "Jayeng Kertarupa"])
def test_which_candidate_is_registered_changes_nothing(other: str) -> None:
    def answer(name: str) -> tuple[Verdict, float]:
        handle = name.lower().replace(" ", ".")
        entry = Official("calon", "instagram", f"@{handle}", name, kind="candidate", source="x")
        account = SeenAccount("a", "instagram", handle=f"{handle}_asli", name=f"{name} Asli")
        compared = compare(account, Register.of(FACTS, [entry]), FACTS)
        return compared.verdict, compared.strength

    assert answer(other) == answer("Wening Adiputri")


_NAMES = st.text(max_size=40)


@settings(deadline=None)
@given(handle=_NAMES, name=_NAMES, bio=st.text(max_size=80), said=st.text(max_size=120))
def test_no_account_breaks_the_comparison(handle: str, name: str, bio: str, said: str) -> None:
    compared = looked(handle=handle, name=name, bio=bio, said=(said,), links=(said,))
    assert 0 <= compared.strength <= 1
    assert compared.reasons or compared.verdict in (Verdict.UNRELATED, Verdict.REGISTERED)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_the_same_account_gets_the_same_answer(name: str) -> None:
    assert looked(handle="kpu_x", name=name) == looked(handle="kpu_x", name=name)
