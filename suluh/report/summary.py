"""What a scan came to, in the words of the people who read it: counts, rules, and the posts that cannot wait."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from suluh.facts import Facts
from suluh.policy.compiler import CompiledPolicy
from suluh.report.leafing import KeptPost, leaf
from suluh.report.listing import Counted, ListedPost, listed, rules_of
from suluh.report.queue import NOTHING, Entry, Queue
from suluh.runners import ScanSummary


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
    looked: int  # posts whose pictures, sound or video were looked at
    urgent: tuple[ListedPost, ...]
    waiting: tuple[
        ListedPost, ...
    ]  # all that wait for people, at most 300; the whole queue is antrean.csv
    held_back: tuple[ListedPost, ...]  # what is limited for the time being, at most 300
    kept: tuple[KeptPost, ...]  # examples of what a protection left alone, at most 8
    election: str
    election_over: bool
    replay: bool  # each post was decided as if at the moment it was posted
    first_post: datetime | None  # of those that wait or are limited
    last_post: datetime | None
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
    done: ScanSummary,
    facts: Facts,
    policy: CompiledPolicy,
    versions: dict[str, str],
    queue: Queue = Queue(),  # noqa: B008 — frozen
    *,
    replay: bool = False,
) -> Summary:
    """Join a run's counts and its queue with the names of rules, actions and facts."""
    tally = done.tally
    quiet = sum(tally.outcomes.get(name, 0) for name in NOTHING)
    after = facts.election.stale_after
    return Summary(
        posts=tally.posts,
        rejected=tally.rejected,
        left_alone=quiet,
        limited=tally.posts - quiet,
        for_people=sum(tally.priorities.values()),
        outcomes=_outcomes(tally.outcomes, policy),
        rules=rules_of(tally.rules, policy),
        shadow=rules_of(tally.shadow, policy),
        priorities=dict(sorted(tally.priorities.items())),
        failed_detectors=dict(tally.failed),
        zone_assumed=tally.zone_assumed,
        noted=tally.noted,
        looked=tally.looked,
        urgent=tuple(listed(Entry(u.row, u.digest), facts, policy) for u in done.urgent),
        waiting=tuple(listed(entry, facts, policy) for entry in queue.waiting),
        held_back=tuple(listed(entry, facts, policy) for entry in queue.limited),
        kept=leaf(Path(done.out) / "decisions.jsonl", policy),
        replay=replay,
        first_post=queue.first,
        last_post=queue.last,
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
    titles = {key: policy.policy.actions[key].title for key in counts}
    return tuple(
        Counted(key, titles[key].id, titles[key].en, count) for key, count in ordered if count
    )
