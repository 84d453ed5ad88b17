"""What a scan came to, in the words of the people who read it: counts, rules, and the posts that cannot wait."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from suluh.facts import Fact, Facts
from suluh.policy.compiler import CompiledPolicy
from suluh.report.leafing import KeptPost, WaitingPost, leaf
from suluh.runners import DecisionDigest, ScanSummary

NOTHING = ("none", "info_label")


class Counted(msgspec.Struct, frozen=True):
    """A thing with its names in two languages and how often it came."""

    id: str
    title_id: str
    title_en: str
    count: int


class Held(msgspec.Struct, frozen=True):
    """The official fact or published review that a post was held against."""

    id: str
    says: str
    source: str | None = None
    url: str | None = None


class UrgentPost(msgspec.Struct, frozen=True):
    """A post that a person should see now. `text` and `seen` have personal data masked."""

    row: int  # its line in decisions.jsonl, from 1
    post_id: str
    priority: str
    queue: str
    why: str
    text: str
    seen: str
    outcome: str
    outcome_id: str
    proposed: str | None
    proposed_id: str | None
    rules: tuple[Counted, ...]
    held: tuple[Held, ...]


class Summary(msgspec.Struct, frozen=True):
    """The whole run, resumed parts included."""

    posts: int
    rejected: int
    left_alone: int  # nothing done, or a neutral banner only
    limited: int  # the machine put something stronger in force, for the time being
    for_people: int
    outcomes: tuple[Counted, ...]
    rules: tuple[Counted, ...]
    shadow: tuple[Counted, ...]
    priorities: dict[str, int]
    failed_detectors: dict[str, int]
    zone_assumed: int
    noted: int  # posts of which a field could not be read; the decision's notes say which
    urgent: tuple[UrgentPost, ...]
    waiting: tuple[WaitingPost, ...]  # further posts for people, at most 50
    kept: tuple[KeptPost, ...]  # examples of what a protection left alone, at most 8
    election: str
    election_over: bool
    knowledge: str
    policy: str
    decided_at: datetime
    seconds: float
    posts_per_second: float
    out: str
    ledger: str
    ledger_events: int
    ledger_head: str
    resumed: bool
    already_finished: bool
    skipped_files: tuple[str, ...]
    notes: tuple[str, ...]  # what had to be assumed about a file


def summary_of(
    done: ScanSummary, facts: Facts, policy: CompiledPolicy, versions: dict[str, str]
) -> Summary:
    """Join a run's counts with the names of rules, actions and facts."""
    tally = done.tally
    quiet = sum(tally.outcomes.get(name, 0) for name in NOTHING)
    after = facts.election.stale_after
    shown = frozenset(u.row for u in done.urgent)
    more = leaf(Path(done.out) / "decisions.jsonl", policy, shown=shown)
    return Summary(
        posts=tally.posts,
        rejected=tally.rejected,
        left_alone=quiet,
        limited=tally.posts - quiet,
        for_people=sum(tally.priorities.values()),
        outcomes=_outcomes(tally.outcomes, policy),
        rules=_rules(tally.rules, policy),
        shadow=_rules(tally.shadow, policy),
        priorities=dict(sorted(tally.priorities.items())),
        failed_detectors=dict(tally.failed),
        zone_assumed=tally.zone_assumed,
        noted=tally.noted,
        urgent=tuple(_urgent(u.row, u.digest, facts, policy) for u in done.urgent),
        waiting=more.waiting,
        kept=more.kept,
        election=facts.election.name_id,
        election_over=after is not None and done.decided_at.date() >= after,
        knowledge=versions["knowledge"],
        policy=versions["policy"],
        decided_at=done.decided_at,
        seconds=round(done.seconds, 3),
        posts_per_second=round(done.posts_now / done.seconds, 1) if done.seconds else 0.0,
        out=done.out,
        ledger=done.ledger,
        ledger_events=done.anchor.seq,
        ledger_head=done.anchor.hash,
        resumed=done.resumed,
        already_finished=done.already_finished,
        skipped_files=done.skipped_files,
        notes=done.notes,
    )


def _outcomes(counts: dict[str, int], policy: CompiledPolicy) -> tuple[Counted, ...]:
    ordered = sorted(counts.items(), key=lambda item: policy.ranks.get(item[0], 0))
    return tuple(
        Counted(key, *_names(policy.policy.actions[key].title), count)
        for key, count in ordered
        if count
    )


def _rules(counts: dict[str, int], policy: CompiledPolicy) -> tuple[Counted, ...]:
    titles = {rule.id: rule.title for rule in policy.policy.rules}
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Counted(key, *_names(titles[key]), count) for key, count in ordered if key in titles
    )


def _names(words: object) -> tuple[str, str]:
    return str(words.id), str(words.en)  # type: ignore[attr-defined]


def _urgent(row: int, digest: DecisionDigest, facts: Facts, policy: CompiledPolicy) -> UrgentPost:
    actions = policy.policy.actions
    return UrgentPost(
        row=row,
        post_id=digest.post_id,
        priority=digest.priority or "",
        queue=digest.queue or "",
        why=digest.why or "",
        text=digest.text or digest.seen,
        seen=digest.seen,
        outcome=digest.outcome,
        outcome_id=actions[digest.outcome].title.id,
        proposed=digest.proposed,
        proposed_id=actions[digest.proposed].title.id if digest.proposed else None,
        rules=_rules(dict.fromkeys(digest.rules, 1), policy),
        held=tuple(_held(f) for i in digest.facts if (f := facts.get(i))),
    )


def _held(fact: Fact) -> Held:
    source = next((s for s in fact.sources if s.url), fact.sources[0] if fact.sources else None)
    return Held(
        fact.id, fact.statement_id, source.title if source else None, source.url if source else None
    )
