"""Each stage beside what one would pick instead, in one run on the same posts: rules and retrieval.

The other engines get the easier job. Ours evaluates the shipped policy with its levels, exceptions and statements of what
was not evaluated; cel-python and rule-engine get one flat condition a rule ("was this signal seen, asserted, at least so
sure"), with no exceptions and nothing recorded. bm25s gets the claims' texts and our index the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from suluh.bench.table import Table
from suluh.content import WIB, Post
from suluh.errors import RequestError
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.conditions import noticed
from suluh.runners.deciding import Settings, opened
from suluh.runners.deciding import noticed as signals_of
from suluh.signals.signal import Signal

ROUNDS = 3
Cases = list[tuple[Post, tuple[Signal, ...]]]


def run(settings: Settings, posts: Sequence[Post]) -> dict[str, Any]:
    """Posts per CPU second of each engine, and ours over theirs. Raises RequestError when a peer is not installed."""
    _, policy = opened(settings)
    cases = [signals_of(post, settings) for post in posts]
    now = datetime.now(WIB)
    ours = _rate(cases, lambda post, signals: policy.evaluate(post, signals, now, frozenset()), 20)
    flat = flat_rules(policy)
    peers = {"cel-python": _cel(flat, cases), "rule-engine": _rule_engine(flat, cases)}
    return {
        "posts": len(cases),
        "rules": len(policy.policy.rules),
        "ours_posts_per_cpu_second": ours,
        "peers": {
            name: {"posts_per_cpu_second": rate, "ratio": round(ours / rate, 1)}
            for name, rate in peers.items()
        },
    }


def flat_rules(policy: CompiledPolicy) -> list[tuple[str, ...]]:
    """The signal names that each rule looks for, one condition a rule."""
    return [
        tuple(dict.fromkeys(name for test in noticed(rule.when) for name in test.names))
        for rule in policy.policy.rules
    ]


def _facts(signals: Sequence[Signal]) -> dict[str, Any]:
    """The best score of each asserted signal, as plain data: what both peers read."""
    best: dict[str, float] = {}
    for signal in signals:
        if signal.stance == "asserts":
            best[signal.name] = max(best.get(signal.name, 0.0), signal.score)
    return best


def _cel(flat: list[tuple[str, ...]], cases: Cases) -> float:
    celpy = _peer("celpy")
    environment = celpy.Environment()
    programs = [
        environment.program(
            environment.compile(" || ".join(f'("{n}" in s && s["{n}"] >= 0.5)' for n in names))
        )
        for names in flat
        if names
    ]

    def evaluate(_: Post, signals: Sequence[Signal]) -> object:
        given = {"s": celpy.json_to_cel(_facts(signals))}
        return [program.evaluate(given) for program in programs]

    return _rate(cases, evaluate, 1)


def _rule_engine(flat: list[tuple[str, ...]], cases: Cases) -> float:
    engine = _peer("rule_engine")
    context = engine.Context(default_value=0.0)
    rules = [
        engine.Rule(" or ".join(f"{n} >= 0.5" for n in names), context=context)
        for names in flat
        if names
    ]

    def evaluate(_: Post, signals: Sequence[Signal]) -> object:
        given = _facts(signals)
        return [rule.matches(given) for rule in rules]

    return _rate(cases, evaluate, 2)


def _rate(cases: Cases, evaluate: Callable[[Post, Sequence[Signal]], object], times: int) -> float:
    best = 0.0
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(times):
            for post, signals in cases:
                evaluate(post, signals)
        best = max(best, len(cases) * times / (time.process_time() - began))
    return round(best, 1)


def _peer(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise RequestError(
            f"{name} is not installed; it comes with make setup (requirements/dev.in)"
        ) from error


def table(result: dict[str, Any]) -> list[Table]:
    rows = [("Suluh's policy, compiled", result["ours_posts_per_cpu_second"], "")]
    rows += [
        (f"{name}, one flat condition a rule", peer["posts_per_cpu_second"], f"{peer['ratio']} ×")
        for name, peer in result["peers"].items()
    ]
    title = f"{result['rules']} rules on {result['posts']} election posts, posts per CPU second"
    return [Table(title, ("engine", "posts per CPU s", "ours over it"), rows)]
