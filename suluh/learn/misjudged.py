"""Which rules are misjudged where. A row needs five people, so that nobody can be read out of it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

FEWEST = 5  # people in a row (k-anonymity of 5, project decision)


class Said(msgspec.Struct, frozen=True):
    """One answer of one person, who stands here as a number that means nothing elsewhere."""

    person: int
    province: str  # Kemendagri code; "" when the workshop has none
    rule: str
    right: bool


class Misjudged(msgspec.Struct, frozen=True):
    """A rule in a province: how many people, how many answers, and the part of them that was wrong."""

    province: str
    rule: str
    people: int
    answers: int
    wrong: float


def misjudged(answers: Iterable[Said], fewest: int = FEWEST) -> tuple[Misjudged, ...]:
    """Rows with enough people, the most misjudged first. No totals: a hidden row could be worked out of them."""
    groups: dict[tuple[str, str], list[Said]] = {}
    for answer in answers:
        groups.setdefault((answer.province, answer.rule), []).append(answer)
    rows = [_row(*key, group) for key, group in groups.items()]
    shown = [row for row in rows if row.people >= fewest]
    return tuple(sorted(shown, key=lambda row: (-row.wrong, row.province, row.rule)))


def _row(province: str, rule: str, group: list[Said]) -> Misjudged:
    wrong = sum(not answer.right for answer in group) / len(group)
    return Misjudged(province, rule, len({a.person for a in group}), len(group), wrong)
