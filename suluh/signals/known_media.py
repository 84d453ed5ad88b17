"""A post that carries a copy of known media: what people have already decided about the same picture, video or sound.

The copy itself is found in `suluh.media.bank`; here it becomes a `claim_match` on the claim review that the known medium
belongs to, so that the same rules read it. A copy whose words differ ("28" instead of "27 November") is another
statement in the same dress and carries nothing over: its own words are judged, like anybody's.
"""

from __future__ import annotations

from suluh.claims import ClaimReview
from suluh.content import Copy, Place
from suluh.knowledge import Knowledge
from suluh.signals.reading import Reading
from suluh.signals.signal import Against, Seen, Signal, Stance


def known_media(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """One `claim_match` for each copy of known media whose words agree, or that has no words.

    details: as of known_claims, and by ("picture" | "video" | "sound"), known (id in the bank), offset and coverage.
    """
    copies = [c for c in reading.post.copies if c.words_agree is not False]
    reviews = knowledge.reviews([copy.claim for copy in copies])
    return [_signal(copy, reviews[copy.claim]) for copy in copies if copy.claim in reviews]


def _signal(copy: Copy, review: ClaimReview) -> Signal:
    return Signal(
        name="claim_match",
        score=round(copy.score, 4),
        seen=review.claim[:280],
        where=Seen(_place(copy), 0, 0, 0),
        against=Against("review", review.id, review.claim),
        stance=Stance.ASSERTS,
        details={
            "level": copy.level,
            "verdict": review.verdict,
            "policy": review.policy if review.is_refuted else None,
            "near_identical": copy.level == "act",
            "decided_by_person": copy.by_person,
            "control": not review.is_refuted,
            "by": copy.by,
            "known": copy.known,
            "offset": copy.offset,
            "coverage": copy.coverage,
        },
    )


def _place(copy: Copy) -> Place:
    kind = "speech" if copy.by == "sound" else "picture"
    return Place(kind=kind, at=copy.at, medium=copy.medium)
