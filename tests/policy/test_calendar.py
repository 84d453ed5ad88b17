"""The dates of a policy from the facts of the election it is used for."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest

from suluh.content import Author, Post
from suluh.facts import Facts, load
from suluh.facts.values import DateRangeValue
from suluh.policy.calendar import dated, period_from
from suluh.policy.compiler import compile_policy
from suluh.policy.decide import decide
from suluh.policy.language import load_policy
from suluh.policy.priority import time_factor
from suluh.signals.signal import Signal

POLICY = load_policy("1")
HERE = load("pilkada-2024")
VILLAGE = load("contoh-desa-2031")


@pytest.mark.parametrize("name", sorted(POLICY.periods))
def test_the_facts_give_the_dates_that_are_written_for_the_policy_s_own_election(name: str) -> None:
    written = POLICY.periods[name]
    found = period_from(written, HERE)
    assert (found.start, found.end) == (written.start, written.end)


def test_its_own_election_changes_nothing() -> None:
    assert dated(POLICY, HERE).policy is POLICY


def test_another_election_gives_its_own_day_and_says_what_it_lacks() -> None:
    here = dated(POLICY, VILLAGE)
    assert here.policy.vote_date == date(2031, 3, 9)
    near = here.policy.periods["near_poll"]
    assert near.start == datetime.fromisoformat("2031-03-06T08:00:00+07:00")
    assert near.end == datetime.fromisoformat("2031-03-10T00:00:00+07:00")
    assert near.facts == ("CD-001", "CD-002")
    assert set(here.unknown) == {
        "campaign", "media_ads", "quiet", "quiet_and_vote", "before_quick_count"
    }  # fmt: skip
    noon = datetime.fromisoformat("2031-03-09T12:00:00+07:00")
    assert time_factor(here.policy, noon) > 2.9 > time_factor(POLICY, noon)


def with_quiet_period() -> Facts:
    fact = msgspec.structs.replace(
        VILLAGE.facts[0],
        id="CD-003",
        slot="quiet_period",
        value=DateRangeValue(date(2031, 3, 6), date(2031, 3, 8)),
    )
    return Facts.of(VILLAGE.election, [*VILLAGE.facts, fact], "uji")


def answers(facts: Facts, moment: str) -> dict[str, tuple[str, str | None]]:
    """Each rule's answer to a party that campaigns on its account."""
    post = Post(
        "1",
        text="Coblos nomor 1!",
        posted_at=datetime.fromisoformat(moment),
        author=Author(kind="party"),
    )
    seen = [Signal("election_topic", 1.0, "Coblos"), Signal("quiet_campaign", 0.95, "Coblos")]
    policy = compile_policy(dated(POLICY, facts).policy)
    now = datetime.fromisoformat(moment)
    decision = decide(post, seen, policy, knowledge_version="k", now=now)
    return {rule.id: (rule.result, rule.why) for rule in decision.rules}


def test_a_period_without_facts_is_recorded_as_not_evaluated() -> None:
    result, why = answers(VILLAGE, "2031-03-07T10:00:00+07:00")["QUIET-CAMP"]
    assert result == "not_evaluated"
    assert why is not None and "period quiet" in why


@pytest.mark.parametrize(
    ("moment", "fired"),
    [
        ("2031-03-07T10:00:00+07:00", True),  # inside the village's quiet period
        ("2031-03-05T10:00:00+07:00", False),  # the day before it
        ("2024-11-25T10:00:00+07:00", False),  # inside that of 2024
    ],
)
def test_a_period_with_facts_holds_on_its_own_days(moment: str, fired: bool) -> None:
    told = answers(with_quiet_period(), moment).get("QUIET-CAMP", ("", None))
    assert (told[0] == "fired") is fired
