"""An exercise told step by step: what became known, what circulated, what was decided; a score at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from rich.markup import escape

from suluh.cli.screen import people, print_json
from suluh.cli.tongue import lang, name, say
from suluh.content import WIB
from suluh.drills.play import Answer, Played, play
from suluh.drills.scenario import EXPECTATIONS, Scenario, Step
from suluh.drills.score import Score, score
from suluh.facts import Facts
from suluh.policy.rule import Policy
from suluh.policy.wording import told
from suluh.runners.deciding import Settings, opened


def tell(scenario: Scenario, training: bool) -> bool:
    """Prints the exercise step after step, and the score; whether the engine did what the exercise says.

    training: each post is asked before our answer is shown; raises click.Abort when the input ends.
    """
    played, facts, policy = _opened(scenario)
    people.print(f"[bold]{escape(told(scenario.title, lang()))}[/bold]\n{say('drill_written')}")
    steps, right = [], 0
    for step in played:
        steps.append(step)
        right += _tell_step(step, facts, policy, training)
    sheet = score(steps)
    _tell_score(sheet, right if training else None)
    return sheet.passed


def as_document(scenario: Scenario) -> bool:
    """Prints the exercise as one JSON document; whether the engine did what the exercise says."""
    played, facts, _ = _opened(scenario)
    steps = list(played)
    sheet = score(steps)
    print_json(_document(scenario, steps, facts, sheet))
    return sheet.passed


def _opened(scenario: Scenario) -> tuple[Iterator[Played], Facts, Policy]:
    knowledge, policy = opened(Settings(scenario.election))
    return play(scenario, knowledge, policy), knowledge.facts, policy.policy


def _tell_step(played: Played, facts: Facts, policy: Policy, training: bool) -> int:
    """Prints the step; how many posts the trainee answered as expected."""
    step = played.step
    when = f"{step.at.astimezone(WIB):%d-%m-%Y %H.%M} WIB"
    people.print(f"\n[bold]{when}[/bold]  {escape(told(step.what, lang()))}", soft_wrap=True)
    for source in _sources(step, facts):
        people.print(f"  [dim]{escape(say('drill_source', **source))}[/dim]", soft_wrap=True)
    people.print(f"  [dim]{_changed(step)}[/dim]", soft_wrap=True)
    return sum(_tell_answer(answer, policy, training) for answer in played.answers)


def _sources(step: Step, facts: Facts) -> list[dict[str, str]]:
    return [
        {"title": source.title, "ref": source.ref or "–", "url": source.url or "–"}
        for source in facts.by_id[step.told_by].sources
    ]


def _changed(step: Step) -> str:
    if not step.facts:
        return say("drill_unchanged")
    return say("drill_changed", facts=", ".join(step.facts))


def _tell_answer(answer: Answer, policy: Policy, training: bool) -> bool:
    posted = answer.post.posted_at
    when = say("drill_posted", day=f"{posted.astimezone(WIB):%d-%m}") if posted else ""
    people.print(f"\n  «{escape(answer.post.text)}»{when}", soft_wrap=True)
    right = training and _asked() == answer.post.expect
    if training:
        people.print("  " + say("drill_right" if right else "drill_wrong"))
    sign = "[green]✓[/green]" if answer.as_expected else "[yellow]≠[/yellow]"
    people.print(f"  {sign} {escape(_decided(answer, policy))}", soft_wrap=True)
    if not answer.as_expected:
        key = "drill_surprise" if answer.surprises else "drill_known"
        people.print("    " + say(key, expect=name("drills", answer.post.expect)))
    people.print(f"    [dim]{escape(told(answer.post.why, lang()))}[/dim]", soft_wrap=True)
    return right


def _asked() -> str:
    choices = "  ".join(f"{n} {name('drills', each)}" for n, each in enumerate(EXPECTATIONS, 1))
    numbers = [str(n) for n in range(1, len(EXPECTATIONS) + 1)]
    people.print(f"  {choices}", soft_wrap=True)
    given = click.prompt(f"  {say('drill_ask')}", type=click.Choice(numbers), show_choices=False)
    return EXPECTATIONS[int(given) - 1]


def _decided(answer: Answer, policy: Policy) -> str:
    """What is in force, what is proposed, who waits, and under which rules."""
    decision = answer.decision
    parts = [told(policy.actions[decision.outcome].title, lang())]
    if decision.proposed:
        parts.append(say("proposed", action=told(policy.actions[decision.proposed].title, lang())))
    if decision.review:
        queue = told(policy.queues[decision.review.queue], lang())
        parts.append(say("drill_waits", queue=queue, priority=decision.review.priority))
    rules = ", ".join(_rules(answer))
    return f"{name('drills', answer.got)}: {'; '.join(parts)} ({rules or '–'})"


def _rules(answer: Answer) -> list[str]:
    return [r.id for r in answer.decision.rules if r.result == "fired" and r.state == "live"]


def _tell_score(sheet: Score, right: int | None) -> None:
    people.print(f"\n[bold]{say('drill_score', right=sheet.as_expected, posts=sheet.posts)}[/bold]")
    for tally in sheet.by:
        people.print(f"  {name('drills', tally.expect)}: {tally.as_expected} / {tally.posts}")
    people.print("  " + say("drill_left", touched=sheet.touched, asked=sheet.asked))
    people.print("  " + say("drill_differ", known=sheet.known, surprises=sheet.surprises))
    if right is not None:
        people.print("  " + say("drill_trainee", right=right, posts=sheet.posts))


def _document(
    scenario: Scenario, steps: list[Played], facts: Facts, sheet: Score
) -> dict[str, Any]:
    return {
        "drill": scenario.id,
        "title": scenario.title,
        "steps": [
            {
                "at": played.step.at,
                "what": played.step.what,
                "sources": _sources(played.step, facts),
                "published": played.step.facts,
                "facts": played.facts,
                "posts": [_row(answer, played.step) for answer in played.answers],
            }
            for played in steps
        ],
        "score": sheet,
        "passed": sheet.passed,
    }


def _row(answer: Answer, step: Step) -> dict[str, Any]:
    decision, post = answer.decision, answer.post
    return {
        "id": decision.post_id,
        "text": post.text,
        "posted_at": post.posted_at or step.at,
        "expect": post.expect,
        "why": post.why,
        "got": answer.got,
        "as_expected": answer.as_expected,
        "known": post.known,
        "outcome": decision.outcome,
        "proposed": decision.proposed,
        "review": decision.review,
        "rules": _rules(answer),
        "reasons": {"id": decision.reasons_id, "en": decision.reasons_en},
    }
