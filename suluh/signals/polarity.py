"""The trained judge: how a sentence stands to the statement of an official fact.

A small cross-encoder (training/encoder/train_judge.py; docs/models/polarity.md is its card) reads "statement, sentence"
and gives a probability to each stance. With an empty statement the question is whether the sentence contradicts anything
that is known. It is one more signal with its evidence: it asks a person, it never limits a post by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.claims.encoders.small import FOLDER, lengths, padded, pieces, session, tidy
from suluh.text.normal import normalise

FACT, LONGEST = 36, 108  # pieces of a statement, and of the whole pair: as in training
Chances = NDArray[np.float32]


class Polarity(StrEnum):
    """How a sentence can stand to a fact; the order is that of the network's answers."""

    CONTRADICTS = "contradicts"
    AGREES = "agrees"
    DENIES = "denies"  # the falsehood
    ASKS = "asks"  # also supposes, wishes, jokes: asserts nothing
    REPORTS = "reports"  # that others say so, or what one saw
    UNRELATED = "unrelated"


LABELS = tuple(Polarity)


class Answers(NamedTuple):
    """One row a pair: the chance of each stance, in the order of LABELS, and that the text misinforms at all."""

    stances: Chances
    misinforms: Chances


class PolarityJudge:
    """Open once a process; a pair takes a few milliseconds."""

    def __init__(self, folder: Path = FOLDER):
        self._pieces = pieces(folder)
        self._session = session(folder / "judge.onnx")
        self._statements: dict[str, list[int]] = {}

    def chances(self, pairs: Sequence[tuple[str, str]]) -> Chances:
        """(statement, wording) pairs to one row of probabilities each, in the order of LABELS."""
        return self.answers(pairs).stances

    def answers(self, pairs: Sequence[tuple[str, str]]) -> Answers:
        """The same, with the triage: does the text misinform about the process of an election?"""
        rows = [self._row(*pair) for pair in pairs]
        ids = padded([first + second for first, second in rows])
        sides = padded([[0] * len(first) + [1] * len(second) for first, second in rows], 0)
        length = lengths([first + second for first, second in rows])
        given = {"ids": ids, "length": length, "sides": sides}
        said: Chances = self._session.run(None, given)[0]
        yes: Chances = (1 / (1 + np.exp(-said[:, len(LABELS)]))).astype(np.float32)
        return Answers(_shares(said[:, : len(LABELS)]), yes)

    def _row(self, statement: str, wording: str) -> tuple[list[int], list[int]]:
        first = self._statements.get(statement)
        if first is None:
            first = self._statements[statement] = self._pieces.ids(tidy(statement), FACT)
        return first, self._pieces.ids(tidy(wording), LONGEST - len(first) + 1)[1:]


def _shares(logits: Chances) -> Chances:
    grown = np.exp(logits - logits.max(-1, keepdims=True))
    shares: Chances = grown / grown.sum(-1, keepdims=True)
    return shares


@cache
def in_plain_words(statement: str) -> str:
    """A fact's statement in the same normalised words as posts."""
    return normalise(statement).text


@cache
def judge() -> PolarityJudge:
    """The shipped judge, opened once a process."""
    return PolarityJudge()
