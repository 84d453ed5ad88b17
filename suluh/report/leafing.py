"""What looked like a breach and was left alone: leafing once through decisions.jsonl, keeping little."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decision import Review, RuleOutcome

KEPT = 8  # examples of what was left alone

_TOPIC = frozenset({"election_topic", "political_topic"})
_QUIET = frozenset({"none", "info_label"})


class KeptPost(msgspec.Struct, frozen=True):
    """A post that looked like a breach and was left alone, with the protection's title."""

    post_id: str
    protection: str
    protection_id: str
    seen: str


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


def leaf(path: Path, policy: CompiledPolicy) -> tuple[KeptPost, ...]:
    """Read a decisions.jsonl once, for examples of what was protected.

    An unreadable file or line is passed over: the report is a view, the decisions are the record.
    """
    kept: dict[str, list[KeptPost]] = {}
    for line in _lines(path):
        if line.review is None and line.outcome in _QUIET:
            _keep(kept, line, policy)
    return _varied(kept)


def _lines(path: Path) -> Iterator[_Line]:
    decoder = msgspec.json.Decoder(_Line)
    if not path.is_file():
        return
    with path.open("rb") as file:
        for raw in file:
            if b'"protected"' not in raw:
                continue
            try:
                yield decoder.decode(raw)
            except (msgspec.MsgspecError, UnicodeError):
                continue


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
