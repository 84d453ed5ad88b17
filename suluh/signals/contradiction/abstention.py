"""Is staying away punished, and does low turnout undo an election?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.signals.contradiction.frames import Finding, Statement, Token
from suluh.signals.contradiction.official import Official


def abstention(s: Statement, official: Official) -> Iterator[Finding]:
    """Penalties for not voting; elections said to fail for lack of voters."""
    if s.elsewhere:
        return
    yield from _punished(s)
    yield from _void(s)


_URGED = re.compile(r"\b(?:agar|supaya|biar|ben|sangkan|so that|not to)\b[^.;]{0,40}$")
_IN_JEST = re.compile(
    r"\w* (?:nonton|traktir|nraktir|cium|push.?up|joget|nyanyi|cuci piring|dengerin|jomblo|jadi jomblo)"
)


def _staying_away(s: Statement) -> list[Token]:
    away = s.of("ABSTAIN")
    if not away:
        away = [t for t in s.of("VOTE") if t.negated and not _barred(s, t)]
    return away


def _barred(s: Statement, vote: Token) -> bool:
    """ "tidak boleh nyoblos" is a ban, not staying away."""
    return any(m.force == "cannot" and s.gap(m.token, vote) <= 2 for m in s.modals())


def _punished(s: Statement) -> Iterator[Finding]:
    slot = "abstain_not_crime"
    away = _staying_away(s)
    penalties = s.of("SANCTION")
    if not away or not penalties or s.has("INVITATION", "DOUBLE"):
        return
    penalty = min(penalties, key=lambda t: s.gap(t, away[0]))
    if s.gap(penalty, away[0]) > 12:
        return
    if (
        s.before_word(away[0].start, "NEG", within=2)
        and "bukan" in s.text[max(away[0].start - 14, 0) : away[0].start]
    ):
        return
    if s.has("REWARD", "DIRECT_CHOICE") or _URGED.search(s.text, s.start, away[0].start):
        return  # paying or urging others to stay away is punished indeed
    span = s.span(penalty, away[0])
    if _IN_JEST.match(s.text, max(penalty.end - 1, 0)):
        yield Finding(slot, "punished", *span, sure=False, stance="mocks")
        return
    free = (
        penalty.negated
        or _not_ahead(s, penalty)
        or any(
            m.force == "cannot" and s.gap(m.token, penalty) <= 2 and m.token.end <= penalty.start
            for m in s.modals()
        )
    )
    yield Finding(slot, "punished", *span, agrees=free)


def _not_ahead(s: Statement, token: Token) -> bool:
    away = _staying_away(s)
    nots = [t for t in s.of("NEG") if t.end <= token.start and token.first - t.last <= 6]
    nots = [t for t in nots if s.clause(t.start) == s.clause(token.start)]
    return any(not _belongs(t, away) for t in nots)


def _belongs(no: Token, away: list[Token]) -> bool:
    """The negation of the voting, not of the penalty: "tidak nyoblos dipidana"."""
    return any(
        (no.start <= t.end and 0 <= t.first - no.last <= 3) or t.start <= no.start < t.end
        for t in away
    )


def _void(s: Statement) -> Iterator[Finding]:
    slot = "low_turnout_valid"
    few = s.of("LOW_TURNOUT")
    if not few:
        return
    for token in s.of("VOID_ELECTION", "CANCEL", "INVALID", "VALID"):
        if s.gap(token, few[0]) > 14 or not s.has("ELECTION", "ELECTION_2024", "GENERAL_ELECTION", "VOTE",
                "RECAP", "LOW_TURNOUT"):  # fmt: skip
            continue
        void = (token.concept != "VALID") != token.negated
        election = s.has("ELECTION", "ELECTION_2024", "GENERAL_ELECTION", "VOTE")
        yield Finding(slot, "void", *s.span(few[0], token), agrees=not void, sure=election)
        return
