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
from msgspec.structs import replace
from ruamel.yaml import YAML

from suluh.audit.exchanges import EMPTY_COLUMN, Exchange, exchanges, grouped, sole_pairs
from suluh.content import WIB, Post
from suluh.facts import Facts
from suluh.knowledge import Knowledge
from suluh.policy.decision import Decision
from suluh.policy.vocabulary import NEUTRAL
from suluh.text.privacy import mask

DecideMany = Callable[[Sequence[Post]], list[Decision]]
FRAMES = Path(__file__).parent / "data" / "frames.yaml"
COLUMN_RULES = "single_candidate_threshold"  # the slot of the empty column's rules
LISTED = 200  # changes of each sort that are listed; all are counted


class Brief(msgspec.Struct, frozen=True):
    """A decision in short."""

    outcome: str
    proposed: str | None
    queue: str | None
    priority: str | None
    rules: tuple[str, ...]  # that fired

    def __str__(self) -> str:
        asked = f"+{self.proposed}" if self.proposed else ""
        waits = f" {self.queue}/{self.priority}" if self.queue else ""
        fired = f" [{', '.join(self.rules)}]" if self.rules else ""
        return self.outcome + asked + waits + fired


class Change(msgspec.Struct, frozen=True):
    """A decision that is another one when somebody else is meant. Texts with personal data masked."""

    post: str
    text: str
    kind: str
    one: str
    other: str
    before: Brief
    after: Brief
    rules: tuple[str, ...]  # whose answer changed
    facts: tuple[str, ...] = ()  # of one region or pair alone, that explain the change


class Counterfactual(msgspec.Struct, frozen=True):
    """What came of all exchanges. `changed` counts, by kind of exchange, what neither a fact nor the link explains."""

    posts: int
    exchanged: int  # posts that could be about somebody else
    tried: dict[str, int]  # kind of exchange: how many
    named: int  # names, numbers and regions that took part
    changed: dict[str, int]
    explained: int  # by an official fact of one region or pair
    link_only: int  # nothing but the neutral link to the guide came or went
    changes: tuple[Change, ...] = ()
    by_facts: tuple[Change, ...] = ()
    failed_rules: tuple[str, ...] = ()  # whose answer changed

    @property
    def passed(self) -> bool:
        """Whether no exchange changed a decision but where a fact is another one."""
        return not any(self.changed.values())


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
    at = _noon_before(knowledge.facts)
    made = []
    for number, frame in enumerate(frames(), 1):
        for group, told in _alike(knowledge):
            texts = [frame.format(name=form.title()) for _, form in told]
            post = Post(id=f"frame-{number}-{group}", text=texts[0], posted_at=at)
            made.append((post, list(_about_others(post, told, texts))))
    return made


def _about_others(
    post: Post, told: Sequence[tuple[str, str]], texts: Sequence[str]
) -> Iterator[Exchange]:
    for (key, _), text in zip(told[1:], texts[1:], strict=True):
        kind = "empty_column" if key == EMPTY_COLUMN else "name"
        yield Exchange(kind, told[0][0], key, replace(post, text=text))


def _alike(knowledge: Knowledge) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Groups of identities, each with a form in which all of a group are written: "Partai ..." is another form."""
    forms = knowledge.names.identities
    for group, keys in grouped(knowledge.names).items():
        for party in (False, True):
            told = [(k, f) for k in keys if (f := _first_form(forms[k], party=party))]
            if len(told) > 1:
                yield group, told
    for pair in sole_pairs(knowledge.facts):
        yield "empty_column", [(pair, forms[pair][0]), (EMPTY_COLUMN, EMPTY_COLUMN)]


def _first_form(forms: Sequence[str], *, party: bool) -> str | None:
    return next((form for form in forms if form.startswith("partai ") == party), None)


def compare_framed(decide_many: DecideMany, knowledge: Knowledge) -> Counterfactual:
    """The sentences of the frames about everybody who is known."""
    made = framed(knowledge)
    by_id = {id(post): found for post, found in made}
    return compare(
        [post for post, _ in made], decide_many, knowledge, every=lambda post, *_: by_id[id(post)]
    )


def joined(one: Counterfactual, other: Counterfactual) -> Counterfactual:
    """Two as one."""
    return Counterfactual(
        posts=one.posts + other.posts,
        exchanged=one.exchanged + other.exchanged,
        tried=dict(Counter(one.tried) + Counter(other.tried)),
        named=max(one.named, other.named),
        changed=dict(Counter(one.changed) + Counter(other.changed)),
        explained=one.explained + other.explained,
        link_only=one.link_only + other.link_only,
        changes=(*one.changes, *other.changes),
        by_facts=(*one.by_facts, *other.by_facts),
        failed_rules=tuple(sorted({*one.failed_rules, *other.failed_rules})),
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


def brief(decision: Decision) -> Brief:
    """A decision in short."""
    review = decision.review
    fired = tuple(rule.id for rule in decision.rules if rule.result == "fired")
    queue, priority = (review.queue, review.priority) if review else (None, None)
    return Brief(decision.outcome, decision.proposed, queue, priority, fired)


class _Tally:
    """Counts while the exchanges are decided."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.posts = 0
        self.exchanged: set[str] = set()
        self.tried: Counter[str] = Counter()
        self.named: set[str] = set()
        self.changed: Counter[str] = Counter()
        self.explained = self.link_only = 0
        self.changes: list[Change] = []
        self.by_facts: list[Change] = []
        self.rules: set[str] = set()

    def count(self, post: Post, found: Exchange, before: Decision, after: Decision) -> None:
        self.exchanged.add(post.id)
        self.tried[found.kind] += 1
        self.named |= {found.one, found.other}
        if essence(before) == essence(after):
            return
        if _but_for_the_link(before) == _but_for_the_link(after):
            self.link_only += 1
            return
        change = _change(post, found, before, after, self.facts)
        if change.facts:
            self.explained += 1
            _list(self.by_facts, change)
            return
        self.changed[found.kind] += 1
        self.rules |= set(change.rules)
        _list(self.changes, change)

    def result(self) -> Counterfactual:
        return Counterfactual(
            self.posts,
            len(self.exchanged),
            dict(self.tried),
            len(self.named),
            dict(self.changed),
            self.explained,
            self.link_only,
            tuple(self.changes),
            tuple(self.by_facts),
            tuple(sorted(self.rules)),
        )


def _list(changes: list[Change], change: Change) -> None:
    if len(changes) < LISTED:
        changes.append(change)


def _but_for_the_link(decision: Decision) -> tuple[object, ...]:
    """The decision as it would be if the neutral link to the guide were nothing."""
    weighty = [rule for rule in _fired(decision) if rule[2] or rule[1] not in (None, *NEUTRAL)]
    outcome = None if decision.outcome in NEUTRAL else decision.outcome
    return (outcome, *essence(decision)[1:3], tuple(weighty))


def _change(post: Post, found: Exchange, before: Decision, after: Decision, facts: Facts) -> Change:
    differing = {*_fired(before)} ^ {*_fired(after)}
    return Change(
        post.id,
        mask(post.text).text[:300],
        found.kind,
        found.one,
        found.other,
        brief(before),
        brief(after),
        tuple(sorted({answer[0] for answer in differing})),
        tuple(_explaining(found.kind, before, after, facts)),
    )


def _fired(decision: Decision) -> Iterator[tuple[str, str | None, str | None]]:
    """What each rule that fired would do; what was not evaluated or was protected does nothing."""
    for rule in decision.rules:
        if rule.result == "fired":
            yield rule.id, rule.outcome, rule.proposed


def _answers(decision: Decision) -> tuple[tuple[object, ...], ...]:
    return tuple((r.id, r.result, r.outcome, r.proposed) for r in decision.rules)


def _explaining(kind: str, before: Decision, after: Decision, facts: Facts) -> Iterator[str]:
    """What one of the two posts was held against and the other was not, where it speaks of one region or pair alone.

    A claim review speaks of what happened somewhere to number 2: it explains another region or number, never a name.
    How votes for the empty column count is official of it alone.
    """
    one, other = (_held_against(decision) for decision in (before, after))
    for held, found, _ in sorted(one ^ other):
        by_review = held == "review" and kind in ("region", "number")
        fact = facts.get(found)
        of_one = fact is not None and not fact.for_everybody
        of_column = fact is not None and kind == "empty_column" and fact.slot == COLUMN_RULES
        if by_review or of_one or of_column:
            yield found


def _held_against(decision: Decision) -> set[tuple[str, str, str]]:
    return {
        (signal.against.kind, signal.against.id, signal.name)
        for signal in decision.signals
        if signal.against and signal.against.kind in ("fact", "review")
    }


def _noon_before(facts: Facts) -> datetime:
    return datetime.combine(facts.voting_date - timedelta(days=6), time(12), WIB)
