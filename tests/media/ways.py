"""Ways in which a decoder can go wrong, done for real in a media worker."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from msgspec.structs import replace

from suluh.content import Segment
from suluh.media.found import Found


def understand(path: Path, medium: int, settings, tell) -> Found:
    """Does what the file says."""
    found = Found(medium, kind=str(os.getpid()))
    return replace(found, notes=(str(WAYS[path.read_text()](found, tell)),))


def fine(found: Found, tell) -> str:
    return "fine"


def killed(found: Found, tell) -> None:
    tell(replace(found, segments=(Segment("sudah terbaca"),)))
    os.kill(os.getpid(), signal.SIGKILL)


def broken(found: Found, tell) -> None:
    import ctypes

    ctypes.string_at(0)


def ended(found: Found, tell) -> None:
    os._exit(7)


def raising(found: Found, tell) -> None:
    raise RuntimeError("rusak")


def spinning(found: Found, tell) -> None:
    while True:
        pass


def sleeping(found: Found, tell) -> None:
    time.sleep(600)


def greedy(found: Found, tell) -> int:
    return len(bytearray(1 << 40))


def greedy_bit_by_bit(found: Found, tell) -> None:
    held = []
    while True:
        held.append(bytearray(64 << 20))


def python_socket(found: Found, tell) -> str:
    import socket

    try:
        socket.create_connection(("127.0.0.1", 9), 1)
    except PermissionError as error:
        return str(error)
    return "open"


def native_socket(found: Found, tell) -> str:
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    return f"{libc.socket(2, 1, 0)} {os.strerror(ctypes.get_errno())}"


def printing(found: Found, tell) -> str:
    print("x" * 5000)
    os.system("echo loud")
    return "fine"


def environment(found: Found, tell) -> str:
    return os.environ["HF_HUB_OFFLINE"]


WAYS = {
    way.__name__: way
    for way in (fine, killed, broken, ended, raising, spinning, sleeping, greedy, greedy_bit_by_bit)
} | {way.__name__: way for way in (python_socket, native_socket, printing, environment)}
