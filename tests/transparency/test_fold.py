"""Sums brought up to date are the sums counted anew, wherever the ledger was cut."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telling_counts import made_up

from suluh.errors import LedgerBroken
from suluh.ledger import open_ledger
from suluh.transparency import Sums, advance, fold


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(1, 50), cuts=st.lists(st.integers(1, 200), max_size=3))
def test_wherever_the_ledger_is_cut_the_sums_are_the_same(seed: int, cuts: list[int]) -> None:
    with TemporaryDirectory() as folder, open_ledger(str(Path(folder) / "l.sqlite")) as ledger:
        ledger.append(made_up(20, seed))
        end = ledger.head().seq
        sums = Sums()
        for cut in sorted({min(cut, end) for cut in cuts} | {end}):
            sums = advance(sums, ledger, cut)
        assert sums == fold(ledger.events())


def test_sums_of_another_ledger_are_found_out(tmp_path: Path) -> None:
    with (
        open_ledger(str(tmp_path / "a.sqlite")) as one,
        open_ledger(str(tmp_path / "b.sqlite")) as two,
    ):
        one.append(made_up(3, 1))
        two.append(made_up(6, 2))
        with pytest.raises(LedgerBroken):
            advance(fold(one.events()), two, two.head().seq)
