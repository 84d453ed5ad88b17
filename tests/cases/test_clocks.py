"""What is due when: minutes day and night, pauses, alarms, partners, the ladder."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from telling import FALSE_DATE, Story, in_review, ordered, registered, removed, reported

from suluh.cases import events as e
from suluh.cases.clocks import alarms, clocks, times
from suluh.cases.fold import STATES
from suluh.cases.ladder import first_stage, next_stages, should_rise, stage_of
from suluh.cases.times import Service, tables
from suluh.facts import load

FACTS = load()
MINUTE = timedelta(minutes=1)


def test_the_moments_of_a_case() -> None:
    story = in_review()
    story.say(e.Leased, "rani", 20, until=story.at(40))
    story.say(e.Taken, "rani", 21)
    story.say(e.Decided, "rani", 30, outcome="remove")
    found = times(story.now)
    assert (found.received, found.acknowledged) == (story.at(0), story.at(5))
    assert (found.taken, found.first_decision) == (story.at(21), story.at(30))


@pytest.mark.parametrize(
    ("priority", "acknowledge", "decide"),
    [
        ("P0", 10, 60),
        ("P1", 15, 120),
        ("P2", 60, 240),
        ("P3", 120, 1440),
        ("P4", 240, 1440),
    ],  # process.md section 6
)
def test_each_priority_has_its_time(priority: str, acknowledge: int, decide: int) -> None:
    story = reported(priority=priority)
    receipt, decision = clocks(story.now, story.at(1))
    assert (receipt.due, decision.due) == (story.at(acknowledge), story.at(decide))
    assert decision.left(story.at(1)) == (decide - 1) * MINUTE
    assert decision.why == f"{priority} [D]"


def test_needs_info_stops_the_clock_until_the_answer() -> None:
    story = in_review()  # P1: 120 minutes
    story.say(e.InfoAsked, "rani", 60, question="di mana?")
    standing = clocks(story.now, story.at(500))[1]
    assert not standing.running
    assert standing.left(story.at(500)) == 60 * MINUTE
    assert alarms(story.now, story.at(500)) == ()
    story.say(e.InfoAnswered, "bawaslu", 600, answer="Metro")
    going = clocks(story.now, story.at(630))[1]
    assert (going.running, going.paused, going.left(story.at(630))) == (
        True,
        540 * MINUTE,
        30 * MINUTE,
    )


def test_alarms_come_before_the_breach_and_once_each() -> None:
    story = in_review()
    assert alarms(story.now, story.at(59)) == ()
    assert [a.part for a in alarms(story.now, story.at(60))] == [0.5]
    late = alarms(story.now, story.at(121))
    assert [(a.part, a.is_breach) for a in late] == [(0.5, False), (0.8, False), (1.0, True)]
    assert late[-1].at == story.at(120)
    assert len({a.key for a in late}) == 3
    assert not alarms(removed().now, story.at(5000))  # kept: nothing sounds


def test_a_late_decision_stays_late() -> None:
    story = in_review()
    story.say(e.Decided, "rani", 150, outcome="remove")
    clock = clocks(story.now, story.at(9999))[1]
    assert clock.is_breached(story.at(9999))
    assert clock.left(story.at(9999)) == -30 * MINUTE


def test_a_reopened_case_has_its_time_again() -> None:
    story = removed()
    story.say(e.Closed, "meja", 40)
    story.say(e.Reopened, "meja", 1000, why="fakta baru")
    receipt, decision = clocks(story.now, story.at(1001))
    assert decision.due == story.at(1120)
    assert not receipt.running and not receipt.is_breached(
        story.at(5000)
    )  # it went out the first time


def test_a_draft_has_no_clock_until_it_is_sent() -> None:
    story = Story()
    story.say(e.Drafted, "bawaslu", 0, thing=FALSE_DATE)
    assert clocks(story.now, story.at(5000)) == ()
    story.say(e.Reported, "bawaslu", 600, track="A", thing=FALSE_DATE, priority="P1")
    assert clocks(story.now, story.at(600))[1].due == story.at(720)


def test_a_partner_may_be_promised_less_time() -> None:
    own = {"bawaslu-bdl": {"P1": Service(5, 30, "D")}}
    known = msgspec.structs.replace(tables(), partners=own)
    assert clocks(in_review().now, in_review().at(1), known=known)[1].due == in_review().at(30)
    assert tables().partners == {}  # no agreement is known, none is made up


@pytest.mark.parametrize(
    ("urgent", "hours", "fact"), [(False, 24, "ID-LAW-014"), (True, 4, "ID-LAW-015")]
)
def test_an_order_is_carried_out_by_when_the_facts_say(urgent: bool, hours: int, fact: str) -> None:
    story = ordered(urgent=urgent)
    receipt, carried = clocks(story.now, story.at(30), FACTS)
    assert receipt.ended == story.at(20)
    assert (carried.due, carried.why) == (story.at(hours * 60), fact)
    assert [c.target for c in clocks(story.now, story.at(30))] == [
        "acknowledge"
    ]  # without facts it is not made up


def test_track_b_has_no_clock_by_the_minute() -> None:
    assert clocks(registered().now, registered().at(1)) == ()


def test_terms_from_memory_start_in_states_that_exist() -> None:
    assert {term.starts for term in tables().track_b.values()} <= set(
        STATES[registered().now.track]
    )


# The ladder -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "rung", "above"),
    [
        ("18.71", "regency", ["province"]),
        ("18", "province", ["nation"]),
        (None, "nation", ["platform", "komdigi"]),
    ],
)
def test_a_report_begins_where_it_comes_from_and_rises_one_rung(
    region: str | None, rung: str, above: list[str]
) -> None:
    case = reported(region=region).now
    assert first_stage(region).rung == stage_of(case).rung == rung
    assert [stage.rung for stage in next_stages(case)] == above


def test_a_broken_promise_asks_to_rise_and_a_kept_one_does_not() -> None:
    story = in_review()
    assert should_rise(story.now, story.at(100)) is None
    stage = should_rise(story.now, story.at(130))
    assert stage is not None and (stage.rung, stage.region) == ("province", "18")
    assert should_rise(removed().now, story.at(9999)) is None


def test_whoever_rises_first_states_its_own_rung_and_cannot_jump() -> None:
    story = reported()
    for minute, rung in enumerate(["regency", "province", "nation", "platform", "komdigi"], 1):
        story.say(e.Escalated, "bawaslu", minute, to=rung)
    assert next_stages(story.now) == ()
