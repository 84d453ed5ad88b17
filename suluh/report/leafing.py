"""What the report shows beyond the most urgent: leafing once through decisions.jsonl, keeping little."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from pathlib import Path

import msgspec

from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decision import Review, RuleOutcome

WAITING = 50  # further posts that wait for a person
KEPT = 8  # examples of what was left alone

_TOPIC = frozenset({"election_topic", "political_topic"})
_QUIET = frozenset({"none", "info_label"})


class WaitingPost(msgspec.Struct, frozen=True):
    """A post that waits for a person, in short; `seen` is masked, as in decisions.jsonl."""

    row: int
    post_id: str
    priority: str
    why: str
    seen: str


class KeptPost(msgspec.Struct, frozen=True):
    """A post that looked like a breach and was left alone, with the protection's title."""

    post_id: str
    protection: str
    protection_id: str
    seen: str


class Leafed(msgspec.Struct, frozen=True):
    """The two lists of the report."""

    waiting: tuple[WaitingPost, ...] = ()
    kept: tuple[KeptPost, ...] = ()


class _Seen(msgspec.Struct, frozen=True):
    name: str
    score: float
    seen: str


class _Line(msgspec.Struct, frozen=True):
    """The fields of a decision that are looked at; the others are passed over unread."""

    post_id: str
    outcome: str
    review: Review | None
    rules: tuple[RuleOutcome, ...]
    signals: tuple[_Seen, ...]


def leaf(path: Path, policy: CompiledPolicy, *, shown: frozenset[int] = frozenset()) -> Leafed:
    """Read a decisions.jsonl once. The rows of `shown` stand elsewhere in the report.

    An unreadable file or line is passed over: the report is a view, the decisions are the record.
    """
    waiting: list[tuple[tuple[int, float, int], WaitingPost]] = []
    kept: dict[str, list[KeptPost]] = {}
    for row, line in _lines(path):
        if line.review is not None:
            if row not in shown:
                _wait(waiting, row, line, line.review)
        elif line.outcome in _QUIET:
            _keep(kept, line, policy)
    ordered = [post for _, post in sorted(waiting, key=lambda entry: entry[0], reverse=True)]
    return Leafed(tuple(ordered), _varied(kept))


def _lines(path: Path) -> Iterator[tuple[int, _Line]]:
    decoder = msgspec.json.Decoder(_Line)
    if not path.is_file():
        return
    with path.open("rb") as file:
        for row, raw in enumerate(file, 1):
            if b'"review":{' not in raw and b'"protected"' not in raw:
                continue
            try:
                yield row, decoder.decode(raw)
            except (msgspec.MsgspecError, UnicodeError):
                continue


def _wait(
    heap: list[tuple[tuple[int, float, int], WaitingPost]],
    row: int,
    line: _Line,
    review: Review,
) -> None:
    """Keep the post if it is among the most urgent: priority, then score, then order of posting."""
    urgency = (-int(review.priority[1:]), review.score, -row)
    if len(heap) == WAITING and urgency <= heap[0][0]:
        return
    post = WaitingPost(row, line.post_id, review.priority, review.why, _words(line))
    (heapq.heappush if len(heap) < WAITING else heapq.heapreplace)(heap, (urgency, post))


def _keep(kept: dict[str, list[KeptPost]], line: _Line, policy: CompiledPolicy) -> None:
    for rule in line.rules:
        exception = policy.policy.exceptions.get(rule.why or "")
        if rule.result != "protected" or exception is None:
            continue
        of_this = kept.setdefault(exception.id, [])
        words = _words(line)
        if words and len(of_this) < KEPT:
            of_this.append(KeptPost(line.post_id, exception.id, exception.title.id, words))
        return


def _varied(kept: dict[str, list[KeptPost]]) -> tuple[KeptPost, ...]:
    """One of each protection before a second of any."""
    turns = [
        post for turn in range(KEPT) for posts in kept.values() for post in posts[turn : turn + 1]
    ]
    return tuple(turns[:KEPT])


def _words(line: _Line) -> str:
    said = [s for s in line.signals if s.name not in _TOPIC and s.seen]
    return max(said, key=lambda s: len(s.seen), default=_Seen("", 0, "")).seen[:200]
