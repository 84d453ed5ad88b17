"""End to end on the demo's media: are false statements found that are only heard or only seen, and true ones left alone?

The aim: of the false ones at least nine in ten are found (limited, or queued for a person with a rule); of the true,
quoted and denied ones none is limited. The voices are synthetic and the pictures made, so a real post may fare worse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from suluh.bench.posts import Expected, expected_posts, found, limited, queued
from suluh.bench.table import Table
from suluh.content import Post
from suluh.policy.decision import Decision

POSTS = Path(__file__).parent.parent.parent / "demo" / "media_posts.jsonl"
FORMS = ("heard", "seen", "none")  # where the words are; none: there are none to find
AIM_FOUND, AIM_LIMITED = 0.9, 0

Decide = Callable[[Post], Decision]
Pairs = Sequence[tuple[Expected, Decision]]


def media_posts(path: Path = POSTS) -> list[Expected]:
    """The posts with what is expected of them, their media as whole paths. Raises InputError naming the line."""
    return [
        msgspec.structs.replace(one, post=_placed(one.post, path.parent))
        for one in expected_posts(path)
    ]


def _placed(post: Post, folder: Path) -> Post:
    """Media are named relative to the file of posts."""
    return msgspec.structs.replace(post, media=tuple(str(folder / name) for name in post.media))


def run(decide: Decide, path: Path = POSTS) -> dict[str, Any]:
    """The figures as JSON: false and leave, in all, by kind of medium and by where the words are; one row a post."""
    pairs = [(one, decide(one.post)) for one in media_posts(path)]
    wanted = [pair for pair in pairs if pair[0].expect != "leave"]
    left = [pair for pair in pairs if pair[0].expect == "leave"]
    return {
        "posts": len(pairs),
        "false": _false(wanted),
        "leave": _leave(left),
        "by": {
            "kind": {kind: _both(pairs, "kind", kind) for kind in ("video", "picture")},
            "form": {form: _both(pairs, "form", form) for form in FORMS},
        },
        "rows": [_row(*pair) for pair in pairs],
    }


def _false(pairs: Pairs) -> dict[str, Any]:
    hits = sum(found(decision) for _, decision in pairs)
    named = [(one, decision) for one, decision in pairs if one.fact]
    return {
        "n": len(pairs),
        "found": hits,
        "rate": round(hits / len(pairs), 4) if pairs else 0.0,
        "limited": sum(limited(decision) for _, decision in pairs),
        "right_fact": sum(one.fact in decision.facts for one, decision in named),
        "with_fact": len(named),
        "aim": AIM_FOUND,
    }


def _leave(pairs: Pairs) -> dict[str, int]:
    asked = sum(queued(decision) and not limited(decision) for _, decision in pairs)
    return {
        "n": len(pairs),
        "limited": sum(limited(decision) for _, decision in pairs),
        "a_person_was_asked": asked,
        "aim": AIM_LIMITED,
    }


def _both(pairs: Pairs, field: str, value: str) -> dict[str, int]:
    chosen = [pair for pair in pairs if getattr(pair[0], field) == value]
    wanted = [decision for one, decision in chosen if one.expect != "leave"]
    left = [decision for one, decision in chosen if one.expect == "leave"]
    return {
        "false": len(wanted),
        "found": sum(map(found, wanted)),
        "leave": len(left),
        "limited": sum(map(limited, left)),
    }


def _row(one: Expected, decision: Decision) -> dict[str, Any]:
    return {
        "id": one.post.id,
        "kind": one.kind,
        "form": one.form,
        "expect": one.expect,
        "outcome": decision.outcome,
        "queue": decision.review.queue if decision.review else None,
        "rules": [rule.id for rule in decision.rules if rule.result == "fired"],
        "facts": list(decision.facts),
        "right": found(decision) if one.expect != "leave" else not limited(decision),
    }


def table(result: dict[str, Any]) -> list[Table]:
    """The same figures, to print; the last table names the posts that went wrong."""
    false, leave = result["false"], result["leave"]
    whole = {
        "false": false["n"],
        "found": false["found"],
        "leave": leave["n"],
        "limited": leave["limited"],
    }
    groups = {"all": whole, **result["by"]["kind"], **result["by"]["form"]}
    wrong = [row for row in result["rows"] if not row["right"]]
    return [
        Table(
            f"Demo media, end to end (aim: {AIM_FOUND:.0%} found, {AIM_LIMITED} limited)",
            ("", "false", "found", "share", "to leave", "limited"),
            [(name, *_cells(group)) for name, group in groups.items()],
        ),
        Table(
            "Not as expected",
            ("post", "where", "expected", "outcome", "rules"),
            [(r["id"], r["form"], r["expect"], r["outcome"], " ".join(r["rules"])) for r in wrong],
        ),
    ]


def _cells(group: dict[str, int]) -> tuple[object, ...]:
    share = group["found"] / group["false"] if group["false"] else None
    return group["false"], group["found"], share, group["leave"], group["limited"]
