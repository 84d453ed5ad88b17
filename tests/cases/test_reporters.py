"""Trusted reporters: measured, coached, heard before they are suspended; state bodies counted apart."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from telling import FALSE_DATE, MONDAY, Story, removed

from suluh.cases import Case, NotNow, Role
from suluh.cases import events as e
from suluh.cases import reporters as r
from suluh.content import WIB

START, END = datetime(2024, 10, 1, tzinfo=WIB), datetime(2025, 1, 1, tzinfo=WIB)
BAWASLU = r.Organisation(
    "bawaslu-bdl",
    "Bawaslu Kota contoh",
    r.Sector.STATE,
    "pemilihan",
    "18.71",
    date(2024, 9, 1),
    date(2024, 12, 31),
)
NGO = r.Organisation(
    "pemantau",
    "Pemantau contoh",
    r.Sector.CIVIL_SOCIETY,
    "hoaks",
    "18",
    date(2024, 9, 1),
    date(2024, 12, 31),
)


def decided(
    number: int,
    outcome: str,
    organisation: str = "bawaslu-bdl",
    minutes: int = 60,
    concerns: tuple[str, ...] = (),
) -> Case:
    story = Story(str(number), MONDAY)
    story.say(e.Reported, "bawaslu", 0, track="A", thing=FALSE_DATE, organisation=organisation)
    story.say(e.Acknowledged, "meja", 1)
    story.say(e.Triaged, "meja", 2, priority="P2", severity=2, concerns=concerns)
    story.say(e.Routed, "meja", 3, to="in_review")
    return story.say(e.Decided, "rani", minutes, outcome=outcome)


def test_precision_is_measured_once_enough_was_decided() -> None:
    few = [decided(n, "remove") for n in range(19)]
    assert r.quality("bawaslu-bdl", few, START, END).precision is None
    many = [*few, *(decided(n, "no_action", minutes=180) for n in range(19, 38))]
    found = r.quality("bawaslu-bdl", many, START, END)
    assert (found.reports, found.decided, found.actioned, found.precision) == (38, 38, 19, 0.5)
    assert found.median_hours == 2.0
    assert not r.needs_coaching(found)
    assert r.needs_coaching(r.quality("bawaslu-bdl", [*many, decided(99, "no_action")], START, END))


def test_an_overturned_decision_counts_against_the_report() -> None:
    story = removed()
    assert r.acted_on(story.now)
    story.say(e.Appealed, "pembuat", 100)
    story.say(e.AppealDecided, "banding1", 110, verdict="overturned")
    assert not r.acted_on(story.now)


def test_seeing_what_another_reported_first_is_a_duplicate() -> None:
    story = removed()
    story.say(
        e.Sighted, "p", 40, role=Role.REPORTER_TRUSTED, organisation="pemantau", thing=FALSE_DATE
    )
    assert r.quality("pemantau", [story.now], START, END).duplicates == 1.0
    assert r.quality("bawaslu-bdl", [story.now], START, END).duplicates == 0.0


def test_what_lies_outside_the_quarter_does_not_count() -> None:
    assert (
        r.quality("bawaslu-bdl", [decided(1, "remove")], END, END + timedelta(days=90)).reports == 0
    )


def test_whom_reports_speak_of_is_counted_and_changes_no_quality() -> None:
    plain = [decided(n, "remove") for n in range(3)]
    about = [decided(n, "remove", concerns=("paslon-1",)) for n in range(3)]
    assert r.spread("bawaslu-bdl", about, START, END).by_candidate == {"paslon-1": 3}
    assert r.quality("bawaslu-bdl", plain, START, END) == r.quality(
        "bawaslu-bdl", about, START, END
    )


def test_state_bodies_are_counted_apart_from_civil_society() -> None:
    cases = [decided(1, "remove"), decided(2, "remove"), decided(3, "remove", "pemantau")]
    qualities = [r.quality(org.id, cases, START, END) for org in (BAWASLU, NGO)]
    assert r.by_sector(qualities, [BAWASLU, NGO]) == {
        r.Sector.STATE: 2,
        r.Sector.CIVIL_SOCIETY: 1,
        r.Sector.FACT_CHECKER: 0,
    }


def test_the_status_has_an_end() -> None:
    assert BAWASLU.holds(datetime(2024, 12, 31, 23, 59, tzinfo=WIB))
    assert not BAWASLU.holds(datetime(2025, 1, 1, tzinfo=WIB))


def what(kind: type[r.StatusEvent], day: float, actor: str = "pemilik") -> r.StatusEvent:
    return kind(
        organisation="pemantau", at=MONDAY + timedelta(days=day), actor=actor, why="angka triwulan"
    )


def after(*events: r.StatusEvent) -> r.Status:
    status = r.Status("pemantau")
    for event in events:
        status = r.status_after(status, event)
    return status


def test_nobody_is_suspended_uncoached_or_unheard_or_by_one_person() -> None:
    trusted = after(what(r.Granted, 0))
    with pytest.raises(NotNow):
        r.status_after(trusted, what(r.SuspensionProposed, 1))
    asked = after(what(r.Granted, 0), what(r.Coached, 1), what(r.SuspensionProposed, 30))
    assert asked.is_trusted  # until it has been heard
    with pytest.raises(NotNow, match="not been heard"):
        r.status_after(asked, what(r.Suspended, 31, "pengawas"))
    with pytest.raises(NotNow, match="does not decide"):
        r.status_after(asked, what(r.Suspended, 38))
    assert r.status_after(asked, what(r.Suspended, 38, "pengawas")).standing == "suspended"


def test_an_answer_is_kept_and_a_suspended_organisation_can_come_back() -> None:
    heard = after(
        what(r.Granted, 0),
        what(r.Coached, 1),
        what(r.SuspensionProposed, 30),
        what(r.Heard, 31, "pemantau"),
    )
    suspended = r.status_after(heard, what(r.Suspended, 32, "pengawas"))
    assert (suspended.is_trusted, suspended.answer) == (False, "angka triwulan")
    assert r.status_after(suspended, what(r.Reinstated, 90)).is_trusted
