"""The compiled function and the plain interpreter give the same answers."""

from datetime import datetime

from hypothesis import given, settings
from invented import inputs, many_signals, moments, policies, posts
from reference import interpret

from suluh.content import WIB, Post
from suluh.policy.compiler import compile_policy
from suluh.policy.language import load_policy
from suluh.policy.rule import Policy
from suluh.signals.signal import Signal

POLICY = load_policy()
COMPILED = compile_policy(POLICY)


@settings(max_examples=600, deadline=None)
@given(posts, many_signals, moments, inputs)
def test_the_compiled_policy_answers_as_the_plain_interpreter_does(
    post: Post, signals: list[Signal], now: datetime, given_inputs: frozenset[str]
) -> None:
    found = COMPILED.evaluate(post, signals, now, given_inputs)
    compiled = [(f.outcome.id, f.outcome.result, f.outcome.why) for f in found]
    assert compiled == interpret(POLICY, post, signals, now, given_inputs)


@settings(max_examples=300, deadline=None)
@given(policies(POLICY), posts, many_signals, moments)
def test_any_policy_of_the_language_compiles_to_what_it_says(
    policy: Policy, post: Post, signals: list[Signal], now: datetime
) -> None:
    found = compile_policy(policy).evaluate(post, signals, now, frozenset())
    compiled = [(f.outcome.id, f.outcome.result, f.outcome.why) for f in found]
    assert compiled == interpret(policy, post, signals, now, frozenset())


def test_the_generated_source_can_be_read_and_names_every_running_rule() -> None:
    for rule in POLICY.rules:
        assert f"# {rule.id} version {rule.version}, {rule.state}" in COMPILED.source
    compile(COMPILED.source, "again", "exec")


def test_compiling_twice_gives_the_same_source() -> None:
    assert compile_policy(POLICY).source == COMPILED.source


def test_a_post_without_signals_meets_no_rule() -> None:
    now = datetime(2024, 11, 25, tzinfo=WIB)
    assert COMPILED.evaluate(Post(id="1", text="Selamat pagi"), [], now, frozenset()) == []
