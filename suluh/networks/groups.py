"""Groups of accounts from the edges between them: who is connected, and held by more than one thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from suluh.networks.traffic import I32, I64


def parts(low: I32, high: I32) -> I64:
    """For each edge the number of its connected part: the least account in it.

    Every account points to the least account known to be connected with it; pointers are halved until nothing moves.
    """
    names, ends = np.unique(np.concatenate((low, high)), return_inverse=True)
    one, two = ends[: len(low)], ends[len(low) :]
    least = np.arange(len(names))
    while True:
        before = least.copy()
        np.minimum.at(least, least[one], least[two])
        np.minimum.at(least, least[two], least[one])
        least = least[least]
        if (least == before).all():
            return names[least[one]].astype(np.int64)


def held_twice(pairs: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether the two ends of an edge also have a common neighbour.

    One accidental edge between two groups has none, and does not make them one.
    """
    near: dict[int, set[int]] = defaultdict(set)
    for one, two in pairs:
        near[one].add(two)
        near[two].add(one)
    return [not near[one].isdisjoint(near[two]) for one, two in pairs]


def groups(pairs: Iterable[tuple[int, int]], fewest: int) -> list[list[int]]:
    """Groups of at least `fewest` accounts, each sorted, the largest first."""
    edges = sorted(pairs)
    kept = [edge for edge, held in zip(edges, held_twice(edges), strict=True) if held]
    if not kept:
        return []
    ends = np.array(kept, np.int32)
    members: dict[int, set[int]] = defaultdict(set)
    for (one, two), part in zip(kept, parts(ends[:, 0], ends[:, 1]).tolist(), strict=True):
        members[part] |= {one, two}
    found = [sorted(group) for group in members.values() if len(group) >= fewest]
    return sorted(found, key=lambda group: (-len(group), group))
