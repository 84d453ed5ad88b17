"""The inside of a media worker: takes one medium after another from its pipe, and ends with its parent."""

from __future__ import annotations

import importlib
import os
import queue
import select
import sys
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from suluh.media.confined import allow_processor, confine
from suluh.media.found import Found
from suluh.media.pipe import Answer, Gone, Job, receive, send

GLANCE = 1.0  # seconds between two looks at whether the parent still lives
FIRST = 30.0  # seconds of processor time more for a worker's first medium: it loads the models


def serve() -> None:
    """Until the pipe closes. Standard output belongs to the pipe alone: what libraries print goes nowhere."""
    incoming, outgoing = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    jobs: queue.Queue[Job] = queue.Queue()
    job = _job(incoming)
    confine(job.settings.limits.memory)
    threading.Thread(target=_listen, args=(incoming, jobs), daemon=True).start()
    extra = FIRST
    while True:
        allow_processor(job.settings.limits.cpu_seconds + extra)
        send(outgoing, Answer(_understood(job, outgoing), done=True))
        extra = 0.0
        job = jobs.get()


def _job(pipe: int) -> Job:
    return msgspec.msgpack.decode(receive(pipe), type=Job)


def _listen(pipe: int, jobs: queue.Queue[Job]) -> None:
    """In a thread beside the work: a parent that is gone ends the process in the midst of a film.

    A closed pipe says so; and, where a sibling holds the pipe open, another parent does.
    """
    parent = os.getppid()
    try:
        while True:
            while not select.select([pipe], [], [], GLANCE)[0]:
                if os.getppid() != parent:
                    raise Gone
            jobs.put(_job(pipe))
    except (Gone, OSError, msgspec.MsgspecError):
        os._exit(0)


def _understood(job: Job, pipe: int) -> Found:
    so_far = Found(job.medium)

    def tell(found: Found) -> None:
        nonlocal so_far
        so_far = found
        send(pipe, Answer(found, done=False))

    try:
        found: Found = _function(job.understand)(Path(job.path), job.medium, job.settings, tell)
    except Gone:
        os._exit(0)
    except MemoryError:
        found = replace(so_far, notes=(*so_far.notes, "needed more memory than allowed"))
    except Exception as error:
        said = f"not understood: {type(error).__name__}: {error}"[:300]
        found = replace(so_far, notes=(*so_far.notes, said))
    return found


@lru_cache(maxsize=1)
def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


if __name__ == "__main__":
    try:
        serve()
    except (Gone, KeyboardInterrupt):
        sys.exit(0)
