"""What must be in order before a legal order is called valid: who gave it, on which basis, for where, in what words."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from suluh.cases.case import Case
from suluh.cases.events import OrderCheck

CHECKS: tuple[OrderCheck, ...] = get_args(OrderCheck)


def lacking(case: Case, ticked: Collection[str], document: str) -> tuple[OrderCheck, ...]:
    """Which checks are still open: not ticked, or, for the document, no evidence of the case has this SHA-256."""
    held = {kept.item.sha256 for kept in case.evidence if kept.item.what == "document"}
    return tuple(
        check
        for check in CHECKS
        if check not in ticked or (check == "document" and document not in held)
    )


def documents(case: Case) -> tuple[str, ...]:
    """The SHA-256 of the documents that came with the order, the latest first."""
    return tuple(k.item.sha256 for k in reversed(case.evidence) if k.item.what == "document")
