"""Golden sets: posts with their right answer, who gave it, and how far those who gave it agree.

Three sources. Cases of the desks that two people decided without seeing each other's answer (the console's blind second
looks): whoever they are stays out, texts are masked. And the posts that the project wrote and labelled itself, once: of
these no agreement is known, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from suluh.cases import Case, happened
from suluh.cases.agreement import Agreement, by_rules
from suluh.cases.events import PREFIX, read
from suluh.errors import DataError
from suluh.ledger import Event
from suluh.text.privacy import mask

Line = TypeVar("Line")
BY_THE_PROJECT = "written and labelled by the project"
BY_TWO = "decided at a desk, and again by another person who did not see the first decision"


class Golden(msgspec.Struct, frozen=True):
    """One post of a set. `answers`: what each said, in the order in which they said it."""

    id: str
    rule: str
    text: str
    answers: tuple[str, ...]
    who: str
    region: str | None = None

    @property
    def answer(self) -> str | None:
        """The right answer: what all said; None where they differ, and somebody must settle it."""
        return self.answers[0] if len(set(self.answers)) == 1 else None


class Rated(msgspec.Struct, frozen=True):
    """A rule's set: how many posts, how many with an answer, and the agreement; None where each was answered once."""

    rule: str
    posts: int
    settled: int
    who: str
    agreement: Agreement | None = None


def from_desks(events: Iterable[Event]) -> list[Golden]:
    """Every decided case with a blind second look, rule by rule."""
    found = (_of_case(case) for case in _cases(events) if case.decision and case.blind)
    return sorted(found, key=lambda golden: (golden.rule, golden.id))


def from_table(posts: Path, rules: Path) -> list[Golden]:
    """The demonstration posts with the rule that each was written for. Raises DataError for a line that is none."""
    texts = {row["id"]: row for row in lines(posts, dict)}
    found = []
    for row in lines(rules, dict):
        post = texts.get(row["id"])
        if row["rule"] and post:
            answer = "violating" if row["violating"] else "not_violating"
            text = mask(post["text"]).text
            found.append(
                Golden(row["id"], row["rule"], text, (answer,), BY_THE_PROJECT, post.get("region"))
            )
    return sorted(found, key=lambda golden: (golden.rule, golden.id))


def lines(path: Path, kind: type[Line]) -> Iterator[Line]:
    """Each line of a JSONL file as `kind`, empty ones left out. Raises DataError for the line that is none."""
    number = 0
    try:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):  # noqa: B007
            if line.strip():
                yield msgspec.json.decode(line, type=kind)
    except OSError as error:
        raise DataError(error.strerror or str(error), file=path) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataError(str(error), file=path, line=number) from error


def rated(golden: Iterable[Golden]) -> list[Rated]:
    """Each rule's set with its agreement."""
    by_rule: dict[tuple[str, str], list[Golden]] = {}
    for one in golden:
        by_rule.setdefault((one.rule, one.who), []).append(one)
    return [_rated(rule, who, ones) for (rule, who), ones in sorted(by_rule.items())]


def _rated(rule: str, who: str, ones: list[Golden]) -> Rated:
    twice = [one.answers for one in ones if len(one.answers) > 1]
    agreement = by_rules({rule: twice})[0] if twice else None
    settled = sum(one.answer is not None for one in ones)
    return Rated(rule, len(ones), settled, who, agreement)


def _cases(events: Iterable[Event]) -> Iterator[Case]:
    cases: dict[str, Case] = {}
    for event in events:
        if event.kind.startswith(PREFIX):
            cases[event.subject] = happened(cases.get(event.subject), read(event.data()))
    yield from cases.values()


def _of_case(case: Case) -> Golden:
    assert case.decision is not None
    answers = (case.decision.outcome, *(look.outcome for look in case.blind))
    rule = case.rule.rpartition("/")[2] or "-"
    return Golden(case.id, rule, mask(case.thing.text).text, answers, BY_TWO, case.region)
