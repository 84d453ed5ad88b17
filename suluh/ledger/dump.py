"""All events up to a signed head, one a line: what a reader needs to count the tree anew.

The first line says which head and whether the events are there in full, or their hashes only:

    {"form":"suluh-dump/1","content":"full","head":{…}}
    {"seq":1,"at":…,"kind":…,"subject":…,"body":…,"prev_hash":…,"hash":…}

With hashes only, nothing of what happened is told and the root can be counted all the same.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from suluh.errors import LedgerBroken, RequestError
from suluh.ledger.events import NO_HASH, Event, hash_of
from suluh.ledger.heads import SignedHead
from suluh.ledger.ledger import Ledger
from suluh.ledger.merkle import Growing

FORM = "suluh-dump/1"


def dump(ledger: Ledger, head: SignedHead, *, hashes_only: bool = False) -> Iterator[bytes]:
    """The lines, each with its line break. Raises LedgerBroken when events of the head are missing."""
    content = "hashes" if hashes_only else "full"
    yield msgspec.json.encode({"form": FORM, "content": content, "head": head}) + b"\n"
    count = 0
    for event in ledger.events():
        if event.seq > head.tree_size:
            break
        count += 1
        told = {"seq": event.seq, "hash": event.hash} if hashes_only else event
        yield msgspec.json.encode(told) + b"\n"
    if count != head.tree_size:
        raise LedgerBroken(f"{head.tree_size} events were signed and {count} are there")


class _First(msgspec.Struct):
    """The first line."""

    form: str
    content: str
    head: SignedHead


def events_in(path: Path) -> Iterator[Event]:
    """The events of a full dump (.gz too), each held against its hash and the one before, all against the head's root.

    The signature is not looked at: that is for whoever has the key (suluh-verify). Raises RequestError for a file that
    is no full dump, LedgerBroken for one that is not whole.
    """
    with _opened(path) as file:
        head = _first_line(file, path)
        tree, last = Growing(), NO_HASH
        for line in file:
            event = _checked(line, path, tree.size + 1, last)
            tree.push(bytes.fromhex(event.hash))
            last = event.hash
            yield event
    if tree.size != head.tree_size or tree.root().hex() != head.root_hash:
        raise LedgerBroken(f"{path}: these are not the {head.tree_size} events that its head names")


def _opened(path: Path) -> gzip.GzipFile | IO[bytes]:
    try:
        return gzip.open(path) if path.suffix == ".gz" else path.open("rb")
    except OSError as error:
        raise RequestError(f"{path} cannot be read: {error.strerror}") from error


def _first_line(file: gzip.GzipFile | IO[bytes], path: Path) -> SignedHead:
    try:
        first = msgspec.json.decode(file.readline(), type=_First)
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError, EOFError) as error:
        raise RequestError(f"{path}: this is not a dump of a ledger ({error})") from None
    if first.form != FORM or first.content != "full":
        raise RequestError(f"{path}: a dump in full is needed, and this one holds {first.content}")
    return first.head


def _checked(line: bytes, path: Path, seq: int, prev_hash: str) -> Event:
    try:
        event = msgspec.json.decode(line, type=Event)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LedgerBroken(f"{path}: event {seq} cannot be read ({error})") from None
    whole = hash_of(event.seq, event.at, event.kind, event.subject, event.body, event.prev_hash)
    if (event.seq, event.prev_hash, event.hash) != (seq, prev_hash, whole):
        raise LedgerBroken(f"{path}: event {seq} is not what its hash says, or is out of its place")
    return event
