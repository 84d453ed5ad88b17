"""Regions, candidates, results, schedule, classes of voters and open data."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from io import StringIO

import pytest

from suluh.cases.days import zone_of as desk_zone
from suluh.facts import load
from suluh.guide import calendar, candidates, changed, classes, opendata, regions, results, telling
from suluh.guide.book import Book
from suluh.guide.zones import zone_of

ON = date(2024, 11, 25)


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(load(), ON)


def test_all_38_provinces_and_514_regencies_can_be_chosen(book: Book) -> None:
    provinces = regions.chooser_page(book, "id").links
    inside = [
        link
        for p in provinces
        for link in regions.region_page(book, p.path.split("/")[1], "id").body.below
    ]
    assert (len(provinces), len(inside)) == (38, 514)


def test_a_region_answers_the_six_with_its_own_facts(book: Book) -> None:
    jakarta = regions.region_page(book, "31.71", "id").body
    ballots = next(h for h in jakarta.here if h.path == "tanya/cara/")
    assert ballots.differs and "1 surat suara" in ballots.answer
    assert not next(h for h in jakarta.here if h.path == "tanya/kapan/").differs
    assert all(h.answer and h.facts[0].sources for h in jakarta.here)


def test_candidates_stand_by_number_in_the_same_form(book: Book) -> None:
    for link in candidates.ballots_page(book, "id").links:
        columns = candidates.ballot(book, link.path.split("/")[1], "id").columns
        numbers = [c.number for c in columns]
        assert numbers == sorted(set(numbers)) and numbers[0] == 1, link
        assert all(c.empty or (c.name and c.full) for c in columns), link


def test_the_empty_column_keeps_its_number(book: Book) -> None:
    first = candidates.ballot(book, "18.04", "id").columns[0]
    assert first.empty and first.number == 1
    told = candidates.candidates_page(book, "18.04", "id").told
    assert "ID-RES-006" in [t.id for t in told]  # what a vote for it means


@pytest.mark.parametrize(
    ("on", "fact"),
    [(date(2024, 11, 20), "LP-CAN-1872-2b"), (date(2024, 11, 25), "LP-CAN-1872-2c")],
)
def test_a_column_is_shown_as_it_stands_on_the_day(book: Book, on: date, fact: str) -> None:
    shown = candidates.ballot(Book(book.facts, on), "18.72", "id")
    assert [c.told.id for c in shown.columns] == ["LP-CAN-1872-1", fact]


def test_results_say_official_partial_quick_in_this_order(book: Book) -> None:
    for code in ("ID", "18", "18.09"):
        assert [s.kind for s in results.results_page(book, code, "id").body] == [
            "official",
            "partial",
            "quick",
        ]


@pytest.mark.parametrize(
    ("on", "known"),
    [
        (date(2024, 11, 25), []),  # nobody has voted yet
        (date(2024, 12, 6), []),  # the count goes on
        (date(2024, 12, 7), ["LP-RES-018", "LP-RES-019"]),  # the plenary of this day
        (date(2025, 1, 9), ["LP-RES-018", "LP-RES-020", "LP-RES-019"]),  # and who is elected
    ],
)
def test_an_outcome_is_told_from_its_day_on(book: Book, on: date, known: list[str]) -> None:
    then = Book(book.facts, on)
    official, partial, quick = results.results_page(then, "18", "id").body
    assert [t.id for t in official.found] == known
    assert not partial.found and not quick.found
    assert results.has_results(then, "18") == bool(known)
    everywhere = [t.id for t in regions.region_page(then, "18", "id").told]
    question = next(q for q in then.questions if q.id == "hasil-daerah")
    answered = [t.id for e in telling.question_page(then, question, "id").elsewhere for t in e.told]
    listed = [f["id"] for f in json.loads(opendata.whole_json(then))["facts"]]
    for shown in (everywhere, answered, listed):
        assert sorted(i for i in shown if i.startswith("LP-RES")) == sorted(known)


def test_every_way_through_the_classes_ends(book: Book) -> None:
    ends, seen, waiting = set(), set(), [classes.class_page(book, "mulai", "id")]
    while waiting:
        page = waiting.pop()
        if page.kind == "class":
            ends.add(page.path)
            assert page.answer or (page.body.where and page.body.when and page.body.bring), (
                page.path
            )
        for link in page.links:
            step = link.path.removeprefix("pemilih/").strip("/") or "mulai"
            if step not in seen:
                seen.add(step)
                waiting.append(classes.class_page(book, step, "id"))
    assert {"pemilih/dpt/", "pemilih/dptb/", "pemilih/dpk/"} < ends
    assert seen | {"mulai"} == set(classes.steps(book))


@pytest.mark.parametrize(
    ("step", "hours"),
    [("dpt", "07.00 sampai 13.00"), ("dptb", "11.00 sampai 13.00"), ("dpk", "12.00 sampai 13.00")],
)
def test_each_class_is_told_its_own_hours(book: Book, step: str, hours: str) -> None:
    assert hours in classes.class_page(book, step, "id").body.when


def test_an_election_without_classes_has_no_such_pages() -> None:
    assert classes.steps(Book(load("contoh-desa-2031"), ON)) == ()


@pytest.mark.parametrize(("zone", "offset"), [("WIB", 7), ("WITA", 8), ("WIT", 9)])
def test_the_calendar_opens_the_polls_at_seven_in_each_zone(
    book: Book, zone: str, offset: int
) -> None:
    icalendar = pytest.importorskip("icalendar")
    read = icalendar.Calendar.from_ical(calendar.ics(book, "id", zone))
    vote = next(e for e in read.events if str(e["uid"]).startswith("ID-SCH-001@"))
    start: datetime = vote.start
    assert (start.hour, start.utcoffset()) == (7, timedelta(hours=offset))
    assert (
        len({str(e["uid"]) for e in read.events})
        == len(read.events)
        == len(calendar.stages(book, "id"))
    )
    quiet = next(e for e in read.events if str(e["uid"]).startswith("ID-SCH-004@"))
    assert (quiet.start, quiet.end) == (
        date(2024, 11, 24),
        date(2024, 11, 27),
    )  # the end is the first day after


def test_the_schedule_is_in_order(book: Book) -> None:
    days = [s.start for s in calendar.stages(book, "id")]
    assert days == sorted(days) and len(days) > 15


def test_visitors_and_officers_live_in_the_same_time_zones(book: Book) -> None:
    known = ("96", "97")  # the table of the desks is asked only for provinces that it has
    for code in book.facts.regions.by_code:
        if code != "ID" and not code.startswith(known):
            assert zone_of(code) == desk_zone(code).tzname(None), code


def test_the_open_data_hold_every_fact(book: Book) -> None:
    whole = json.loads(opendata.whole_json(book))
    rows = list(csv.DictReader(StringIO(opendata.whole_csv(book).decode("utf-8-sig"))))
    ids = [f.id for f in book.known]
    assert [f["id"] for f in whole["facts"]] == [r["id"] for r in rows] == ids
    assert all(f["sources"] for f in whole["facts"])
    one = json.loads(opendata.fact_json(book, "ID-SCH-001"))
    assert one["value"] == {"type": "date", "date": "2024-11-27", "weekday": "Rabu"}


def test_no_cell_of_the_csv_is_a_formula(book: Book) -> None:
    text = opendata.whole_csv(book).decode("utf-8-sig")
    assert not [
        c for row in csv.reader(StringIO(text)) for c in row if c.startswith(("=", "+", "-", "@"))
    ]


def test_changes_are_listed_newest_first(book: Book) -> None:
    told = changed.changes_page(book, "id").told
    days = [t.changed for t in told if t.changed]
    assert days == sorted(days, reverse=True)
    assert "LP-CAN-1872-2c" in [t.id for t in told]
