"""How one votes: by punching a ballot at a polling station, in person, once."""

from __future__ import annotations

from collections.abc import Iterator

from suluh.signals.contradiction.frames import Finding, Statement, Token
from suluh.signals.contradiction.official import Official

_REMOTE = "valid_mark"  # the fact that says a ballot paper is punched
_NOT_A_METHOD = (
    "ONLINE_OTHER",
    "REPORT_VIOLATION",
    "QUICK_COUNT",
    "RECAP",
    "SIREKAP",
    "EVENT_OTHER",
    "COUNTING",
)


def method(s: Statement, official: Official) -> Iterator[Finding]:
    """Voting over the internet, by message, by post; by proxy; more than once."""
    if s.elsewhere:
        return
    yield from _remote(s)
    yield from _at_a_shop(s)
    yield from _proxy(s)
    yield from _twice(s)
    yield from _ink(s)


def _remote(s: Statement) -> Iterator[Finding]:
    slot = _REMOTE
    for means in s.of("ONLINE"):
        acts = [t for t in s.near(means, "VOTE", "VOTE_RIGHT", within=7) if not _noun_only(s, t)]
        acts = acts or _instead_of_going(s, means)
        if not acts or (s.has(*_NOT_A_METHOD) and not _tight(s, means, acts[0])):
            continue
        if s.near(means, "PAIR", within=0) and s.has("PAST"):
            continue
        if s.clause(acts[0].start) != s.clause(means.start) and (
            s.joined or _contrast(s, acts[0], means)
        ):
            continue
        cannot = [m for m in s.modals() if m.force == "cannot" and s.gap(m.token, means) <= 8]
        if (
            means.negated
            or cannot
            or (acts[0].negated and acts[0].concept != "TPS")
            or _no_such(s, means)
        ):
            yield Finding(slot, "remote", *s.span(means, acts[0]), agrees=True)
            return
        can = [
            m for m in s.modals() if m.force in ("can", "must") and _one_clause(s, m.token, acts[0])
        ]
        sure = bool(can or s.has("NOW", "OPEN", "ENOUGH")) and s.gap(means, acts[0]) <= 4
        sure = sure and _one_clause(s, means, acts[0])
        sure = sure and not s.has("PLAN", "INVITATION") and not s.has(*_NOT_A_METHOD)
        yield Finding(slot, "remote", *s.span(means, acts[0]), sure=sure)
        return


def _at_a_shop(s: Statement) -> Iterator[Finding]:
    """Voting at a shop counter, a party office, a police station."""
    for shop in s.of("SHOP"):
        acts = s.near(shop, "VOTE", within=6)
        can = [m for m in s.modals() if m.force == "can" and s.gap(m.token, shop) <= 6]
        if acts and can and not s.has("PAST"):
            yield Finding(_REMOTE, "shop", *s.span(shop, acts[0]), sure=False)
            return


def _noun_only(s: Statement, token: Token) -> bool:
    """ "pemungutan suara" followed by a place is the event, not somebody's act."""
    return s.text[token.start : token.end] in ("polling",)


def _instead_of_going(s: Statement, means: Token) -> list[Token]:
    """ "tidak perlu ke TPS, kirim lewat WA", "pilkada sekarang bisa lewat aplikasi"."""
    spared = [
        t for m in s.modals() if m.force == "need_not" for t in s.near(m.token, "TPS", within=3)
    ]
    if spared and spared[0].end <= means.start and not s.has("ONLINE_OTHER"):
        return spared[:1]
    can = [m for m in s.modals() if m.force == "can" and s.gap(m.token, means) <= 1]
    return s.near(means, "ELECTION", within=4) if can and not s.has("ONLINE_OTHER") else []


def _one_clause(s: Statement, a: Token, b: Token) -> bool:
    return s.clause(a.start) == s.clause(b.start)


def _contrast(s: Statement, a: Token, b: Token) -> bool:
    between = s.text[min(a.end, b.end) : max(a.start, b.start)]
    return any(f" {w} " in f" {between} " for w in ("tapi", "tetapi", "namun", "but"))


def _tight(s: Statement, a: Token, b: Token) -> bool:
    return s.gap(a, b) <= 2


def _no_such(s: Statement, means: Token) -> bool:
    ahead = s.text[max(means.start - 40, s.start) : means.start]
    return any(
        w in ahead
        for w in (
            "tidak ada",
            "belum ada",
            "belum bisa",
            "tidak mengenal",
            "ora ana",
            "euweuh",
            "there is no",
            "no such",
        )
    )


def _proxy(s: Statement) -> Iterator[Finding]:
    for proxy in s.of("PROXY"):
        if not (s.has("VOTE", "TPS", "VOTER", "INVITATION", "VOTE_RIGHT") or "suara" in s.text[s.start : s.end]
                or "nyoblos" in s.text[proxy.start : proxy.end]):  # fmt: skip
            continue
        modals = [
            m
            for m in s.modals()
            if m.force in ("can", "cannot", "must") and s.gap(m.token, proxy) <= 6
        ]
        if proxy.negated or any(m.force == "cannot" for m in modals) or s.has("SANCTION"):
            yield Finding(
                "one_vote", "proxy", *s.span(proxy, *[m.token for m in modals[:1]]), agrees=True
            )
            return
        if s.has("PAIR", "HELPER", "DISABLED", "PAST") and not modals:
            continue
        if modals or s.has("ENOUGH", "NOW", "ONLY", "ALLOWED", "VALID") or s.has("INVITATION"):
            span = s.span(proxy, *[m.token for m in modals[:1]])
            yield Finding(
                "one_vote", "proxy", *span, sure=bool(modals) and not s.has("DISABLED", "HELPER")
            )
            return


def _ink(s: Statement) -> Iterator[Finding]:
    """ "tintanya gampang ilang, bisa nyoblos lagi di TPS lain": one person votes once, ink or no ink."""
    for ink in s.of("INK"):
        washed = s.of("WASHED")
        again = [t for t in s.of("AGAIN", "DOUBLE") if s.near(t, "VOTE", "TPS", within=4)]
        forbidden = any(m.force == "cannot" for m in s.modals()) or s.has("SANCTION")
        if washed and again and not forbidden and not s.has("PAST"):
            yield Finding("one_vote", "ink", *s.span(ink, again[-1]), sure=False)
            return


def _twice(s: Statement) -> Iterator[Finding]:
    for double in s.of("DOUBLE"):
        acts = s.near(double, "VOTE", "VOTE_RIGHT", within=5)
        if not acts or s.has("REPLACE", "DAMAGED", "QUICK_COUNT", "RECAP"):
            continue
        modals = [
            m
            for m in s.modals()
            if m.force in ("can", "cannot", "must") and s.gap(m.token, double) <= 8
        ]
        fined = s.of("SANCTION")
        if fined and all(t.negated or s.before_word(t.start, "NEG", within=2) for t in fined):
            yield Finding("one_vote", "twice", *s.span(double, acts[0]), sure=False)
            return
        if any(m.force == "cannot" for m in modals) or fined or double.negated or acts[0].negated:
            yield Finding("one_vote", "twice", *s.span(double, acts[0]), agrees=True)
            return
        if not any(m.force == "can" for m in modals) and s.has("ALLOWED", "VALID"):
            yield Finding("one_vote", "twice", *s.span(double, acts[0]), sure=False)
            return
        if any(m.force == "can" for m in modals):
            yield Finding(
                "one_vote",
                "twice",
                *s.span(double, acts[0], modals[0].token),
                sure=not s.has("PAST"),
            )
            return
