"""Are the words meant, or are they refused, warned of, reported, asked about or laughed at?

Two readings must agree before a detector speaks: the stance that the text part reads from the clause, and the
words of lexicon/guard.yaml around what was seen. Either may take the meaning back.
"""

from __future__ import annotations

from suluh.signals.scene import Match, Scene
from suluh.text.phrases import Found

TAKEN_BACK = frozenset({"denies", "asks", "reports", "doubts", "mocks"})
ALWAYS = ("ask", "hearsay")


def is_meant(
    scene: Scene, match: Match, *guards: str, within: int = 80, allow: tuple[str, ...] = ()
) -> bool:
    """True when the author says it in earnest. `guards` name sections of lexicon/guard.yaml.

    `allow`: stances that do not take it back here, such as asks in "Who pays for my vote?".
    """
    if _guarded(scene, match, (*guards, *ALWAYS), within):
        return False
    if is_told_of(scene):
        return False
    seen = stance(scene, match)
    return seen not in TAKEN_BACK or seen in allow


def stance(scene: Scene, match: Match) -> str:
    """How the match is meant as a whole, from the stances of its words' clauses.

    A denial, a report or a joke of any part holds for all; a question only when every part is asked
    ("Want money? Vote for number 1" is an offer).
    """
    seen = [str(scene.segment.stance(hit.start, hit.end).stance) for hit in match.hits]
    for strong in ("denies", "reports", "mocks", "doubts"):
        if strong in seen:
            return strong
    return (
        "asks"
        if all(each == "asks" for each in seen)
        else next(each for each in seen if each != "asks")
    )


def is_told_of(scene: Scene) -> bool:
    """The post as a whole repeats something in order to refute it, or describes somebody else's post."""
    frame = scene.segment.frame
    return frame.has("debunk") or frame.has("description")


def _guarded(scene: Scene, match: Match, guards: tuple[str, ...], within: int) -> bool:
    return any(
        not any(hit.start <= guard.start and guard.end <= hit.end for hit in match.hits)
        and not _told_to_check(scene, guard)
        and not _is_part_of(scene, match, guard)
        for guard in scene.guards(match.start, match.end, *guards, within=within)
    )


def _is_part_of(scene: Scene, match: Match, guard: Found) -> bool:
    """In "who does not want to help will be shot" nobody refuses: the words belong to the condition that is put; and
    "training fee" is a fee, no lesson."""
    family = match.hits[0].concept.partition(".")[0]
    return any(
        hit.start < guard.start < hit.end
        for concept, hits in scene.by.items()
        if concept.startswith(f"{family}.")
        for hit in hits
    )


def _told_to_check(scene: Scene, guard: Found) -> bool:
    """ "Check whether you are registered" asks nothing."""
    return guard.concept == "guard.ask" and scene.text[: guard.start].rstrip().endswith(
        ("cek", "lihat", "pastikan")
    )
