"""Small counts: what is hidden cannot be worked out, not even by who knows how it was hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.transparency.figure import REST, Row, Table
from suluh.transparency.protect import K, hidden
from suluh.transparency.sums import Cell, Sums, View
from suluh.transparency.tables import COLUMNS, tables

COUNTS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 40), min_size=1
)


@pytest.mark.parametrize(
    ("names", "most", "k"), [("ab", 9, 3), ("abc", 9, 3), ("abcd", 6, 3), ("abc", 9, 4)]
)
def test_every_hidden_cell_could_have_been_another_number(names: str, most: int, k: int) -> None:
    """All tables there are, sorted by what is published of them: a hidden cell has two values at least in each heap."""
    heaps: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for values in product(range(most + 1), repeat=len(names)):
        if sum(values) > most:  # the heap would be cut off by the largest number tried
            continue
        unseen = hidden(dict(zip(names, values, strict=True)), k=k)
        shown = tuple(None if n in unseen else v for n, v in zip(names, values, strict=True))
        heaps[shown, sum(values)].append(values)
    for (shown, _), heap in heaps.items():  # type: ignore[misc]
        for at, value in enumerate(shown):
            assert value is not None or len({values[at] for values in heap}) > 1


@given(COUNTS)
def test_no_small_cell_is_shown_beside_others_that_are_not_zero(cells: dict[str, int]) -> None:
    unseen = hidden(cells)
    shown = {name: count for name, count in cells.items() if name not in unseen}
    assert all(count == 0 or count >= K for count in shown.values())
    if unseen and shown:
        assert len(unseen) >= 2 and sum(cells[name] for name in unseen) >= K


@given(COUNTS, st.data())
def test_what_has_to_be_hidden_is_never_alone(cells: dict[str, int], data: st.DataObject) -> None:
    also = data.draw(st.sets(st.sampled_from(sorted(cells))))
    unseen = hidden(cells, also)
    assert also <= unseen
    assert not also or len(unseen) >= min(2, len(cells))


CODES = st.sampled_from(["18.71", "18.72", "18.01", "18", "31.71", "31.72", "32.73", ""])


@st.composite
def sums(draw: st.DrawFn) -> Sums:
    """Cases of some regions, each decided or not, done something about or not."""
    found = Sums()
    for region, count, decided, acted in draw(
        st.lists(
            st.tuples(CODES, st.integers(1, 12), st.integers(0, 12), st.integers(0, 12)),
            max_size=14,
        )
    ):
        decided = min(decided, count)
        for measure, n in (("cases", count), ("decided", decided), ("acted", min(acted, decided))):
            for way, value in (
                ("", ""),
                ("region", region),
                ("rule", region),
                ("source", "public"),
            ):
                cell: Cell = (measure, "2024-11-27", way, value)
                if n:
                    found.put(cell, n)
    return found


def published(table: Table, column: str) -> dict[tuple[str | None, str], int | None]:
    at = [one.name for one in COLUMNS].index(column)
    return {(row.above, row.key): row.figures[at].numerator for row in table.rows}


@given(sums())
def test_rows_add_up_or_hide_enough(found: Sums) -> None:
    """What is missing from a table's total is at least K, or nothing; and never one row's alone."""
    view = View(found, *(found.days() or (None, None))) if found.days() else None
    if view is None:
        return
    for table in tables(view, {}):
        if table.name in ("regency", "week", "source"):
            continue
        for column in ("cases", "decided"):
            cells = published(table, column)
            missing = view.total(column) - sum(n for n in cells.values() if n)
            unseen = [key for key, n in cells.items() if n is None]
            assert not unseen or len(unseen) >= 2 or len(cells) == 1
            assert not unseen or missing >= K or missing == 0 or len(unseen) == len(cells)


@given(sums())
def test_a_province_gives_its_regencies_away_in_no_column(found: Sums) -> None:
    if not (days := found.days()):
        return
    by_name = {table.name: table for table in tables(View(found, *days), {})}
    for province in by_name["province"].rows:
        mine = [row for row in by_name["regency"].rows if row.above == province.key]
        for at, _ in enumerate(COLUMNS):
            assert list(leaks(province, mine, at)) == []


def leaks(province: Row, regencies: list[Row], at: int) -> Iterator[str]:
    """A regency's hidden count that is what the others leave of the province's; a province's that its regencies give."""
    whole = province.figures[at].numerator
    unseen = [row.key for row in regencies if row.figures[at].numerator is None]
    if whole is None and regencies and not unseen:
        yield province.key
    if whole is not None and len(unseen) == 1 and len(regencies) > 1:
        yield unseen[0]


def test_the_rest_is_never_a_small_group_s_own_number() -> None:
    found = Sums()
    for region, count in (("18.71", 40), ("31.71", 3), ("32.73", 20)):
        found.put(("cases", "2024-11-27", "region", region), count)
        found.put(("cases", "2024-11-27", "", ""), count)
    days = found.days()
    assert days
    rows = {row.key: row.figures[0].numerator for row in tables(View(found, *days), {})[1].rows}
    assert rows == {"18": 40, REST: 23}
