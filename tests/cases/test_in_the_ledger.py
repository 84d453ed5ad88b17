"""A case written to a real ledger and read back is the same case, and its chain holds."""

from __future__ import annotations

from pathlib import Path

from telling import FALSE_DATE, registered, removed, screenshot

from suluh.cases import case_of
from suluh.cases import events as e
from suluh.ledger import NewEvent, open_ledger


def new(event: e.Happening) -> NewEvent:
    row = e.recorded(event)
    return NewEvent(row.kind, row.subject, row.body, row.at)


def test_a_case_comes_back_from_the_ledger_as_it_was(tmp_path: Path) -> None:
    one, two = removed(), registered()
    one.say(e.EvidenceAdded, "bawaslu", 40, item=screenshot())
    one.say(e.Sighted, "warga", 41, thing=FALSE_DATE, seen_at=one.at(39))
    with open_ledger(str(tmp_path / "catatan.db")) as ledger:
        ledger.append(new(event) for event in [*one.told, *two.told])
        assert ledger.verify().faults == ()
        for story in (one, two):
            told = [e.read(row.data()) for row in ledger.events(subject=story.id)]
            assert told == story.told
            assert case_of(told) == story.now


def test_the_kinds_in_the_ledger_are_the_cases_own() -> None:
    assert {new(event).kind for event in registered().told} == {
        "case_reported",
        "case_acknowledged",
        "case_initial_review_started",
        "case_initially_reviewed",
        "case_registered",
    }
