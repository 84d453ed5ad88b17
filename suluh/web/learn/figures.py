"""What a trainer reads of a group: how far it agrees, what it gained, which rules it misjudges. Never of one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from django.db.models import QuerySet

from suluh.cases.agreement import Range, alpha_range, krippendorff_alpha
from suluh.learn.gain import FEWEST, Gain, normalised_gain
from suluh.learn.misjudged import Misjudged, Said, misjudged
from suluh.learn.pages import CHOICES
from suluh.web.learn.models import Answer, Participant, Workshop
from suluh.web.learn.running import TESTS, Phase, posts_of
from suluh.web.learn.selfstudy import Standing


class Spread(msgspec.Struct, frozen=True):
    """How one post was decided: choice, how often, the part of all. Empty for fewer than five people."""

    post: str
    people: int
    said: tuple[tuple[str, int, float], ...] = ()


class Agreed(msgspec.Struct, frozen=True):
    """Of a whole group over the posts so far. NaN where nothing can be compared yet."""

    posts: int
    alpha: float
    range: Range


def spread(workshop: Workshop, post: str) -> Spread:
    """The choices for one post, in their fixed order."""
    said = Counter(_answers(workshop, Phase.POSTS).filter(item=post).values_list("said", flat=True))
    people = said.total()
    if people < FEWEST:
        return Spread(post, people)
    return Spread(
        post, people, tuple((c.value, said[c.value], said[c.value] / people) for c in CHOICES)
    )


def agreed(workshop: Workshop) -> Agreed:
    """Krippendorff's alpha over the posts that were shown so far: an answer that is still open would give itself away."""
    done = [post.id for post in posts_of(workshop)]
    if workshop.phase == Phase.POSTS:
        done = done[: workshop.at + workshop.shown]
    units: dict[str, list[str]] = {}
    for item, said in (
        _answers(workshop, Phase.POSTS).filter(item__in=done).values_list("item", "said")
    ):
        units.setdefault(item, []).append(said)
    values = list(units.values())
    return Agreed(len(values), krippendorff_alpha(values), alpha_range(values))


def gained(workshops: Iterable[Workshop]) -> Gain:
    """Of those who took both tests."""
    marks: dict[tuple[int, str], list[bool]] = {}
    rows = Answer.objects.filter(
        workshop__in=list(workshops), phase__in=[Phase.BEFORE, Phase.AFTER]
    ).values_list("participant", "phase", "right")
    for person, phase, right in rows:
        marks.setdefault((person, phase), []).append(right)
    people = {person for person, _ in marks}
    both = [
        (_part(marks[person, Phase.BEFORE]), _part(marks[person, Phase.AFTER]))
        for person in people
        if (person, Phase.BEFORE) in marks and (person, Phase.AFTER) in marks
    ]
    return normalised_gain(sorted(both))


def own(participant: Participant) -> Standing:
    """One participant's own tests, for nobody else; None where a test was not taken."""
    rows = Answer.objects.filter(participant=participant).values_list("phase", "right")
    marks = {phase: [right for one, right in rows if one == phase] for phase in TESTS}
    before, after = (_part(marks[p]) if marks[p] else None for p in TESTS)
    return Standing(before, after, 0, False)


def misjudged_rules() -> tuple[Misjudged, ...]:
    """Over all workshops: first answers to practice posts, before they were talked about."""
    rows = (
        Answer.objects.exclude(rule="")
        .exclude(phase=Phase.AFTER)
        .values_list("participant", "workshop__province", "rule", "right")
    )
    return misjudged(Said(*row) for row in rows.iterator())


def answered_now(workshop: Workshop) -> int:
    """How many have answered what is asked now."""
    found = _answers(workshop, Phase(workshop.phase))
    if workshop.phase == Phase.POSTS:
        found = found.filter(item=posts_of(workshop)[workshop.at].id)
    return found.values("participant").distinct().count()


def _answers(workshop: Workshop, phase: Phase) -> QuerySet[Answer]:
    return Answer.objects.filter(workshop=workshop, phase=phase)


def _part(marks: list[bool]) -> float:
    return sum(marks) / len(marks)
