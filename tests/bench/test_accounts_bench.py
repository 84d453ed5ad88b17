"""The invented accounts: enough of each kind, and never told apart worse than docs/figures.md says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from suluh.bench.accounts import measure
from suluh.errors import RequestError
from suluh.facts import load

ROWS = measure.rows(measure.FILE)


def test_there_are_enough_accounts_of_every_kind_in_both_halves() -> None:
    counts = Counter((row.label, row.apart) for row in ROWS)
    assert len(ROWS) >= 300
    assert all(counts[label, apart] >= 5 for label in measure.LABELS for apart in (True, False))
    assert len({(row.platform, row.handle, row.name) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("file", [measure.FILE, measure.FRESH])
def test_the_half_kept_apart_is_no_worse_than_published(file: Path) -> None:
    kept = measure.run(load(), file).kept_apart
    assert kept.precision is not None and kept.precision >= 0.98
    assert kept.recall is not None and kept.recall >= 0.95


def test_a_wrong_file_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "label": "lain"}\n')
    with pytest.raises(RequestError, match=':1: unknown label "lain"'):
        measure.run(load(), path)
