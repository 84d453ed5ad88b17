"""A process that decodes what strangers made is shut off from the network and bounded in memory and processor time.

This is a belt beside the limits of the decoders themselves, not a sandbox: whoever takes the process over can still
read what its user may read.
"""

from __future__ import annotations

import ctypes
import math
import os
import platform
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

OFFLINE: Mapping[str, str] = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "NO_PROXY": "*",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # glibc reserves 64 MiB of address space for each
}
# Linux audit architecture and the numbers of socket(2) and io_uring_setup(2), by machine (asm/unistd.h).
_CALLS = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # prctl(2)
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # let through; answer EPERM
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # classic BPF
_OTHER_ABI = 0x40000000  # x32, the same calls under other numbers


def confine(memory: int) -> None:
    """No network from here on, and `memory` bytes of address space more than the process holds now.

    Python's own sockets are refused by an audit hook everywhere; on Linux the kernel refuses them to native code too.
    """
    os.environ.update(OFFLINE)
    sys.addaudithook(_no_sockets)
    refuse_sockets()
    _bound("RLIMIT_AS", _held() + memory)
    _bound("RLIMIT_CORE", 0)


def _no_sockets(event: str, _: object) -> None:
    if event.startswith("socket.") and event != "socket.__del__":
        raise PermissionError("no network where media are read")


def refuse_sockets() -> bool:
    """Ask the kernel to answer EPERM to socket(2) in this thread and those it starts; False where it cannot."""
    calls = _CALLS.get(platform.machine())
    if sys.platform != "linux" or calls is None:
        return False
    program = _program(*calls)
    code = ctypes.create_string_buffer(program, len(program))
    length = len(program) // 8
    header = struct.pack("HxxxxxxP", length, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SECCOMP, _FILTER, ctypes.create_string_buffer(header), 0, 0) == 0)


def _program(architecture: int, socket: int, io_uring: int) -> bytes:
    steps = (
        (_LOAD, 0, 0, 4),  # the architecture
        (_EQUAL, 0, 5, architecture),  # another one: let through, there is nothing to compare
        (_LOAD, 0, 0, 0),  # the call
        (_EQUAL, 2, 0, socket),
        (_EQUAL, 1, 0, io_uring),
        (_AT_LEAST, 0, 1, _OTHER_ABI),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def allow_processor(seconds: float) -> None:
    """From now on `seconds` of processor time; then the kernel ends the process with SIGXCPU."""
    used = sum(os.times()[:2])
    _bound("RLIMIT_CPU", math.ceil(used + seconds))


def _bound(name: str, value: int) -> None:
    """Lower or raise the soft limit; the hard one stays, so that the next medium gets its own allowance."""
    try:
        import resource
    except ImportError:  # not a Unix: the parent's clock alone bounds it
        return
    what = getattr(resource, name, None)
    if what is None:
        return
    hard = resource.getrlimit(what)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(what, (value, hard))


def _held() -> int:
    """Bytes of address space in use; a gibibyte where the kernel does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 1 << 30
