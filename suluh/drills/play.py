"""An exercise played through the real engine: every post decided at its step, on the facts known then."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from suluh.bench.posts import found
from suluh.content import Post
from suluh.drills.known import check_named, known_at
from suluh.drills.scenario import Circulating, Expectation, Scenario, Step
from suluh.flow import decide_post
from suluh.knowledge import Knowledge
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decision import Decision


class Answer(msgspec.Struct, frozen=True):
    """A post of a step, and what the engine decided about it."""

    post: Circulating
    decision: Decision

    @property
    def got(self) -> Expectation:
        """What became of it, in the words of an expectation."""
        if self.decision.outcome == "context_label":
            return "context"
        return "find" if found(self.decision) else "leave"

    @property
    def as_expected(self) -> bool:
        return self.got == self.post.expect

    @property
    def surprises(self) -> bool:
        """Whether the engine does something else than is written down, known differences included."""
        return self.got != (self.post.known or self.post.expect)


class Played(msgspec.Struct, frozen=True):
    """A step with its answers, in the order of its posts. `facts` is the version they stood on."""

    step: Step
    facts: str
    answers: tuple[Answer, ...]


def play(scenario: Scenario, knowledge: Knowledge, policy: CompiledPolicy) -> Iterator[Played]:
    """Step after step; nothing is written, and a step is decided when it is asked for.

    Claim reviews and the other facts are those in force today: a post must be left alone although the review exists.
    Raises RequestError for a fact that the knowledge lacks.
    """
    check_named(knowledge.facts, (n for s in scenario.steps for n in (*s.facts, s.told_by)))
    for count, step in enumerate(scenario.steps, 1):
        then = _knowledge_at(scenario, count, knowledge)
        answers = tuple(
            Answer(
                shown, decide_post(_post(shown, scenario, step, n), then, policy, step.at).decision
            )
            for n, shown in enumerate(step.posts, 1)
        )
        yield Played(step, then.facts.version, answers)


def _knowledge_at(scenario: Scenario, count: int, knowledge: Knowledge) -> Knowledge:
    published = [name for step in scenario.steps[:count] for name in step.facts]
    later = [name for step in scenario.steps[count:] for name in step.facts]
    facts = known_at(knowledge.facts, published, later)
    return Knowledge(facts, knowledge.claims, knowledge.registered, knowledge.links)


def _post(shown: Circulating, scenario: Scenario, step: Step, number: int) -> Post:
    return Post(
        id=f"{scenario.id}-{step.at:%d}-{number}",
        text=shown.text,
        posted_at=shown.posted_at or step.at,
        region=scenario.region,
    )
