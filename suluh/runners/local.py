"""A scan on this machine: posts in, decisions out, in order, able to stop anywhere and go on."""

from __future__ import annotations

import fcntl
import os
import time
import uuid
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import msgspec

from suluh.errors import RequestError
from suluh.intake import PostSource, open_posts
from suluh.ledger import Anchor, open_ledger
from suluh.ledger.database import shown
from suluh.runners.batches import BATCH, Batches, names_media
from suluh.runners.journal import Begun, Journal, Urgent, versions_of
from suluh.runners.outbox import (
    DECISIONS,
    REJECTED,
    Offsets,
    Outbox,
    make_folder,
    sync_folder,
    writing,
)
from suluh.runners.pool import PATIENCE, Pool
from suluh.runners.work import Batch, BatchResult, Tally, WorkerFactory, resolve, work_on

RUN_FILE = ".suluh-run.json"  # which run of the ledger this folder belongs to; also the lock
SHORT = 128 << 10  # bytes of input that are decided sooner than a worker is built


class Progress(msgspec.Struct, frozen=True):
    """How far a scan has come; `total` is unknown for the standard input."""

    posts: int
    rejected: int
    bytes_done: int
    bytes_total: int | None


class ScanSummary(msgspec.Struct, frozen=True):
    """What a scan did, counted over the whole run, resumed parts included."""

    out: str
    ledger: str  # its address without a password
    run: str
    tally: Tally
    urgent: tuple[Urgent, ...]  # ten posts that a person should see first
    anchor: Anchor  # the end of the ledger now; worth writing down elsewhere
    decided_at: datetime
    seconds: float  # of this call
    posts_now: int  # decided by this call; the rest was there already
    resumed: bool = False
    already_finished: bool = False
    skipped_files: tuple[
        str, ...
    ] = ()  # files of a folder that hold no posts; media are read through their posts
    notes: tuple[str, ...] = ()  # what had to be assumed about a file (order of day and month)


def scan(
    source_path: str | os.PathLike[str],
    out: Path,
    *,
    decide_posts: WorkerFactory | str,
    now: datetime,
    versions: Mapping[str, str] | None = None,
    how: Mapping[str, str] | None = None,
    format: str | None = None,  # noqa: A002
    ledger_url: str | None = None,
    workers: int | None = None,
    batch: int = BATCH,
    patience: float = PATIENCE,
    fresh: bool = False,
    media: bool = False,
    progress: Callable[[Progress], None] | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> ScanSummary:
    """Decides every post of a source and leaves decisions.jsonl, rejected.jsonl and a ledger in `out`.

    A run that was cut off goes on after the last sealed batch; a finished one says so and writes
    nothing. `versions` (knowledge, policy, election, replay) and the input must be those the run began with,
    or RequestError names the change; `fresh` starts over (the ledger keeps the earlier run's events).
    `how` is remembered in the folder beside the source, for whoever decides a post again.
    `media`: whether `decide_posts` also looks at media, so that such posts are handed out in small numbers.
    `workers` are processes; 0 decides in this one; None takes this one for a short file and one for each
    core otherwise; one that is silent for `patience` seconds over a batch is taken for dead. `now` becomes the
    decisions' time and is kept for the whole run. Raises InputError, RequestError, ServiceError.
    """
    began = time.monotonic()
    source = open_posts(source_path, format, leave_out=out)
    make_folder(out)
    url = ledger_url or str(out / "ledger.sqlite")
    found = {**(how or {}), **where(source, format), "ledger": shown(_absolute(url))}
    with open_ledger(url) as ledger, _claimed(out, fresh, found) as run:
        journal = Journal(ledger, run)
        begun = Begun(run, source.name, found["identity"], versions_of(versions), now, found)
        _must_belong(out, journal, begun, fresh)
        resumed = journal.begun is not None
        before = journal.tally.posts
        already = journal.finished
        hands = _hands(source, resumed, media) if workers is None else workers
        if journal.begun is None:
            journal.start(begun)
        batches = Batches(source, batch, media=media)
        if source.bytes_total is not None or not already:  # a stream is not read twice for nothing
            batches.pass_over(journal.marks)
        if not already:
            # The work is closed here, so that an error does not keep workers waiting for its traceback.
            with (
                Outbox(out, journal.offsets) as outbox,
                closing(_work(batches, journal, decide_posts, hands, patience)) as work,
            ):
                _write(work, outbox, journal, source, progress, clock)
            journal.finish(clock())
        head = ledger.head()
        assert journal.begun is not None
        return ScanSummary(
            out=str(out),
            ledger=shown(url),
            run=run,
            tally=journal.tally,
            urgent=journal.urgent,
            anchor=Anchor(head.seq, head.hash),
            decided_at=journal.begun.decided_at,
            seconds=time.monotonic() - began,
            posts_now=journal.tally.posts - before,
            resumed=resumed and not already,
            already_finished=already,
            skipped_files=tuple(
                n for n in source.skipped if not (media and names_media(n.encode()))
            ),
            notes=source.notes,
        )


def _write(
    work: Iterable[tuple[Batch, BatchResult]],
    outbox: Outbox,
    journal: Journal,
    source: PostSource,
    progress: Callable[[Progress], None] | None,
    clock: Callable[[], datetime],
) -> None:
    """The one order that survives a kill anywhere: the files to the disk, then one transaction seals them."""
    for batch, result in work:
        offsets = outbox.write(result.decisions, result.rejected)
        journal.seal(batch, result, offsets, clock())
        if progress:
            done = source.bytes_done(batch.after)
            tally = journal.tally
            progress(Progress(tally.posts, tally.rejected, done, source.bytes_total))


def _work(
    batches: Batches,
    journal: Journal,
    factory: WorkerFactory | str,
    workers: int,
    patience: float,
) -> Generator[tuple[Batch, BatchResult], None, None]:
    """The batches from the sealed position on, decided, in order; then the input's error, if it had one."""
    assert journal.begun is not None
    now = journal.begun.decided_at
    if workers == 0:
        decide = resolve(factory)()
        for piece in batches:
            yield piece, work_on(piece.units, decide, now)
    else:
        with Pool(factory, workers, now, patience) as pool:
            yield from pool.run(iter(batches))
    if batches.broken:
        raise batches.broken


def _hands(source: PostSource, resumed: bool, media: bool) -> int:
    """How many workers are worth their start: none for a short file without media.

    A run that broke off gets workers in any case: perhaps a post killed the process, and only workers
    can find out which.
    """
    size = source.bytes_total
    if size is not None and size <= SHORT and not resumed and not (media and _has_media(source)):
        return 0
    return len(os.sched_getaffinity(0))


def _has_media(source: PostSource) -> bool:
    return any(names_media(file.start()) for file in source.files) or source.folder


def run_of(out: Path) -> str | None:
    """The run that a folder belongs to, None when it belongs to none."""
    return remembered(out).get("run")


def remembered(out: Path) -> dict[str, str]:
    """What the folder's run was made with: run, source, ledger, election, policy …; empty when there is none."""
    try:
        return msgspec.json.decode((out / RUN_FILE).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError, UnicodeError):
        return {}


def where(source: PostSource, format: str | None) -> dict[str, str]:  # noqa: A002
    """The source by its absolute path, so that it is found again from any folder."""
    place = source.name if source.name == "-" else str(Path(source.name).absolute())
    return {"source": place, "identity": source.identity()} | ({"format": format} if format else {})


def _absolute(url: str) -> str:
    return url if "://" in url else str(Path(url).absolute())


class _claimed:  # noqa: N801 — reads as a word in `with _claimed(out) as run:`
    """The folder held by this process alone, and the run it belongs to."""

    def __init__(self, out: Path, fresh: bool, how: Mapping[str, str]) -> None:
        self.out, self.fresh, self.how = out, fresh, how
        self.file: IO[str] | None = None

    def __enter__(self) -> str:
        with writing(self.out):
            self.file = (self.out / RUN_FILE).open("a+", encoding="utf-8")
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.file.close()
                raise RequestError(f"{self.out}: another scan is writing to this folder") from None
            return (None if self.fresh else run_of(self.out)) or self._new()

    def __exit__(self, *_: object) -> None:
        if self.file:
            self.file.close()

    def _new(self) -> str:
        assert self.file is not None
        if (
            self.fresh
        ):  # before the new name, so that a kill in between leaves no decisions without a run
            for name in (DECISIONS, REJECTED):
                (self.out / name).unlink(missing_ok=True)
        run = uuid.uuid4().hex
        self.file.seek(0)
        self.file.truncate()
        self.file.write(msgspec.json.encode({"run": run, **self.how}).decode() + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())
        sync_folder(self.out)
        return run


def _must_belong(out: Path, journal: Journal, begun: Begun, fresh: bool) -> None:
    """Raises RequestError when the folder's decisions are not this run's, or the run has changed."""
    decisions = out / DECISIONS
    if journal.begun is not None:
        journal.must_match(begun)
        if journal.finished:
            _must_be_whole(decisions, journal.offsets)
    elif not fresh and decisions.exists() and decisions.stat().st_size:
        raise RequestError(
            f"{decisions}: holds decisions that the ledger does not know. "
            "Choose another folder, or start over with --fresh"
        )


def _must_be_whole(decisions: Path, sealed: Offsets) -> None:
    size = decisions.stat().st_size if decisions.exists() else 0
    if size != sealed.decisions:
        raise RequestError(
            f"{decisions}: the run is finished with {sealed.decisions} bytes sealed and the file has {size}; "
            "it was changed since. Put it back, or start over with --fresh"
        )
