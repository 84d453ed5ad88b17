"""What media say of AI, through the rules."""

from __future__ import annotations

from suluh.content import Origin

SEEN = "c2pa.created: trainedAlgorithmicMedia"
SIGNED = Origin(0, "valid", True, "trainedAlgorithmicMedia", seen=SEEN)
FIGURE = "Calon bupati nomor 1 di tengah banjir bersama warga, pilkada 2024"


def _asked(decided):
    decision = decided.decision
    return decision.outcome, decision.proposed, decision.review and decision.review.queue


def test_an_unlabelled_ai_picture_of_a_figure_asks_a_person_and_limits_nothing(decide_text):
    asked = _asked(decide_text(FIGURE, origins=(SIGNED,)))
    assert asked == ("info_label", "require_aigc_label", "media")


def test_with_the_platforms_label_nothing_is_asked(decide_text):
    decided = decide_text(FIGURE, origins=(SIGNED,), tags=("aigc",))
    assert _asked(decided) == _asked(decide_text(FIGURE))


def test_broken_credentials_are_no_breach(decide_text):
    broken = Origin(0, "invalid", seen="Content Credentials: invalid")
    assert _asked(decide_text(FIGURE, origins=(broken,))) == _asked(decide_text(FIGURE))
