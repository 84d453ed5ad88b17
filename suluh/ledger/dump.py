"""All events up to a signed head, one a line: what a reader needs to count the tree anew.

The first line says which head and whether the events are there in full, or their hashes only:

    {"form":"suluh-dump/1","content":"full","head":{…}}
    {"seq":1,"at":…,"kind":…,"subject":…,"body":…,"prev_hash":…,"hash":…}

With hashes only, nothing of what happened is told and the root can be counted all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from suluh.errors import LedgerBroken
from suluh.ledger.heads import SignedHead
from suluh.ledger.ledger import Ledger

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
