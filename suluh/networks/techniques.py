"""Techniques of the DISARM Red framework that a group's doing suggests. A person confirms them; a machine only points.

Ids and names are those of the framework's list (disarm.foundation); only what can be seen in posts is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

import msgspec

from suluh.networks.things import SharedThing

_SWIFT = 60.0  # seconds in which most of a group has passed on a link or a post
_SWARM = 10  # accounts on one target

COPYPASTA = ("T0084.001", "Use Copypasta")
FLOOD = ("T0049", "Flooding the Information Space")
BOTS = ("T0049.003", "Bots Amplify via Automated Forwarding and Reposting")
SWARM = ("T0049.005", "Conduct Swarming")
ACROSS = ("T0119", "Cross-Posting")


class Technique(msgspec.Struct, frozen=True):
    """A technique of the DISARM Red framework that a person may confirm."""

    id: str
    name: str
    because: str  # key of words.yaml


def techniques(
    why: str | None, things: Sequence[SharedThing], platforms: int
) -> tuple[Technique, ...]:
    """What to look at; nothing for a group that is set apart. platforms: on how many it acts."""
    return () if why else tuple(Technique(*known, key) for known, key in _seen(things, platforms))


def _seen(things: Sequence[SharedThing], platforms: int) -> Iterable[tuple[tuple[str, str], str]]:
    kinds = {thing.kind for thing in things}
    if "text" in kinds:
        yield COPYPASTA, "same_words"
    if any(thing.kind == "hashtags" for thing in things):
        yield FLOOD, "same_hashtags"
    passed_on = [thing.seconds for thing in things if thing.kind in ("link", "repost")]
    if passed_on and median(passed_on) <= _SWIFT:
        yield BOTS, "swift"
    if any(thing.kind == "reply" and thing.accounts >= _SWARM for thing in things):
        yield SWARM, "same_target"
    if platforms > 1:
        yield ACROSS, "platforms"
