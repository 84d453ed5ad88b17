"""A group as a person has to see it: who, what, when, how alike, and what else its accounts have in common.

Nothing here decides. A rhythm, accounts made in one week and a common form of name describe a group that was
found by what it shared; none of them makes a group.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from suluh.networks.asked import Asked
from suluh.networks.found import Found, Group, Member
from suluh.networks.habits import forms, named, new_accounts, rhythm
from suluh.networks.line import at, given, handle_of, who
from suluh.networks.prints import prints_of
from suluh.networks.search import Gathered, Searched, gathered, profiles
from suluh.networks.techniques import techniques
from suluh.networks.things import sample, things
from suluh.networks.ties import ties
from suluh.networks.together import Drawn, Together, together
from suluh.networks.traffic import I64, Traffic
from suluh.text.privacy import mask

THINGS, POSTS = 12, 12  # shown of each group
APART = 3  # things and posts shown of a group that is set apart
TIES, MOMENTS = 50, 2000  # kept of a group that is set apart; kept of a timeline


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
        tuple(group for group in groups if group.why is None and _stands(group, asked)),
        tuple(group for group in groups if group.why is not None),
        seen.by_chance,
    )


def _stands(group: Group, asked: Asked) -> bool:
    """Whether chance has been ruled out: by its edges already, or now by how often a reshuffle holds a group as large."""
    return asked.test == "ties" or group.p <= asked.false_rate


def _portrait(drawn: Drawn, group: Gathered, asked: Asked) -> Group:
    did = together(drawn, group)
    members = _members(drawn, group, did)
    shared = things(drawn, did, APART if group.why else THINGS)
    when = drawn.traffic.when
    count = len(members)
    return Group(
        f"K-{int(prints_of([' '.join(member.account for member in members)])[0]):016x}"[:10],
        group.why,
        members,
        ties(drawn, _kept_ties(drawn, group)),
        len(group.edges),
        shared,
        sample(drawn, did.posts, APART if group.why else POSTS),
        _timeline(drawn, group, did.posts),
        at(int(when[did.posts[0]])),
        at(int(when[did.posts[-1]])),
        len(group.edges) / (count * (count - 1) / 2),
        _by_chance(drawn.seen, count),
        rhythm(when[did.posts], [when[posts] for _, posts in did.things]),
        new_accounts(drawn.traffic.created, np.array(group.accounts)),
        named([member.handle for member in members], drawn.forms),
        techniques(group.why, shared, len({member.platform for member in members})),
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


def _members(drawn: Drawn, group: Gathered, did: Together) -> tuple[Member, ...]:
    """The accounts of a group, each with its posts that met another's; every one has some, or it had no edge."""
    order = np.argsort(did.account, kind="stable")
    whose, when = did.account[order], drawn.traffic.when[did.posts[order]]
    begins = np.searchsorted(whose, group.accounts)
    ends = np.searchsorted(whose, group.accounts, side="right")
    spans = zip(group.accounts, begins.tolist(), ends.tolist(), strict=True)
    return tuple(_member(drawn, account, when[begin:end]) for account, begin, end in spans)


def _member(drawn: Drawn, account: int, when: I64) -> Member:
    """when: of its posts that met another's."""
    line, created = drawn.lines[account], drawn.traffic.created[account]
    return Member(
        drawn.name(account),
        given(line.platform).lower(),
        handle_of(line),
        mask(given(who(line).name)).text or None,
        None if math.isnan(created) else at(int(created)),
        int(drawn.posts[account]),
        len(when),
        at(int(when[0])),
        at(int(when[-1])),
    )
