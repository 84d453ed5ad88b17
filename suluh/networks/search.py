"""From posts to groups: traces, meetings, what chance makes of them, who is set apart, and who is left."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from suluh.networks import chance
from suluh.networks.apart import Registered, Why, account_is, same_person, text_is
from suluh.networks.asked import Asked
from suluh.networks.groups import groups
from suluh.networks.line import Line, given
from suluh.networks.meetings import Edges, Meetings, Shares, edges, meetings, shares
from suluh.networks.reading import again
from suluh.networks.steps import HALF, in_step, points_only, repeats_alone
from suluh.networks.traffic import F64, I64, Kind, Traffic

B = npt.NDArray[np.bool_]
ANY = 1.0  # every p: an edge needs no more than its repeats


class Searched(NamedTuple):
    """The edges that chance does not explain, and why some of them are no finding."""

    shared: Shares
    met: Meetings
    scored: chance.Scored
    significant: I64  # numbers of edges
    why: dict[int, Why]  # of those edges, the ones set apart
    by_chance: chance.ByChance


def search(traffic: Traffic, path: Path, asked: Asked, official: Registered) -> Searched:
    """All edges worth a look. `path` is the file that the traffic was read from."""
    window = round(asked.window * 1000)
    shared = shares(traffic)
    met = meetings(traffic, shared, window)
    within = chance.blocks(traffic, window)
    odds = chance.odds(met, within)
    scored = chance.scored(edges(traffic.account, met, asked.repeats), odds)
    people = int(np.count_nonzero(np.bincount(traffic.account[within.post])))
    tests = people * (people - 1) // 2
    cut = chance.cut(scored.p, tests, asked.false_rate) if asked.test == "ties" else ANY
    significant = np.flatnonzero(scored.p <= cut)
    why = _apart(
        traffic,
        path,
        Searched(shared, met, scored, significant, {}, _NOTHING),
        asked,
        cut,
        official,
    )
    by_chance = _reshuffled(traffic, met, odds, asked, cut, tests)
    return Searched(shared, met, scored, significant, why, by_chance)


_NOTHING = chance.ByChance((), (), 0.0, 0)


def _reshuffled(
    traffic: Traffic,
    met: Meetings,
    odds: chance.Odds,
    asked: Asked,
    cut: float,
    tests: int,
) -> chance.ByChance:
    """The same search over accounts dealt anew, a few times."""
    count, largest = [], []
    for seed in range(asked.reshuffles if len(met.first) else 0):
        dealt = edges(chance.dealt(traffic, odds.within, seed), met, asked.repeats)
        kept = np.flatnonzero(chance.scored(dealt, odds).p <= cut)
        found = groups(_pairs(dealt, kept), asked.fewest)
        count.append(len(kept))
        largest.append(len(found[0]) if found else 0)
    return chance.ByChance(tuple(count), tuple(largest), cut, tests)


def _pairs(of: Edges, which: I64) -> list[tuple[int, int]]:
    return list(zip(of.low[which].tolist(), of.high[which].tolist(), strict=True))


# --- who is set apart


def _apart(
    traffic: Traffic, path: Path, seen: Searched, asked: Asked, cut: float, official: Registered
) -> dict[int, Why]:
    """The reason for each edge that is no finding; the first that holds, in the order of the article."""
    found = seen.scored.edges
    which = seen.significant
    profile = profiles(
        traffic, path, np.unique(np.concatenate((found.low[which], found.high[which])))
    )
    said = {account: account_is(line, official) for account, line in profile.items()}
    texts = _texts_apart(traffic, path, seen)
    left = _left(seen, texts, asked, cut)
    only = points_only(found, seen.met)[which] if len(which) else np.zeros(0, np.bool_)
    step = dict(
        zip(
            which[only].tolist(),
            in_step(found, which[only], traffic, seen.shared).tolist(),
            strict=True,
        )
    )
    alone = repeats_alone(found, seen.met, traffic)
    why: dict[int, Why] = {}
    for edge, (one, two) in zip(which.tolist(), _pairs(found, which), strict=True):
        reason = said[one] or said[two]
        if reason is None and same_person(profile[one], profile[two]):
            reason = Why.CROSS_POSTING
        if reason is None and not left[edge]:
            reason = _of_texts(seen, texts, edge)
        if reason is None and step.get(edge, 1.0) < HALF:
            reason = Why.SHARED_INTEREST
        if reason is None and alone[edge]:
            reason = Why.REPEATING
        if reason is not None:
            why[edge] = reason
    return why


def profiles(traffic: Traffic, path: Path, accounts: npt.NDArray[np.int32]) -> dict[int, Line]:
    """The latest post of each of these accounts, for what it says of its author."""
    last = np.full(len(traffic.accounts), -1, np.int64)
    last[traffic.account] = np.arange(
        len(traffic.account)
    )  # the order is by time: the last one stays
    lines = again(path, traffic.offset[last[accounts]].tolist())
    return dict(zip(accounts.tolist(), lines, strict=True))


def _texts_apart(traffic: Traffic, path: Path, seen: Searched) -> dict[int, Why]:
    """Of the captions that significant edges shared, the prayers and the wires, by number of thing."""
    order = _meetings_of(seen.scored.edges, seen.significant)
    order = order[(seen.met.kinds[order] & np.uint8(1 << Kind.TEXT)) > 0]
    things, first = np.unique(seen.met.thing[order], return_index=True)
    lines = again(path, traffic.offset[seen.met.first[order[first]]].tolist())
    said = (
        (thing, text_is(given(line.text)))
        for thing, line in zip(things.tolist(), lines, strict=True)
    )
    return {thing: why for thing, why in said if why is not None}


def _meetings_of(found: Edges, which: I64) -> I64:
    """The meetings of these edges, in order."""
    inside = np.zeros(len(found.low), np.bool_)
    inside[which] = True
    return found.order[np.repeat(inside, np.diff(found.begins))]


def _left(seen: Searched, texts: dict[int, Why], asked: Asked, cut: float) -> B:
    """Whether an edge still stands when the texts that are set apart are not counted."""
    found = seen.scored.edges
    if not len(found.low):
        return np.zeros(0, np.bool_)
    thing = seen.met.thing[found.order]
    fresh = np.concatenate(([True], thing[1:] != thing[:-1]))
    fresh[found.begins[:-1]] = True
    counted = fresh & ~np.isin(thing, list(texts))
    weight = np.add.reduceat(counted.astype(np.int32), found.begins[:-1])
    p: F64 = chance.at_least(np.maximum(weight, 1).astype(np.int32), seen.scored.expected)
    return np.asarray((weight >= asked.repeats) & (p <= cut))


def _of_texts(seen: Searched, texts: dict[int, Why], edge: int) -> Why:
    """The reason that most of an edge's texts give."""
    found = seen.scored.edges
    things = seen.met.thing[found.order[found.begins[edge] : found.begins[edge + 1]]].tolist()
    reasons = [texts[thing] for thing in dict.fromkeys(things) if thing in texts]
    return max(sorted(set(reasons)), key=reasons.count)


# --- who is left


class Gathered(NamedTuple):
    """The accounts of a group and the numbers of its edges."""

    accounts: list[int]
    edges: list[int]
    why: Why | None


def gathered(seen: Searched, asked: Asked) -> list[Gathered]:
    """The findings first, then what is set apart, by reason; the largest first in each."""
    by_reason: dict[Why | None, list[int]] = defaultdict(list)
    for edge in seen.significant.tolist():
        by_reason[seen.why.get(edge)].append(edge)
    found: list[Gathered] = []
    for why in (None, *Why):
        fewest = 2 if why is Why.CROSS_POSTING else asked.fewest
        found += _of_reason(seen, by_reason.get(why, []), why, fewest)
    return found


def _of_reason(seen: Searched, which: list[int], why: Why | None, fewest: int) -> list[Gathered]:
    pairs = _pairs(seen.scored.edges, np.array(which, np.int64))
    found = groups(pairs, fewest)
    home = {account: number for number, group in enumerate(found) for account in group}
    inside: dict[int, list[int]] = defaultdict(list)
    for edge, (one, two) in zip(which, pairs, strict=True):
        if (number := home.get(one)) is not None and number == home.get(two):
            inside[number].append(edge)
    return [Gathered(group, inside[number], why) for number, group in enumerate(found)]
