"""An agreement is of the same subject and polarity in one clause; what only touches a fact agrees with nothing."""

from __future__ import annotations

import pytest

from suluh.signals.signal import Signal


def agreeing(signals: list[Signal]) -> list[Signal]:
    return [s for s in signals if s.name == "fact_agreement"]


@pytest.mark.parametrize(
    ("text", "posted_at"),
    [
        ("Per keputusan terbaru 27 November bukan libur nasional lagi, cuma libur bersama buat PNS.", "2024-11-20"),  # negated
        ("27 November tetap masuk kerja, yang diliburkan cuma murid sekolah", "2024-11-20"),  # only for some
        ("Pilkada sekarang sudah tidak pakai surat undangan kertas ya bun", "2024-11-20"),  # the claim's own negation
        ("KPPS boleh nyuruh warga milih paslon tertentu asal lansia", "2024-11-20"),  # another act than voting
        ("Surat suara yang bolong karena dicoblos justru dihitung tidak sah, jadi dilipat saja", "2024-11-20"),  # clauses
        ("Ayo malam ini datangi rumah ketua KPPS TPS 8 ramai-ramai", "2024-11-27"),  # a day, but not of the vote
        ("If the recount isn't stopped tonight we storm the election office", "2024-11-27"),  # another event
        ("Wargi nu geus milih bakal meunang artos, kirim poto KTP ka inbox", "2024-12-06"),  # getting is no permission
        ("Ga usah takut nyoblos dobel, ga ada pidananya kok", "2024-11-20"),  # the penalty is denied
        ("Pensiunan TNI wajib nunggu 5 tahun dulu baru boleh nyoblos", "2024-11-20"),  # a wait nobody asks of them
        ("Bule kalau sudah kawin sama orang sini otomatis punya hak pilih", "2024-11-20"),  # the citizenship decides
        ("Coblosan digelar pas hari libur natal, tiketnya batalin saja", "2024-11-20"),  # another holiday
    ],
)  # fmt: skip
def test_a_false_post_agrees_with_nothing(text: str, posted_at: str, look) -> None:
    assert not agreeing(look(text, f"{posted_at}T10:00+07:00"))


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("27 November itu libur nasional, jangan lupa nyoblos", "voting_day_holiday"),
        ("Tanpa undangan tetap boleh nyoblos, bawa KTP", "notice_not_mandatory"),
        ("TPS buka jam 7 pagi sampai jam 1 siang", "voting_hours"),
        ("Besok nyoblos ya, jangan golput", "voting_date"),
        ("Nyoblos dua kolom tidak sah", "valid_mark"),
        ("Anak 15 tahun belum boleh nyoblos", "eligibility"),
    ],
)
def test_a_true_post_still_agrees(text: str, slot: str, look) -> None:
    found = look(text, "2024-11-26T10:00+07:00")
    assert slot in {s.details["slot"] for s in agreeing(found)}
