"""Are the words meant, or are they refused, warned of, reported, asked about or laughed at?

Two readings must agree before a detector speaks: the stance that the text part reads from the clause, and the
words of lexicon/guard.yaml around what was seen. Either may take the meaning back.
"""

from __future__ import annotations

from suluh.signals.scene import Match, Scene

TAKEN_BACK = frozenset({"denies", "asks", "reports", "doubts", "mocks"})
ALWAYS = ("ask", "hearsay")


def is_meant(
    scene: Scene, match: Match, *guards: str, within: int = 80, allow: tuple[str, ...] = ()
) -> bool:
    """True when the author says it in earnest. `guards` name sections of lexicon/guard.yaml.

    `allow`: stances that do not take it back here, such as asks in "Who pays for my vote?".
    """
    always = () if "asks" in allow else ALWAYS
    if _guarded(scene, match, (*guards, *always), within):
        return False
    if is_debunk(scene):
        return False
    seen = stance(scene, match)
    return seen not in TAKEN_BACK or seen in allow


def stance(scene: Scene, match: Match) -> str:
    """The stance of the clause in which the first word of the match stands."""
    first = min(match.hits, key=lambda hit: hit.start)
    return str(scene.segment.stance(first.start, first.end).stance)


def is_debunk(scene: Scene) -> bool:
    """The post as a whole repeats something in order to refute it."""
    return scene.segment.frame.has("debunk")


def _guarded(scene: Scene, match: Match, guards: tuple[str, ...], within: int) -> bool:
    return any(
        not any(hit.start <= guard.start and guard.end <= hit.end for hit in match.hits)
        for guard in scene.guards(match.start, match.end, *guards, within=within)
    )
