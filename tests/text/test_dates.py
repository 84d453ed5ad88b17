"""Dates, ranges, weekdays and relative days, posted on Monday 25 November 2024 unless said otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.text.dates import dates
from suluh.text.normal import normalise

WIB = timezone(timedelta(hours=7))
POSTED = datetime(2024, 11, 25, 10, tzinfo=WIB)
VOTE_DAY = date(2024, 11, 27)


def read(text: str, posted: datetime | None = POSTED) -> list[str]:
    """Days read, a range as "first..last"."""
    return [
        str(s.first) if s.first == s.last else f"{s.first}..{s.last}"
        for s in dates(normalise(text), posted, vote_day=VOTE_DAY)
    ]


CASES = [
    ("pencoblosan 27 November 2024", ["2024-11-27"], "full"),
    ("Rabu, 27 Nov 2024", ["2024-11-27"], "weekday joins its date"),
    ("nyoblos 27/11/2024", ["2024-11-27"], "slashes"),
    ("nyoblos 27.11.24", ["2024-11-27"], "dots, short year"),
    ("coblosan 27-11", ["2024-11-27"], "short, behind a cue"),
    ("2024-11-27", ["2024-11-27"], "ISO"),
    ("27112024 hari pemilihan", ["2024-11-27"], "run together"),
    ("27 & 28 Nov", ["2024-11-27", "2024-11-28"], "two days, no range"),
    ("masa tenang 24–26 November", ["2024-11-24..2024-11-26"], "range"),
    ("25 September s/d 23 November 2024", ["2024-09-25..2024-11-23"], "range over months"),
    ("tanggal dua puluh tujuh november", ["2024-11-27"], "spelled"),
    ("tanggal pitulikur November", ["2024-11-27"], "Javanese twenties"),
    ("kaping 27 Nopémber", ["2024-11-27"], "Sundanese"),
    ("November 27th, 2024", ["2024-11-27"], "English"),
    ("see you next Wednesday", ["2024-11-27"], "English weekday"),
    ("besok nyoblos", ["2024-11-26"], "tomorrow"),
    ("lusa nyoblos", ["2024-11-27"], "day after tomorrow"),
    ("sesuk nyoblos", ["2024-11-26"], "Javanese tomorrow"),
    ("pageto nyoblos", ["2024-11-27"], "Sundanese day after tomorrow"),
    ("tiga hari lagi", ["2024-11-28"], "in three days"),
    ("hari Rabu depan", ["2024-11-27"], "next Wednesday"),
    ("Rabu minggu depan", ["2024-12-04"], "Wednesday next week"),
    ("minggu depan tanggal 28", ["2024-11-28"], "the exact day speaks"),
    ("H-1 pencoblosan", ["2024-11-26"], "counted from voting day"),
    ("H+2 pemilihan", ["2024-11-29"], "counted from voting day"),
    ("H-7 lebaran", [], "another feast"),
    ("bulan depan", ["2024-12-01..2024-12-31"], "a month"),
    ("nyoblosnya 1 Desember", ["2024-12-01"], "yearless"),
    ("tanggal 20 bulan 11", ["2024-11-20"], "month by number"),
    ("bukan tanggal 28 tapi 27", ["2024-11-28", "2024-11-27"], "both sides of a correction"),
    ("skor 2-1 untuk tim kita", [], "a score"),
    ("gaji 1,2 juta", [], "money"),
    ("TPS 27 dan TPS 28", [], "polling stations"),
    ("UU No. 10 Tahun 2016", [], "a law"),
    ("hubungi 0812-11-2711", [], "a phone number"),
    ("Pilkada 2024 ditunda sampai tahun 2025", [], "years are no days"),
    ("31 November 2024", [], "no such day"),
]


@pytest.mark.parametrize("text,expected,why", CASES, ids=[c[-1] for c in CASES])
def test_days_are_read_as_a_person_would(text, expected, why):
    assert read(text) == expected


def test_late_evening_utc_is_already_tomorrow_in_wib():
    assert read("besok nyoblos", datetime(2024, 11, 25, 20, tzinfo=UTC)) == ["2024-11-27"]


def test_the_year_is_the_one_nearest_to_the_posting():
    assert read("1 Januari", datetime(2024, 12, 20, tzinfo=WIB)) == ["2025-01-01"]


def test_without_a_posting_time_relative_days_are_left_out():
    assert read("besok, 27 November", None) == ["2024-11-27"]


def test_a_weekday_that_disagrees_with_its_date_is_kept():
    (seen,) = dates(normalise("Kamis, 27 November 2024"), POSTED)
    assert (seen.first, seen.weekday) == (date(2024, 11, 27), 3)


def test_the_place_leads_back_to_the_words():
    normal = normalise("nyoblos tgl dua puluh tujuh November ya")
    (seen,) = dates(normal, POSTED)
    assert normal.quote(seen.start, seen.end) == "dua puluh tujuh November"


@given(st.text(max_size=120))
def test_any_text_is_read(text):
    normal = normalise(text)
    for seen in dates(normal, POSTED, vote_day=VOTE_DAY):
        assert 0 <= seen.start < seen.end <= len(normal.text)
        assert seen.first <= seen.last


@given(st.text("0123456789 -/.,novdesjamtglbesokH+", max_size=60))
def test_any_date_like_text_is_read(text):
    for seen in dates(normalise(text), POSTED, vote_day=VOTE_DAY):
        assert seen.first <= seen.last
