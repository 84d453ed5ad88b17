"""What a frame takes for false and is not: a question without its mark, a day told by another, a ban, another number."""

from __future__ import annotations

from datetime import datetime

import pytest

from suluh.content import WIB, Post
from suluh.house.checker import Verdict, check
from suluh.knowledge import open_knowledge

NOON = datetime(2024, 11, 20, 12, tzinfo=WIB)


def verdict(text: str) -> Verdict:
    return check(
        Post(id="p", text=text, posted_at=NOON), open_knowledge("pilkada-2024"), NOON
    ).verdict


@pytest.mark.parametrize(
    "text",
    [
        "TPS tutup jam 5 sore kan",  # asks one who knows
        "TPS buka jam 8 ya pak",
        "jadi nyoblosnya tanggal 28 ya kak",
        "min ini beneran pilkada diundur ke desember",
        "H-1 pencoblosan itu tanggal 26 November",  # the day before, rightly
        "Besok tanggal 21, pilkada masih 6 hari lagi",
        "Kampanye boleh sampai 23 November, besoknya masa tenang",
        "Dilarang kampanye pada 24 sampai 26 November",  # when it is forbidden, rightly
        "TPS 3 sampai jam 10 baru 50 orang yang nyoblos",  # a report with an hour in it
        "TPS kami buka tenda dari jam 5 subuh untuk persiapan",
        "Toko kami tutup jam 10 pada hari pencoblosan",  # another house
        "Surat suara pilkada ada dua, di Jakarta hanya satu",  # both true, of two places
    ],
)
def test_it_is_not_called_false(text: str) -> None:
    assert verdict(text) is not Verdict.CONTRADICTS


@pytest.mark.parametrize(
    "text",
    [
        "Pilkada hari Selasa tanggal 26 November ya bapak ibu",  # tells many, asks nobody
        "Yang tidak dapat undangan C6 tidak boleh mencoblos",  # strong frame, and the judge hears the fact
        "Awas, yang golput akan dipenjara",
        "Siapa pun yang tidak memilih akan dipidana",
        "Polling stations stay open until 6 pm",
        "Pencoblosan pilkada digeser ke 4 Desember 2024",
        "Masa tenang mulai 22 November",
    ],
)
def test_it_is_still_called_false(text: str) -> None:
    assert verdict(text) is Verdict.CONTRADICTS


@pytest.mark.parametrize(
    "text",
    [
        "Sebaiknya pilkada diundur saja deh",  # wished
        "Menurut saya TPS harusnya buka sampai jam 5 sore",
        "debat semalam seru banget, pasangan itu jago ngomong",
    ],
)
def test_a_wish_has_no_verdict(text: str) -> None:
    assert verdict(text) is Verdict.OPINION


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("Masa tenang itu tiga hari bun, 24-26 November, kampanye sudah tidak boleh", True),
        ("TNI dan Polri aktif tidak ikut memilih", True),
        ("KPPS tidak boleh menyuruh pilih calon tertentu", True),
        ("Kampanye sampai 23 November terlalu lama", False),  # finds it too long
        ("Masa tenang 24 sampai 27 November", False),  # another number
        ("Survei boleh diumumkan di masa tenang", False),
    ],
)
def test_it_is_true_where_two_readers_agree(text: str, true: bool) -> None:
    assert (verdict(text) is Verdict.TRUE) is true
