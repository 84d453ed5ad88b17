"""The posts of the day through the real engine, and the queue that they make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter

import msgspec

from suluh.bench.posts import found, limited
from suluh.content import Author, Post
from suluh.drills.voting_day.scenario import Said, VotingDay
from suluh.flow import decide_post
from suluh.knowledge import Knowledge
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decision import Decision


class Outcome(msgspec.Struct, frozen=True):
    """One copy of a post of the exercise, and what was decided about it."""

    said: Said
    of_wave: bool
    decision: Decision

    @property
    def as_expected(self) -> bool:
        """The wave is found; every other post is not limited, and nobody is asked to look at it."""
        return found(self.decision) == self.of_wave


class Flood(msgspec.Struct, frozen=True):
    """Every copy in the order it came. `seconds` of wall time for all of them, on this machine."""

    outcomes: tuple[Outcome, ...]
    seconds: float

    @property
    def queue(self) -> list[Outcome]:
        """Those that wait for a person, as a desk finds them: the highest priority first, then the highest score."""
        waiting = [(o.decision.review, o) for o in self.outcomes if o.decision.review]
        ordered = sorted(waiting, key=lambda pair: (pair[0].priority, -pair[0].score))
        return [outcome for _, outcome in ordered]

    @property
    def wave_in_front(self) -> tuple[int, int]:
        """Of the first places of the queue, as many as the wave has waiting: how many are the wave's."""
        places = sum(outcome.of_wave for outcome in self.queue)
        return sum(outcome.of_wave for outcome in self.queue[:places]), places

    @property
    def touched(self) -> int:
        """Ordinary posts with more than the neutral banner."""
        return sum(limited(o.decision) for o in self.outcomes if not o.of_wave)


def decide_flood(day: VotingDay, knowledge: Knowledge, policy: CompiledPolicy) -> Flood:
    """Each post `load` times, mixed, spread evenly over the day, decided when it is posted."""
    posts = list(_posts(day))
    began = perf_counter()
    outcomes = tuple(
        Outcome(said, wave, decide_post(post, knowledge, policy, post.posted_at or day.opens).decision)
        for said, wave, post in posts
    )  # fmt: skip
    return Flood(outcomes, perf_counter() - began)


def _posts(day: VotingDay) -> Iterator[tuple[Said, bool, Post]]:
    every = [(said, True) for said in day.wave] + [(said, False) for said in day.ordinary]
    gap = (day.until - day.opens) / (day.load * len(every))
    for turn in range(day.load):
        for place, (said, wave) in enumerate(every):
            number = turn * len(every) + place
            yield said, wave, _post(day, said, number, number * gap)


def _post(day: VotingDay, said: Said, number: int, after: timedelta) -> Post:
    return Post(
        id=f"{day.id}-{number}",
        text=said.text,
        posted_at=day.opens + after,
        author=Author(handle=f"@latihan{number}"),
        region=day.region,
    )
