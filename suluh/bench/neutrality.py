"""Swap who is named in every post: candidates with candidates, parties with parties. No decision may change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from suluh.bench.table import Table
from suluh.content import Post
from suluh.intake import Rejected, open_posts
from suluh.policy.decision import Decision
from suluh.text.names import BALLOT_NUMBER, NameBook

DecideMany = Callable[[Sequence[Post]], list[Decision]]


class Swap(msgspec.Struct, frozen=True):
    """One exchange: two identities of a group, or the numbers 1 and 2."""

    group: str
    one: str
    other: str


def swaps(names: NameBook) -> list[Swap]:
    """Every identity with its neighbour in its group; for pairs of one race the numbers go with the names."""
    groups: dict[str, list[str]] = {}
    for key in names.identities:
        groups.setdefault(key.rsplit(":", 1)[0], []).append(key)
    return [
        Swap(group, a, b)
        for group, keys in groups.items()
        for a, b in pairwise([*keys, keys[0]])
        if a != b
    ]


def swapped(post: Post, swap: Swap, names: NameBook) -> Post | None:
    """The post after the exchange, or None when it names neither."""
    mentioned = names.mentioned(post.text)
    if swap.one not in mentioned and swap.other not in mentioned:
        return None
    text = names.swap(post.text, swap.one, swap.other)
    if swap.group.startswith("pair:"):
        text = renumbered(text, swap.one.rsplit(":", 1)[1], swap.other.rsplit(":", 1)[1])
    return replace(post, text=text)


def renumbered(text: str, one: str, other: str) -> str:
    """The text with two ballot numbers exchanged.

    >>> renumbered("Coblos nomor urut 1 di TPS 2", "1", "2")
    'Coblos nomor urut 2 di TPS 2'
    """
    exchange = {one: other, other: one}
    return BALLOT_NUMBER.sub(lambda m: m[1] + exchange.get(m[2], m[2]), text)


def run(path: Path, decide_many: DecideMany, names: NameBook) -> dict[str, Any]:
    """How many posts name somebody, how many exchanges were tried, how many decisions changed, with examples."""
    posts, changed, tried, naming = 0, [], 0, 0
    plan = swaps(names)
    for batch in _batches(path):
        posts += len(batch)
        pairs = [(post, swap, new) for post in batch for swap, new in _exchanges(post, plan, names)]
        naming += len({id(post) for post, _, _ in pairs})
        tried += len(pairs)
        changed += _changed(pairs, decide_many)
    return {
        "posts": posts,
        "naming": naming,
        "swaps": tried,
        "changed": len(changed),
        "examples": changed[:20],
    }


def _exchanges(post: Post, plan: list[Swap], names: NameBook) -> Iterator[tuple[Swap, Post]]:
    for swap in plan:
        new = swapped(post, swap, names)
        if new is not None and new.text != post.text:
            yield swap, new
    for one, other in (("1", "2"), ("2", "3")):
        text = renumbered(post.text, one, other)
        if text != post.text and not names.mentioned(post.text):
            yield Swap("number", one, other), replace(post, text=text)


def _changed(pairs: list[tuple[Post, Swap, Post]], decide_many: DecideMany) -> list[dict[str, Any]]:
    before = decide_many([post for post, _, _ in pairs])
    after = decide_many([new for _, _, new in pairs])
    return [
        {
            "id": post.id,
            "swap": f"{swap.one} ↔ {swap.other}",
            "before": essence(old),
            "after": essence(new),
        }
        for (post, swap, _), old, new in zip(pairs, before, after, strict=True)
        if essence(old) != essence(new)
    ]


def essence(decision: Decision) -> tuple[object, ...]:
    """What must not change: everything but the words seen and the texts that quote them."""
    review = decision.review
    return (
        decision.outcome,
        decision.proposed,
        (review.queue, review.priority, review.score) if review else None,
        tuple((r.id, r.result, r.outcome, r.proposed) for r in decision.rules),
    )


def _batches(path: Path, size: int = 500) -> Iterator[list[Post]]:
    batch: list[Post] = []
    for item in open_posts(path):
        if isinstance(item, Rejected):
            continue
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def table(result: dict[str, Any]) -> list[Table]:
    return [
        Table(
            "Neutrality: the same post about somebody else",
            ("posts", "that name somebody", "exchanges tried", "decisions changed"),
            [(result["posts"], result["naming"], result["swaps"], result["changed"])],
        )
    ]
