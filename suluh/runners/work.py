"""What a worker does with a batch: understand its units, decide the posts, and count."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from suluh.content import Place, Post
from suluh.errors import RequestError
from suluh.intake import Door, Position, Rejected, Unit
from suluh.intake.door import excerpt
from suluh.intake.source import inside

_NOTHING_TO_DO = frozenset({"none", "info_label"})


class DecisionDigest(msgspec.Struct, frozen=True):
    """What the summary and the ledger need of a decision, so that nobody parses the line again."""

    post_id: str
    outcome: str = "none"
    proposed: str | None = None
    queue: str | None = None  # with priority, why and score: the review, when a person must look
    priority: str | None = None
    why: str | None = None
    score: float = 0.0
    rules: tuple[str, ...] = ()  # fired, live
    shadow: tuple[str, ...] = ()  # fired, shadow: counted only
    facts: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    seen: str = ""  # the words that weighed most, masked
    where: Place | None = None  # where these words stand, when it is not the caption
    automated: str = "fully"
    failed: tuple[str, ...] = ()  # detectors that failed on this post
    text: str = ""  # the beginning of the post, masked, when a person must look
    platform: str | None = (
        None  # where a person finds the post; these only where one must look or a limit stands
    )
    url: str | None = None
    posted_at: datetime | None = None
    region: str | None = None
    author: str | None = None  # masked: "@bu•••"
    views: int | None = None
    looked: bool = False  # its pictures, sound or video were looked at

    def is_worth_an_event(self) -> bool:
        """Whether something follows: an outcome beyond a neutral banner, or a person must look."""
        return self.outcome not in _NOTHING_TO_DO or self.queue is not None


Decided = tuple[
    bytes, DecisionDigest
]  # one line of decisions.jsonl without its newline, and its digest
DecidePosts = Callable[[Sequence[Post], datetime], Sequence[Decided]]
"""Decides posts, one answer each in the same order; the time is `decided_at`, aware."""

WorkerFactory = Callable[[], DecidePosts]
"""Built once in every worker process, so it must be picklable: a function of a module, or a partial of one."""


class Batch(NamedTuple):
    """Consecutive units of the input and where the input stands after them."""

    number: int
    units: list[tuple[Door, str | None, Unit]]  # the door, the file inside a folder, the unit
    after: Position
    input_sha256: str = ""  # of every unit from the beginning of the input to here


class Notable(msgspec.Struct, frozen=True):
    """A decision that gets an event of its own."""

    row: int  # its place among the decisions of the batch, from 0
    digest: DecisionDigest
    line_sha256: str


class Tally(msgspec.Struct):
    """Counts over decisions; adding two gives the counts over both."""

    posts: int = 0
    rejected: int = 0
    skipped: int = 0  # units that are nobody's words: service messages, deleted or left-out media
    zone_assumed: int = 0
    noted: int = 0  # posts of which a field could not be read
    looked: int = 0  # posts whose media were looked at
    outcomes: dict[str, int] = {}
    rules: dict[str, int] = {}
    shadow: dict[str, int] = {}
    priorities: dict[str, int] = {}
    failed: dict[str, int] = {}  # by detector

    def add(self, other: Tally) -> None:
        """The other's counts added to this."""
        self.posts += other.posts
        self.rejected += other.rejected
        self.skipped += other.skipped
        self.zone_assumed += other.zone_assumed
        self.noted += other.noted
        self.looked += other.looked
        for name in ("outcomes", "rules", "shadow", "priorities", "failed"):
            mine: dict[str, int] = getattr(self, name)
            for key, count in getattr(other, name).items():
                mine[key] = mine.get(key, 0) + count

    def count(self, digest: DecisionDigest) -> None:
        """One decision counted."""
        self.posts += 1
        self.looked += digest.looked
        _one_more(self.outcomes, (digest.outcome,))
        if digest.rules or digest.shadow or digest.failed:
            _one_more(self.rules, digest.rules)
            _one_more(self.shadow, digest.shadow)
            _one_more(self.failed, digest.failed)
        if digest.priority:
            _one_more(self.priorities, (digest.priority,))


def _one_more(counts: dict[str, int], keys: Iterable[str]) -> None:
    for key in keys:
        counts[key] = counts.get(key, 0) + 1


class BatchResult(msgspec.Struct):
    """Everything a batch becomes: the lines to write, the events to append, the counts."""

    decisions: bytes = b""
    rejected: bytes = b""
    notable: list[Notable] = msgspec.field(default_factory=list)
    tally: Tally = msgspec.field(default_factory=Tally)

    def extend(self, other: BatchResult) -> None:
        """The result of the units that follow, put behind this one."""
        self.notable += [
            msgspec.structs.replace(note, row=note.row + self.tally.posts) for note in other.notable
        ]
        self.decisions += other.decisions
        self.rejected += other.rejected
        self.tally.add(other.tally)


def resolve(factory: WorkerFactory | str) -> WorkerFactory:
    """A factory given as "package.module:function", found. Raises RequestError when it is not there."""
    if not isinstance(factory, str):
        return factory
    module, _, name = factory.partition(":")
    try:
        found: WorkerFactory = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise RequestError(f"no deciding function at {factory!r} ({error})") from None
    return found


def work_on(
    units: Iterable[tuple[Door, str | None, Unit]], decide: DecidePosts, now: datetime
) -> BatchResult:
    """The units understood and decided. A post that makes deciding fail becomes a rejected record."""
    result = BatchResult()
    posts: list[Post] = []
    origins: list[tuple[int, int, str | None]] = []  # the unit's index, its line, its file
    rejected: list[tuple[int, Rejected]] = []
    for index, (door, file, unit) in enumerate(units):
        read = _read_guarded(door, unit)
        result.tally.skipped += not read
        for record in (inside(one, file) for one in read):
            if isinstance(record, Post):
                posts.append(record)
                origins.append((index, unit.line, file))
            else:
                rejected.append((index, record))
    lines = []
    for post, origin, answer in zip(
        posts, origins, _decide_guarded(posts, decide, now), strict=True
    ):
        if isinstance(answer, Exception):
            rejected.append((origin[0], _undecided(post, origin[1], origin[2], answer)))
        else:
            lines.append(answer[0])
            _count(result, post, answer)
    lines.append(b"")
    result.decisions = b"\n".join(lines)
    rejected.sort(key=lambda entry: entry[0])
    result.rejected = b"".join(rejected_line(record) for _, record in rejected)
    result.tally.rejected = len(rejected)
    return result


def _read_guarded(door: Door, unit: Unit) -> list[Post | Rejected]:
    try:
        return list(door.records(unit))
    except Exception as error:  # a door's own mistake: the other records go on
        return [Rejected(unit.line, f"could not be read: {type(error).__name__}: {error}"[:300])]


def rejected_line(record: Rejected) -> bytes:
    """One line of rejected.jsonl: line, reason and a masked excerpt, and the file inside a folder."""
    from suluh.text.privacy import mask  # slow to import, and most inputs reject nothing

    fields: dict[str, str | int] = {"line": record.line, "reason": mask(record.reason).text}
    if record.file:
        fields["file"] = record.file
    fields["raw"] = mask(record.raw).text
    return msgspec.json.encode(fields) + b"\n"


def _count(result: BatchResult, post: Post, answer: Decided) -> None:
    line, digest = answer
    if digest.is_worth_an_event() or digest.failed:
        row = result.tally.posts
        result.notable.append(Notable(row, digest, hashlib.sha256(line).hexdigest()))
    result.tally.count(digest)
    result.tally.zone_assumed += post.zone_assumed
    result.tally.noted += bool(post.notes)


def _decide_guarded(
    posts: Sequence[Post], decide: DecidePosts, now: datetime
) -> Sequence[Decided | Exception]:
    """All at once; when that fails, one by one, so that only the post at fault is without an answer."""
    if not posts:
        return ()
    try:
        answers = decide(posts, now)
        if len(answers) == len(posts):
            return answers
        error: Exception = RuntimeError(f"{len(answers)} decisions for {len(posts)} posts")
    except Exception as caught:  # whatever a post does to a detector, the run goes on
        error = caught
    if len(posts) == 1:
        return [error]
    return [answer for post in posts for answer in _decide_guarded([post], decide, now)]


def _undecided(post: Post, line: int, file: str | None, error: Exception) -> Rejected:
    reason = f"could not be decided: {type(error).__name__}: {error}"[:300]
    return Rejected(line, reason, f"{post.id}: {post.text[:120]}", file)


def lost(unit: Unit, file: str | None, cause: str) -> BatchResult:
    """The result of a unit that kills every worker that touches it: a rejected record."""
    record = Rejected(unit.line, f"could not be decided: {cause}", excerpt(unit.raw), file)
    return BatchResult(rejected=rejected_line(record), tally=Tally(rejected=1))
