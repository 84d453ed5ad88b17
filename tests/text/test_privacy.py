"""Personal data never survives; what voters need to read always does. All numbers here are invented."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from suluh.text.privacy import SHOWN, mask

HIDDEN = [
    ("NIK saya 1871011508950001", "NIK saya [NIK]"),
    ("NIK 18.71.01.150895.0001", "NIK [NIK]"),
    ("nik 1871-0115-0895-0001 ya", "nik [NIK] ya"),
    ("1 8 7 1 0 1 1 5 0 8 9 5 0 0 0 1", "[NIK]"),  # spaced out
    ("1️⃣8️⃣7️⃣1️⃣0️⃣1️⃣1️⃣5️⃣0️⃣8️⃣9️⃣5️⃣0️⃣0️⃣0️⃣1️⃣", "[NIK]"),  # keycaps
    ("no KK 1871010101100002", "no KK [KK]"),  # a family card is told apart
    ("1871011508950001/1871011508950002", "[NIK]/[NIK]"),
    ("hub 0812-3456-7890", "hub [telepon]"),
    ("+62 812 3456 7890", "[telepon]"),
    ("0 8 1 2 3 4 5 6 7 8 9 0", "[telepon]"),
    ("O8I2 3456 789O", "[telepon]"),  # letters that look like digits
    ("chat wa.me/6281234567890 aja", "chat [telepon] aja"),
    ("https://wa.me/6281234567890?text=halo", "[telepon]?text=halo"),
    ("https://api.whatsapp.com/send?phone=6281234567890", "[telepon]"),
    ("kosong delapan satu dua tiga empat lima enam tujuh delapan sembilan", "[telepon]"),
    ("kirim ke budi77@surat.id", "kirim ke [surel]"),
    ("budi77 @gmail.com", "[surel]"),
    ("https://contoh.id/cek?nik=1871011508950001", "https://contoh.id/cek?nik=[NIK]"),
    ("budi77 [at] surat [dot] id", "[surel]"),
    ("transfer ke rek BCA 1234567890 a.n. Budi", "transfer ke rek BCA [rekening] a.n. Budi"),
    ("rumahnya di jalan Sultan Agung gang Mawar no 7", "rumahnya di [alamat]"),
    ("nol delapan satu dua tiga empat lima enam tujuh lapan", "[telepon]"),
    (
        "NIK satu delapan tujuh satu 0 1 satu lima nol delapan sembilan lima nol nol nol 1",
        "NIK [NIK]",
    ),
    ("budi77 at gmail dot com", "[surel]"),
    ("rumahnya gang Mawar, pagar hijau, dekat warung", "rumahnya [alamat]"),
    ("rumah pak ketua -5.398712, 105.266789", "rumah pak ketua [alamat]"),
    ("nopol be 1234 abx", "nopol [pelat]"),
    ("mobilnya BE 1234 ABX", "mobilnya [pelat]"),
    ("alamat ketua KPPS itu Jl. Mawar No. 7 RT 02/RW 05", "alamat ketua KPPS itu [alamat]"),
]

LEFT = [
    "TPS 12 buka Rabu 27 November 2024 pukul 07.00-13.00 WIB",
    "27-11-2024 28-11-2024 07.00-13.00",
    "DPT Lampung 6.515.869 pemilih, suara 01: 12.345, 02: 23.456, 03: 34.567",
    "dikasih Rp50.000.000 atau Rp 100000000",
    "call center 1500-500, 14045, 110, 112",
    "lapor ke aduan@bawaslu.go.id atau https://kpu.go.id/berita/081234567890",  # official
    "TPS 12 di Jl. Merdeka No. 12",  # a public place
    "Kantor KPU Jl. Gajah Mada No. 87",
    "TPS 001 RT 02 RW 03 Kelurahan Kedaton",
    "akun palsu bernama @contoh.resmi dan @kpu.lampung",  # names of accounts, not of people
    "https://video.contoh/watch/3201011508950001/?x=1",  # the number of a video
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh",  # counting
    "Alamat TPS 8: halaman rumah Pak RT, sebelah masjid, tenda biru",  # the way to vote
    "Kantor KPU di -5.398712, 105.266789",
    "mobil 3 unit, motor 12 unit, bus nomor 12 B 30 menit sekali",
    "RSUD di Jalan Palang Merah Nomor 1",
    "jalan terus sampai 5 menit",
    "2019 2024 2029 1945 pemilu",
    "mulai 2 3 4 5 orang di rumah",
]

GAPS = st.sampled_from(
    ["", " ", ".", "-", " - ", "_", "/", ",", "  ", "·", "\u200b", "\u00a0", " . "]
)


@pytest.mark.parametrize(("post", "shown"), HIDDEN)
def test_personal_data_is_replaced_by_its_kind(post: str, shown: str) -> None:
    assert mask(post).text == shown


@pytest.mark.parametrize("post", LEFT)
def test_what_voters_need_stays_readable(post: str) -> None:
    assert mask(post).text == post


def test_what_was_found_stands_at_its_place_in_the_original() -> None:
    post = "Halo 🙏 NIK 1871 0115 0895 0001, wa 0812-3456-7890"
    kinds = [(data.kind, post[data.start : data.end]) for data in mask(post).found]
    assert kinds == [("nik", "1871 0115 0895 0001"), ("phone", "0812-3456-7890")]


@given(
    st.sampled_from(["1871", "3201", "7371", "9471"]),
    st.integers(1, 31),
    st.integers(1, 12),
    st.integers(0, 99),
    st.integers(1, 9999),
    st.booleans(),
    st.lists(GAPS, min_size=16, max_size=16),
    st.sampled_from(["", "nik: ", "data ", "(", "anak "]),
)
def test_no_nik_survives_in_any_spacing(
    region: str,
    day: int,
    month: int,
    year: int,
    serial: int,
    woman: bool,
    gaps: list[str],
    before: str,
) -> None:
    digits = f"{region}01{day + 40 * woman:02}{month:02}{year:02}{serial:04}"
    written = "".join(digit + gap for digit, gap in zip(digits, [*gaps[:15], ""], strict=True))
    shown = mask(before + written + " itu").text
    assert sum(character.isdigit() for character in shown) < 8


@given(st.text() | st.text(alphabet="0128 .-@aw/+:NIKrt\n", max_size=80))
@example("a@b.co 0812345678900812345678")
@example("rumah jl mawar no 1871011508950001")
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@given(st.text() | st.text(alphabet="0128 .-@aw/+:NIKrt\n", max_size=80))
def test_only_what_was_found_is_replaced(text: str) -> None:
    masked = mask(text)
    parts, at = [], 0
    for data in masked.found:
        assert at <= data.start < data.end <= len(text)
        parts += [text[at : data.start], SHOWN[data.kind]]
        at = data.end
    assert "".join((*parts, text[at:])) == masked.text
