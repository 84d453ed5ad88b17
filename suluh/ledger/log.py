"""The ledger as a log that others can check: its heads signed, proofs given, receipts for one event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from suluh.errors import LedgerBroken, RequestError
from suluh.ledger.database import spoken
from suluh.ledger.events import Event
from suluh.ledger.heads import LogKey, PublicKey, SignedHead, public_key
from suluh.ledger.tree import Tree

if TYPE_CHECKING:
    from suluh.ledger.ledger import Ledger
    from suluh.ledger.models import TreeHead

RECEIPT_FORM, CONSISTENCY_FORM = "suluh-receipt/1", "suluh-consistency/1"


class Inclusion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That an event stands in the tree of a head. Hexadecimal; the leaf's neighbour comes first."""

    leaf_index: int
    tree_size: int
    path: tuple[str, ...]


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event, the proof that it stands in the log, and the signed head against which the proof holds."""

    event: Event
    inclusion: Inclusion
    head: SignedHead
    form: str = RECEIPT_FORM


class Consistency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That the ledger of one head is the beginning of the ledger of another."""

    first: SignedHead
    second: SignedHead
    path: tuple[str, ...]
    form: str = CONSISTENCY_FORM


def sign_head(ledger: Ledger, key: LogKey, now: datetime) -> SignedHead:
    """The newest head, signed now where events have come since the last one; the tree is brought up to date first.

    A log never signs what contradicts itself: raises LedgerBroken when the ledger is no longer the one that it has
    signed. now: aware.
    """
    size = ledger.head().seq
    last = newest(ledger)
    if last and last.tree_size >= size:
        _must_be(last.tree_size == size, f"{last.tree_size} events were signed and {size} are left")
        return last
    tree = Tree(ledger.alias, size)
    tree.grow()
    if last:
        same = tree.root(last.tree_size).hex() == last.root_hash
        _must_be(same, f"the first {last.tree_size} events are no longer those that were signed")
    head = key.sign(size, tree.root(), now)
    _must_be(not last or head.timestamp > last.timestamp, "the clock stands before the last head")
    return _kept(ledger, head, key.public)


def newest(ledger: Ledger) -> SignedHead | None:
    """The head of the largest tree; None where none was signed yet."""
    return next(heads(ledger), None)


def heads(ledger: Ledger, below: int | None = None) -> Iterator[SignedHead]:
    """All signed heads, the newest first; only those of smaller trees than `below` where it is given."""
    from suluh.ledger.models import TreeHead

    with spoken(ledger.alias):
        rows = TreeHead.objects.using(ledger.alias).order_by("-size")
        for row in (rows if below is None else rows.filter(size__lt=below)).iterator(100):
            yield _published(row)


def head_of(ledger: Ledger, size: int) -> SignedHead:
    """The signed head of a tree of that size. Raises RequestError where none was signed."""
    from suluh.ledger.models import TreeHead

    with spoken(ledger.alias):
        row = TreeHead.objects.using(ledger.alias).filter(size=size).first()
    if row is None:
        raise RequestError(f"no head was signed over {size} events")
    return _published(row)


def receipt(ledger: Ledger, event: Event, head: SignedHead | None = None) -> Receipt:
    """The receipt of an event under the newest head, or under another one.

    Raises RequestError where no head covers the event yet.
    """
    head = head or newest(ledger)
    if head is None or head.tree_size < event.seq:
        raise RequestError(
            f"no signed head covers event {event.seq} yet; sign one: suluh ledger head"
        )
    path = _tree(ledger, head.tree_size).inclusion(event.seq, head.tree_size)
    proof = Inclusion(event.seq - 1, head.tree_size, tuple(one.hex() for one in path))
    return Receipt(event, proof, head)


def consistency(ledger: Ledger, first: int, second: int) -> Consistency:
    """The proof between two signed heads, by the number of their events. Raises RequestError."""
    if first > second:
        raise RequestError(f"{first} is more than {second}: the earlier head comes first")
    earlier, later = head_of(ledger, first), head_of(ledger, second)
    path = _tree(ledger, second).consistency(first, second)
    return Consistency(earlier, later, tuple(one.hex() for one in path))


def _tree(ledger: Ledger, size: int) -> Tree:
    return Tree(ledger.alias, size)


def _kept(ledger: Ledger, head: SignedHead, key: PublicKey) -> SignedHead:
    """The head in the table; the other one, where another process has signed the same tree meanwhile."""
    from suluh.ledger.models import TreeHead

    with spoken(ledger.alias):
        row, _ = TreeHead.objects.using(ledger.alias).get_or_create(
            size=head.tree_size,
            defaults={
                "at": head.timestamp,
                "root": head.root_hash,
                "key": key.ed25519,
                "signature": head.signature,
            },
        )
    return _published(row)


def _published(row: TreeHead) -> SignedHead:
    try:
        log_id = public_key(bytes.fromhex(row.key)).log_id
    except ValueError:
        log_id = ""  # altered in the database; its signature will not hold either
    return SignedHead(log_id, row.size, row.at, row.root, row.signature)


def _must_be(holds: bool, why: str) -> None:
    if not holds:
        raise LedgerBroken(f"no head is signed: {why}")
