"""Text as people write it, read as it was meant, and always traceable to what was written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from suluh.text.normal import normalise

MEANT = [
    ("Ga laku", "tidak laku"),  # a negation stays a negation, never "juga laku"
    ("gak blh nyoblos", "tidak boleh mencoblos"),
    ("blm tau, jgn bilang2", "belum tahu, jangan bilang-bilang"),
    ("gausah dateng", "tidak usah datang"),  # one written word, two meant
    ("ora iso nyoblos", "tidak bisa mencoblos"),  # Javanese
    ("mboten saged milih dinten Rebo", "tidak bisa memilih hari rabu"),  # Javanese, krama
    ("aja lali sesuk nyoblos", "jangan lupa besok mencoblos"),  # "aja" alone may be "saja"
    ("nanti aja ya", "nanti aja ya"),  # so it stays
    ("teu tiasa nyoblos isukan", "tidak bisa mencoblos besok"),  # Sundanese
    ("moal milih, teu acan cekap umur", "tidak akan memilih, belum cekap umur"),  # Sundanese
    (
        "KTP digital ora payu, kudu nggawa sing asli",
        "ktp digital tidak laku, harus membawa yang asli",
    ),
    ("ora oleh diwakilke, oleh nyoblos dhewe", "tidak boleh diwakilkan, boleh mencoblos sendiri"),
    ("gubernur nu meunang", "gubernur yang menang"),  # Sundanese "meunang" is win,
    (
        "geus meunang nyoblos, teu meunang diwakilkeun",
        "sudah boleh mencoblos, tidak boleh diwakilkan",
    ),  # and may
    ("dikirim oleh KPU", "dikirim oleh kpu"),  # Indonesian "oleh" is by
    ("nyoblosnya ttp jam 7, duitnya dibiarin", "mencoblosnya tetap jam 7, uangnya dibiarkan"),
    (
        "PPP di SMP Negeri 1 smp jam 10",
        "ppp di smp negeri 1 sampai jam 10",
    ),  # a party, a school, until
    ("indak buliah mamiliah bisuak", "tidak boleh memilih besok"),  # Minangkabau
    ("tak perlu KTP", "tidak perlu ktp"),  # Indonesian "tak"
    ("sesuk wis tak coblos", "besok sudah tak coblos"),  # Javanese "tak": I will
    ("Dina datang kemarin", "dina datang kemarin"),  # a name
    ("dina iki kudu nyoblos, ojo lali", "hari ini harus mencoblos, jangan lupa"),  # Javanese "dina"
    ("dr. Sari dr Metro", "dr. sari dari metro"),  # a title and a preposition
    ("pemilih p i l k a d a", "pemilih pilkada"),
    ("p i l k a d a  d i u n d u r", "pilkada diundur"),  # two spaces part the words
    ("n.y.o.b.l.o.s", "mencoblos"),
    ("p-i-l-k-a-d-a d_i_t_u_n_d_a", "pilkada ditunda"),
    ("pil kada di undur", "pilkada diundur"),  # words broken in two
    ("di rumah saja", "di rumah saja"),  # an ordinary preposition
    (
        "c0bl0s p1lk4d4 d1t und4",
        "coblos pilkada d1t und4",
    ),  # digits for letters; half a word is not guessed
    ("pilk@da c*blos p!lkada", "pilkada coblos pilkada"),
    ("coblos!jangan golput", "coblos!jangan golput"),  # a sign between two words is a sign
    ("bangeeet tidakkkk maaaaf", "banget tidak maaf"),
    ("saat maaf massa", "saat maaf massa"),  # letters that belong twice
    ("рilkаdа dі TPЅ", "pilkada di tps"),  # Cyrillic look-alikes
    ("ⓟⓘⓛⓚⓐⓓⓐ ᴄᴏʙʟᴏs 𝐆𝐨𝐥𝐩𝐮𝐭", "pilkada coblos golput"),
    ("🅿🅸🅻🅺🅰🅳🅰", "pilkada"),
    ("pi\u200blka\u200dda di\u00adtun\u2060da", "pilkada ditunda"),  # hidden characters
    ("tgl 2️⃣7️⃣ jam ⑦", "tanggal 27 jam 7"),
    ("٢٧ November", "27 november"),  # Arabic-Indic digits
    ("🇵 🇮 🇱 🇰 🇦 🇩 🇦", "pilkada"),
    ("#PilkadaDiundur", "#pilkada diundur"),
    ("#pilkadaditunda", "#pilkada ditunda"),
    ("#2019GantiPresiden", "#2019 ganti presiden"),  # a year, not letters
    ("anak2 org2 undang2", "anak-anak orang-orang undang-undang"),
    ("tgl27 jam7 TPS12", "tanggal 27 jam 7 tps 12"),
    ("50rb Rp50rb 2jt 27nov", "50 ribu rp 50 ribu 2 juta 27 november"),
    ("Jum'at pkl 07.00", "jumat pukul 07.00"),
    ("pkl jualan", "pkl jualan"),  # street vendors, no hour follows
    ("5 g gula, g tau", "5 g gula, tidak tahu"),  # grams, and "nggak"
    ("wkwkwkwk hahahaha", "wkwk haha"),
    ("baris  satu\r\n\r\n baris dua", "baris satu\nbaris dua"),
]

UNTOUCHED = [
    "27/11/2024",
    "07.00-13.00",
    "1.000.000",
    "tps 12",
    "c1",
    "h-1",
    "g20",
    "covid19",
    "a4",
    "500k",
    "4x",
    "rt 02 rw 05",
    "1 2 3 4 5",
    "0812 3456 7890",
    "https://kpu.go.id/pilkada2024?x=c0bl0s",
    "@kpu_ri",
    "nama2@contoh.id",
    "k.h. ahmad s.h. m.h.",
    "i will vote on wednesday",
    "because you can not vote twice",
]

ANY = st.text() | st.text(alphabet="aegiknost12 .-_#@!\n\u200b\ufe0f2️⃣ⓐрі🇮")


@pytest.mark.parametrize(("written", "meant"), MEANT)
def test_what_was_written_is_read_as_it_was_meant(written: str, meant: str) -> None:
    assert normalise(written).text == meant


@pytest.mark.parametrize("text", UNTOUCHED)
def test_numbers_links_and_plain_words_stay_as_they_are(text: str) -> None:
    assert normalise(text).text == text


def test_what_was_seen_is_quoted_in_the_letters_of_the_post() -> None:
    normal = normalise("Kata KPU, P i l k a d a gak jd tgl 2️⃣7️⃣ 😱")
    start = normal.text.index("pilkada tidak jadi tanggal 27")
    assert normal.quote(start, start + len("pilkada")) == "P i l k a d a"
    assert normal.quote(start, start + len("pilkada tidak jadi tanggal 27")) == (
        "P i l k a d a gak jd tgl 2️⃣7️⃣"
    )


def test_two_words_meant_by_one_are_quoted_as_that_one() -> None:
    normal = normalise("udah gausah nyoblos")
    usah = normal.text.index("usah")
    assert normal.quote(usah, usah + 4) == "gausah"


@pytest.mark.parametrize(
    "post",
    ["udah gak blh dateng", "tgl27 anak2 #PilkadaDiundur", "n.y.o.b.l.o.s di TPSnya 2️⃣7️⃣", "р1lkаdа"],
)
def test_words_stand_in_order_and_cover_the_words_of_the_text(post: str) -> None:
    normal = normalise(post)
    assert [normal.text[word.start : word.end] for word in normal.words] == [
        word.text for word in normal.words
    ]
    assert all(a.end <= b.start for a, b in pairwise(normal.words))


@given(ANY, st.integers(-5, 200), st.integers(-5, 200))
@example("İstanbul ﷺ", 0, 30)
@example("ß̈ŉ", 0, 3)
@example("\u200b", 0, 1)
def test_no_text_and_no_offset_leads_out_of_the_source(text: str, start: int, end: int) -> None:
    normal = normalise(text)
    begin, until = normal.origin(start, end)
    assert 0 <= begin <= until <= len(text)
    assert normal.quote(start, end) == text[begin:until]


@given(ANY)
def test_every_word_is_quoted_with_at_least_what_was_written_for_it(text: str) -> None:
    normal = normalise(text)
    for word in normal.words:
        assert normal.text[word.start : word.end] == word.text
        assert word.raw == text[word.source_start : word.source_end]
        assert word.raw in normal.quote(word.start, word.end)


@given(ANY)
def test_normal_text_is_lower_case_and_has_no_wide_gaps(text: str) -> None:
    meant = normalise(text).text
    assert meant == meant.lower()
    assert "  " not in meant
    assert "\r" not in meant
