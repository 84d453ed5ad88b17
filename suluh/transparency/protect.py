"""Small counts: which cells of a table are not shown, so that no group smaller than K can be read from it.

A cell below K is hidden, zero too, for a zero that is shown says which of the hidden ones is none. Then cells are added
to the hidden ones, the smallest first and equal ones together, until none of them can be worked out from the total:
there are at least two of them, together they are at least K, and they are not all as large as a hidden cell can be.
Where all that is hidden is zero there is nobody to protect and nothing is hidden.

K is a decision of the project; totals of the whole country are not broken down and stay exact.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

K = 5


def hidden(cells: Mapping[str, int], also: Collection[str] = (), k: int = K) -> frozenset[str]:
    """The names of the cells that are not shown beside their total. also: such as have to be hidden for another reason.

    >>> sorted(hidden({"Lampung": 40, "Jambi": 3, "Bali": 9}))
    ['Bali', 'Jambi']
    >>> sorted(hidden({"Lampung": 40, "Jambi": 0}))
    []
    """
    chosen = {name for name, count in cells.items() if count < k or name in also}
    if not also and not sum(cells[name] for name in chosen):
        return frozenset()
    while chosen and len(chosen) < len(cells) and not _is_safe(cells, chosen, k):
        least = min(cells[name] for name in cells.keys() - chosen)
        chosen |= {name for name, count in cells.items() if count == least}
    return frozenset(chosen)


def _is_safe(cells: Mapping[str, int], chosen: Collection[str], k: int) -> bool:
    total = sum(cells[name] for name in chosen)
    return len(chosen) >= 2 and total >= k and total != len(chosen) * (k - 1)
