"""Every statement of a post held against every official answer: one signal for each contradiction or agreement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from suluh.facts.fact import Fact
from suluh.signals.contradiction.abstention import abstention
from suluh.signals.contradiction.assistance import assistance
from suluh.signals.contradiction.ballot import ballot
from suluh.signals.contradiction.candidates import candidates
from suluh.signals.contradiction.channel import channel
from suluh.signals.contradiction.counts import counts
from suluh.signals.contradiction.documents import documents
from suluh.signals.contradiction.frames import (
    Finding,
    Statement,
    Token,
    arrange,
    negate,
    speaks_of_election,
)
from suluh.signals.contradiction.hours import quick_count, voting_hours
from suluh.signals.contradiction.lexicon import book
from suluh.signals.contradiction.method import method
from suluh.signals.contradiction.numbers import numbers_in
from suluh.signals.contradiction.offices import offices
from suluh.signals.contradiction.official import Official
from suluh.signals.contradiction.place import place
from suluh.signals.contradiction.results import results
from suluh.signals.contradiction.schedule import schedule
from suluh.signals.contradiction.voice import meant
from suluh.signals.contradiction.voting_date import voting_date
from suluh.signals.contradiction.who import eligibility
from suluh.signals.signal import Against, Signal, Stance
from suluh.text.dates import dates

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading, ReadSegment

Question = Callable[[Statement, Official], Iterator[Finding]]
QUESTIONS: tuple[Question, ...] = (
    voting_date,
    voting_hours,
    quick_count,
    eligibility,
    documents,
    place,
    method,
    ballot,
    assistance,
    abstention,
    results,
    schedule,
    counts,
    candidates,
    channel,
    offices,
)
# Questions whose answer people spread over two sentences.
IN_PAIRS: tuple[Question, ...] = (
    eligibility,
    documents,
    place,
    method,
    ballot,
    assistance,
    abstention,
)
# A sentence of more is no sentence: questions compare its parts with each other, so their number is bounded.
MANY, FEW = 60, 10
_NYOBLOS = re.compile(r"\b(?:ny|c)oblos(?!an\b)\w*")
_DATED = ("voting_date",)  # "diusulkan diundur" is weighed where days are read
_PROTECTED = {
    "denies": 0.2,
    "asks": 0.25,
    "mocks": 0.3,
    "wishes": 0.2,
    "supposes": 0.25,
    "testifies": 0.3,
}


def contradictions(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """What a post says that official facts contradict or confirm.

    Signals `fact_contradiction` (details: slot, kind, sure "act" | "ask", stale) and `fact_agreement` (slot, kind).
    A contradiction that is denied, asked or joked about is emitted too, with its stance and a low score.
    """
    post = reading.post
    official = Official(knowledge.facts, post.region, post.posted_at)
    return [signal for segment in reading.segments for signal in _of_segment(segment, official)]


def _of_segment(segment: ReadSegment, official: Official) -> list[Signal]:
    found: dict[tuple[str, bool], Signal] = {}
    said = statements_of(segment, official)
    if said and (named := _named_region(segment)):
        official = _there(official, named)
    for statement in said:
        _collect(found, segment, statement, QUESTIONS, official)
    corrected = dict(found)
    slots = {slot for slot, _ in found}
    for first, second in pairwise(said):
        joined: dict[tuple[str, bool], Signal] = {}
        _collect(joined, segment, _joined(first, second), IN_PAIRS, official)
        corrected.update({key: signal for key, signal in joined.items() if key[1]})
        found.update({k: v for k, v in joined.items() if k[0] not in slots and k not in found})
    for (slot, agrees), signal in found.items():
        if not agrees and _only_reported(signal) and (slot, True) in corrected:
            found[slot, False] = replace(signal, stance=Stance.DENIES, score=0.2)
    return list(found.values())


def _named_region(segment: ReadSegment) -> str | None:
    """The region that the words name: the narrowest, when all named lie in one line; None otherwise."""
    codes = {place.code for place in segment.places if place.sure}
    if not codes:
        return None
    narrowest = max(codes, key=len)
    return narrowest if all(narrowest.startswith(code) for code in codes) else None


def _there(official: Official, named: str) -> Official:
    """The answers for the region that the words name; the post's own region when it lies inside that."""
    own = official.region
    return official if own and own.startswith(named) else replace(official, region=named)


def _only_reported(signal: Signal | None) -> bool:
    """Somebody else's words, which the next sentence sets right."""
    return signal is not None and signal.stance in (Stance.REPORTS, Stance.DOUBTS)


def _collect(
    found: dict[tuple[str, bool], Signal],
    segment: ReadSegment,
    statement: Statement,
    questions: tuple[Question, ...],
    official: Official,
) -> None:
    """Keep the surest signal of each slot, contradictions and agreements apart."""
    for question in questions:
        for finding in question(statement, official):
            if finding.agrees and not _one_clause(segment, finding):
                continue
            signal = _signal(segment, statement, finding, official)
            key = (str(signal.details["slot"]), finding.agrees)
            if key not in found or found[key].score < signal.score:
                found[key] = signal


def _one_clause(segment: ReadSegment, finding: Finding) -> bool:
    """Whether an agreement stands in one clause, or in a condition and what follows from it."""
    first, last = segment.clause_at(finding.start), segment.clause_at(max(finding.end - 1, 0))
    if first is last or first.kind in ("condition", "concession"):
        return True
    asked = "?" in segment.normal.text[first.start : first.end + 2]
    return asked or last.kind in ("condition", "concession")


def _joined(first: Statement, second: Statement) -> Statement:
    """Two sentences as one: "Tidak punya undangan? Tidak bisa nyoblos." What comes of it is never sure."""
    return replace(
        second,
        start=first.start,
        tokens=(*first.tokens, *second.tokens),
        numbers=(*first.numbers, *second.numbers),
        cuts=(*first.cuts, *second.cuts),
        elsewhere=first.elsewhere or second.elsewhere,
        joined=True,
    )


def statements_of(segment: ReadSegment, official: Official) -> list[Statement]:
    """The same, read once for each segment: the learned suspicion reads them again."""
    if segment.statements is None:
        segment.statements = list(statements(segment, official))
    return segment.statements


def statements(segment: ReadSegment, official: Official) -> Iterator[Statement]:
    """The sentences of a segment as concepts; none at all when no word is about an election."""
    normal = segment.normal
    starts = [w.start for w in normal.words]
    own = official.facts.election.names  # what is another election elsewhere may be this one here
    seen = {
        ("ELECTION" if f.concept == "OTHER_ELECTION" and normal.text[f.start : f.end] in own else f.concept,
         f.start, f.end)
        for f in book().find(normal)
    }  # fmt: skip
    if "oblos" in normal.text:  # forms that the normaliser leaves as they are
        seen |= {("VOTE", *m.span()) for m in _NYOBLOS.finditer(normal.text)}
    tokens = arrange(sorted(seen), starts)  # sorted: a set's order differs by process
    served = "layan" in normal.text and any(t.concept == "INVITATION" for t in tokens)
    if (
        not served
        and not speaks_of_election(tokens)
        and not any(t.concept in ("HOLIDAY", "WORKDAY") for t in tokens)
    ):
        return
    tokens = negate(tokens, [w.text for w in normal.words])
    post = frozenset(t.concept for t in tokens)
    days = dates(normal, official.posted, vote_day=official.poll)
    hours, numbers = segment.hours, numbers_in(normal.text, starts)
    before: tuple[Token, ...] = ()
    elsewhere = False
    for start, end, cuts in _sentences(segment):
        inside = tuple(t for t in tokens if start <= t.start < end)[:MANY]
        years = {n.value for n in numbers if start <= n.start < end}
        elsewhere = _elsewhere(inside, years, elsewhere) or not official.in_season
        yield Statement(
            text=normal.text,
            start=start,
            end=end,
            tokens=inside,
            before=before,
            post=post,
            dates=tuple(d for d in days if start <= d.start < end)[:FEW],
            hours=tuple(h for h in hours if start <= h.start < end)[:FEW],
            numbers=tuple(n for n in numbers if start <= n.start < end)[:FEW],
            cuts=cuts,
            words=tuple(starts),
            elsewhere=elsewhere,
            polled=official.posted is not None and official.day >= official.poll,
        )
        before = inside


def _elsewhere(tokens: tuple[Token, ...], numbers: set[float], so_far: bool) -> bool:
    """Another election stays the subject until ours is named again."""
    concepts = {t.concept for t in tokens}
    if "ELECTION_2024" in concepts:
        return False
    if "OTHER_ELECTION" in concepts or any(1955 <= n <= 2023 for n in numbers):
        return True
    return so_far and "ELECTION" not in concepts


def _sentences(segment: ReadSegment) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    grouped: dict[int, list[tuple[int, int]]] = {}
    for clause in segment.clauses:
        grouped.setdefault(clause.sentence, []).append((clause.start, clause.end))
    for spans in grouped.values():
        yield spans[0][0], spans[-1][1], tuple(start for start, _ in spans)


def _signal(segment: ReadSegment, s: Statement, finding: Finding, official: Official) -> Signal:
    fact = finding.fact or official.fact(finding.slot)
    stance, plain = meant(segment, s, finding)
    against = Against("fact", fact.id, fact.value.spoken()) if fact else None
    span = finding.start, finding.end
    if finding.agrees:
        return segment.signal(
            "fact_agreement",
            0.8,
            *span,
            against=against,
            stance=stance,
            slot=finding.slot,
            kind=finding.kind,
        )
    sure = _sureness(segment, s, finding, fact, stance == Stance.ASSERTS and plain)
    return segment.signal(
        "fact_contradiction",
        _score(stance, sure),
        *span,
        against=against,
        stance=stance,
        slot=finding.slot,
        kind=finding.kind,
        sure=sure,
        stale=finding.stale,
    )


def _sureness(
    segment: ReadSegment, s: Statement, finding: Finding, fact: Fact | None, plain: bool
) -> str:
    """ "act" only for a plain assertion, a complete frame, and a fact that is seen and disputed by none."""
    whole = not s.joined and not segment.frame.cues and not segment.place.doubtful
    firm = fact is not None and fact.firm and not finding.stale
    firm = firm and not (s.has("PLAN", "OPINION") and finding.slot not in _DATED)
    return "act" if plain and whole and firm and finding.sure else "ask"


def _score(stance: str, sure: str) -> float:
    if stance in _PROTECTED:
        return _PROTECTED[stance]
    if stance in ("reports", "doubts"):
        return 0.5
    return 0.95 if sure == "act" else 0.7
