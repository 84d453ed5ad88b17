"""A post that says what fact-checkers have already looked at: whether it spreads the claim or refutes it."""

from __future__ import annotations

from suluh.claims import Match
from suluh.knowledge import Knowledge
from suluh.signals.reading import Reading, ReadSegment
from suluh.signals.signal import Against, Seen, Signal, Stance
from suluh.text.normal import normalise

LIMIT = 3  # the nearest reviews that are shown


def known_claims(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """One `claim_match` for each review that the post is near enough to.

    details: level ("act" | "suggest"), verdict, policy (the rule that a spread falls under), near_identical.
    The stance is the statement's: a post that refutes the claim matches it as well, and says so.
    """
    if knowledge.claims is None:
        return []
    signals = []
    for segment in reading.segments:
        for match in knowledge.claims.search(segment.text, LIMIT, deep=True, matching=True):
            if match.level is not None:
                signals.append(_signal(segment, match))
    return signals


def _signal(segment: ReadSegment, match: Match) -> Signal:
    review = match.review
    level = "suggest" if segment.place.doubtful else match.level
    return Signal(
        name="claim_match",
        score=round(match.score, 4),
        seen=segment.text[:280],
        where=Seen(segment.place, segment.index, 0, min(len(segment.text), 280)),
        against=Against("review", review.id, review.claim),
        stance=_stance(segment, match.wording or review.claim),
        details={
            "level": level,
            "verdict": review.verdict,
            "policy": review.policy if review.is_refuted else None,
            "near_identical": match.near_identical,
            "control": not review.is_refuted,
        },
    )


def _stance(segment: ReadSegment, wording: str) -> Stance:
    """The stance of the clause that shares most words with the claim: a post asks one thing and asserts another."""
    claimed = set(normalise(wording).text.split())
    text = segment.normal.text
    best = max(
        segment.clauses,
        key=lambda c: len(claimed.intersection(text[c.start : c.end].split())),
        default=None,
    )
    return Stance(segment.stance(best.start, best.end).stance) if best else Stance.ASSERTS
