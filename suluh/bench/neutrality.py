"""Swap who is named in every post of a file of any size: each with the next of the group. No decision may change.

The audit (`suluh audit neutrality`) exchanges everybody with everybody, and regions too; this is the quick look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from suluh.audit.counterfactual import DecideMany, compare
from suluh.audit.exchanges import Exchange, neighbours, numbers
from suluh.bench.table import Table
from suluh.content import Post
from suluh.intake import open_posts
from suluh.knowledge import Knowledge

SHOWN = 20


def run(path: Path, decide_many: DecideMany, knowledge: Knowledge) -> dict[str, Any]:
    """How many posts name somebody, how many exchanges were tried, how many decisions changed, with examples."""
    posts = (post for post in open_posts(path) if isinstance(post, Post))
    found = compare(posts, decide_many, knowledge, every=_next)
    return {
        "posts": found.posts,
        "naming": found.exchanged,
        "swaps": sum(found.tried.values()),
        "changed": sum(found.changed.values()),
        "explained": found.explained,
        "examples": msgspec.to_builtins(found.changes[:SHOWN]),
    }


def _next(post: Post, knowledge: Knowledge, kinds: Sequence[str]) -> Iterator[Exchange]:
    for kind in (neighbours, numbers):
        yield from (found for found in kind(post, knowledge) if found.post != post)


def table(result: dict[str, Any]) -> list[Table]:
    return [
        Table(
            "Neutrality: the same post about somebody else",
            ("posts", "that name somebody", "exchanges tried", "decisions changed"),
            [(result["posts"], result["naming"], result["swaps"], result["changed"])],
        )
    ]
