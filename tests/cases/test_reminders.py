"""When to speak up: before a promise is broken, when it is, and not about what was kept or stands still."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telling import filed, in_review, registered, removed, reported

from suluh.cases import events as e
from suluh.cases.reminders import due_now, next_at, reminders
from suluh.facts import Facts, load


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load("pilkada-2024")


@pytest.mark.parametrize(
    ("minutes", "parts"),
    [
        (29, set()),  # P2 until triage: an hour to the receipt
        (31, {("acknowledge", 0.5)}),
        (49, {("acknowledge", 0.8)}),  # who was away hears the last word only
        (61, {("acknowledge", 1.0)}),
        (121, {("acknowledge", 1.0), ("first_decision", 0.5)}),
        (481, {("acknowledge", 1.0), ("first_decision", 2.0)}),  # late by the whole time again
    ],
)
def test_an_alarm_comes_when_its_part_of_the_time_is_gone(
    minutes: float, parts: set[tuple[str, float]], facts: Facts
) -> None:
    story = reported()
    rung = due_now(story.now, story.at(minutes), facts)
    assert {(alarm.target, alarm.part) for alarm in rung} == parts


def test_the_next_look_is_at_the_next_alarm(facts: Facts) -> None:
    story = reported()
    at, seen = story.at(0), []
    while (following := next_at(story.now, at, facts)) and len(seen) < 20:
        assert following > at
        seen.append(following - story.start)
        at = following
    assert seen[:3] == [timedelta(minutes=m) for m in (30, 48, 60)]
    assert next_at(story.now, at, facts) is None


def test_what_is_decided_rings_no_more(facts: Facts) -> None:
    assert reminders(removed().now, removed().at(10_000), facts) == ()


def test_what_stands_still_does_not_ring(facts: Facts) -> None:
    story = in_review()
    story.say(e.InfoAsked, "rani", 20, question="Di mana?")
    assert reminders(story.now, story.at(10_000), facts) == ()


def test_a_deadline_of_election_law_rings_as_well(facts: Facts) -> None:
    story = registered()
    rung = due_now(story.now, story.at(60 * 24 * 5), facts)
    assert [(alarm.target, alarm.part) for alarm in rung] == [("penanganan", 1.0)]


def test_a_withdrawn_report_rings_no_more(facts: Facts) -> None:
    story = filed()
    story.say(e.Withdrawn, "warga", 60)
    assert reminders(story.now, story.at(10_000), facts) == ()
