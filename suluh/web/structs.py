"""What every struct is made of, read before the first visitors come.

msgspec reads the annotations of a struct when it first fills one, and is not locked while it does: two threads that are
first at the same moment end the process (msgspec 0.22.0; seen as a segmentation fault right after a start under load).
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


def read_all() -> int:
    """Reads each struct that is in memory, in this thread alone; how many there are."""
    from django.urls import get_resolver

    _ = get_resolver().url_patterns  # brings in every page, and with it whatever pages fill
    return sum(map(_read, dict.fromkeys(_below(msgspec.Struct))))


def _below(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _read(kind: type[msgspec.Struct]) -> bool:
    """False for one that nothing can be read into: msgspec could not tell its fields' structs apart, or not find them."""
    try:
        msgspec.json.Decoder(kind)
    except (NameError, TypeError):
        return False
    return True
