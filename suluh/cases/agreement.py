"""How far people agree who looked at the same cases without seeing each other: Cohen's kappa, Krippendorff's alpha.

Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960) 37-46.
Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); nominal metric, any number of people, gaps allowed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.cases.case import Case

DRAWS = 1000  # of the bootstrap
_FEWEST = 10  # cases below which a range would say more than there is (project decision)
Range: TypeAlias = tuple[float, float]
NOT_KNOWN: Range = (math.nan, math.nan)


class Agreement(msgspec.Struct, frozen=True):
    """Of one rule. `kappa` and `alpha` are NaN where nothing could be compared, or all said the same one thing."""

    rule: str
    cases: int  # that at least two people looked at
    looks: int
    same: float  # part of the cases with one outcome only
    kappa: float  # the first decision against the first blind look
    alpha: float  # everyone
    kappa_range: Range = NOT_KNOWN  # 95 %
    alpha_range: Range = NOT_KNOWN
    said: tuple[
        tuple[str, int], ...
    ] = ()  # how often each outcome was named, the most frequent first


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
    return by_rules(by_rule)


def by_rules(said: Mapping[str, Sequence[Sequence[str]]]) -> tuple[Agreement, ...]:
    """Agreement per rule, in alphabetical order. said: for each rule, of each case the first outcome and the others."""
    return tuple(_of_rule(rule, units) for rule, units in sorted(said.items()))


def kappa_range(pairs: Sequence[tuple[Hashable, Hashable]]) -> Range:
    """95 % of the kappas of as many pairs drawn from these with replacement: percentile bootstrap, always the same draws.

    NaN for fewer than ten pairs. A draw in which all said the same is left out, as kappa itself is not defined there.
    """
    if len(pairs) < _FEWEST:
        return NOT_KNOWN
    codes = {v: i for i, v in enumerate(dict.fromkeys(v for pair in pairs for v in pair))}
    k, n = len(codes), len(pairs)
    cells = np.array([codes[a] * k + codes[b] for a, b in pairs])
    tables = (_weights(n) @ np.eye(k * k)[cells]).reshape(DRAWS, k, k)
    agreed = np.trace(tables, axis1=1, axis2=2) / n
    chance = (tables.sum(axis=1) * tables.sum(axis=2)).sum(axis=1) / n**2
    return _middle(agreed - chance, 1 - chance)


def alpha_range(units: Iterable[Sequence[Hashable]]) -> Range:
    """95 % of the alphas of as many units drawn from these with replacement; as `kappa_range`."""
    paired = [list(values) for values in units if len(values) > 1]
    codes = {v: i for i, v in enumerate(dict.fromkeys(v for unit in paired for v in unit))}
    if len(paired) < _FEWEST:
        return NOT_KNOWN
    counts = np.array([np.bincount([codes[v] for v in u], minlength=len(codes)) for u in paired])
    sizes = counts.sum(axis=1, keepdims=True)
    unlike = (counts * (sizes - counts) / (sizes - 1)).sum(axis=1)
    drawn = _weights(len(paired))
    totals = drawn @ counts
    n = totals.sum(axis=1)
    between = (totals * (n[:, None] - totals)).sum(axis=1) / (n - 1)
    return _middle(between - drawn @ unlike, between)


def _weights(n: int) -> NDArray[np.float64]:
    """How often each of n units is drawn: DRAWS × n."""
    draws = np.random.default_rng(1960).multinomial(n, np.full(n, 1 / n), DRAWS)
    return draws.astype(np.float64)


def _middle(above: NDArray[np.float64], below: NDArray[np.float64]) -> Range:
    known = np.abs(below) > 1e-12
    if not known.any():
        return NOT_KNOWN
    low, high = np.percentile(above[known] / below[known], (2.5, 97.5))
    return float(low), float(high)


def _of_rule(rule: str, units: Sequence[Sequence[str]]) -> Agreement:
    pairs = [(unit[0], unit[1]) for unit in units]
    return Agreement(
        rule=rule,
        cases=len(units),
        looks=sum(map(len, units)),
        same=sum(len(set(unit)) == 1 for unit in units) / len(units),
        kappa=cohen_kappa(pairs),
        alpha=krippendorff_alpha(units),
        kappa_range=kappa_range(pairs),
        alpha_range=alpha_range(units),
        said=tuple(Counter(outcome for unit in units for outcome in unit).most_common()),
    )


def _table(pairs: Sequence[tuple[Hashable, Hashable]]) -> NDArray[np.float64]:
    """How often the first said this and the second that."""
    codes = {v: i for i, v in enumerate(dict.fromkeys(v for pair in pairs for v in pair))}
    table = np.zeros((len(codes), len(codes)))
    np.add.at(table, tuple(np.array([[codes[a], codes[b]] for a, b in pairs]).T), 1)
    return table
