"""The score sheet of an exercise: by what was expected, how many were so."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from suluh.bench.posts import limited
from suluh.drills.play import Answer, Played
from suluh.drills.scenario import EXPECTATIONS, Expectation


class Tally(msgspec.Struct, frozen=True):
    """Posts of one expectation, and how many the engine treated so."""

    expect: Expectation
    posts: int
    as_expected: int


class Score(msgspec.Struct, frozen=True):
    """The whole sheet. `known`: differences that are written down; `surprises`: everything that is not as written.

    Of the posts to be left alone: `touched` ones got more than the neutral banner, for `asked` ones a person was only
    asked to look.
    """

    posts: int
    as_expected: int
    known: int
    surprises: int
    touched: int
    asked: int
    by: tuple[Tally, ...]

    @property
    def passed(self) -> bool:
        """Whether the engine did what the exercise says, known differences included."""
        return self.surprises == 0


def score(played: Iterable[Played]) -> Score:
    """The sheet of these steps.

    >>> score([]).passed
    True
    """
    answers = [answer for step in played for answer in step.answers]
    differing = [answer for answer in answers if not answer.as_expected]
    bothered = [answer for answer in differing if answer.post.expect == "leave"]
    touched = sum(limited(answer.decision) for answer in bothered)
    return Score(
        posts=len(answers),
        as_expected=len(answers) - len(differing),
        known=sum(not answer.surprises for answer in differing),
        surprises=sum(answer.surprises for answer in answers),
        touched=touched,
        asked=len(bothered) - touched,
        by=tuple(_tally(expect, answers) for expect in EXPECTATIONS),
    )


def _tally(expect: Expectation, answers: Iterable[Answer]) -> Tally:
    mine = [answer for answer in answers if answer.post.expect == expect]
    return Tally(expect, len(mine), sum(answer.as_expected for answer in mine))
