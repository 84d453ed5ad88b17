"""Worker processes that decide batches: in order, bounded, and none of them is missed when it dies."""

from __future__ import annotations

import multiprocessing
import signal
import time
import traceback
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

import msgspec

from suluh.errors import RequestError, ServiceError, SuluhError
from suluh.intake import Door, Unit
from suluh.runners.work import Batch, BatchResult, WorkerFactory, lost, resolve, work_on

PATIENCE = 3600.0  # seconds for one piece of work; a worker that takes longer is taken for dead
GIVE_UP_AFTER = (
    20  # single posts in a row that "killed" a worker: then it is the machine, not the posts
)

Units = list[tuple[Door, str | None, Unit]]


class Piece(msgspec.Struct):
    """Consecutive units of a batch that one worker works on."""

    batch: int
    start: int  # index of its first unit in the batch
    units: Units
    tries: int = 0


class _Open(msgspec.Struct):
    """A batch on its way: the results of its pieces so far, and how many pieces are missing."""

    batch: Batch
    missing: int = 1
    results: dict[int, BatchResult] = {}

    def merged(self) -> BatchResult:
        """The pieces' results in the order of the input."""
        whole, *rest = [self.results[start] for start in sorted(self.results)]
        for result in rest:
            whole.extend(result)
        return whole


class Worker:
    """One process and our end of its pipe."""

    def __init__(self, factory: WorkerFactory | str, now: datetime) -> None:
        # Spawned, not forked: the parent holds database connections and locks that must not be inherited.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=serve, args=(theirs, factory, now), name="suluh-worker", daemon=True
        )
        # An interrupt is the parent's to answer; a blocked signal stays blocked in the child.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self.ready = False
        self.piece: Piece | None = None
        self.since = time.monotonic()

    def give(self, piece: Piece) -> None:
        """Hands over work; a worker that has just died is noticed by whoever waits for it."""
        self.piece, self.since = piece, time.monotonic()
        try:
            self.pipe.send(piece.units)
        except OSError:
            return

    def stop(self) -> str:
        """Ends the process; how it had ended, in words."""
        if self.process.exitcode is None and self.process.is_alive():
            self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        self.pipe.close()
        self.process.close()
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def serve(pipe: Connection, factory: WorkerFactory | str, now: datetime) -> None:
    """The life of a worker process: build the deciding function once, then answer until nobody asks."""
    try:
        decide = resolve(factory)()
    except BaseException as error:
        pipe.send(_in_words(error))
        return
    pipe.send("ready")
    try:
        while True:
            pipe.send(work_on(pipe.recv(), decide, now))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone, or done


def _in_words(error: BaseException) -> tuple[int, str]:
    if isinstance(error, SuluhError):
        return error.exit_code, str(error)
    return 1, "".join(traceback.format_exception(error))


class Pool:
    """Some workers over a stream of batches."""

    def __init__(
        self,
        factory: WorkerFactory | str,
        workers: int,
        now: datetime,
        patience: float = PATIENCE,
    ) -> None:
        self.factory, self.now, self.patience = factory, now, patience
        self.workers = [Worker(factory, now) for _ in range(max(1, workers))]
        self.todo: deque[Piece] = deque()
        self.open: dict[int, _Open] = {}
        self.lost_in_a_row = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.stop()

    def run(self, batches: Iterator[Batch]) -> Iterator[tuple[Batch, BatchResult]]:
        """The batches with their results, in order. At most two batches a worker are held at a time.

        Raises ServiceError when workers keep dying whatever they are given, and what the factory
        raised when a worker cannot be built.
        """
        following = 0  # the number of the batch to hand back next
        while True:
            self._fill(batches)
            if not self.open:
                return
            self._hand_out()
            if front := self._finished(following):
                following += 1
                yield front.batch, front.merged()
            else:
                self._listen()

    def _fill(self, batches: Iterator[Batch]) -> None:
        while len(self.open) <= 2 * len(self.workers) and (batch := next(batches, None)):
            self.open[batch.number] = _Open(batch)
            self.todo.append(Piece(batch.number, 0, batch.units))

    def _finished(self, number: int) -> _Open | None:
        if self.open[number].missing:
            return None
        return self.open.pop(number)

    def _hand_out(self) -> None:
        for worker in self.workers:
            if worker.ready and worker.piece is None and self.todo:
                worker.give(self.todo.popleft())

    def _listen(self) -> None:
        """Waits until some worker answers or dies, and takes what it has to say."""
        pipes = [worker.pipe for worker in self.workers]
        for ready in wait(pipes, timeout=min(5.0, self.patience)):
            worker = next(worker for worker in self.workers if worker.pipe is ready)
            try:
                self._hear(worker, worker.pipe.recv())
            except (EOFError, OSError):  # dead, perhaps in the middle of a message
                self._bury(worker)
        for worker in self.workers:
            if worker.piece and time.monotonic() - worker.since > self.patience:
                self._bury(worker, f"no answer within {self.patience:g} s")

    def _hear(self, worker: Worker, message: Any) -> None:
        if isinstance(message, BatchResult):
            assert worker.piece is not None
            piece, worker.piece = worker.piece, None
            self._hand_out()
            self._take(piece, message)
            self.lost_in_a_row = 0
        elif message == "ready":
            worker.ready = True
            self._hand_out()
        else:
            code, text = message
            error = {2: RequestError, 3: ServiceError}.get(code, SuluhError)
            raise error(text if code > 1 else f"a worker process could not be built:\n{text}")

    def _take(self, piece: Piece, result: BatchResult) -> None:
        state = self.open[piece.batch]
        state.results[piece.start] = result
        state.missing -= 1

    def _bury(self, worker: Worker, cause: str | None = None) -> None:
        """A worker died: another takes its place, its piece is tried again, then halved down to the post."""
        piece, was_ready = worker.piece, worker.ready
        ended = worker.stop()
        cause = cause or ended
        if not was_ready:
            raise SuluhError(f"a worker process died while it was being built ({cause})")
        self.workers[self.workers.index(worker)] = Worker(self.factory, self.now)
        if piece is None:
            return
        piece.tries += 1
        if len(piece.units) > 1:
            self.todo.extendleft(reversed(self._smaller(piece)))
        elif piece.tries < 2:
            self.todo.appendleft(piece)
        else:
            self._give_up_on(piece, cause)

    def _smaller(self, piece: Piece) -> list[Piece]:
        """The piece once more as it was; the second time, its halves."""
        if piece.tries < 2:
            return [piece]
        half = len(piece.units) // 2
        self.open[piece.batch].missing += 1
        return [
            Piece(piece.batch, piece.start, piece.units[:half], tries=1),
            Piece(piece.batch, piece.start + half, piece.units[half:], tries=1),
        ]

    def _give_up_on(self, piece: Piece, cause: str) -> None:
        self.lost_in_a_row += 1
        if self.lost_in_a_row >= GIVE_UP_AFTER:
            raise ServiceError(
                f"worker processes keep dying ({cause}); is there enough memory? "
                "Nothing sealed is lost; start again to go on"
            )
        _, file, unit = piece.units[0]
        self._take(piece, lost(unit, file, f"the worker process died ({cause})"))
