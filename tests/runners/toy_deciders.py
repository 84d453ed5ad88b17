"""Deciding functions for the runner's tests: fast, importable by a worker process, with a few accidents."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from datetime import datetime

import msgspec

from suluh.content import Post
from suluh.policy.decision import Decision
from suluh.runners import Decided, DecidePosts, DecisionDigest


def decide_one(post: Post, now: datetime) -> Decided:
    """A post that speaks of the 28th gets a label and a place in the queue; everything else nothing."""
    hit = "28 November" in post.text
    decision = Decision(
        post_id=post.id,
        decided_at=now,
        knowledge="k1",
        policy="p1",
        outcome="context_label" if hit else "none",
    )
    digest = DecisionDigest(
        post.id,
        outcome=decision.outcome,
        queue="process" if hit else None,
        priority="P1" if hit else None,
        score=float(len(post.text) % 7),
        rules=("CIV-PROC",) if hit else (),
        seen="28 November" if hit else "",
    )
    return msgspec.json.encode(decision), digest


def toy() -> DecidePosts:
    """Decides at once."""
    return lambda posts, now: [decide_one(post, now) for post in posts]


def slow() -> DecidePosts:
    """Decides with a pause a batch, so that a kill finds it at work."""

    def decide(posts: Sequence[Post], now: datetime) -> list[Decided]:
        time.sleep(0.04)
        return [decide_one(post, now) for post in posts]

    return decide


def accident() -> DecidePosts:
    """Raises on a post that says so, kills its own process on another, hangs on a third."""

    def decide(posts: Sequence[Post], now: datetime) -> list[Decided]:
        for post in posts:
            if post.text == "meledak":
                raise ValueError("tidak terduga")
            if post.text == "mati":
                os.kill(os.getpid(), signal.SIGKILL)
            if post.text == "macet":
                time.sleep(600)
        return [decide_one(post, now) for post in posts]

    return decide
