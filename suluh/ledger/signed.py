"""What a ledger has signed and kept of its tree, gathered for the walk that counts it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suluh.ledger.database import spoken
from suluh.ledger.heads import SignedHead, is_signed, public_key
from suluh.ledger.verify import Signed

if TYPE_CHECKING:
    from suluh.ledger.ledger import Ledger
    from suluh.ledger.models import TreeHead


def signed(ledger: Ledger) -> Signed:
    """Every signed root by its size, every kept node by its place, and the heads whose own signature fails."""
    from suluh.ledger.models import TreeHead, TreeNode

    with spoken(ledger.alias):
        rows = list(TreeHead.objects.using(ledger.alias).order_by("size"))
        kept = TreeNode.objects.using(ledger.alias).values_list("level", "index", "hash")
        nodes = {(level, index): text for level, index, text in kept.iterator(2000)}
    faults = [(row.size, "its signature does not fit") for row in rows if not _holds(row)]
    return Signed({row.size: row.root for row in rows}, nodes, tuple(faults))


def _holds(row: TreeHead) -> bool:
    try:
        key = public_key(bytes.fromhex(row.key))
    except ValueError:
        return False
    return is_signed(SignedHead(key.log_id, row.size, row.at, row.root, row.signature), key)
