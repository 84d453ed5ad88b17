"""What holds whatever the signals, and whatever the policy files say."""

from __future__ import annotations

from datetime import datetime

import msgspec
from hypothesis import given, settings
from invented import inputs, many_signals, moments, policies, posts

from suluh.content import Author, Post
from suluh.policy.compiler import compile_policy
from suluh.policy.decide import decide, is_firm
from suluh.policy.decision import Decision
from suluh.policy.language import load_policy
from suluh.policy.rule import Level, Policy
from suluh.policy.vocabulary import vocabulary
from suluh.signals.signal import Signal, Stance

POLICY = load_policy()
COMPILED = compile_policy(POLICY)
MACHINE = {
    "none",
    "info_label",
    "refer_partner",
    "context_label",
    "require_aigc_label",
    "reco_ineligible",
}


def decided(post: Post, signals: list[Signal], now: datetime) -> Decision:
    return decide(post, signals, COMPILED, knowledge_version="k", now=now)


def copies_of_decided(signals: list[Signal]) -> list[Signal]:
    return [
        s
        for s in signals
        if s.name in ("claim_match", "known_media")
        and s.details.get("near_identical") is True
        and s.details.get("decided_by_person") is True
        and s.stance == Stance.ASSERTS
    ]


@settings(max_examples=400, deadline=None)
@given(posts, many_signals, moments)
def test_a_machine_alone_puts_only_labels_and_temporary_limits_in_force(
    post: Post, signals: list[Signal], now: datetime
) -> None:
    outcome = decided(post, signals, now).outcome
    assert outcome in MACHINE or (outcome == "remove" and copies_of_decided(signals))


@settings(max_examples=400, deadline=None)
@given(posts, many_signals, moments)
def test_whatever_is_more_than_the_neutral_label_is_looked_at_by_a_person(
    post: Post, signals: list[Signal], now: datetime
) -> None:
    decision = decided(post, signals, now)
    if decision.outcome not in ("none", "info_label") or decision.proposed:
        assert decision.review is not None
    copied = decision.outcome == "remove"  # what a person decided, carried to a copy
    assert decision.automated == ("partially" if copied else "fully")


@settings(max_examples=400, deadline=None)
@given(posts, many_signals, moments)
def test_a_limit_stands_on_something_asserted_and_clearly_read(
    post: Post, signals: list[Signal], now: datetime
) -> None:
    if decided(post, signals, now).outcome not in ("none", "info_label"):
        assert any(is_firm(signal) for signal in signals)


AGED = {"fact_contradiction", "claim_match", "false_result"}


@settings(max_examples=300, deadline=None)
@given(posts, many_signals, moments)
def test_what_was_true_when_posted_is_at_most_labelled_and_never_proposed_for_removal(
    post: Post, signals: list[Signal], now: datetime
) -> None:
    aged = [
        msgspec.structs.replace(
            signal, details=signal.details | {"stale": True, "decided_by_person": False}
        )
        for signal in signals
        if signal.name in AGED and signal.details.get("policy") in (None, "CIV-PROC", "CIV-CAND")
    ]
    decision = decided(post, aged, now)
    assert decision.outcome in ("none", "info_label", "context_label")
    assert decision.proposed in (None, "context_label")


@settings(max_examples=200, deadline=None)
@given(policies(POLICY), posts, many_signals, moments)
def test_a_policy_that_asks_for_too_much_is_held_back(
    policy: Policy, post: Post, signals: list[Signal], now: datetime
) -> None:
    greedy = tuple(
        msgspec.structs.replace(
            rule,
            levels=(Level("greedy", outcome="account_ban"),),
            exceptions=(),
        )
        for rule in policy.rules
    )
    compiled = compile_policy(msgspec.structs.replace(policy, rules=greedy))
    decision = decide(post, signals, compiled, knowledge_version="k", now=now)
    assert decision.outcome in ("none", "info_label")
    if any(rule.result == "fired" for rule in decision.rules):
        assert decision.proposed == "account_ban"
        assert decision.review is not None


@settings(max_examples=100, deadline=None)
@given(policies(POLICY), posts, many_signals, moments)
def test_a_policy_that_removes_by_itself_removes_only_copies_of_what_a_person_decided(
    policy: Policy, post: Post, signals: list[Signal], now: datetime
) -> None:
    greedy = tuple(
        msgspec.structs.replace(rule, levels=(Level("greedy", outcome="remove"),), exceptions=())
        for rule in policy.rules
    )
    compiled = compile_policy(msgspec.structs.replace(policy, rules=greedy))
    decision = decide(post, signals, compiled, knowledge_version="k", now=now)
    assert decision.outcome != "remove" or copies_of_decided(signals)


@settings(max_examples=200, deadline=None)
@given(posts, many_signals, moments, inputs)
def test_deciding_twice_gives_the_same_bytes(
    post: Post, signals: list[Signal], now: datetime, given_inputs: frozenset[str]
) -> None:
    first, second = (
        decide(post, signals, COMPILED, knowledge_version="k", now=now, inputs=given_inputs)
        for _ in range(2)
    )
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


@settings(max_examples=200, deadline=None)
@given(posts, many_signals, moments)
def test_who_posts_and_who_is_spoken_of_changes_nothing(
    post: Post, signals: list[Signal], now: datetime
) -> None:
    renamed = msgspec.structs.replace(
        post,
        text="pasangan lain, nomor lain",
        region="18.72",
        author=msgspec.structs.replace(
            post.author, handle="lain", name="Orang Lain", bio="nomor 2"
        ),
    )
    other = [msgspec.structs.replace(signal, seen="nomor 2") for signal in signals]
    before, after = decided(post, signals, now), decided(renamed, other, now)
    assert (before.outcome, before.proposed, before.review, before.rules) == (
        after.outcome,
        after.proposed,
        after.review,
        after.rules,
    )


def test_the_language_has_no_word_for_a_name() -> None:
    identity = {"name", "handle", "id", "bio", "text", "candidate", "party", "number"}
    assert not identity & (set(vocabulary().author) | set(vocabulary().post))
    assert "name" in Author.__struct_fields__  # it is known, and still no rule can ask for it
