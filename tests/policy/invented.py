"""Posts and signals made by hypothesis, drawn from the words of the policy language."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from hypothesis import strategies as st

from suluh.content import Author, Metrics, Place, Post
from suluh.policy.rule import (
    AllOf,
    AnyOf,
    Condition,
    DaysTest,
    DetailTest,
    FieldTest,
    Level,
    NotThis,
    Policy,
    Rule,
    SignalTest,
    TimeTest,
)
from suluh.policy.vocabulary import vocabulary
from suluh.signals.signal import Against, Seen, Signal, Stance

_NAMES = sorted(vocabulary().signals)
_SLOTS = [
    "voting_date",
    "voting_hours",
    "eligibility",
    "candidate_pair",
    "elected",
    "recap_province",
]
_RULES = ["CIV-PROC", "CIV-ELIG", "CIV-CAND", "QUIET-POLL", "SCAM-ELECTION", "HATE-SARA", "none"]
_DETAILS = {
    "sure": st.sampled_from(["act", "ask"]),
    "slot": st.sampled_from(_SLOTS),
    "level": st.sampled_from(["act", "suggest"]),
    "verdict": st.sampled_from(["false", "true", "satire", "scam", "unproven"]),
    "policy": st.sampled_from(_RULES),
    "rule": st.sampled_from(_RULES),
    "kind": st.sampled_from(["unlabelled", "deceptive", "offer"]),
    "severity": st.integers(1, 4),
    "breaches": st.integers(0, 5),
    **{
        name: st.booleans()
        for name in (
            "stale near_identical decided_by_person viral borderline instruction fabricated names_person severe solemn"
        ).split()
    },
}
_FOCUS = ["fact_contradiction", "claim_match", "quiet_campaign", "quiet_poll", "threat", "scam"]

signals = st.builds(
    Signal,
    name=st.sampled_from(_NAMES) | st.sampled_from(_FOCUS),
    score=st.sampled_from([0.2, 0.5, 0.7, 0.9, 0.95, 1.0]),
    seen=st.sampled_from(["tanggal 30 November", "nyoblos", "DM ya"]),
    where=st.builds(Seen, place=st.builds(Place, doubtful=st.booleans())),
    against=st.none()
    | st.builds(Against, kind=st.sampled_from(["fact", "review"]), id=st.just("X-1")),
    stance=st.sampled_from(list(Stance)) | st.just(Stance.ASSERTS),
    details=st.fixed_dictionaries({}, optional=_DETAILS),
)
moments = st.datetimes(
    datetime(2024, 11, 20),  # noqa: DTZ001
    datetime(2024, 12, 2),  # noqa: DTZ001
    timezones=st.just(UTC),
)
authors = st.builds(
    Author,
    handle=st.just("warga"),
    kind=st.none()
    | st.sampled_from(["citizen", "party", "candidate", "media", "government", "asn"]),
    registered=st.none() | st.booleans(),
    followers=st.none() | st.integers(0, 10**7),
)
posts = st.builds(
    Post,
    id=st.just("p"),
    posted_at=st.none() | moments,
    author=authors,
    media=st.sampled_from([(), ("a.jpg",)]),
    tags=st.sampled_from([(), ("aigc",), ("ad",), ("paid_partnership", "aigc")]),
    metrics=st.builds(Metrics, views=st.none() | st.integers(0, 10**8)),
)
inputs = st.frozensets(st.sampled_from(["media", "coordination", "account_history"]))
many_signals = st.lists(signals, max_size=5)

# Rules that nobody would write, so that the whole language is met --------------------------

_details = st.lists(
    st.builds(DetailTest, key=st.just("sure"), values=st.just(("act",)), negated=st.booleans())
    | st.builds(DetailTest, key=st.just("severity"), low=st.just(3.0), negated=st.booleans())
    | st.builds(DetailTest, key=st.just("viral"), values=st.just((True,)), negated=st.booleans())
    | st.builds(DetailTest, key=st.just("slot"), values=st.just(("voting_date", "eligibility"))),
    max_size=2,
).map(tuple)
_stances = st.lists(st.sampled_from(list(Stance)), max_size=2).map(tuple)


def _tests(of_hits: bool) -> st.SearchStrategy[SignalTest]:
    return st.builds(
        SignalTest,
        names=st.lists(st.sampled_from(_FOCUS), min_size=0 if of_hits else 1, max_size=2).map(
            tuple
        ),
        low=st.sampled_from([0.0, 0.5, 0.9]),
        high=st.none() | st.just(0.95),
        stances=_stances,
        not_stances=_stances,
        details=_details,
        count=st.sampled_from([1, 1, 2]),
        of_hits=st.just(of_hits),
    )


_circumstances = (
    st.builds(FieldTest, st.just("author"), st.just("kind"), st.just(("party", "media")))
    | st.builds(FieldTest, st.just("author"), st.just("registered"), st.just((True,)))
    | st.builds(
        FieldTest, st.just("author"), st.just("followers"), low=st.just(10.0), high=st.just(1e6)
    )
    | st.builds(FieldTest, st.just("post"), st.just("views"), low=st.just(1000.0))
    | st.builds(FieldTest, st.just("post"), st.just("has_media"), st.just((True,)))
    | st.builds(FieldTest, st.just("post"), st.just("tags"), st.just(("ad", "aigc")))
    | st.builds(FieldTest, st.just("post"), st.just("reply"), st.just((False,)))
    | st.builds(
        TimeTest,
        st.sampled_from(["posted", "now"]),
        st.sampled_from(["within", "before", "after"]),
        st.sampled_from(["quiet", "near_poll", "before_quick_count"]),
    )
    | st.builds(DaysTest, st.none() | st.just(-2), st.none() | st.just(3))
)


def conditions(of_hits: bool) -> st.SearchStrategy[Condition]:
    """Any condition of the language."""
    leaves = _tests(of_hits) | _circumstances
    if of_hits:
        leaves = leaves | _tests(False)
    return st.recursive(
        leaves,
        lambda inner: (
            st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
            | st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple))
            | st.builds(NotThis, inner)
        ),
        max_leaves=6,
    )


_levels = st.lists(
    st.builds(
        Level,
        name=st.sampled_from(["act", "ask", "heard"]),
        outcome=st.sampled_from(["none", "info_label", "context_label", "reco_ineligible"]),
        when=st.none() | conditions(True),
    ),
    min_size=1,
    max_size=3,
).map(tuple)


def policies(base: Policy) -> st.SearchStrategy[Policy]:
    """The shipped policy with its rules replaced by invented ones."""

    def with_rules(parts: list[tuple[Condition, tuple[Level, ...], tuple[str, ...]]]) -> Policy:
        rules = tuple(_rule(base.rules[0], n, *part) for n, part in enumerate(parts))
        return msgspec.structs.replace(base, rules=rules)

    names = st.lists(st.sampled_from(sorted(base.exceptions)), max_size=3, unique=True).map(tuple)
    when = st.builds(lambda first, more: AnyOf((first, more)), _tests(False), conditions(False))
    both = when | st.builds(
        lambda first, more: AllOf((first, more)), _tests(False), conditions(False)
    )
    return st.lists(st.tuples(both, _levels, names), min_size=1, max_size=3).map(with_rules)


def _rule(
    like: Rule, number: int, when: Condition, levels: tuple[Level, ...], exceptions: tuple[str, ...]
) -> Rule:
    return msgspec.structs.replace(
        like, id=f"R-{number}", when=when, levels=levels, exceptions=exceptions, inputs=()
    )
