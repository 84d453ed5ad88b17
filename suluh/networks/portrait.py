"""A group as a person has to see it: who, what, when, how alike, and what else its accounts have in common.

Nothing here decides. A rhythm, accounts made in one week and a common form of name describe a group that was
found by what it shared; none of them makes a group.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from suluh.networks import copies
from suluh.networks.columns import traces_of
from suluh.networks.found import Asked, Found, Group, Member, Sample, SharedThing, Tie
from suluh.networks.habits import forms, named, new_accounts, rhythm
from suluh.networks.line import Line, at, given, handle_of, listed, who
from suluh.networks.prints import prints_of
from suluh.networks.reading import again
from suluh.networks.search import Gathered, Searched, gathered, profiles
from suluh.networks.techniques import techniques
from suluh.networks.traffic import I64, Kind, Traffic
from suluh.networks.words import Words, comparable, words_of
from suluh.text.privacy import mask

THINGS, POSTS, COMPARED = 12, 12, 10  # shown of each group; captions compared with the first
APART = 3  # things and posts shown of a group that is set apart
TIES, MOMENTS = 50, 2000  # kept of a group that is set apart; kept of a timeline
LONGEST = 280  # characters of a caption that are shown


class Drawn(NamedTuple):
    """What every portrait is drawn from."""

    traffic: Traffic
    path: Path
    seen: Searched
    posts: I64  # how much each account posted
    lines: dict[int, Line]  # a post of each account that is in a group
    forms: Counter[str]  # of the handles of everybody


def found(traffic: Traffic, path: Path, seen: Searched, asked: Asked) -> Found:
    """All groups with their portraits."""
    raw = gathered(seen, asked)
    people = np.array(sorted({account for group in raw for account in group.accounts}), np.int32)
    posts = np.bincount(traffic.account, minlength=len(traffic.accounts))
    drawn = Drawn(
        traffic, path, seen, posts, profiles(traffic, path, people), forms(traffic.accounts)
    )
    groups = [_portrait(drawn, group, asked) for group in raw]
    when = traffic.when
    return Found(
        asked,
        traffic.counts,
        len(traffic.accounts),
        at(int(when[0])) if len(when) else None,
        at(int(when[-1])) if len(when) else None,
        tuple(group for group in groups if group.why is None),
        tuple(group for group in groups if group.why is not None),
        seen.by_chance,
    )


def _portrait(drawn: Drawn, group: Gathered, asked: Asked) -> Group:
    together = _together(drawn, group)
    members = tuple(_member(drawn, account, together) for account in group.accounts)
    ties = tuple(_tie(drawn, edge) for edge in _kept_ties(drawn, group))
    things = _things(drawn, group, together)
    posts = np.array(sorted({post for some in together.values() for post in some}), np.int64)
    when = drawn.traffic.when[posts]
    moves = rhythm(when, _meeting_times(drawn, group))
    count = len(members)
    return Group(
        f"K-{int(prints_of([' '.join(member.account for member in members)])[0]):016x}"[:10],
        group.why,
        members,
        ties,
        len(group.edges),
        things,
        _sample(drawn, posts, APART if group.why else POSTS),
        _timeline(drawn, group, posts),
        at(int(when[0])),
        at(int(when[-1])),
        len(group.edges) / (count * (count - 1) / 2),
        _by_chance(drawn.seen, count),
        moves,
        new_accounts(drawn.traffic.created, np.array(group.accounts)),
        named([member.handle for member in members], drawn.forms),
        techniques(group.why, things, members),
    )


def _kept_ties(drawn: Drawn, group: Gathered) -> list[int]:
    """All edges of a finding; the strongest of what is set apart."""
    if group.why is None:
        return group.edges
    p = drawn.seen.scored.p
    return sorted(sorted(group.edges, key=lambda edge: (p[edge], edge))[:TIES])


def _timeline(drawn: Drawn, group: Gathered, posts: I64) -> tuple[tuple[int, float], ...]:
    """Who posted when, thinned out evenly where there is too much to draw."""
    place = {account: at for at, account in enumerate(group.accounts)}
    some = posts[:: 1 + len(posts) // MOMENTS]
    account, when = drawn.traffic.account[some].tolist(), drawn.traffic.when[some].tolist()
    return tuple((place[one], each / 1000) for one, each in zip(account, when, strict=True))


def _by_chance(seen: Searched, size: int) -> float:
    largest = seen.by_chance.largest
    return (1 + sum(each >= size for each in largest)) / (1 + len(largest))


def _met(drawn: Drawn, edges: list[int]) -> I64:
    """The meetings of some edges."""
    found_edges = drawn.seen.scored.edges
    parts = [
        found_edges.order[found_edges.begins[edge] : found_edges.begins[edge + 1]] for edge in edges
    ]
    return np.unique(np.concatenate(parts))


def _together(drawn: Drawn, group: Gathered) -> dict[int, list[int]]:
    """The posts of each member that met another member's."""
    met = _met(drawn, group.edges)
    posts = np.unique(np.concatenate((drawn.seen.met.first[met], drawn.seen.met.second[met])))
    result: dict[int, list[int]] = defaultdict(list)
    for post, account in zip(posts.tolist(), drawn.traffic.account[posts].tolist(), strict=True):
        result[account].append(post)
    return result


def _meeting_times(drawn: Drawn, group: Gathered) -> list[I64]:
    """For each thing, when the posts about it were made."""
    met = _met(drawn, group.edges)
    thing = drawn.seen.met.thing[met]
    both = np.concatenate((drawn.seen.met.first[met], drawn.seen.met.second[met])).astype(np.int64)
    pairs = np.unique(np.concatenate((thing, thing)) << 32 | both)
    cuts = np.flatnonzero(np.diff(pairs >> 32)) + 1
    return np.split(drawn.traffic.when[pairs & 0xFFFFFFFF], cuts)


def _member(drawn: Drawn, account: int, together: dict[int, list[int]]) -> Member:
    line = drawn.lines[account]
    mine = together.get(account, [])
    when = drawn.traffic.when[mine] if mine else drawn.traffic.when[:1]
    created = drawn.traffic.created[account]
    handle = handle_of(line)
    platform = given(line.platform).lower()
    return Member(
        f"{platform}:{handle}",
        platform,
        handle,
        mask(given(who(line).name)).text or None,
        None if math.isnan(created) else at(int(created)),
        int(drawn.posts[account]),
        len(mine),
        at(int(when[0])),
        at(int(when[-1])),
    )


def _tie(drawn: Drawn, edge: int) -> Tie:
    of = drawn.seen.scored
    met = of.edges.order[of.edges.begins[edge] : of.edges.begins[edge + 1]]
    bits = int(np.bitwise_or.reduce(drawn.seen.met.kinds[met]))
    delay = (
        drawn.traffic.when[drawn.seen.met.second[met]]
        - drawn.traffic.when[drawn.seen.met.first[met]]
    )
    one, two = (drawn.lines[int(each)] for each in (of.edges.low[edge], of.edges.high[edge]))
    return Tie(
        f"{given(one.platform).lower()}:{handle_of(one)}",
        f"{given(two.platform).lower()}:{handle_of(two)}",
        int(of.edges.weight[edge]),
        float(of.expected[edge]),
        float(of.p[edge]),
        tuple(kind.name.lower() for kind in Kind if bits >> kind & 1),
        median(delay.tolist()) / 1000,
    )


def _things(
    drawn: Drawn, group: Gathered, together: dict[int, list[int]]
) -> tuple[SharedThing, ...]:
    """What most of the members shared, the most shared first."""
    met = _met(drawn, group.edges)
    thing = drawn.seen.met.thing[met]
    both = np.concatenate((drawn.seen.met.first[met], drawn.seen.met.second[met])).astype(np.int64)
    pairs = np.unique(np.concatenate((thing, thing)) << 32 | both)
    kinds = dict(zip(thing.tolist(), drawn.seen.met.kinds[met].tolist(), strict=True))
    posts: dict[int, list[int]] = defaultdict(list)
    for pair in pairs.tolist():
        posts[pair >> 32].append(pair & 0xFFFFFFFF)
    account = drawn.traffic.account
    size = {each: len(set(account[some].tolist())) for each, some in posts.items()}
    shown = sorted(posts, key=lambda each: (-size[each], posts[each]))[
        : APART if group.why else THINGS
    ]
    return tuple(_thing(drawn, posts[each], size[each], _first_kind(kinds[each])) for each in shown)


def _first_kind(bits: int) -> Kind:
    return next(kind for kind in Kind if bits >> kind & 1)


def _thing(drawn: Drawn, posts: list[int], accounts: int, kind: Kind) -> SharedThing:
    when = drawn.traffic.when[posts]
    lines = again(drawn.path, drawn.traffic.offset[posts[:COMPARED]].tolist())
    return SharedThing(
        kind.name.lower(),
        _says(lines[0], kind),
        accounts,
        len(posts),
        at(int(when[0])),
        float(when[-1] - when[0]) / 1000,
        _alike([given(line.text) for line in lines]) if kind is Kind.TEXT else None,
    )


def _says(line: Line, kind: Kind) -> str:
    text = given(line.text)
    if kind is Kind.TEXT:
        return shown(text)
    if kind is Kind.MEDIA:
        return "; ".join(listed(line.media))
    return "; ".join(thing for each, thing in traces_of(line, text) if each is kind)


def _alike(texts: list[str]) -> float | None:
    """The median share of words in common with the first."""
    words = words_of([comparable(text) for text in texts])
    each = [
        Words(words.prints[begin:end], np.array([0, end - begin]))
        for begin, end in zip(words.starts[:-1].tolist(), words.starts[1:].tolist(), strict=True)
    ]
    same = [copies.alike(each[0], other) for other in each[1:]]
    return float(np.median(same)) if same else None


def _sample(drawn: Drawn, posts: I64, most: int) -> tuple[Sample, ...]:
    """Some posts, from the first to the last."""
    chosen = posts[np.unique(np.linspace(0, len(posts) - 1, min(most, len(posts))).astype(int))]
    lines = again(drawn.path, drawn.traffic.offset[chosen].tolist())
    return tuple(
        Sample(
            given(line.id),
            f"{given(line.platform).lower()}:{handle_of(line)}",
            at(when),
            shown(given(line.text)),
        )
        for line, when in zip(lines, drawn.traffic.when[chosen].tolist(), strict=True)
    )


def shown(text: str) -> str:
    """A caption as others may read it: masked, and not longer than LONGEST."""
    masked = " ".join(mask(text[: 4 * LONGEST]).text.split())
    return masked if len(masked) <= LONGEST else masked[: LONGEST - 1] + "…"
