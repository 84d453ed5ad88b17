"""A case stays on its track; the tables, the words and the events agree with each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from telling import FALSE_DATE, filed, ordered, reported

from suluh.cases import NotNow, Role, Track, WrongTrack, guards, happened
from suluh.cases import events as e
from suluh.cases.case import BACK, NEW, STAY
from suluh.cases.fold import STATES, TABLES
from suluh.cases.wording import keys, words
from suluh.facts import load

FACTS = load()
STORIES = {Track.A: reported, Track.B: filed, Track.C: ordered}


@pytest.mark.parametrize("track", Track)
def test_an_event_of_another_track_is_refused_and_says_so(track: Track) -> None:
    story = STORIES[track]()
    foreign = {
        e.Decided: {"outcome": "remove"},
        e.Registered: {"number": "1"},
        e.OrderValidated: {"reason": "-"},
        e.Executed: {"outcome": "remove"},
        e.Ruled: {"finding": "pidana", "reason": "-"},
    }
    for kind, fields in foreign.items():
        if track not in kind.tracks:
            with pytest.raises(WrongTrack, match="tracks never mix"):
                story.say(kind, "panel1", 30, **fields)


def test_a_case_is_not_reported_again_on_another_track() -> None:
    story = reported()
    with pytest.raises(WrongTrack):
        story.say(e.Reported, "warga", 30, track="B", thing=FALSE_DATE)


def test_cases_are_merged_on_one_track_and_linked_across() -> None:
    story = reported()
    with pytest.raises(WrongTrack):
        story.say(e.Merged, "meja", 10, into="B1", into_track=Track.B)
    with pytest.raises(NotNow):
        story.say(e.Linked, "meja", 10, other="2", other_track=Track.A)
    assert story.say(e.Linked, "meja", 10, other="B1", other_track=Track.B).linked == ("B1",)


def test_a_case_begins_with_a_report_or_an_order() -> None:
    story = reported()
    with pytest.raises(NotNow, match="no case yet"):
        happened(None, story.event(e.Acknowledged, "meja", 1))


@pytest.mark.parametrize("track", Track)
def test_every_row_speaks_of_known_states_and_of_events_of_its_track(track: Track) -> None:
    for row in TABLES[track]:
        assert row.when <= {*STATES[track], NEW}, row
        assert row.to in {*STATES[track], STAY, BACK}, row
        assert track in row.event.tracks, row
        assert row.by <= set(Role) and row.by, row
        assert row.mark in "SMD"
        fact = FACTS.get(row.fact) if row.fact else None
        assert (row.mark == "S") == (fact is not None and fact.confidence == "seen"), row


@pytest.mark.parametrize("track", Track)
def test_every_state_can_be_reached_and_every_event_has_a_row(track: Track) -> None:
    reached = {row.to for row in TABLES[track]}
    assert set(STATES[track]) <= reached
    assert {kind for kind in e.KINDS if track in kind.tracks} == {
        row.event for row in TABLES[track]
    }


@pytest.mark.parametrize("track", Track)
def test_one_event_in_one_state_has_one_row(track: Track) -> None:
    seen = [(row.event, state, row.choice) for row in TABLES[track] for state in row.when]
    assert len(seen) == len(set(seen))


def test_every_state_role_and_track_has_its_words() -> None:
    states = {state for track in Track for state in STATES[track]}
    assert keys("state") == states
    assert keys("role") == set(Role)
    assert keys("track") == set(Track)


def test_every_refusal_and_factor_has_both_languages() -> None:
    for part in ("refused", "factor", "state", "role", "track"):
        for key in keys(part):
            assert words()[part][key].keys() == {"id", "en"}, key


def test_every_guard_says_its_sentence_in_words_that_exist() -> None:
    folder = Path(guards.__file__).parent
    named = {
        key
        for path in folder.glob("*.py")
        for key in re.findall(
            r'(?:NotNow|NotAllowed|WrongTrack|Refused)\(\s*"(\w+)"',
            path.read_text(encoding="utf-8"),
        )
    }
    assert named == keys("refused")


def test_who_audits_changes_nothing() -> None:
    assert not [row for track in Track for row in TABLES[track] if Role.AUDITOR in row.by]
