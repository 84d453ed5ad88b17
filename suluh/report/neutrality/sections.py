"""The four looks of an audit as sections of sentences and tables, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec
from ruamel.yaml import YAML

from suluh.audit.audit import Audit, Ledgered
from suluh.audit.counterfactual import LISTED, Brief, Change, Counterfactual
from suluh.audit.differences import MEASURES, Difference
from suluh.audit.exchanges import KINDS
from suluh.audit.languages import ByLanguage, Errors
from suluh.audit.reporters import K, Reports
from suluh.policy.language import load_policy
from suluh.policy.rule import Policy
from suluh.report.spoken import Spoken

OPEN = 12  # rows of a table that stand open on the page
WORDS = Path(__file__).with_name("words.yaml")


class Table(msgspec.Struct, frozen=True):
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""  # how to read it

    @property
    def long(self) -> bool:
        """Whether the page shows it only when asked."""
        return bool(self.caption) and len(self.rows) > OPEN

    @property
    def cells(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Row by row, each cell with the name of its column, for screens on which a row stands by itself."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


class Section(msgspec.Struct, frozen=True):
    title: str
    said: tuple[str, ...]
    tables: tuple[Table, ...] = ()


def sections(audit: Audit, say: Told) -> tuple[Section, ...]:
    """What was asked and cannot be known, then each look: how many, and what was found."""
    short = (say("short_what"), say("short_cannot"), say("again"))
    return (
        Section(say("short"), short),
        _exchange(audit, say),
        _observed(audit, say),
        _languages(audit.languages, say),
        _reporters(audit, say),
    )


def _exchange(audit: Audit, say: Told) -> Section:
    proof = audit.counterfactual
    said = (
        say(
            "exchange_what",
            posts=say.number(proof.posts),
            exchanged=proof.exchanged,
            named=proof.named,
        ),
        say("exchange_strict"),
        say("exchange_facts", explained=proof.explained, link=proof.link_only),
    )
    rows = tuple(
        (
            say(f"kind_{kind}"),
            say.number(proof.tried.get(kind, 0)),
            say.number(proof.changed.get(kind, 0)),
        )
        for kind in KINDS
    )
    counts = Table("", (say("kind"), say("tried"), say("changed")), rows)
    return Section(say("exchange"), said, (counts, *_changes(proof, audit.labels, say)))


def _changes(proof: Counterfactual, labels: dict[str, str], say: Told) -> Iterator[Table]:
    columns = (say("post"), say("swapped"), say("before"), say("after"))
    more = f". {say('listed', n=LISTED)}"
    if proof.changes:
        rows = tuple(_change(change, labels, say) for change in proof.changes)
        yield Table(say("changes") + more, columns, rows)
    if proof.by_facts:
        rows = tuple((*_change(c, labels, say), ", ".join(c.facts)) for c in proof.by_facts)
        yield Table(say("by_facts") + more, (*columns, say("fact")), rows)


def _change(change: Change, labels: dict[str, str], say: Told) -> tuple[str, ...]:
    one, other = (labels.get(name, name) for name in (change.one, change.other))
    told = (_decision(brief, say) for brief in (change.before, change.after))
    return f"{change.post}: {change.text}", f"{one} → {other}", *told


def _decision(brief: Brief, say: Told) -> str:
    """A decision in the words of the policy: what is done, what is proposed, where it waits, under which rules."""
    policy, lang = _titles(), say.lang

    def title(action: str) -> str:
        known = policy.actions.get(action)
        return getattr(known.title, lang) if known else action

    parts = [say("decision_nothing") if brief.outcome == "none" else title(brief.outcome)]
    if brief.proposed:
        parts.append(say("decision_proposed", what=title(brief.proposed)))
    if brief.queue:
        queue = policy.queues.get(brief.queue)
        name = getattr(queue, lang) if queue else brief.queue
        parts.append(say("decision_queue", queue=name, priority=brief.priority))
    if brief.rules:
        parts.append(say("decision_rules", rules=", ".join(brief.rules)))
    return "; ".join(parts)


@cache
def _titles() -> Policy:
    """By whose titles actions and queues are named; read once, since a page names hundreds."""
    return load_policy()


def _observed(audit: Audit, say: Told) -> Section:
    if audit.ledger is None:
        return Section(say("observed"), (say("observed_none"),))
    found = audit.ledger.differences
    said = [
        say(
            "observed_what",
            observations=found.observations,
            mentioning=found.mentioning,
            tests=found.tests,
        ),
        say("observed_how"),
        say("observed_why"),
    ]
    if audit.ledger.unread:
        said.append(say("unread", n=audit.ledger.unread))
    return Section(
        say("observed"), tuple(said), tuple(_differences(audit.ledger, audit.labels, say))
    )


def _differences(ledger: Ledgered, labels: dict[str, str], say: Told) -> Iterator[Table]:
    for name, measure in MEASURES.items():
        rows = [row for row in ledger.differences.rows if row.measure == name]
        if rows:
            told = tuple(_difference(row, labels, say) for row in rows)
            what = "mean" if measure.ranked else "share"
            columns = ("who", "n", what, "difference", "chance", "smallest")
            note = say("ranked") if measure.ranked else ""
            yield Table(say(f"measure_{name}"), tuple(map(say, columns)), told, note)


def _difference(row: Difference, labels: dict[str, str], say: Told) -> tuple[str, ...]:
    mean = row.share or 0.0
    share = say.size(mean) if row.interval is None else say.within(mean, row.interval)
    who = labels.get(row.who, row.who)
    if row.difference is None or row.between is None or row.smallest is None:
        return who, say.number(row.n), share, say("too_few"), "–", "–"
    low, high = row.between
    between = f"{say.points(row.difference)} ({say.points(low)} … {say.points(high)})"
    mark = f" {say('flagged')}" if row.stands_out else ""
    chance = f"{say.p(row.held or 0.0)}{mark}"
    return who, say.number(row.n), share, between, chance, f"±{100 * row.smallest:.0f}"


def _languages(rows: Sequence[ByLanguage], say: Told) -> Section:
    if not rows:
        return Section(say("languages"), (say("languages_none"),))
    columns = tuple(say(c) for c in ("language", "missed", "touched", "asked"))
    told = tuple(
        (
            say(f"language_{row.language}"),
            *(_errors(errors, say) for errors in (row.missed, row.touched, row.asked)),
        )
        for row in rows
    )
    return Section(say("languages"), (say("languages_what"),), (Table("", columns, told),))


def _errors(errors: Errors, say: Told) -> str:
    if not errors.n:
        return say("no_posts")
    told = f"{errors.wrong}/{errors.n} = {say.within(errors.wrong / errors.n, errors.interval)}"
    return f"{told} · {say('few_posts')}" if errors.too_few else told


def _reporters(audit: Audit, say: Told) -> Section:
    rows: Sequence[Reports] = audit.ledger.reports if audit.ledger else ()
    if not rows:
        return Section(say("reporters"), (say("reporters_none"),))
    told = tuple(
        (
            say(f"reporter_{row.kind}"),
            audit.labels.get(row.who, row.who),
            say("fewer", k=K) if row.cases is None else say.number(row.cases),
        )
        for row in rows
    )
    columns = (say("reporter"), say("who"), say("n"))
    return Section(say("reporters"), (say("reporters_what", k=K),), (Table("", columns, told),))


class Told(Spoken):
    """The phrases of an audit in "id" or "en", and its numbers as that language writes them."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang, {key: both[lang] for key, both in _words().items()})

    def within(self, share: float, interval: tuple[float, float]) -> str:
        """A share with its 95 %: 62% (55–68)."""
        low, high = interval
        return f"{100 * share:.0f}% ({100 * low:.0f}–{100 * high:.0f})"

    def points(self, value: float) -> str:
        """Percentage points with their sign: +7, −4, 0."""
        whole = round(100 * value)
        return f"{whole:+d}".replace("-", "−") if whole else "0"

    def size(self, value: float) -> str:
        """A mean, with one place where it is small."""
        return self.number(round(value)) if abs(value) >= 100 else self.share(value / 100)[:-1]


@cache
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = YAML(typ="safe").load(WORDS)
    return found
