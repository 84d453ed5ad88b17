"""The bank's file only grows, survives a crash in the middle of a line, and forgets nothing."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.errors import RequestError
from suluh.media.bank import Added, Bank, Known, Removed, append, events, open_bank, standing
from suluh.media.bank.store import FILE

DAY = datetime(2024, 11, 20, 3, tzinfo=UTC)


def known(name: str, note: str = "") -> Known:
    return Known(name, "KLAIM-1", "picture", DAY, frames=bytes(37), note=note)


def test_what_was_removed_no_longer_counts_but_stays_written(tmp_path: Path) -> None:
    append(tmp_path, [Added(known("a")), Added(known("b"))])
    append(tmp_path, [Removed("a", DAY, by="Peninjau")])
    assert list(standing(tmp_path)) == ["b"]
    assert len(list(events(tmp_path))) == 3
    append(tmp_path, [Added(known("a"))])
    assert list(standing(tmp_path)) == ["b", "a"]


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(0, 400))
def test_a_line_cut_off_anywhere_costs_itself_only(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("bank")
    append(folder, [Added(known("a"))])
    whole = (folder / FILE).read_bytes()
    append(folder, [Added(known("b"))])
    both = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(both[: min(len(both) - 1, len(whole) + cut)])
    assert list(standing(folder)) == ["a"]
    append(folder, [Added(known("c"))])
    assert list(standing(folder)) == ["a", "c"]


@pytest.mark.parametrize("spoilt", [b"!{", b'{"\xb1'])
def test_a_damaged_line_is_named(tmp_path: Path, spoilt: bytes) -> None:
    append(tmp_path, [Added(known("a")), Added(known("b"))])
    data = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(data.replace(b"{", spoilt, 1))
    with pytest.raises(RequestError, match="line 1"):
        standing(tmp_path)


def _write(folder: Path, name: str) -> None:
    for number in range(20):
        append(folder, [Added(known(f"{name}{number}"))])


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    workers = [
        multiprocessing.get_context("fork").Process(target=_write, args=(tmp_path, n)) for n in "xy"
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(standing(tmp_path)) == 40


def test_the_version_stands_for_what_is_in_it(tmp_path: Path) -> None:
    one, other = known("a"), known("b")
    assert Bank([one, other]).version == Bank([other, one]).version
    assert Bank([one]).version != Bank([known("a", note="lain")]).version
    assert open_bank(tmp_path) is None
    append(tmp_path / "bank", [Added(one)])
    bank = open_bank(tmp_path)
    assert bank is not None and bank.version == Bank([one]).version
