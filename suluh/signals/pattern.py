"""Patterns of concepts: the plain form in which most detectors say what they look for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from suluh.signals.scene import Match, Scene, Wanted, scenes
from suluh.signals.signal import Against, Signal, Stance
from suluh.signals.standing import is_meant

if TYPE_CHECKING:
    from suluh.signals.reading import Reading


class Pattern(NamedTuple):
    """Concepts that must stand together, each within `within` characters of the first.

    `sure` is the signal's score; `more` names concepts that make it surer, .08 each; `unless` names concepts that
    rule it out anywhere within `within` of the match; `guards` are sections of lexicon/guard.yaml.
    """

    name: str
    kind: str
    wanted: tuple[Wanted, ...]
    sure: float
    within: int = 90
    more: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    guards: tuple[str, ...] = ("refuse", "warn", "report", "law", "news", "study")
    about: tuple[str, ...] = ()  # what it must be about: any of these near or inside the match
    allow: tuple[str, ...] = ()  # stances that do not take it back

    def seen(self, scene: Scene) -> list[tuple[float, Match]]:
        """Every place in the scene where the pattern holds and is meant."""
        return [
            (self._score(scene, match), match)
            for match in scene.together(*self.wanted, within=self.within)
            if not self._ruled_out(scene, match)
            and is_meant(scene, match, *self.guards, allow=self.allow)
        ]

    def _score(self, scene: Scene, match: Match) -> float:
        return min(0.97, self.sure + 0.08 * sum(_around(scene, match, each) for each in self.more))

    def _ruled_out(self, scene: Scene, match: Match) -> bool:
        if self.about and not scene.about(match.start, match.end, self.about, self.within):
            return True
        return any(_around(scene, match, each, self.within) for each in self.unless)


def _around(scene: Scene, match: Match, concept: str, within: int = 90) -> bool:
    """A hit of the concept near the match or inside it, on words that the match does not use."""
    return any(
        hit.start - match.end <= within
        and match.start - hit.end <= within
        and not any(hit.start < own.end and own.start < hit.end for own in match.hits)
        for hit in scene.hits(concept)
    )


Details = dict[str, str | int | float | bool | None]


def signals_of(
    reading: Reading, patterns: Iterable[Pattern], **details: str | int | float | bool | None
) -> list[Signal]:
    """The surest signal of each name in each segment, its kind among the details."""
    signals = []
    for scene in scenes(reading):
        best: dict[str, tuple[float, Match, Pattern]] = {}
        for pattern in patterns:
            for score, match in pattern.seen(scene):
                if pattern.name not in best or score > best[pattern.name][0]:
                    best[pattern.name] = (score, match, pattern)
        signals += [_signal(scene, *each, details) for each in best.values()]
    return signals


def _signal(scene: Scene, score: float, match: Match, pattern: Pattern, details: Details) -> Signal:
    against = Against("pattern", f"{pattern.name}.{pattern.kind}")
    extra: Details = {"kind": pattern.kind, **details}
    return scene.segment.signal(
        pattern.name, score, match.start, match.end, against=against, stance=Stance.ASSERTS, **extra
    )
