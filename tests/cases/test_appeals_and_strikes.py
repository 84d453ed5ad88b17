"""The link that nobody guesses; strikes that expire as the policy says and go when a decision is undone."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from telling import MONDAY, Story, removed

from suluh.cases import events as e
from suluh.cases import happened
from suluh.cases.appeals import key_of, may_decide, new_token, opens
from suluh.cases.strikes import Strike, standing, struck
from suluh.policy.language import load_policy

RULES = load_policy().strikes
ACCOUNT = "tiktok:infokelurahan"


def strikes_of(story: Story) -> tuple[Strike, ...]:
    case, strikes = None, ()
    for event in story.told:
        case = happened(case, event)
        strikes = struck(strikes, event, case)
    return strikes


def test_a_link_opens_its_own_appeal_and_is_kept_nowhere() -> None:
    token, other = new_token(), new_token()
    assert len(token.secret) >= 43 and token != other
    story = removed()
    case = msgspec.structs.replace(story.now, appeal_key=token.key)
    assert opens(token.secret, case)
    assert not opens(other.secret, case)
    assert not opens("", case) and not opens(token.key, case)
    assert not opens(token.secret, msgspec.structs.replace(case, appeal_key=None))
    assert key_of(token.secret) == token.key


def test_the_appeal_is_for_whoever_had_no_part_in_it() -> None:
    story = removed()
    story.say(e.Reviewed, "sari", 40, outcome="remove")
    story.say(e.Appealed, "pembuat", 50)
    assert not any(
        may_decide(story.now, person) for person in ("rani", "sari", "bawaslu", "pembuat")
    )
    assert may_decide(story.now, "banding1")


def test_a_removal_is_a_strike_that_expires_after_ninety_days() -> None:
    strikes = strikes_of(removed())
    assert [s.account for s in strikes] == [ACCOUNT]
    given = strikes[0].at
    assert (
        standing(ACCOUNT, strikes, RULES, given + timedelta(days=90) - timedelta(seconds=1)).weight
        == 1
    )
    late = standing(ACCOUNT, strikes, RULES, given + timedelta(days=90))
    assert (late.weight, len(late.expired)) == (0, 1)
    assert late.reached is None  # no threshold is published, so nothing follows from a count


def test_an_overturned_appeal_takes_the_strike_away() -> None:
    story = removed()
    story.say(e.Appealed, "pembuat", 100)
    assert len(strikes_of(story)) == 1
    story.say(e.AppealDecided, "banding1", 110, verdict="overturned")
    assert strikes_of(story) == ()
    story.say(e.Restored, "mesin", 111)
    assert strikes_of(story) == ()


def test_an_upheld_appeal_leaves_it() -> None:
    story = removed()
    story.say(e.Appealed, "pembuat", 100)
    story.say(e.AppealDecided, "banding1", 110, verdict="upheld")
    assert len(strikes_of(story)) == 1


def test_a_modified_decision_leaves_what_it_carries_out() -> None:
    story = removed()
    story.say(e.Appealed, "pembuat", 100)
    story.say(e.AppealDecided, "banding1", 110, verdict="modified", outcome="context_label")
    story.say(e.Restored, "mesin", 111)
    story.say(e.Executed, "mesin", 112, outcome="context_label")
    assert strikes_of(story) == ()


def test_a_severe_strike_does_not_expire_and_features_are_counted_apart() -> None:
    severe = Strike(ACCOUNT, "1", MONDAY, "post", "p@1", permanent=True)
    live = Strike(ACCOUNT, "2", MONDAY, "live", "p@1")
    found = standing(ACCOUNT, [severe, live], RULES, MONDAY + timedelta(days=1))
    assert (found.severe, found.weight, len(found.counted)) == (True, 1, 2)
    assert standing(ACCOUNT, [severe, live], RULES, MONDAY + timedelta(days=900)).counted == (
        severe,
    )
    assert standing("tiktok:lain", [severe, live], RULES, MONDAY).counted == ()


def test_a_threshold_of_the_policy_is_reached() -> None:
    rules = msgspec.structs.replace(RULES, threshold=2)
    two = [Strike(ACCOUNT, str(n), MONDAY, "post", "p@1") for n in range(2)]
    assert standing(ACCOUNT, two, rules, MONDAY).reached is True
    assert standing(ACCOUNT, two[:1], rules, MONDAY).reached is False
