"""How well posts are decided, on a file of posts that say what is expected of them.

`act`: a false statement on how, when, where or who votes: it must be found. `flag`: it must be found under some rule.
`leave`: it must be left alone. Found is limited, or queued for a person with a rule; touched is limited, that is an
outcome stronger than the neutral banner which the machine puts in force. "Bothered" counts the posts to leave alone
that a person was asked to look at: not a wrong done to the author, but work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from suluh.bench.held_out import stretches
from suluh.bench.table import Table
from suluh.content import Post
from suluh.errors import InputError
from suluh.intake import Rejected
from suluh.intake.generic import read_post
from suluh.policy.decision import Decision

DecideMany = Callable[[Sequence[Post]], list[Decision]]
EXPECTED = ("act", "flag", "leave")
BANNER = ("none", "info_label")
GROUPS = ("kind", "form", "language", "time")
THIRDS = (
    "1st third",
    "2nd third",
    "3rd third",
)  # of the posts by their time: red posts change


class Expected(msgspec.Struct, frozen=True):
    """A post and what should become of it."""

    post: Post
    expect: str
    fact: str | None = None
    kind: str | None = None
    form: str | None = None
    language: str | None = None
    time: str | None = None


def limited(decision: Decision) -> bool:
    """Whether the machine put something stronger than the neutral banner in force."""
    return decision.outcome not in BANNER


def queued(decision: Decision) -> bool:
    """Whether a person is asked to look, under a rule."""
    return decision.review is not None and any(r.result == "fired" for r in decision.rules)


def found(decision: Decision) -> bool:
    return limited(decision) or queued(decision)


def expected_posts(path: Path) -> list[Expected]:
    """The file's posts, one JSON object a line. Raises InputError naming the line."""
    rows = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line)
            if row.get("expect") not in EXPECTED:
                raise ValueError(
                    f"expect is one of {', '.join(EXPECTED)}, not {row.get('expect')!r}"
                )
            rest = {k: row.get(k) for k in ("fact", "kind", "form", "language")}
            row.setdefault("id", f"line-{number}")
            post = read_post(msgspec.json.encode(row), number)
            if isinstance(post, Rejected):
                raise ValueError(post.reason)
            if post.notes:  # a day that cannot be read would be judged as another
                raise ValueError("; ".join(post.notes))
            rows.append(Expected(post, row["expect"], **rest))
        except (msgspec.MsgspecError, ValueError, AttributeError) as error:
            raise InputError(f"{path.name}:{number}: {error}") from error
    return _timed(rows)


def _timed(rows: list[Expected]) -> list[Expected]:
    """Each with its third of the time; where a post has none, with none."""
    days = [row.post.posted_at.isoformat() if row.post.posted_at else "" for row in rows]
    parts = stretches(["posts"] * len(rows), days, len(THIRDS))
    return [
        replace(row, time=THIRDS[part] if day else None)
        for row, part, day in zip(rows, parts, days, strict=True)
    ]


def run(path: Path, decide_many: DecideMany) -> dict[str, Any]:
    """The figures as JSON: act, flag, leave, precision, recall and F1, and one row a post."""
    posts = expected_posts(path)
    decisions = decide_many([p.post for p in posts])
    pairs = list(zip(posts, decisions, strict=True))
    return {
        "posts": len(posts),
        "act": _finds(pairs, "act"),
        "flag": _finds(pairs, "flag"),
        "leave": _leaves(pairs),
        "f1": _f1(pairs),
        "by": {key: _by(pairs, key) for key in GROUPS},
        "rows": [_row(p, d) for p, d in pairs],
    }


Pairs = list[tuple[Expected, Decision]]


def _finds(pairs: Pairs, expect: str) -> dict[str, Any]:
    chosen = [(p, d) for p, d in pairs if p.expect == expect]
    hits = [(p, d) for p, d in chosen if found(d)]
    named = [(p, d) for p, d in chosen if p.fact]
    return {
        "n": len(chosen),
        "found": len(hits),
        "rate": _share(len(hits), len(chosen)),
        "limited": sum(limited(d) for _, d in chosen),
        "right_fact": _share(sum(p.fact in d.facts for p, d in named), len(named)),
    }


def _leaves(pairs: Pairs) -> dict[str, Any]:
    chosen = [d for p, d in pairs if p.expect == "leave"]
    return {
        "n": len(chosen),
        "touched": sum(map(limited, chosen)),
        "bothered": sum(queued(d) and not limited(d) for d in chosen),
    }


def _f1(pairs: Pairs) -> dict[str, float]:
    """Twice: against posts touched, and (strict) against posts touched or queued."""
    wanted = [d for p, d in pairs if p.expect != "leave"]
    left = [d for p, d in pairs if p.expect == "leave"]
    hits = sum(map(found, wanted))
    scores: dict[str, float] = {}
    for name, false in (("touched", sum(map(limited, left))), ("strict", sum(map(found, left)))):
        precision, recall = _share(hits, hits + false), _share(hits, len(wanted))
        both = precision + recall
        scores |= {
            f"{name}_precision": precision,
            f"{name}_f1": round(2 * precision * recall / both, 4) if both else 0.0,
        }
    return {"recall": _share(hits, len(wanted)), **scores}


def _by(pairs: Pairs, key: str) -> dict[str, dict[str, int]]:
    groups: dict[str, dict[str, int]] = {}
    for expected, decision in pairs:
        group = groups.setdefault(
            getattr(expected, key) or "-",
            {"wanted": 0, "found": 0, "leave": 0, "touched": 0, "bothered": 0},
        )
        if expected.expect == "leave":
            group["leave"] += 1
            group["touched"] += limited(decision)
            group["bothered"] += queued(decision) and not limited(decision)
        else:
            group["wanted"] += 1
            group["found"] += found(decision)
    return dict(sorted(groups.items()))


def _row(expected: Expected, decision: Decision) -> dict[str, Any]:
    return {
        "id": expected.post.id,
        "expect": expected.expect,
        "outcome": decision.outcome,
        "proposed": decision.proposed,
        "queue": decision.review.queue if decision.review else None,
        "rules": [r.id for r in decision.rules if r.result == "fired"],
        "facts": list(decision.facts),
        "right": found(decision) if expected.expect != "leave" else not limited(decision),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def table(result: dict[str, Any]) -> list[Table]:
    """The same figures, to print."""
    act, flag, leave, f1 = result["act"], result["flag"], result["leave"], result["f1"]
    main = Table(
        "Posts as expected",
        ("", "n", "found or touched", "share", "note"),
        [
            ("act", act["n"], act["found"], act["rate"], f"limited at once: {act['limited']}"),
            ("flag", flag["n"], flag["found"], flag["rate"], f"limited at once: {flag['limited']}"),
            (
                "leave",
                leave["n"],
                leave["touched"],
                _share(leave["touched"], leave["n"]),
                f"a person was asked: {leave['bothered']}",
            ),
            (
                "F1",
                result["posts"],
                "",
                f1["touched_f1"],
                f"counting questions as errors: {f1['strict_f1']}",
            ),
        ],
    )
    return [
        main,
        *(_group_table(key, groups) for key, groups in result["by"].items() if len(groups) > 1),
    ]


def _group_table(key: str, groups: dict[str, dict[str, int]]) -> Table:
    return Table(
        f"By {key}",
        (key, "wanted", "found", "leave", "touched", "a person was asked"),
        [
            (name, g["wanted"], g["found"], g["leave"], g["touched"], g["bothered"])
            for name, g in groups.items()
        ],
    )
