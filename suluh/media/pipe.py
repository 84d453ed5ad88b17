"""The messages between the run and its media worker: four bytes of length, then MessagePack."""

from __future__ import annotations

import os
import select
from time import monotonic

import msgspec

from suluh.media.found import Found
from suluh.media.settings import Settings

LONGEST = 256 << 20  # bytes of one message; a medium's prints are a few hundred kilobytes


class Job(msgspec.Struct, frozen=True):
    """One medium to be understood by `understand` ("module:function")."""

    understand: str
    medium: int  # index into Post.media
    path: str
    settings: Settings


class Answer(msgspec.Struct, frozen=True):
    """What was found so far; the last answer to a job is `done`."""

    found: Found
    done: bool


class Late(Exception):
    """Nothing came in time."""


class Gone(Exception):
    """The other side is gone."""


def send(pipe: int, message: Job | Answer) -> None:
    """Raises Gone."""
    data = msgspec.msgpack.encode(message)
    left = memoryview(len(data).to_bytes(4, "big") + data)
    try:
        while left:
            left = left[os.write(pipe, left) :]
    except OSError:
        raise Gone from None


def receive(pipe: int, until: float | None = None) -> bytes:
    """One message. `until`: a time.monotonic() at which to raise Late. Raises Gone."""
    length = int.from_bytes(_exactly(pipe, 4, until), "big")
    if length > LONGEST:
        raise Gone
    return _exactly(pipe, length, until)


def _exactly(pipe: int, count: int, until: float | None) -> bytes:
    data = bytearray()
    while len(data) < count:
        if (
            until is not None
            and not select.select([pipe], [], [], max(0.0, until - monotonic()))[0]
        ):
            raise Late
        piece = os.read(pipe, min(count - len(data), 1 << 20))
        if not piece:
            raise Gone
        data += piece
    return bytes(data)
