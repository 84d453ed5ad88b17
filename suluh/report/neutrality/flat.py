"""The figures of an audit as one table, a row for each: what was exchanged, compared, decided by language, reported."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import TypeAlias

from suluh.audit.audit import Audit
from suluh.audit.differences import Difference
from suluh.audit.exchanges import KINDS
from suluh.audit.languages import ByLanguage
from suluh.audit.reporters import Reports

COLUMNS = (
    "look", "measure", "who", "label", "n", "wrong_or_changed", "share_or_mean", "low", "high", "others", "difference",
    "difference_low", "difference_high", "p", "p_after_all_tests", "smallest_that_would_show", "stands_out",
)  # fmt: skip
Row: TypeAlias = dict[str, object]


def as_csv(audit: Audit) -> str:
    """The table; what is not known or not shown is empty."""
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(audit))
    return out.getvalue()


def rows(audit: Audit) -> Iterator[Row]:
    """Every figure of the audit. Shares and differences from 0 to 1."""
    proof = audit.counterfactual
    for kind in KINDS:
        changed = proof.changed.get(kind, 0)
        yield {
            "look": "exchange",
            "measure": kind,
            "n": proof.tried.get(kind, 0),
            "wrong_or_changed": changed,
        }
    if audit.ledger:
        for row in audit.ledger.differences.rows:
            yield _compared(row, audit.labels)
    for language in audit.languages:
        yield from _errors(language)
    if audit.ledger:
        for told in audit.ledger.reports:
            yield _reported(told, audit.labels)


def _compared(row: Difference, labels: dict[str, str]) -> Row:
    low, high = row.interval or (None, None)
    under, over = row.between or (None, None)
    return {
        "look": "done", "measure": row.measure, "who": row.who, "label": labels.get(row.who, row.who), "n": row.n,
        "share_or_mean": row.share, "low": low, "high": high, "others": row.others, "difference": row.difference,
        "difference_low": under, "difference_high": over, "p": row.p, "p_after_all_tests": row.held,
        "smallest_that_would_show": row.smallest, "stands_out": int(row.stands_out),
    }  # fmt: skip


def _errors(language: ByLanguage) -> Iterator[Row]:
    for measure in ("missed", "touched", "asked"):
        found = getattr(language, measure)
        row: Row = {"look": "language", "measure": measure, "who": language.language, "n": found.n}
        low, high = found.interval
        if found.n:
            share = found.wrong / found.n
            row |= {
                "wrong_or_changed": found.wrong,
                "share_or_mean": share,
                "low": low,
                "high": high,
            }
        yield row


def _reported(told: Reports, labels: dict[str, str]) -> Row:
    label = labels.get(told.who, told.who)
    return {
        "look": "reporters",
        "measure": told.kind,
        "who": told.who,
        "label": label,
        "n": told.cases,
    }
