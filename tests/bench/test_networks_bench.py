"""What `suluh bench networks` counts, on groups that are known; and that its posts are the same every time."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.bench.networks import alone, beside, published
from suluh.bench.networks.costs import measured
from suluh.bench.networks.judging import judged, together
from suluh.bench.networks.plain_rule import pairs, ruled
from suluh.bench.networks.planted import NEGATIVES, SLOW, TACTICS, Planted, make
from suluh.bench.networks.toolkit import as_table
from suluh.errors import RequestError
from suluh.networks.reading import read

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


def test_one_part_alone_finds_the_groups_that_it_can_see(tmp_path: Path) -> None:
    planted = make(tmp_path / "posts.jsonl", 14_000)
    groups = together(alone.compute(tmp_path / "posts.jsonl", "co_link", 60))
    linked = {who for who, name in planted.groups.items() if name.startswith("link")}
    assert linked <= {account for group in groups for account in group}


def test_without_the_toolkit_one_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "PACKAGE", "no_such_package")
    with pytest.raises(RequestError, match="pip install coordination_network_toolkit"):
        beside.run(1000)


SHARES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 40)), max_size=25, unique=True
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SHARES, st.integers(1, 20))
def test_the_plain_rule_ties_every_pair_of_posts(
    tmp_path: Path, shares: list[tuple[int, int, int]], window: int
) -> None:
    path = tmp_path / "shares.jsonl"
    rows = [
        {
            "id": str(at),
            "author": f"a{who}",
            "repost": f"t{thing}",
            "posted_at": 1_700_000_000 + when,
        }
        for at, (who, thing, when) in enumerate(shares)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    traffic = read(path, print)
    expected: dict[tuple[str, str], int] = {}
    for at, (who, thing, when) in enumerate(shares):
        for other, same, then in shares[:at]:
            if who != other and thing == same and abs(when - then) <= window:
                ends = (f":a{min(who, other)}", f":a{max(who, other)}")
                expected[ends] = expected.get(ends, 0) + 1
    rule = ruled(traffic, pairs(traffic, window, 1))
    names = traffic.accounts
    ends = [(names[one], names[two]) for one, two in zip(rule.one, rule.two, strict=True)]
    assert dict(zip(ends, rule.weight.tolist(), strict=True)) == expected


def test_the_published_logs_are_held_against_the_rule(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="PATH is a folder"):
        published.run(tmp_path)
    for log in published.LOGS:
        _write_log(tmp_path / log.file, list(log.columns.values()))
    rows = published.run(tmp_path)["rows"]
    assert [row["data"] for row in rows] == ["russian_coord_tweets"] * 2 + ["german_elections"] * 2
    for row in rows:
        assert row["our_groups"] == 1
        assert row["our_accounts"] == row["in_both"] == row["rule_accounts"] == 4
        assert row["neither"] == 0


def _write_log(path: Path, columns: list[str]) -> None:
    """Four accounts that share twelve things together, and a hundred that share things of their own."""
    shares = [
        (f"t{thing}", f"team{who}", thing * 9000 + who) for thing in range(12) for who in range(4)
    ]
    shares += [(f"own{at}", f"p{at % 100}", at * 100) for at in range(1000)]
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        for at, (thing, who, when) in enumerate(shares):
            named = {
                "object_id": thing,
                "url_id": thing,
                "account_id": who,
                "content_id": at,
                "post_id": at,
            }
            named |= {"timestamp": 1_600_000_000 + when, "timestamp_share": 1_600_000_000 + when}
            writer.writerow({name: named[name] for name in columns if name in named})
