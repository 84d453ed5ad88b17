"""How far people agree who looked at the same cases without seeing each other: Cohen's kappa, Krippendorff's alpha.

Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960) 37-46.
Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); nominal metric, any number of people, gaps allowed.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.cases.case import Case


class Agreement(msgspec.Struct, frozen=True):
    """Of one rule. `kappa` and `alpha` are NaN where nothing could be compared, or all said the same one thing."""

    rule: str
    cases: int  # that at least two people looked at
    looks: int
    same: float  # part of the cases with one outcome only
    kappa: float  # the first decision against the first blind look
    alpha: float  # everyone


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Kappa of two people over the same units: 1 full agreement, 0 as by chance; NaN where chance explains all.

    >>> round(cohen_kappa([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15), 3)
    0.4
    """
    if not pairs:
        return math.nan
    table = _table(pairs)
    total = table.sum()
    agreed = np.trace(table) / total
    chance = float(table.sum(axis=0) @ table.sum(axis=1)) / total**2
    return math.nan if chance == 1 else float((agreed - chance) / (1 - chance))


def krippendorff_alpha(units: Iterable[Sequence[Hashable]]) -> float:
    """Alpha for nominal values. `units`: for each unit the values it was given, by whom does not matter.

    A unit with fewer than two values says nothing about agreement and is left out. NaN where no two values can be
    paired, or all are the same.
    """
    paired = [list(values) for values in units if len(values) > 1]
    codes = {v: i for i, v in enumerate(dict.fromkeys(v for unit in paired for v in unit))}
    if len(codes) < 2:
        return math.nan
    counts = np.array([np.bincount([codes[v] for v in u], minlength=len(codes)) for u in paired])
    sizes = counts.sum(axis=1, keepdims=True)
    within = (counts * (sizes - counts) / (sizes - 1)).sum()  # pairs of unlike values, in units
    totals = counts.sum(axis=0)
    n = totals.sum()
    between = (totals * (n - totals)).sum() / (n - 1)  # the same, were the values shuffled
    return float(1 - within / between)


def agreement(cases: Iterable[Case]) -> tuple[Agreement, ...]:
    """Agreement per rule over the cases with a blind second look, rules in alphabetical order."""
    by_rule: dict[str, list[list[str]]] = {}
    for case in cases:
        if case.decision and case.blind:
            said = [case.decision.outcome, *(look.outcome for look in case.blind)]
            by_rule.setdefault(case.rule, []).append(said)
    return tuple(_of_rule(rule, units) for rule, units in sorted(by_rule.items()))


def _of_rule(rule: str, units: list[list[str]]) -> Agreement:
    return Agreement(
        rule=rule,
        cases=len(units),
        looks=sum(map(len, units)),
        same=sum(len(set(unit)) == 1 for unit in units) / len(units),
        kappa=cohen_kappa([(unit[0], unit[1]) for unit in units]),
        alpha=krippendorff_alpha(units),
    )


def _table(pairs: Sequence[tuple[Hashable, Hashable]]) -> NDArray[np.float64]:
    """How often the first said this and the second that."""
    codes = {v: i for i, v in enumerate(dict.fromkeys(v for pair in pairs for v in pair))}
    table = np.zeros((len(codes), len(codes)))
    np.add.at(table, tuple(np.array([[codes[a], codes[b]] for a, b in pairs]).T), 1)
    return table
