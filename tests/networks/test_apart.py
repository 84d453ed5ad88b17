"""Who is set apart, and why; and who is not, although they would like to be."""

from __future__ import annotations

from typing import Any

import pytest
from invented_posts import Written, post

from suluh.networks import Asked, Group, Registered, find
from suluh.networks.apart import Why, account_is, same_person, text_is
from suluh.networks.line import Line, Who

KPU = Registered(frozenset({("x", "kpu_ri")}))


@pytest.mark.parametrize(
    ("author", "why"),
    [
        (Who(handle="KPU_RI"), Why.OFFICIAL),  # by the facts
        (Who(handle="@kpu_ri"), Why.OFFICIAL),
        (Who(handle="kpu_ri_official"), None),  # passes for it; that is for a person
        (Who(handle="a", kind="government"), Why.OFFICIAL),
        (Who(handle="a", kind="media"), Why.NEWS_WIRE),
        (
            Who(handle="kabar_cepat", name="Berita Terkini"),
            None,
        ),  # the name alone makes no newsroom
        (Who(handle="a", registered=True), Why.DISCLOSED_CAMPAIGN),
        (Who(handle="a", registered="nan"), None),
        (Who(handle="a", bio="Relawan di Kecamatan Contoh"), Why.DISCLOSED_CAMPAIGN),
        (Who(handle="a", bio="Tim sukses, jujur saja"), Why.DISCLOSED_CAMPAIGN),
        (Who(handle="a", bio="Fanbase Biduan Rekaan"), Why.FAN_CLUB),
        (Who(handle="a", bio="Ibu dua anak, suka masak"), None),
        (Who(handle="relawan99"), None),  # a handle is no statement about oneself
    ],
)
def test_what_an_account_says_of_itself(author: Who, why: Why | None) -> None:
    assert account_is(Line(platform="X", author=author), KPU) is why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ya Allah semoga kita semua sehat", Why.GREETING),
        ("Selamat pagi, semoga berkah", Why.GREETING),
        ("Ya Allah semoga pilkada damai, aamiin", Why.GREETING),
        ("Semoga hari ini tidak hujan", None),  # one such word is in every second post
        ("Ya Allah semoga menang, jangan lupa coblos besok", None),  # a prayer that asks for a vote
        ("LAMPUNG (ANTARA) - Harga beras turun", Why.NEWS_WIRE),
        ("Antara aku dan kamu", None),
        ("", None),
    ],
)
def test_what_a_text_is(text: str, why: Why | None) -> None:
    assert text_is(text) is why


def test_one_name_on_two_platforms_is_one_person() -> None:
    here, there = Line(platform="x", author="budi_c"), Line(platform="tiktok", author="Budi_C")
    assert same_person(here, there)
    assert not same_person(here, here)
    assert not same_person(Line(platform="x"), Line(platform="tiktok"))


SAID = [
    "harga beras di pasar pagi ini naik lagi kata para pedagang lama",
    "jembatan baru dekat sawah belum bisa dilewati mobil besar sampai bulan depan",
    "lomba masak antar dusun ramai sekali walau hujan turun sejak siang",
    "listrik padam lima jam dan warga satu gang mengungsi ke masjid",
    "anak sekolah minta lapangan bola diperbaiki sebelum musim lomba mulai",
    "pupuk murah hilang dari toko padahal petani sudah antre dua minggu",
]


def together(written: Written, **about: Any) -> list[Group]:
    """Six accounts that post the same six texts within seconds, on a day on which others post too."""
    rows = [
        post(
            100 * at + who,
            f"akun{who}",
            at * 3600 + who,
            text,
            author={"handle": f"akun{who}"} | about,
        )
        for at, text in enumerate(SAID)
        for who in range(6)
    ]
    rows += [
        post(9000 + at, f"lain{at % 80}", at * 40, f"hari ini {at} kata {at} saja {at} begitu")
        for at in range(900)
    ]
    found = find(written(rows), Asked(reshuffles=3))
    assert not (found.findings and found.apart)
    return [*found.findings, *found.apart]


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({}, None),
        ({"kind": "media"}, "news_wire"),
        ({"kind": "government"}, "official"),
        ({"bio": "relawan, tim kampanye kabupaten"}, "disclosed_campaign"),
    ],
)
def test_the_same_doing_is_a_finding_or_is_set_apart(
    written: Written, about: dict[str, str], why: str | None
) -> None:
    (group,) = together(written, **about)
    assert group.why == why
    assert {member.handle for member in group.members} == {f"akun{who}" for who in range(6)}
    assert group.tied == 15
    assert bool(group.techniques) is (why is None)
