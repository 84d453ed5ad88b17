"""Voting day as an exercise: the sheet, through the door and part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from suluh.drills.voting_day.attacks import look_at_accounts, look_at_reports
from suluh.drills.voting_day.offices import wait_at
from suluh.drills.voting_day.scenario import Office, VotingDay, read_voting_day
from suluh.drills.voting_day.sheet import play_voting_day
from suluh.facts import load

if TYPE_CHECKING:
    from conftest import Run

DAY = read_voting_day()
FACTS = load()


@pytest.fixture(scope="module")
def sheet(suluh: Run) -> Any:
    ran = suluh("drill", "voting-day", "--load", "3", "--json")
    assert ran.code == 0, ran.err
    return ran.json


def test_the_wave_is_found_in_every_language_and_stands_first(sheet: Any) -> None:
    rows = {(one["row"]["name"], one["row"]["language"]): one["row"] for one in sheet["rows"]}
    for language in ("id", "slang", "jv", "su", "en"):
        assert rows["found", language]["right"] >= 3, language
    assert rows["front", ""]["right"] == rows["front", ""]["of"] >= 25


def test_no_ordinary_post_is_limited(sheet: Any) -> None:
    assert sheet["touched"] == 0
    assert sheet["posts"] == 3 * (len(DAY.wave) + len(DAY.ordinary))


def test_the_false_account_is_named_and_the_real_one_is_not(sheet: Any) -> None:
    assert [one["seen"]["verdict"] for one in sheet["accounts"]] == [
        "impersonates",
        "registered",
        "unrelated",
    ]


def test_only_the_brigaded_account_is_seen_and_its_reports_sink() -> None:
    brigade = look_at_reports(DAY)
    assert brigade.seen == (DAY.brigade.account,)
    assert brigade.after < brigade.before
    quiet = look_at_reports(replace(DAY, brigade=DAY.usual))
    assert (quiet.seen, quiet.after) == ((), quiet.before)


def test_what_waits_at_a_silent_desk_goes_up_to_the_province() -> None:
    silent = wait_at(Office("18.71", 6, offline=True), DAY, FACTS)
    assert silent.risen_to == ("province 18",) * 6
    assert (silent.waiting, silent.as_expected) == (6, True)
    answering = wait_at(Office("18.71", 6), DAY, FACTS)
    assert (answering.waiting, answering.risen_to) == (0, ())


def test_a_silent_desk_has_its_time_first() -> None:
    early = replace(DAY, until=DAY.opens.replace(hour=7, minute=0))
    soon = wait_at(Office("18.71", 2, offline=True), early, FACTS)
    assert (soon.waiting, soon.breached, soon.risen_to) == (2, 0, ())


@pytest.mark.parametrize(
    "other",
    [
        replace(DAY, ordinary=DAY.wave[:1]),  # a lie that is called ordinary
        replace(DAY, wave=DAY.ordinary[:1]),  # the truth that is called a lie
        replace(DAY, accounts=(replace(DAY.accounts[0], expect="registered"),)),
        replace(DAY, brigade=DAY.usual),
        replace(DAY, until=DAY.opens.replace(hour=7, minute=0)),  # nothing has gone up yet
    ],
    ids=["touched", "not found", "account", "no brigade", "office"],
)
def test_a_day_that_goes_otherwise_does_not_pass(opened_parts: Any, other: VotingDay) -> None:
    day = replace(other, load=1)
    assert not play_voting_day(day, *opened_parts).passed


def test_an_account_is_looked_at_on_that_day(opened_parts: Any) -> None:
    seen = look_at_accounts(DAY, opened_parts[0])
    assert all(one.as_expected for one in seen)


def test_it_is_told_in_both_languages(suluh: Run) -> None:
    said = suluh("drill", "voting-day", "--load", "1").said
    assert "TIDAK MENJAWAB" in said and "provinsi 18 (6)" in said
    assert "DOES NOT ANSWER" in suluh("drill", "voting-day", "--load", "1", "--lang", "en").said


def test_a_load_of_nothing_is_refused(suluh: Run) -> None:
    assert suluh("drill", "voting-day", "--load", "0").code == 2
