"""What `suluh bench networks` counts, on groups that are known; and that its posts are the same every time."""

from __future__ import annotations

import csv
from pathlib import Path

from suluh.bench.networks.planted import NEGATIVES, SLOW, TACTICS, Planted, make
from suluh.bench.networks.run import judged, measured, together
from suluh.bench.networks.toolkit import as_table

PLANTED = Planted(
    {"a": "g", "b": "g", "c": "g", "d": "slow-copy-0"}, {"x": "prayer", "y": "prayer"}, 0
)
WANTED = PLANTED.wanted(slow=False)


def test_what_was_planted_is_right_and_the_rest_is_wrong() -> None:
    right = judged([["a", "b", "c"], ["x", "n"]], WANTED, PLANTED)
    assert (right.precision, right.recall, right.whole) == (3 / 5, 1.0, 1.0)
    assert (right.negatives, right.ordinary) == ({"prayer": 1}, 1)


def test_a_slow_group_counts_neither_way_in_a_short_window() -> None:
    right = judged([["a", "b", "d"]], WANTED, PLANTED)
    assert (right.wanted, right.precision, right.recall) == (3, 1.0, 2 / 3)
    assert right.whole == 0.0


def test_nothing_found_is_no_mistake_and_no_find() -> None:
    right = judged([], WANTED, PLANTED)
    assert (right.precision, right.recall) == (1.0, 0.0)


def test_connected_accounts_are_a_group() -> None:
    edges = [("a", "b", 2), ("b", "c", 2), ("a", "c", 3), ("x", "y", 9)]
    assert together(edges) == [["a", "b", "c"]]


def test_the_posts_are_the_same_every_time(tmp_path: Path) -> None:
    one, two = make(tmp_path / "1", 14_000), make(tmp_path / "2", 14_000)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
    assert one == two
    assert {name.rpartition("-")[0] for name in one.groups.values()} == {*TACTICS, *SLOW}
    assert set(one.negatives.values()) == set(NEGATIVES)
    as_table(tmp_path / "1", tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8") as file:
        assert sum(1 for _ in csv.reader(file)) == one.posts + 1


def test_a_process_is_measured_to_its_end() -> None:
    import sys

    cost = measured([sys.executable, "-c", "sum(range(2_000_000))"])
    assert cost.cpu_seconds > 0
    assert cost.peak_mib > 1
