"""Clock times: what opens, what closes, and what is no clock time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.text.hours import hours
from suluh.text.normal import normalise

CASES = [
    ("TPS buka 07.00-13.00", [("07:00", "13:00")], "range"),
    ("jam 7 pagi s/d jam 1 siang", [("07:00", "13:00")], "parts of the day"),
    ("dari jam 7 sampe jam 10", [("07:00", "10:00")], "bare range"),
    ("dari jam 7 sampai jam 1", [("07:00", "13:00")], "the afternoon follows"),
    ("jam setengah delapan", [("07:30", None)], "half past seven"),
    ("tutup jam 11 siang", [(None, "11:00")], "closes"),
    ("buka jam 9", [("09:00", None)], "opens"),
    ("tutup jam 2", [(None, "14:00")], "closing at two is the afternoon"),
    ("jam 12 siang", [("12:00", None)], "noon"),
    ("jam 12 malam", [("00:00", None)], "midnight"),
    ("7am to 1pm", [("07:00", "13:00")], "English"),
    ("polls close at 1 p.m.", [(None, "13:00")], "English close"),
    ("pukul 15.00 WITA", [("15:00", None)], "zone"),
    ("jam pitu esuk tekan jam siji awan", [("07:00", "13:00")], "Javanese"),
    ("jam tujuh isuk nepi ka jam hiji beurang", [("07:00", "13:00")], "Sundanese"),
    ("jam 1 siang sudah tutup, jam 7 pagi buka", [("07:00", "13:00")], "two halves, turned around"),
    ("penghitungan pukul 13.00 sampai selesai", [("13:00", None)], "open end"),
    ("bukan jam 11 tapi jam 13", [("11:00", None), ("13:00", None)], "a correction is no range"),
    ("skor 2-1", [], "a score"),
    ("Rp7.000 sampai Rp13.000", [], "money"),
    ("TPS 07 sampai TPS 13", [], "polling stations"),
    ("selama 6 jam", [], "a duration"),
    ("suara 12.30 persen", [], "a share"),
    ("27.11.2024", [], "a date"),
    ("hubungi 0812.3456.7890", [], "a phone number"),
    ("umur 17-21 tahun", [], "ages"),
    ("7 orang per TPS", [], "people"),
]  # fmt: skip


@pytest.mark.parametrize("text,expected,why", CASES, ids=[c[-1] for c in CASES])
def test_hours_are_read_as_a_person_would(text, expected, why):
    seen = [
        (h.opens and h.opens.strftime("%H:%M"), h.closes and h.closes.strftime("%H:%M"))
        for h in hours(normalise(text))
    ]
    assert seen == expected


def test_the_zone_is_kept():
    assert hours(normalise("pukul 07.00 WIT"))[0].zone == "WIT"


@given(st.text("0123456789 .:-jampgisonteuk", max_size=60))
def test_any_hour_like_text_is_read(text):
    normal = normalise(text)
    for seen in hours(normal):
        assert 0 <= seen.start < seen.end <= len(normal.text)
        assert seen.opens or seen.closes
