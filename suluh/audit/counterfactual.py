"""The proof by exchange: each post decided again about somebody else, and every decision that changed.

Where a statement is about something that the official facts tell of one region or one pair alone (its polling stations,
its pair's status), the right answer may differ with whom it is about. Such a change is listed apart, with the fact; it
is not counted as unfair, and it is not hidden.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path

import msgspec
from ruamel.yaml import YAML

from suluh.audit.exchanges import EMPTY_COLUMN, Exchange, exchanges, grouped, sole_pairs
from suluh.content import WIB, Post
from suluh.facts import Facts
from suluh.facts.regions import NATION
from suluh.knowledge import Knowledge
from suluh.policy.decision import Decision
from suluh.text.privacy import mask

DecideMany = Callable[[Sequence[Post]], list[Decision]]
FRAMES = Path(__file__).parent / "data" / "frames.yaml"
LISTED = 200  # changes of each sort that are listed; all are counted


class Change(msgspec.Struct, frozen=True):
    """A decision that is another one when somebody else is meant. Texts with personal data masked."""

    post: str
    text: str
    kind: str
    one: str
    other: str
    before: str
    after: str
    rules: tuple[str, ...]  # whose answer changed
    facts: tuple[str, ...] = ()  # of one region or pair alone, that explain the change


class Counterfactual(msgspec.Struct, frozen=True):
    """What came of all exchanges."""

    posts: int
    exchanged: int  # posts that could be about somebody else
    tried: dict[str, int]  # kind of exchange: how many
    named: int  # names, numbers and regions that took part
    changed: int  # that no fact explains
    explained: int
    changes: tuple[Change, ...] = ()
    by_facts: tuple[Change, ...] = ()
    failed_rules: tuple[str, ...] = ()  # whose answer changed without a fact

    @property
    def passed(self) -> bool:
        """Whether no decision changed without a fact."""
        return self.changed == 0


def compare(
    posts: Iterable[Post],
    decide_many: DecideMany,
    knowledge: Knowledge,
    kinds: Sequence[str] = (),
    *,
    every: Callable[[Post, Knowledge, Sequence[str]], Iterable[Exchange]] | None = None,
) -> Counterfactual:
    """Every post with each of its exchanges. `every` makes them; by default all that `exchanges` knows."""
    make = every or exchanges
    tally = _Tally(knowledge.facts)
    for post in posts:
        tally.posts += 1
        if found := list(make(post, knowledge, kinds)):
            before, *after = decide_many([post, *(one.post for one in found)])
            for one, decision in zip(found, after, strict=True):
                tally.count(post, one, before, decision)
    return tally.result()


def framed(knowledge: Knowledge) -> list[tuple[Post, list[Exchange]]]:
    """Each sentence of the frames about the first of each group, and about everybody else of it.

    A pair that stands against the empty column also changes places with it.
    """
    made = []
    at = _noon_before(knowledge.facts)
    groups = [*grouped(knowledge.names).items()]
    groups += [("empty_column", [pair, EMPTY_COLUMN]) for pair in sole_pairs(knowledge.facts)]
    for number, frame in enumerate(frames()):
        for group, keys in groups:
            first, *rest = (_said(frame, key, knowledge) for key in keys)
            post = Post(id=f"frame-{number + 1}-{group}", text=first, posted_at=at)
            kind = "empty_column" if group == "empty_column" else "name"
            made.append((post, [
                Exchange(kind, keys[0], key, msgspec.structs.replace(post, text=text))
                for key, text in zip(keys[1:], rest, strict=True)
            ]))  # fmt: skip
    return made


def compare_framed(decide_many: DecideMany, knowledge: Knowledge) -> Counterfactual:
    """The sentences of the frames about everybody who is known."""
    made = framed(knowledge)
    by_id = {id(post): found for post, found in made}
    return compare(
        [post for post, _ in made], decide_many, knowledge, every=lambda post, *_: by_id[id(post)]
    )


def joined(parts: Sequence[Counterfactual]) -> Counterfactual:
    """Several as one."""
    tried: Counter[str] = Counter()
    for part in parts:
        tried.update(part.tried)
    return Counterfactual(
        posts=sum(part.posts for part in parts),
        exchanged=sum(part.exchanged for part in parts),
        tried=dict(tried),
        named=max((part.named for part in parts), default=0),
        changed=sum(part.changed for part in parts),
        explained=sum(part.explained for part in parts),
        changes=tuple(c for part in parts for c in part.changes)[:LISTED],
        by_facts=tuple(c for part in parts for c in part.by_facts)[:LISTED],
        failed_rules=tuple(sorted({rule for part in parts for rule in part.failed_rules})),
    )


@cache
def frames() -> tuple[str, ...]:
    """The sentences, each with {name}."""
    return tuple(str(line) for line in YAML(typ="safe").load(FRAMES))


def essence(decision: Decision) -> tuple[object, ...]:
    """What must not change: everything but the words seen and the texts that quote them."""
    review = decision.review
    return (
        decision.outcome,
        decision.proposed,
        (review.queue, review.priority, review.score) if review else None,
        _answers(decision),
    )


def short(decision: Decision) -> str:
    """A decision in one line: outcome, what is proposed, the queue and its priority, the rules."""
    fired = [rule.id for rule in decision.rules if rule.result == "fired"]
    parts = [decision.outcome, f"+{decision.proposed}" if decision.proposed else ""]
    parts += [f" {decision.review.queue}/{decision.review.priority}" if decision.review else ""]
    return "".join(parts) + (f" [{', '.join(fired)}]" if fired else "")


class _Tally:
    """Counts while the exchanges are decided."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.posts = 0
        self.exchanged: set[str] = set()
        self.tried: Counter[str] = Counter()
        self.named: set[str] = set()
        self.found: dict[bool, list[Change]] = {True: [], False: []}
        self.counts: Counter[bool] = Counter()
        self.rules: set[str] = set()

    def count(self, post: Post, found: Exchange, before: Decision, after: Decision) -> None:
        self.exchanged.add(post.id)
        self.tried[found.kind] += 1
        self.named |= {found.one, found.other}
        if essence(before) == essence(after):
            return
        change = _change(post, found, before, after, self.facts)
        explained = bool(change.facts)
        self.counts[explained] += 1
        if not explained:
            self.rules |= set(change.rules)
        if len(self.found[explained]) < LISTED:
            self.found[explained].append(change)

    def result(self) -> Counterfactual:
        return Counterfactual(
            self.posts,
            len(self.exchanged),
            dict(self.tried),
            len(self.named),
            self.counts[False],
            self.counts[True],
            tuple(self.found[False]),
            tuple(self.found[True]),
            tuple(sorted(self.rules)),
        )


def _change(
    post: Post, found: Exchange, before: Decision, after: Decision, facts: Facts
) -> Change:
    differing = set(_answers(before)) ^ set(_answers(after))
    return Change(
        post.id,
        mask(post.text).text[:300],
        found.kind,
        found.one,
        found.other,
        short(before),
        short(after),
        tuple(sorted({str(answer[0]) for answer in differing})),
        tuple(_explaining(before, after, facts)),
    )


def _answers(decision: Decision) -> tuple[tuple[object, ...], ...]:
    return tuple((r.id, r.result, r.outcome, r.proposed) for r in decision.rules)


def _explaining(before: Decision, after: Decision, facts: Facts) -> Iterator[str]:
    """Facts of one region or of candidates, against which one of the two posts was held and the other was not."""
    held = [_held_against(decision) for decision in (before, after)]
    for fact_id, _ in sorted(held[0] ^ held[1]):
        fact = facts.get(fact_id)
        if fact is not None and (fact.jurisdiction != NATION or fact.slot == "candidate_pair"):
            yield fact_id


def _held_against(decision: Decision) -> set[tuple[str, str]]:
    return {
        (signal.against.id, signal.name)
        for signal in decision.signals
        if signal.against and signal.against.kind == "fact"
    }


def _said(frame: str, key: str, knowledge: Knowledge) -> str:
    forms = knowledge.names.identities.get(key)
    return frame.format(name=forms[0].title() if forms else key)


def _noon_before(facts: Facts) -> datetime:
    return datetime.combine(facts.voting_date - timedelta(days=6), time(12), WIB)
