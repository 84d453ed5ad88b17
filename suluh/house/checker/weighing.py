"""From what was noticed in a message to the one thing that is said about it. When not sure: unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from suluh.claims import ClaimReview
from suluh.content import WIB, Post
from suluh.flow import look
from suluh.house.checker.agreement import agreed
from suluh.house.checker.asking import asked_about
from suluh.house.checker.leftover import leftover
from suluh.house.checker.opinions import is_opinion, is_political, measures
from suluh.house.checker.restating import denies, restated
from suluh.house.checker.second_key import confirmed
from suluh.house.checker.sure import ABOUT_FACTS, MOST, OPEN, address_of, firm, sure_reviews
from suluh.house.checker.unsure import asks, counts_days, forbids
from suluh.house.checker.verdict import Checked, Verdict
from suluh.knowledge import Knowledge
from suluh.signals.ageing import aged
from suluh.signals.signal import Signal, Stance

LONGEST = 5000  # characters of a message
NEAR = 0.7  # a review as near as this is shown as one of a similar claim
HARMLESS = frozenset(
    {"election_topic", "political_topic", "fact_agreement", "news_report", "education", "testimony"}
)
SPARED = frozenset({"counter_speech", "honest_question", "satire", "art"})
WISHED = frozenset({Stance.WISHES, Stance.SUPPOSES})
FRAMES = frozenset({"fact_contradiction"})  # of what is only wished
UNDECIDED = (Verdict.FACT, Verdict.UNKNOWN)
GUESSED = frozenset(
    {"suspicion", "triage"}
)  # by learned readers, which ask a person and assert nothing


def check(
    post: Post, knowledge: Knowledge, now: datetime, own: Iterable[ClaimReview] = ()
) -> Checked:
    """The answer for one message on the day `now` (aware). own: reviews that this installation published.

    Nothing is decided about anybody, and nothing is kept.
    """
    text, steps = look(post, knowledge)
    noticed = [s for step in steps for s in step.signals]
    signals = confirmed(aged(noticed, post, knowledge.facts, now), post, knowledge)
    words = " ".join([text, *(s.text for s in post.segments)])
    said = weigh(signals, words, knowledge, now, own)
    return (
        said
        if said.verdict not in UNDECIDED
        else _looked_again(said, signals, post, knowledge, now)
    )


def _looked_again(
    said: Checked, signals: Sequence[Signal], post: Post, knowledge: Knowledge, now: datetime
) -> Checked:
    """What no frame recognised: a fact in other words is true, a question gets the fact that answers it."""
    names, day = {s.name for s in signals}, now.astimezone(WIB).date()
    if "?" in post.text or "honest_question" in names or asks(post.text):
        about = () if said.facts or said.satire else asked_about(post.text, knowledge.facts, day)
        return Checked(Verdict.FACT, tuple(firm(about, knowledge.facts)[:1])) if about else said
    plain = names <= HARMLESS | GUESSED and not measures(post.text)
    if plain and (facts := agreed(post, knowledge, day)):
        return Checked(Verdict.TRUE, tuple(facts))
    return said


def weigh(
    signals: Sequence[Signal],
    text: str,
    knowledge: Knowledge,
    now: datetime,
    own: Iterable[ClaimReview] = (),
) -> Checked:
    """The same, from the signals. text: all words of the message, personal data masked."""
    names = {s.name for s in signals}
    satire = "satire" in names or any(
        s.stance is Stance.MOCKS for s in signals if s.name in ABOUT_FACTS
    )
    if satire:
        return Checked(Verdict.UNKNOWN, satire=True)
    spoken = [s for s in signals if s.name in ABOUT_FACTS and s.against]
    reviews = tuple(sure_reviews(signals, knowledge, text, own))
    similar = tuple(_similar(signals, knowledge, text))
    if spoken and all(s.stance in WISHED for s in spoken) and is_opinion(text, names - FRAMES):
        return Checked(Verdict.OPINION)
    against = _contradicted(spoken, _refuted(similar))
    if asks(text) or counts_days(text):
        against = []
    against = [s for s in against if not _is_forbidden(s, text, knowledge)]
    if against and not names & SPARED and (facts := firm(_ids(against), knowledge.facts)):
        return Checked(Verdict.CONTRADICTS, tuple(facts[:MOST]), reviews or similar)
    day = now.astimezone(WIB).date()
    if not against and not names & SPARED and (facts := restated(text, knowledge.facts, day)):
        return Checked(Verdict.TRUE, tuple(facts))
    facts = firm(_ids(spoken), knowledge.facts)[:MOST]
    if facts and _all_agrees(signals, spoken, text):
        return Checked(Verdict.TRUE, tuple(facts))
    if facts and not reviews:
        return Checked(Verdict.FACT, tuple(facts))
    if reviews := reviews or similar:
        return Checked(Verdict.REVIEWED, tuple(firm(_of(reviews), knowledge.facts)[:1]), reviews)
    if (names or is_political(text)) and is_opinion(text, names):
        return Checked(Verdict.OPINION)
    return Checked(Verdict.UNKNOWN)


def _refuted(similar: Iterable[ClaimReview]) -> frozenset[str]:
    """The facts on which reviewers refuted a similar claim."""
    return frozenset(_of(r for r in similar if r.is_refuted))


def _contradicted(spoken: Sequence[Signal], refuted: frozenset[str]) -> list[Signal]:
    """What is asserted and contradicted: surely, or unsurely where a similar claim was refuted with the same fact."""
    return [
        s
        for s in spoken
        if s.name == "fact_contradiction"
        and s.stance is Stance.ASSERTS
        and (s.details.get("sure", "act") == "act" or (s.against and s.against.id in refuted))
    ]


def _is_forbidden(signal: Signal, text: str, knowledge: Knowledge) -> bool:
    fact = knowledge.facts.get(signal.against.id) if signal.against else None
    return fact is not None and forbids(text, fact)


def _all_agrees(signals: Sequence[Signal], spoken: Sequence[Signal], text: str) -> bool:
    """Whether nothing but agreement was noticed, and little else is said that nobody checked."""
    plain = all(s.name == "fact_agreement" and s.stance in OPEN - {Stance.ASKS} for s in spoken)
    harmless = {s.name for s in signals} <= HARMLESS and not asks(text) and not measures(text)
    return plain and harmless and not leftover(text, spoken)


def _similar(signals: Sequence[Signal], knowledge: Knowledge, text: str) -> Iterator[ClaimReview]:
    """The review of a claim that is nearly this one and, unlike its opposite, denies as much as this one."""
    near = [s for s in signals if s.name == "claim_match" and s.against and s.score >= NEAR]
    for review in knowledge.reviews(s.against.id for s in near[:1] if s.against).values():
        if address_of(review) and any(denies(one) == denies(text) for one in review.says):
            yield review


def _ids(signals: Iterable[Signal]) -> list[str]:
    return [s.against.id for s in signals if s.against]


def _of(reviews: Iterable[ClaimReview]) -> list[str]:
    return [fact for review in reviews for fact in review.facts]
