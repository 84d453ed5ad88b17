"""Read first: one post from top to bottom, and the ordered list of detectors.

    post ─► gate ─► reading ─► detectors ─► known claims and media ─► learned triage ─► decision ─► statement of reasons

Cheap before dear: the gate sends the posts that are not about an election home at once; the claim index and the
learned score run only on what passes. Looking never decides, deciding never does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from time import perf_counter

import msgspec
from msgspec.structs import replace

from suluh.actions import state_reasons
from suluh.content import Post, Segment
from suluh.knowledge import Knowledge
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decide import decide
from suluh.policy.decision import Decision
from suluh.signals.accounts import accounts
from suluh.signals.ageing import aged
from suluh.signals.agreement import despite_agreement
from suluh.signals.ai_media import ai_media
from suluh.signals.campaigning import campaigning
from suluh.signals.contradiction import contradictions
from suluh.signals.doxxing import doxxing
from suluh.signals.hatred import hatred
from suluh.signals.illegal_participation import illegal_participation
from suluh.signals.judge import Judge
from suluh.signals.known_claim import known_claims
from suluh.signals.known_media import known_media
from suluh.signals.links import links
from suluh.signals.misinformation import misinformation
from suluh.signals.opinion import weights
from suluh.signals.protections import protections
from suluh.signals.quiet_period import quiet_period
from suluh.signals.reading import LONGEST, Reading, read
from suluh.signals.resemblance import resemblance
from suluh.signals.scam import scam
from suluh.signals.second_look import LIMITING, Looked, second_look
from suluh.signals.signal import Signal
from suluh.signals.suspicion import suspicion
from suluh.signals.threats import threats
from suluh.signals.topic import PASS, TopicReading, about, topic
from suluh.signals.triage import triage
from suluh.signals.unverified import unverified
from suluh.signals.vote_buying import vote_buying
from suluh.text.privacy import mask

Detector = Callable[[Reading, Knowledge], list[Signal]]

# In this order. Each looks at the reading alone and knows nothing of the others; a new detector is one more line.
DETECTORS: tuple[Detector, ...] = (
    topic,
    protections,
    contradictions,
    doxxing,
    scam,
    links,
    threats,
    vote_buying,
    hatred,
    illegal_participation,
    quiet_period,
    unverified,
    misinformation,
    ai_media,
    accounts,
    campaigning,
    known_claims,
    known_media,
)


class Step(msgspec.Struct, frozen=True):
    """One stage of the way: what it noticed, why it was skipped, or how it failed. `seconds` is wall time."""

    stage: str
    signals: tuple[Signal, ...] = ()
    skipped: str | None = None
    said: str | None = None  # what the stage has to say beside signals
    failed: str | None = None
    seconds: float = 0.0


class Decided(msgspec.Struct, frozen=True):
    """A decision with the way that led to it. `text` is the caption with personal data masked."""

    decision: Decision
    steps: tuple[Step, ...]
    text: str
    segments: tuple[Segment, ...] = ()  # the words beyond the caption, masked too


def decide_post(
    post: Post,
    knowledge: Knowledge,
    policy: CompiledPolicy,
    now: datetime,
    *,
    judge: Judge | None = None,
) -> Decided:
    """One post from top to bottom; `now` (aware) becomes `decided_at`.

    A detector that fails leaves a note in the decision and lets the post go on. `judge` is an optional outside
    model: one more signal, asked only where nothing else spoke.
    """
    text, steps = look(post, knowledge, judge)
    masked = replace(post, text=text)
    signals = aged([s for step in steps for s in step.signals], masked, knowledge.facts, now)
    inputs = frozenset({"media"}) if post.origins else frozenset[str]()
    decision = decide(
        masked, signals, policy, knowledge_version=knowledge.version, now=now, inputs=inputs
    )
    notes = tuple(f"{step.stage} failed: {step.failed}" for step in steps if step.failed)
    notes += tuple(str(step.said) for step in steps if step.stage == "reading")
    decision = replace(decision, notes=decision.notes + notes + unseen(post))
    said = state_reasons(
        decision, masked, knowledge.facts.by_id, knowledge.reviews(decision.reviews), policy
    )
    words = tuple(replace(s, text=mask(s.text[:LONGEST]).text) for s in post.segments)
    return Decided(replace(decision, reasons_id=said.id, reasons_en=said.en), steps, text, words)


def unseen(post: Post) -> tuple[str, ...]:
    """The note on how many media of a post were not looked at; none where all were."""
    count = len(post.media) - len(post.origins) if not post.segments or post.origins else 0
    return (f"media not looked at: {count}",) if count > 0 else ()


def is_for_us(post: Post, knowledge: Knowledge) -> bool:
    """Whether a post is about an election at all: the cheap gate, without reading further."""
    return gate(post, knowledge).score >= PASS


def gate(post: Post, knowledge: Knowledge) -> TopicReading:
    """How much a post is about an election: its most telling segment."""
    if post.copies:
        return TopicReading(1.0, ())  # of a claim on the election: its words are those of the claim
    texts = (
        [s.text[:LONGEST] for s in post.all_segments()] if post.segments else [post.text[:LONGEST]]
    )
    return max((about(text, knowledge.names) for text in texts), key=lambda t: t.score)


def look(
    post: Post, knowledge: Knowledge, judge: Judge | None = None
) -> tuple[str, tuple[Step, ...]]:
    """Everything that is noticed in a post, stage by stage, and its caption with personal data masked."""
    began = perf_counter()
    seen = gate(post, knowledge)
    if seen.score < PASS:
        why = f"not about an election (score {seen.score:.2f} < {PASS})"
        return post.text[:LONGEST], (Step("gate", skipped=why, seconds=perf_counter() - began),)
    reading = read(post, knowledge)
    steps = [Step("gate", seconds=perf_counter() - began)]
    if post.media:
        steps.append(_media_step(post))
    if any(segment.cut for segment in reading.segments):
        steps.append(Step("reading", said=f"only the first {LONGEST} characters were read"))
    steps += _confirmed(
        [_step(detector, reading, knowledge) for detector in DETECTORS], reading, knowledge
    )
    for guess, least in ((suspicion, weights().confirm), (resemblance, 0.0)):
        guessed = _dearer(guess, reading, knowledge, steps, BREACHES)
        steps.append(_despite_agreement(guessed, steps, knowledge, least))
    steps.append(_dearer(triage, reading, knowledge, steps))
    if judge is not None:
        steps.append(_dearer(judge.signals, reading, knowledge, steps, stage="judge"))
    return reading.caption.text, tuple(steps)


def _media_step(post: Post) -> Step:
    """What was got out of the media, in one line."""
    if not post.origins:
        return Step("media", skipped="media were not looked at")
    kinds = [segment.place.kind for segment in post.segments]
    parts = [f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)]
    parts += [f"copy of {copy.known} ({copy.level})" for copy in post.copies]
    parts += [f"credentials {o.credentials}" for o in post.origins if o.credentials != "absent"]
    return Step("media", said=", ".join(parts) or "no words")


def _confirmed(steps: list[Step], reading: Reading, knowledge: Knowledge) -> list[Step]:
    """The same steps; what would limit the post is lowered to asking a person where the second look disagrees."""
    began = perf_counter()
    looked = [second_look(step.signals, reading, knowledge) for step in steps]
    confirmed = [
        replace(step, signals=look.signals) for step, look in zip(steps, looked, strict=True)
    ]
    said = _said_of(looked)
    return [*confirmed, Step("second_look", said=said, seconds=perf_counter() - began)]


def _said_of(looked: Sequence[Looked]) -> str:
    scores = [look.score for look in looked if look.score is not None]
    aside = [signal.seen for look in looked for signal in look.aside]
    if not scores:
        return "nothing would limit this post"
    shown = f"; set aside: {', '.join(aside)[:160]}" if aside else ""
    return f"opinion {scores[0]:.2f}{shown}"


def _despite_agreement(
    step: Step, before: Sequence[Step], knowledge: Knowledge, least: float
) -> Step:
    noticed = [signal for each in before for signal in each.signals]
    kept = despite_agreement(step.signals, noticed, knowledge.facts, least)
    return replace(step, signals=kept)


def _step(
    detector: Detector, reading: Reading, knowledge: Knowledge, stage: str | None = None
) -> Step:
    name = stage or detector.__name__
    began = perf_counter()
    try:
        signals = tuple(detector(reading, knowledge))
    except Exception as error:  # one detector's fault must not cost a post its decision
        return Step(name, failed=f"{type(error).__name__}: {error}", seconds=perf_counter() - began)
    return Step(name, signals, seconds=perf_counter() - began)


def _dearer(
    detector: Detector,
    reading: Reading,
    knowledge: Knowledge,
    before: Sequence[Step],
    after: frozenset[str] | None = None,
    stage: str | None = None,
) -> Step:
    """A stage that runs only where nothing cheaper spoke; `after` names what counts as speaking."""
    names = SPOKEN if after is None else after
    spoke = next((s.name for step in before for s in step.signals if s.name in names), None)
    if spoke is not None:
        return Step(stage or detector.__name__, skipped=f"{spoke} has already spoken")
    return _step(detector, reading, knowledge, stage)


# Signals after which a learned guess adds nothing.
BREACHES = LIMITING | {
    "fact_contradiction",
    "suspicion",
    "personal_data",
    "data_leak",
    "impersonation",
}
SPOKEN = frozenset({"fact_contradiction", "fact_agreement", "claim_match", "unverified_fraud"})
