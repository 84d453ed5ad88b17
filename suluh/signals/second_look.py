"""A second key: what would limit a post must also look so to the learned suspicion, or only a person is asked.

A frame can fit by accident ("pindah rumah bukan alasan H-7" names a day beside voting). The learned scores have no frames
and err elsewhere, so a limit stands only where both agree: for a fact the suspicion, for other rules the resemblance too.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from suluh.knowledge import Knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.reading import Reading
from suluh.signals.resemblance import features as resembled
from suluh.signals.resemblance import weights
from suluh.signals.signal import Signal
from suluh.signals.suspicion import features, model

CONFIRM = 0.5  # least suspicion for a limit to stand; docs/models/suspicion.md shows what it keeps and what it stops
BELOW_LIMIT = 0.89  # scores from .9 limit, by the policy


def second_look(
    signals: Sequence[Signal], reading: Reading, knowledge: Knowledge
) -> tuple[tuple[Signal, ...], float | None]:
    """The signals, those that would limit lowered to asking where the suspicion disagrees, and that suspicion."""
    if not any(would_limit(signal) for signal in signals):
        return tuple(signals), None
    official = Official(knowledge.facts, reading.post.region, reading.post.posted_at)
    score = max(model().score(features(s, knowledge, official)) for s in reading.segments)
    breach = max(weights().best(resembled(s, knowledge))[1] for s in reading.segments)

    def stands(signal: Signal) -> bool:
        own = score if signal.name == "fact_contradiction" else max(score, breach)
        return own >= CONFIRM or not would_limit(signal)

    return tuple(s if stands(s) else _lowered(s) for s in signals), score


def would_limit(signal: Signal) -> bool:
    """Whether a policy could put more than a neutral banner in force on this signal."""
    if signal.name == "fact_contradiction":
        return signal.details.get("sure") == "act"
    if signal.name == "claim_match":
        return signal.details.get("level") == "act" and not signal.details.get("near_identical")
    return signal.score >= 0.9 and signal.name in LIMITING


LIMITING = frozenset(
    "scam vote_buying threat intimidation disruption hate_sara harassment illegal_participation unverified_fraud "
    "unverified_result false_result misrepresents_law panic conspiracy repurposed_media ai_media fundraising "
    "political_ad fake_engagement premature_count quiet_poll".split()
)


def _lowered(signal: Signal) -> Signal:
    details = dict(signal.details)
    if "sure" in details:
        details["sure"] = "ask"
    if "level" in details:
        details["level"] = "suggest"
    return replace(signal, score=min(signal.score, BELOW_LIMIT), details=details)
