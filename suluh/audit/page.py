"""An audit told to a sceptical campaign team: sections of sentences and tables, for a file and for the desks' page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from ruamel.yaml import YAML

from suluh.audit.audit import Audit, Ledgered
from suluh.audit.counterfactual import LISTED, Brief, Change, Counterfactual
from suluh.audit.differences import MEASURES, Difference
from suluh.audit.exchanges import KINDS
from suluh.audit.languages import ByLanguage, Errors
from suluh.audit.reporters import K, Reports
from suluh.content import WIB
from suluh.policy.language import load_policy
from suluh.policy.rule import Policy

REPORT, DATA = "netral.html", "netral.json"  # an audit's two files
OPEN = 12  # rows of a table that stand open on the page
HERE = Path(__file__).parent
Say = Callable[..., str]


class Table(msgspec.Struct, frozen=True):
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def long(self) -> bool:
        """Whether the page shows it only when asked."""
        return bool(self.caption) and len(self.rows) > OPEN


class Section(msgspec.Struct, frozen=True):
    title: str
    said: tuple[str, ...]
    tables: tuple[Table, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """The whole page in one language."""

    lang: str
    title: str
    verdict: str
    passed: bool
    made: str
    sections: tuple[Section, ...]


def page(audit: Audit, lang: str = "id") -> Page:
    """The page in "id" or "en"."""
    say = _sayer(lang)
    made = say(
        "made",
        at=f"{audit.made_at.astimezone(WIB):%d-%m-%Y %H.%M} WIB",
        policy=audit.policy,
        content=audit.content[:8],
        knowledge=audit.knowledge,
        election=audit.election,
    )
    sections = (
        Section(say("short"), (say("short_what"), say("short_cannot"), say("again"))),
        _exchange(audit, say),
        _observed(audit, say),
        _languages(audit.languages, say),
        _reporters(audit, say),
    )
    verdict = say("passed" if audit.passed else "failed")
    return Page(lang, say("title"), verdict, audit.passed, made, sections)


def html(audit: Audit) -> str:
    """One file that needs nothing else: Indonesian first, English below. What came from a post is escaped."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(["j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages = [page(audit, lang) for lang in ("id", "en")]
    return environment.get_template("neutrality.html.j2").render(pages=pages)


# The four looks ---------------------------------------------------------------------------


def _exchange(audit: Audit, say: Say) -> Section:
    proof = audit.counterfactual
    said = (
        say("exchange_what", posts=proof.posts, exchanged=proof.exchanged, named=proof.named),
        say("exchange_strict"),
        say("exchange_facts", explained=proof.explained, link=proof.link_only),
    )
    rows = tuple(
        (say(f"kind_{kind}"), str(proof.tried.get(kind, 0)), str(proof.changed.get(kind, 0)))
        for kind in KINDS
    )
    counts = Table("", (say("kind"), say("tried"), say("changed")), rows)
    return Section(say("exchange"), said, (counts, *_changes(proof, audit.labels, say)))


def _changes(proof: Counterfactual, labels: dict[str, str], say: Say) -> Iterator[Table]:
    columns = (say("post"), say("swapped"), say("before"), say("after"))
    more = f". {say('listed', n=LISTED)}"
    if proof.changes:
        rows = tuple(_change(change, labels, say) for change in proof.changes)
        yield Table(say("changes") + more, columns, rows)
    if proof.by_facts:
        rows = tuple((*_change(c, labels, say), ", ".join(c.facts)) for c in proof.by_facts)
        yield Table(say("by_facts") + more, (*columns, say("fact")), rows)


def _change(change: Change, labels: dict[str, str], say: Say) -> tuple[str, ...]:
    one, other = (labels.get(name, name) for name in (change.one, change.other))
    told = (_decision(brief, say) for brief in (change.before, change.after))
    return f"{change.post}: {change.text}", f"{one} → {other}", *told


def _decision(brief: Brief, say: Say) -> str:
    """A decision in the words of the policy: what is done, what is proposed, where it waits, under which rules."""
    policy, lang = _titles(), say("lang")

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


def _observed(audit: Audit, say: Say) -> Section:
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


def _differences(ledger: Ledgered, labels: dict[str, str], say: Say) -> Iterator[Table]:
    columns = tuple(say(c) for c in ("who", "n", "share", "difference", "chance", "smallest"))
    for measure in MEASURES:
        rows = [row for row in ledger.differences.rows if row.measure == measure]
        if rows:
            told = tuple(_difference(row, labels, say) for row in rows)
            yield Table(say(f"measure_{measure}"), columns, told)


def _difference(row: Difference, labels: dict[str, str], say: Say) -> tuple[str, ...]:
    share = f"{row.share:.1f}" if row.interval is None else _share(row.share or 0.0, row.interval)
    who = labels.get(row.who, row.who)
    if row.difference is None or row.between is None or row.smallest is None:
        return who, str(row.n), share, say("too_few"), "", ""
    low, high = row.between
    between = f"{_points(row.difference)} ({_points(low)} … {_points(high)})"
    mark = f" {say('flagged')}" if row.stands_out else ""
    chance = f"{row.held:.3f}{mark}"
    return who, str(row.n), share, between, chance, f"±{100 * row.smallest:.0f}"


def _languages(rows: Sequence[ByLanguage], say: Say) -> Section:
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


def _errors(errors: Errors, say: Say) -> str:
    if not errors.n:
        return say("no_posts")
    told = f"{errors.wrong}/{errors.n} = {_share(errors.wrong / errors.n, errors.interval)}"
    return f"{told} · {say('too_few')}" if errors.too_few else told


def _reporters(audit: Audit, say: Say) -> Section:
    rows: Sequence[Reports] = audit.ledger.reports if audit.ledger else ()
    if not rows:
        return Section(say("reporters"), (say("reporters_none"),))
    told = tuple(
        (
            say(f"reporter_{row.kind}"),
            audit.labels.get(row.who, row.who),
            say("fewer", k=K) if row.cases is None else str(row.cases),
        )
        for row in rows
    )
    columns = (say("reporter"), say("who"), say("n"))
    return Section(say("reporters"), (say("reporters_what", k=K),), (Table("", columns, told),))


# Words and numbers ------------------------------------------------------------------------


def _share(share: float, interval: tuple[float, float]) -> str:
    low, high = interval
    return f"{100 * share:.0f}% ({100 * low:.0f}–{100 * high:.0f})"


def _points(value: float) -> str:
    """Percentage points with their sign."""
    return f"{100 * value:+.0f}"


def _sayer(lang: str) -> Say:
    def say(key: str, /, **values: object) -> str:
        return str(_words()[key][lang]).format(**values)

    return say


@cache
def _words() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = YAML(typ="safe").load(HERE / "words.yaml")
    return found
