"""What would change if another policy were adopted: the same posts decided under both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from suluh.content import Post
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decide import decide
from suluh.policy.decision import Decision
from suluh.policy.wording import phrase
from suluh.signals.signal import Signal


class Change(msgspec.Struct, frozen=True):
    """One post that the two policies decide differently."""

    post_id: str
    text: str
    before: str  # outcome, proposed and priority, as `info_label+remove/P3`
    after: str
    rules_before: tuple[str, ...]
    rules_after: tuple[str, ...]
    stricter: bool  # the outcome in force, or else what is proposed, became stronger
    mentions: tuple[str, ...] = ()


class MentionCount(msgspec.Struct):
    """How often posts that mention a candidate change, and in which direction."""

    posts: int = 0
    changed: int = 0
    stricter: int = 0
    milder: int = 0


class PolicyDiff(msgspec.Struct, frozen=True):
    """The difference between two policies on some posts."""

    a: str
    b: str
    posts: int
    changed: int
    moves: dict[str, int]  # "info_label → reco_ineligible": count
    rules: dict[str, tuple[int, int]]  # rule id: fired under a, under b
    mentions: dict[str, MentionCount]
    examples: tuple[Change, ...]

    def text(self, lang: str = "id") -> str:
        """The difference told to a person."""
        return "\n".join(_told(self, lang)) + "\n"


def diff_policies(
    a: CompiledPolicy,
    b: CompiledPolicy,
    posts: Iterable[tuple[Post, Sequence[Signal]]],
    *,
    now: datetime | None = None,
    mentions: Callable[[Post], Iterable[str]] | None = None,
    examples: int = 20,
) -> PolicyDiff:
    """Decide every post under both. `now` None judges each post at its own time of posting where known.

    `mentions` names the candidates a post speaks of, only to count whether a change falls on some more than on others.
    """
    total, changed = 0, 0
    moves: Counter[str] = Counter()
    fired: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    counts: dict[str, MentionCount] = {}
    shown: list[Change] = []
    for post, signals in posts:
        total += 1
        named = tuple(dict.fromkeys(mentions(post))) if mentions else ()
        moment = now or post.posted_at or datetime.fromisoformat("2024-11-27T12:00:00+07:00")
        before, after = (
            decide(post, signals, policy, knowledge_version="-", now=moment) for policy in (a, b)
        )
        for counter, decision in zip(fired, (before, after), strict=True):
            counter.update(_fired(decision))
        change = _change(post, before, after, a, b, named)
        _count(counts, named, change)
        if change is None:
            continue
        changed += 1
        moves[f"{before.outcome} → {after.outcome}"] += 1
        if len(shown) < examples:
            shown.append(change)
    ids = sorted(set(fired[0]) | set(fired[1]))
    rules = {name: (fired[0][name], fired[1][name]) for name in ids}
    return PolicyDiff(a.key, b.key, total, changed, dict(moves), rules, counts, tuple(shown))


def _fired(decision: Decision) -> tuple[str, ...]:
    """Rules that fired; a shadow rule, which does nothing, is counted apart."""
    fired = [rule for rule in decision.rules if rule.result == "fired"]
    return tuple(r.id if r.state == "live" else f"{r.id} ({r.state})" for r in fired)


def _short(decision: Decision) -> str:
    proposed = f"+{decision.proposed}" if decision.proposed else ""
    return decision.outcome + proposed + (f"/{decision.review.priority}" if decision.review else "")


def _change(
    post: Post,
    before: Decision,
    after: Decision,
    a: CompiledPolicy,
    b: CompiledPolicy,
    named: tuple[str, ...],
) -> Change | None:
    if _short(before) == _short(after):
        return None
    return Change(
        post_id=post.id,
        text=post.text[:200],
        before=_short(before),
        after=_short(after),
        rules_before=_fired(before),
        rules_after=_fired(after),
        stricter=_strength(after, b) > _strength(before, a),
        mentions=named,
    )


def _strength(decision: Decision, policy: CompiledPolicy) -> tuple[int, int]:
    proposed = policy.ranks[decision.proposed] if decision.proposed else 0
    return policy.ranks[decision.outcome], proposed


def _count(counts: dict[str, MentionCount], named: Iterable[str], change: Change | None) -> None:
    for name in named:
        count = counts.setdefault(name, MentionCount())
        count.posts += 1
        if change is not None:
            count.changed += 1
            count.stricter += change.stricter
            count.milder += not change.stricter


def _told(diff: PolicyDiff, lang: str) -> Iterator[str]:
    yield phrase("diff_head", lang, a=diff.a, b=diff.b, posts=diff.posts, changed=diff.changed)
    if not diff.changed:
        yield phrase("diff_none", lang)
    if diff.moves:
        yield from ("", phrase("diff_outcomes", lang))
        yield from (f"  {move}: {count}" for move, count in sorted(diff.moves.items()))
    moved = {name: pair for name, pair in diff.rules.items() if pair[0] != pair[1]}
    if moved:
        yield from ("", phrase("diff_rules", lang))
        for name, (first, second) in moved.items():
            yield "  " + phrase("diff_rule_line", lang, rule=name, a=first, b=second)
    if diff.mentions:
        yield from ("", phrase("diff_mentions", lang))
        for name, count in sorted(diff.mentions.items()):
            values = msgspec.structs.asdict(count)
            yield "  " + phrase("diff_mention_line", lang, name=name, **values)
    if diff.examples:
        yield from ("", phrase("diff_examples", lang))
        for change in diff.examples:
            yield f"  {change.post_id}: {change.before} → {change.after}  «{change.text[:100]}»"
