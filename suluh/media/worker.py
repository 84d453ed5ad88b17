"""Media are understood in a process of its own, which a broken or hostile file may kill without harm to the run.

run ──Job──► worker: opens, decodes, reads, listens
    ◄─Answer─  what was found so far, stage by stage; what is lost with the worker is only the stage it died in
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

import msgspec
from msgspec.structs import replace

from suluh.media.confined import OFFLINE
from suluh.media.found import Found
from suluh.media.pipe import Answer, Gone, Job, Late, receive, send
from suluh.media.settings import SETTINGS, Settings

UNDERSTAND = "suluh.media.understand:understand"
FAREWELL = 2.0  # seconds a worker has to end by itself
RENEWED = 400  # media after which a worker is replaced, whatever its libraries hold on to


class MediaWorker:
    """Starts its process with the first medium and a new one after each death. For one thread at a time.

    `understand`: "module:function" or such a function, called in the worker as
    understand(path, medium, settings, tell); it must be importable there.
    """

    def __init__(
        self,
        understand: str | Callable[..., Found] = UNDERSTAND,
        settings: Settings = SETTINGS,
    ) -> None:
        self._name = understand if isinstance(understand, str) else _name_of(understand)
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._done = 0
        self._lock = threading.Lock()

    def understand(
        self, paths: Sequence[tuple[int, str]], settings: Settings | None = None
    ) -> list[Found]:
        """What was found in each (index in Post.media, path). Never raises for a medium: a death is a note.

        settings: for these media, in place of the worker's own.
        """
        wanted = settings or self._settings
        with self._lock:
            return [self._one(medium, path, wanted) for medium, path in paths]

    def close(self) -> None:
        """Ends the worker; it may be used again afterwards."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        _end(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _one(self, medium: int, path: str, settings: Settings) -> Found:
        found = Found(medium)
        until = monotonic() + settings.limits.wall_seconds
        try:
            process = self._running()
            send(_fd(process.stdin), Job(self._name, medium, path, settings))
            while True:
                answer = _answer(process, until)
                found = answer.found
                if answer.done:
                    return found
        except Late:
            said = f"took longer than {self._settings.limits.wall_seconds:.0f} s"
        except (Gone, msgspec.MsgspecError):
            said = self._why_dead()
        except OSError as error:
            said = f"the decoder could not be started: {error.strerror}"
        self._kill()
        return replace(found, notes=(*found.notes, said))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # a fork of the run: the worker is its parent's
            self._process, self._owner = None, os.getpid()
        if self._process is not None and self._done >= RENEWED:
            self.close()
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process, self._done = _start(), 0
        self._done += 1
        return self._process

    def _why_dead(self) -> str:
        process = self._process
        try:
            code = process.wait(FAREWELL) if process is not None else 0
        except subprocess.TimeoutExpired:
            return "the decoder fell silent"
        if code == -signal.SIGXCPU:
            return f"took more than {self._settings.limits.cpu_seconds:.0f} s of processor time"
        return f"the decoder died: signal {-code}" if code < 0 else f"the decoder ended: {code}"

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _end(process)


def _start() -> subprocess.Popen[bytes]:
    """A fresh interpreter, not a fork: it holds nothing of the run's memory, threads or open files."""
    paths = os.pathsep.join(str(Path(p).absolute()) for p in sys.path if p)
    return subprocess.Popen(
        [sys.executable, "-m", "suluh.media.serving"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **OFFLINE, "PYTHONPATH": paths},
        bufsize=0,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _answer(process: subprocess.Popen[bytes], until: float) -> Answer:
    return msgspec.msgpack.decode(receive(_fd(process.stdout), until), type=Answer)


def _fd(pipe: Any) -> int:
    return int(pipe.fileno())


def _name_of(function: Callable[..., Found]) -> str:
    return f"{function.__module__}:{function.__qualname__}"
