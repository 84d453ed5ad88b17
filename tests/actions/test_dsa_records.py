"""The DSA record beside a statement: always valid, never calls a post illegal, never longer than the database takes."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from suluh.actions import dsa_problems, dsa_schema, state_reasons
from suluh.content import WIB, Post
from suluh.policy.compiler import compile_policy
from suluh.policy.decide import decide
from suluh.policy.language import load_policy
from suluh.signals.signal import Against, Signal

sys.path.insert(0, str(Path(__file__).parents[1] / "policy"))

from invented import many_signals, moments, posts

POLICY = load_policy()
COMPILED = compile_policy(POLICY)
NOW = datetime(2024, 11, 25, 9, tzinfo=WIB)
FALSE_DATE = Signal(
    "fact_contradiction",
    0.95,
    "30 November",
    against=Against("fact", "ID-SCH-001", "2024-11-27"),
    details={"slot": "voting_date", "sure": "act"},
)


def record(*signals: Signal, post: Post | None = None) -> dict[str, Any]:
    post = post or Post(
        id="1", text="Nyoblosnya tanggal 30 November ya, jangan lupa", posted_at=NOW
    )
    decision = decide(post, signals, COMPILED, knowledge_version="k1", now=NOW)
    found = state_reasons(decision, post, {}, {}, COMPILED).dsa
    assert found is not None
    return found


def test_the_record_of_a_limited_post_names_demotion_label_rule_and_fact() -> None:
    found = record(FALSE_DATE)
    assert found["decision_visibility"] == [
        "DECISION_VISIBILITY_CONTENT_DEMOTED",
        "DECISION_VISIBILITY_CONTENT_LABELLED",
    ]
    assert (
        found["category"] == "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS"
    )
    assert found["rule_version"] == ["pilkada-2024@1/CIV-PROC@1"]
    assert found["fact_versions"] == ["k1/ID-SCH-001"]
    assert (found["automated_detection"], found["source_type"]) == ("Yes", "SOURCE_VOLUNTARY")
    assert found["automated_decision"] == "AUTOMATED_DECISION_FULLY"
    assert found["temporary_until"] == "review"
    assert (found["content_language"], found["content_date"]) == ("ID", "2024-11-25")
    assert found["incompatible_content_illegal"] == "No"


@settings(max_examples=300, deadline=None)
@given(posts, many_signals, moments)
def test_every_record_that_any_decision_gives_may_be_exported(
    post: Post, signals: list[Signal], now: datetime
) -> None:
    decision = decide(post, signals, COMPILED, knowledge_version="k", now=now)
    found = state_reasons(decision, post, {}, {}, COMPILED).dsa
    restricted = decision.outcome not in ("none", "info_label", "refer_partner")
    assert (found is not None) == restricted
    if found is not None:
        assert dsa_problems(found) == []


def test_facts_of_a_decision_are_cut_at_what_the_database_takes() -> None:
    long = [msgspec.structs.replace(FALSE_DATE, seen="x" * 400 + str(n)) for n in range(30)]
    found = record(*long)
    assert len(found["decision_facts"]) == 5000
    assert dsa_problems(found) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"decision_ground": "ILLEGAL"}, "decision_ground: 'ILLEGAL' is not one of"),
        ({"decision_facts": "x" * 5001}, "decision_facts:"),
        ({"application_date": "25 November"}, "application_date:"),
        ({"decision_visibility": None}, "record:"),  # nothing was done at all
        ({"source_type": "SOURCE_TRUSTED_FLAGGER"}, "source_identity:"),  # a flagger must be named
        ({"nik": "1801"}, "record:"),  # no field that was not agreed
    ],
)
def test_a_record_with_a_mistake_is_not_exported(changed: dict[str, Any], problem: str) -> None:
    problems = dsa_problems(record(FALSE_DATE) | changed)
    assert problems and any(text.startswith(problem) for text in problems)


def test_every_restricting_action_of_the_policy_has_a_value_the_schema_knows() -> None:
    properties = dsa_schema()["properties"]
    for action in POLICY.actions.values():
        if action.dsa:
            kind = properties[f"decision_{action.dsa_kind}"]
            assert action.dsa in kind["items"]["enum"], action.id


def test_every_category_of_the_policy_is_one_the_schema_knows() -> None:
    known = dsa_schema()["properties"]["category"]["enum"]
    for rule in POLICY.rules:
        assert rule.dsa_category is None or rule.dsa_category in known, rule.id
