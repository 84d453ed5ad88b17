"""The page of a case's clocks: what is left, where it stood still, and each deadline with where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.test import Client
from telling_web import by, in_review, thing

from suluh.cases import Role
from suluh.cases import events as e
from suluh.web.order import rules
from suluh.web.store import case_from, happen, history
from suluh.web.timing import months, pauses, timing

Opened = Callable[..., Client]


def registered(now: datetime) -> None:
    officer = by("B-1", now, "p-awas", Role.SUPERVISOR)
    happen(
        e.Reported(
            **by("B-1", now, "w", Role.REPORTER_PUBLIC),
            track="B",
            thing=thing(),
            region="18.71",
            known_on=now.date(),
        ),
        e.Acknowledged(**officer),
        e.InitialReviewStarted(**officer),
        e.InitiallyReviewed(**officer),
        e.Registered(**officer, number="1"),
    )


def test_each_deadline_stands_with_its_source_and_how_sure_it_is(
    desk: Opened, now: datetime
) -> None:
    registered(now)
    page = desk("awas", Role.SUPERVISOR).get("/perkara/B-1/waktu/").content.decode()
    for word in (
        "ID-LAW-016",
        "ID-LAW-017",
        "sumber terlihat",
        "dari ingatan",
        "wikisource",
        "Kalender hari kerja",
        "27 November 2024 (ID-SCH-002)",
    ):
        assert word in page, word
    assert 'aria-current="date"' in page


def test_a_pause_is_shown_and_counted(desk: Opened, now: datetime) -> None:
    start = now - timedelta(minutes=40)
    in_review("A-1", start)
    happen(e.InfoAsked(**by("A-1", start), question="Di mana?"))
    case = case_from(history("A-1"))
    assert [(p.start, p.end) for p in pauses(case)] == [(start, None)]
    page = desk("rani", Role.REVIEWER).get("/perkara/A-1/waktu/").content.decode()
    assert "berhenti, menunggu keterangan" in page and "P1 (keputusan proyek)" in page


def test_the_calendar_marks_weekends_the_holiday_and_the_last_day() -> None:
    now = datetime.fromisoformat("2024-11-25T08:00:00+07:00")
    registered(now)
    case = case_from(history("B-1"))
    known = timing(case, rules()[0], now)
    days = {d.day: d for m in known["months"] for week in m.weeks for d in week if d.inside}
    assert days[date(2024, 11, 27)].holiday and not days[date(2024, 11, 27)].working
    assert not days[date(2024, 11, 30)].working and days[date(2024, 11, 29)].working
    assert days[date(2024, 11, 25)].today
    assert days[date(2024, 11, 28)].due == ("penanganan",)
    assert days[date(2024, 12, 2)].due == ("laporan",)


def test_no_deadline_is_no_calendar(now: datetime) -> None:
    in_review("A-1", now)
    case = case_from(history("A-1"))
    known = timing(case, rules()[0], now)
    assert known["months"] == [] and months(case, [], None, now) == []  # type: ignore[arg-type]


def test_english_is_whole(desk: Opened, now: datetime) -> None:
    registered(now)
    awas = desk("awas", Role.SUPERVISOR)
    awas.cookies["suluh_bahasa"] = "en"
    page = awas.get("/perkara/B-1/waktu/").content.decode()
    assert "from memory" in page and 'M">dari ingatan' not in page
