"""Track B by days: as the facts of the election count them, from memory where they do not, and said so."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telling import filed, registered, removed

from suluh.cases import events as e
from suluh.cases.days import WIT, WITA, Calendar, calendar_of, days_after, zone_of
from suluh.cases.deadlines import Deadline, deadlines, filing_deadline
from suluh.cases.requirements import Form, formal, material
from suluh.content import WIB
from suluh.facts import Facts, load, regions
from suluh.facts.values import DurationValue

FACTS = load()
VILLAGE = load("contoh-desa-2031")


def named(story: object, name: str, facts: Facts = FACTS) -> Deadline:
    return next(d for d in deadlines(story.now, facts) if d.name == name)  # type: ignore[attr-defined]


def test_a_report_is_filed_within_seven_days_of_knowing() -> None:
    assert filing_deadline(date(2024, 11, 20), "18.71", FACTS) == datetime(2024, 11, 28, tzinfo=WIB)
    found = named(filed(known_on=date(2024, 11, 20)), "laporan")
    assert (found.days, found.kind, found.fact, found.mark) == (7, "hari", "ID-LAW-016", "S")
    assert not found.is_late(datetime(2025, 1, 1, tzinfo=WIB))  # it was filed on the 25th
    assert named(filed(known_on=date(2024, 11, 10)), "laporan").is_late(
        datetime(2024, 11, 25, 9, tzinfo=WIB)
    )


def test_another_law_counts_working_days_and_says_that_holidays_may_be_missing() -> None:
    fact = FACTS.by_slot["report_deadline"][0]
    working = msgspec.structs.replace(fact, value=DurationValue(days=7, day_kind="hari kerja"))
    general = Facts.of(FACTS.election, [working, *FACTS.by_slot["voting_day_holiday"]], "x")
    # 21, 22, 25, 26, 28, 29 November and 2 December: the 27th is a holiday
    assert filing_deadline(date(2024, 11, 20), "18.71", general) == datetime(
        2024, 12, 3, tzinfo=WIB
    )
    found = named(filed(known_on=date(2024, 11, 20)), "laporan", general)
    assert "libur lain tidak diketahui" in found.note


def test_handling_takes_three_days_and_five_with_extra_information() -> None:
    story = registered()  # Monday 25 November 2024
    assert named(story, "penanganan").due == datetime(2024, 11, 29, tzinfo=WIB)
    story.say(e.HandlingStarted, "pengawas", 300)
    story.say(e.ExtraInfoAsked, "pengawas", 310, question="saksi?")
    found = named(story, "keterangan_tambahan")
    assert (found.due, found.fact) == (datetime(2024, 12, 1, tzinfo=WIB), "ID-LAW-017")
    story.say(e.Ruled, "pengawas", 400, finding="kode_etik", reason="-")
    assert not named(story, "keterangan_tambahan").is_late(datetime(2025, 1, 1, tzinfo=WIB))


def test_what_is_from_memory_says_so() -> None:
    story = filed()
    story.say(e.Acknowledged, "pengawas", 60)
    found = named(story, "kajian_awal")
    assert (found.days, found.fact, found.mark) == (2, None, "M")
    assert "ingatan" in found.note
    story.say(e.InitialReviewStarted, "pengawas", 61)
    story.say(e.InitiallyReviewed, "pengawas", 62, material=("bukti",))
    story.say(e.RepairAsked, "pengawas", 63)
    assert (named(story, "perbaikan").mark, named(story, "perbaikan").ended) == ("M", None)
    story.say(e.Repaired, "warga", 90)
    assert named(story, "perbaikan").ended == story.at(90)
    assert named(story, "kajian_awal").ended == story.at(62)


def test_gakkumdu_counts_working_days_and_each_step_starts_the_next() -> None:
    story = registered()
    story.say(e.HandlingStarted, "pengawas", 300)
    story.say(e.Ruled, "pengawas", 400, finding="pidana", reason="-")
    story.say(e.HandedOver, "pengawas", 500, to="Gakkumdu")
    # 14 working days after Monday 25 November: the 27th is a holiday
    assert named(story, "penyidikan").due == datetime(2024, 12, 17, tzinfo=WIB)
    assert named(story, "pembahasan_gakkumdu").mark == "M"
    assert "dilimpahkan" not in {d.name for d in deadlines(story.now, FACTS)}
    story.say(e.GakkumduMoved, "pengawas", 1500, step="penyidikan")
    assert named(story, "dilimpahkan").days == 5
    assert "banding" not in {d.name for d in deadlines(story.now, FACTS)}


def test_an_election_whose_facts_say_nothing_has_unknown_deadlines() -> None:
    found = deadlines(registered().now, VILLAGE)
    unknown = {d.name for d in found if d.due is None}
    assert unknown == {"laporan", "penanganan"}
    assert filing_deadline(date(2031, 1, 1), None, VILLAGE) is None


def test_other_tracks_have_no_deadlines_of_the_law() -> None:
    assert deadlines(removed().now, FACTS) == ()


# The clock of the place -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "zone"),
    [
        ("18.71", WIB),
        ("61", WIB),
        ("51.71", WITA),
        ("73", WITA),
        ("82", WIT),
        ("91.71", WIT),
        (None, WIB),
        ("99", WIB),
    ],
)
def test_every_place_has_its_clock(region: str | None, zone: object) -> None:
    assert zone_of(region) == zone


def test_every_province_is_in_one_zone() -> None:
    from suluh.cases.times import tables

    listed = [code for codes in tables().zones.values() for code in codes]
    assert sorted(listed) == sorted(code for code, _ in regions().pairs() if "." not in code)


def test_the_day_ends_earlier_in_papua() -> None:
    start = datetime(2024, 11, 25, 16, 30, tzinfo=UTC)  # 23.30 WIB, already the 26th in Papua
    assert named(registered(start, "18.71"), "penanganan").due == datetime(2024, 11, 30, tzinfo=WIB)
    assert named(registered(start, "91.71"), "penanganan").due == datetime(2024, 11, 30, tzinfo=WIT)


def test_the_only_known_holiday_is_the_one_a_source_states() -> None:
    assert calendar_of(FACTS) == Calendar(frozenset({date(2024, 11, 27)}), ("ID-SCH-002",))
    assert calendar_of(VILLAGE).holidays == frozenset()


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.integers(1, 60),
    st.sets(st.dates(date(2024, 1, 1), date(2025, 1, 1))),
)
def test_working_days_never_end_before_calendar_days_or_on_a_day_off(
    start: date, count: int, off: set[date]
) -> None:
    calendar = Calendar(frozenset(off))
    last = days_after(start, count, "hari kerja", calendar)
    assert calendar.is_working(last)
    assert last >= days_after(start, count, "hari", calendar)
    assert (
        sum(
            calendar.is_working(date.fromordinal(d))
            for d in range(start.toordinal() + 1, last.toordinal() + 1)
        )
        == count
    )


# What a report must have ------------------------------------------------------------------


def test_a_complete_form_meets_every_requirement_in_the_words_of_the_facts() -> None:
    form = Form(
        filed_at=datetime(2024, 11, 25, 9, tzinfo=WIB),
        reporter_identified=True,
        reported_named=True,
        signature_matches=True,
        known_on=date(2024, 11, 20),
        happened_on=date(2024, 11, 19),
        happened_where="TPS 7 Metro Timur",
        description="Surat palsu dibagikan",
        evidence=1,
    )
    found = [*formal(form, FACTS, "18.72"), *material(form, FACTS)]
    assert all(requirement.met for requirement in found)
    assert {r.fact for r in found} == {"ID-LAW-019", "ID-LAW-020"}
    assert [r.words for r in found] == [
        *FACTS.by_id["ID-LAW-019"].value.items,
        *FACTS.by_id["ID-LAW-020"].value.items,
    ]  # type: ignore[union-attr]


def test_what_nobody_has_looked_at_is_neither_met_nor_lacking() -> None:
    form = Form(filed_at=datetime(2024, 11, 25, 9, tzinfo=WIB), known_on=date(2024, 11, 10))
    met = {r.key: r.met for r in (*formal(form, FACTS), *material(form, FACTS))}
    assert met["identitas_pelapor"] is None
    assert met["tenggat"] is False
    assert (met["waktu_tempat"], met["uraian"], met["bukti"]) == (False, False, False)
    assert {r.key: r.met for r in formal(form, VILLAGE)}["tenggat"] is None
