"""The nouns of a policy: rules, levels, conditions, exceptions, actions, periods."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from suluh.signals.signal import Stance

Scalar = str | int | float | bool | None


class Words(msgspec.Struct, frozen=True):
    """A sentence in the two languages a person may read."""

    id: str
    en: str


# Conditions -------------------------------------------------------------------------------


class DetailTest(msgspec.Struct, frozen=True):
    """Of one detail of a signal: among `values`, or at least `low`; `negated` turns it round.

    A detail that the detector did not state matches nothing (and everything negated)."""

    key: str
    values: tuple[Scalar, ...] = ()
    low: float | None = None
    negated: bool = False


class SignalTest(msgspec.Struct, frozen=True):
    """At least `count` signals that look like this. `of_hits`: only among the rule's own hits."""

    names: tuple[str, ...] = ()  # empty: any name (hits only)
    low: float = 0.0  # score at least
    high: float | None = None  # score below
    stances: tuple[Stance, ...] = ()  # empty: any
    not_stances: tuple[Stance, ...] = ()
    details: tuple[DetailTest, ...] = ()
    count: int = 1
    of_hits: bool = False


class FieldTest(msgspec.Struct, frozen=True):
    """Of one field of the author or post; unknown when the field is."""

    subject: str  # author | post
    field: str
    values: tuple[Scalar, ...] = ()
    low: float | None = None
    high: float | None = None


class TimeTest(msgspec.Struct, frozen=True):
    """Whether a clock (time of posting, or now) stands within, before or after a period."""

    clock: str  # posted | now
    side: str  # within | before | after
    period: str


class DaysTest(msgspec.Struct, frozen=True):
    """Whole days in WIB from now to the vote; negative after it."""

    low: int | None = None
    high: int | None = None


class AllOf(msgspec.Struct, frozen=True):
    parts: tuple[Condition, ...]


class AnyOf(msgspec.Struct, frozen=True):
    parts: tuple[Condition, ...]


class NotThis(msgspec.Struct, frozen=True):
    part: Condition


Condition = SignalTest | FieldTest | TimeTest | DaysTest | AllOf | AnyOf | NotThis

# What follows -----------------------------------------------------------------------------


class ReviewAsk(msgspec.Struct, frozen=True):
    """That a person must look: where, how soon, why."""

    queue: str
    priority: str
    why: Words
    near_poll: str | None = None  # the priority inside the period `near_poll`


class Level(msgspec.Struct, frozen=True):
    """One consequence of a rule; the first level whose condition holds is taken."""

    name: str  # act, ask, copy, stale ...
    outcome: str = "none"
    when: Condition | None = None
    also: tuple[str, ...] = ()  # further actions in force beside the outcome
    propose: str | None = None
    until: str | None = None  # what ends a temporary outcome: review | fact_check_verdict
    review: ReviewAsk | None = None
    sentence: Words | None = None


class ExceptionRule(msgspec.Struct, frozen=True):
    """What protects a signal: its own stance, or a protection signal beside it; where that ends."""

    id: str
    title: Words
    test: Words
    stances: tuple[Stance, ...] = ()
    signals: tuple[SignalTest, ...] = ()  # protection signals, any of which beside it will do
    only: tuple[SignalTest, ...] = ()  # protects only hits like any of these; empty: every hit
    unless: tuple[SignalTest, ...] = ()  # a hit like any of these is not protected
    origin: str = "domain"  # domain: of the researched policy; project: our own
    limits: tuple[str, ...] = ()


class Reference(msgspec.Struct, frozen=True):
    """A law or platform rule this stands on, and whether it was seen or remembered."""

    ref: str
    confidence: str  # seen | memory
    platform: str | None = None
    note: str | None = None


class Told(msgspec.Struct, frozen=True):
    """A sentence for authors where what was noticed is of one of these signals, slots or kinds."""

    about: str  # signal | slot | kind
    values: tuple[str, ...]
    words: Words


class Rule(msgspec.Struct, frozen=True):
    id: str
    version: str
    state: str  # draft | shadow | live | retired
    title: Words
    description: Words
    sentence: Words  # what the author reads; slots {seen} {fact} {source} {date} {claim}
    when: Condition
    levels: tuple[Level, ...]
    severity: int
    action: str  # the researched default action
    file: str = ""
    sentences: tuple[Told, ...] = ()  # narrower than `sentence`; the first that fits is read
    exceptions: tuple[str, ...] = ()
    ladder: tuple[str, ...] = ()
    human_review: str = "required"
    dsa_category: str | None = None
    dsa_keyword: str | None = None
    content_type: str | None = None
    inputs: tuple[str, ...] = ()  # inputs of policy.yaml without which the rule cannot speak
    fact_slots: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    violating: tuple[str, ...] = ()
    borderline: tuple[str, ...] = ()
    not_violating: tuple[str, ...] = ()
    legal_refs: tuple[Reference, ...] = ()
    platform_refs: tuple[Reference, ...] = ()
    notes: tuple[Words, ...] = ()


# The frame --------------------------------------------------------------------------------


class Action(msgspec.Struct, frozen=True):
    """Something that may be done. `rank` orders outcomes: the higher is the stronger."""

    id: str
    rank: int
    title: Words
    penalty: bool = True
    temporary_allowed: bool = False
    strike: int = 0
    dsa: str | None = None
    dsa_kind: str | None = None  # visibility | monetary | provision | account
    note: str | None = None


class Period(msgspec.Struct, frozen=True):
    """A span of time, start inclusive and end exclusive; either may be open."""

    id: str
    start: datetime | None
    end: datetime | None
    facts: tuple[str, ...] = ()  # the facts it comes from
    start_from: str | None = None  # which facts give it in another election (see calendar.py)
    end_from: str | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether the election at hand has no facts for it."""
        return self.start is None and self.end is None


class Input(msgspec.Struct, frozen=True):
    """What a rule cannot speak without: something a run may not have looked at, or a field a source may not give."""

    id: str
    signals: tuple[str, ...]  # where one of these is present, it was there after all
    why: Words
    field: str | None = None  # author.kind, post.posted_at ...; None: something a run looks at
    when: Condition | None = (
        None  # asked only of such posts; none: of every post about the election
    )


class Severity(msgspec.Struct, frozen=True):
    level: int
    name: str
    weight: float  # in the order of a queue
    default: str | None = None
    strikes: str | None = None
    sla_hours: int | None = None


class Urgency(msgspec.Struct, frozen=True):
    """The numbers behind the order of a queue (process.md section 6, our defaults)."""

    unknown_reach: float
    follower_share: float  # part of the followers taken to see a post
    near_factor: float  # weight at the moment of the vote; falls to 1 with distance
    days_scale: float


class GeneralRule(msgspec.Struct, frozen=True):
    id: str
    text: Words


class StrikeRules(msgspec.Struct, frozen=True):
    expire_days: int
    threshold: int | None
    per: tuple[str, ...]
    severe_first_strike_ban: bool
    ref: str
    note: str


class Policy(msgspec.Struct, frozen=True):
    """One version of a policy, checked."""

    name: str
    version: str
    title: Words
    base: str
    vote_date: date
    rules: tuple[Rule, ...]
    actions: dict[str, Action]
    exceptions: dict[str, ExceptionRule]
    severities: dict[int, Severity]
    periods: dict[str, Period]
    inputs: dict[str, Input]
    queues: dict[str, Words]
    urgency: Urgency
    strikes: StrikeRules
    general: tuple[GeneralRule, ...] = ()

    @property
    def key(self) -> str:
        """Name and version, `pilkada-2024@1`; a decision adds the beginning of the content hash (published.py)."""
        return f"{self.name}@{self.version}"

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)
