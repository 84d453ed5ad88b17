"""What the accounts of one group did together: their meetings, the posts in them, and which thing each was about."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from suluh.networks.line import Line, given, handle_of
from suluh.networks.prints import distinct
from suluh.networks.search import Gathered, Searched
from suluh.networks.spans import places
from suluh.networks.traffic import I64, Traffic


class Drawn(NamedTuple):
    """What every portrait is drawn from."""

    traffic: Traffic
    path: Path
    seen: Searched
    posts: I64  # how much each account posted
    lines: dict[int, Line]  # a post of each account that is in a group
    forms: Counter[str]  # of the handles of everybody

    def name(self, account: int) -> str:
        """An account of a group as platform:handle."""
        return name_of(self.lines[account])


class Together(NamedTuple):
    """The doing of one group."""

    posts: I64  # those that met another member's, in order of time
    account: I64  # whose each of them is
    things: list[tuple[int, I64]]  # each thing with the posts that are about it, in order of time
    kinds: dict[int, int]  # of each thing, one bit a Kind


def name_of(line: Line) -> str:
    """The author of a post as platform:handle."""
    return f"{given(line.platform).lower()}:{handle_of(line)}"


def together(drawn: Drawn, group: Gathered) -> Together:
    """What the members of a group did with each other."""
    met, order = drawn.seen.met, met_by(drawn.seen, np.array(group.edges, np.int64))
    thing = np.concatenate((met.thing[order], met.thing[order]))
    post = np.concatenate((met.first[order], met.second[order])).astype(np.int64)
    pairs = distinct((thing << 32 | post).view(np.uint64)).view(np.int64)
    begins = np.flatnonzero(np.diff(pairs >> 32, prepend=-1))
    posts = distinct(post.view(np.uint64)).view(np.int64)
    things = zip(
        (pairs[begins] >> 32).tolist(), np.split(pairs & 0xFFFFFFFF, begins[1:]), strict=True
    )
    kinds = dict(zip(met.thing[order].tolist(), met.kinds[order].tolist(), strict=True))
    return Together(posts, drawn.traffic.account[posts].astype(np.int64), list(things), kinds)


def met_by(seen: Searched, which: I64) -> I64:
    """The meetings of some edges, edge by edge."""
    edges = seen.scored.edges
    return edges.order[places(edges.begins[which], edges.begins[which + 1])]
