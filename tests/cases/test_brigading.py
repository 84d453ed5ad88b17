"""Many reports at once: seen above what is usual, damped by what the same people's reports came to, blind to whom they serve."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.cases.brigading import WINDOW, Report, Surge, damped, surges
from suluh.cases.reporters import Measured

NOW = datetime(2024, 11, 25, 5, tzinfo=UTC)
TARGET = "tiktok:korban"


def attack(count: int = 30, people: int = 15, at: datetime = NOW) -> list[Report]:
    return [
        Report(f"A-{n}", f"p-{n % people}", at - timedelta(minutes=n), "18.71", TARGET, f"https://x/{n}")
        for n in range(count)
    ]  # fmt: skip


def keys(found: list[Surge]) -> set[tuple[str, str]]:
    return {(one.kind, one.key) for one in found}


def test_an_attack_on_one_account_out_of_one_region_is_seen_as_both() -> None:
    found = surges(attack(), {}, NOW)
    assert keys(found) == {("account", TARGET), ("region", "18.71")}
    assert (found[0].reports, found[0].people, found[0].newcomers) == (30, 15, 15)


def test_many_reports_of_one_post_are_seen() -> None:
    one = [
        Report("A-1", f"p-{n}", NOW - timedelta(minutes=n), post="https://x/1") for n in range(20)
    ]
    assert keys(surges(one, {}, NOW)) == {("post", "https://x/1")}


@pytest.mark.parametrize(
    ("reports", "why"),
    [
        (attack(11), "few reports"),
        (attack(30, people=5), "few people"),
        (attack(30, at=NOW - WINDOW), "over"),
        ([r for day in range(8) for h in range(4) for r in attack(14, at=NOW - timedelta(days=day, hours=6 * h))], "as always"),
    ],
)  # fmt: skip
def test_what_is_no_surge(reports: list[Report], why: str) -> None:
    assert surges(reports, {}, NOW) == [], why


def test_a_surge_sinks_as_its_own_cases_come_to_nothing_and_rises_where_they_do_not() -> None:
    good = Measured(40, 36)
    nothing = {f"A-{n}": False for n in range(10)}
    true = {f"A-{n}": True for n in range(10)}
    for outcomes, expected in (({}, 0.5), (nothing, 0.25), (true, 0.75)):
        found = surges(attack(), outcomes, NOW)
        earned = damped("A-29", good, found)
        assert earned and earned.expected == expected
    assert damped("A-other", good, surges(attack(), nothing, NOW)) is good


def test_earlier_false_reports_of_the_same_people_count_and_those_of_others_do_not() -> None:
    earlier = [
        Report(f"B-{n}", f"p-{n}", NOW - timedelta(days=2), "18.72", "", "") for n in range(10)
    ]
    others = [
        Report(f"C-{n}", f"q-{n}", NOW - timedelta(days=2), "18.72", "", "") for n in range(10)
    ]
    outcomes = {f"{sort}-{n}": False for sort in "BC" for n in range(10)}
    (surge, *_) = surges([*earlier, *others, *attack()], outcomes, NOW)
    assert surge.measured == Measured(10, 0) and surge.newcomers == 5


def test_there_is_no_place_for_a_candidate() -> None:
    """Whom a post speaks of, and who gains, cannot even be passed."""
    assert {field.name for field in msgspec.structs.fields(Report)} == {
        "case", "by", "at", "region", "account", "post",
    }  # fmt: skip


@given(st.permutations(attack(14, people=7)))
def test_the_order_of_reports_does_not_matter(mixed: list[Report]) -> None:
    assert surges(mixed, {}, NOW) == surges(attack(14, people=7), {}, NOW)
