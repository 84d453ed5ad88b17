"""Groups that a search found, against the groups that were planted: the same scorer for every search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from suluh.bench.networks.planted import Planted
from suluh.networks.groups import groups

Edge = tuple[str, str, int]  # two accounts, and how many things they shared


class Right(msgspec.Struct, frozen=True):
    """Accounts that were found against those that were planted."""

    wanted: int
    found: int
    precision: float
    recall: float
    negatives: dict[str, int]  # hard negatives among the found, by kind
    ordinary: int  # accounts of nobody in particular among the found
    whole: float  # share of the planted groups that came back as one group of their own


def together(edges: Iterable[Edge]) -> list[list[str]]:
    """Accounts that are connected, as the toolkit's users read its network; three or more."""
    pairs = [(one, two) for one, two, _ in edges]
    names = sorted({name for pair in pairs for name in pair})
    number = {name: at for at, name in enumerate(names)}
    found = groups([(number[one], number[two]) for one, two in pairs], 3)
    return [[names[each] for each in group] for group in found]


def judged(found: Sequence[Sequence[str]], wanted: dict[str, str], planted: Planted) -> Right:
    """Found groups against planted ones. A planted account that this window need not show counts neither way."""
    seen = {account for group in found for account in group}
    right = seen & set(planted.groups)
    wrong = seen - right
    negatives = Counter(
        planted.negatives[account] for account in wrong if account in planted.negatives
    )
    return Right(
        len(wanted),
        len(seen),
        len(right) / len(seen) if seen else 1.0,
        len(seen & set(wanted)) / len(wanted) if wanted else 1.0,
        dict(negatives),
        len(wrong) - negatives.total(),
        _whole(found, wanted),
    )


def _whole(found: Sequence[Sequence[str]], wanted: dict[str, str]) -> float:
    """A planted group is whole when one found group has nine in ten of it, and little else."""
    size = Counter(wanted.values())
    whole = set()
    for group in found:
        name, count = Counter(wanted.get(account, "") for account in group).most_common(1)[0]
        if name and count >= 0.9 * size[name] and count >= 0.9 * len(group):
            whole.add(name)
    return len(whole) / len(size) if size else 1.0
