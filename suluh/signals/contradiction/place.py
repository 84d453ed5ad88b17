"""Where may one vote: only at the own polling station, unless a transfer was arranged."""

from __future__ import annotations

from collections.abc import Iterator

from suluh.signals.contradiction.frames import Finding, Statement, Token
from suluh.signals.contradiction.official import Official

_MAY = ("CAN", "ENOUGH", "VISIT", "EVERYONE")


def place(s: Statement, official: Official) -> Iterator[Finding]:
    """Voting at any polling station with an identity card, and moving without a transfer."""
    if s.elsewhere:
        return
    if s.has("WITNESS") and not s.has("VOTER", "VOTE"):
        return
    yield from _anywhere(s)
    yield from _no_transfer(s)
    yield from _dpk_elsewhere(s)


def _anywhere(s: Statement) -> Iterator[Finding]:
    slot = "anywhere_ktp_false"
    for where in s.of("ANYWHERE"):
        voting = s.near(where, "VOTE", "VOTE_RIGHT", within=8) or s.near(
            where, "TPS", "VOTER", "UNLISTED", within=6
        )
        if not voting and any(
            w in s.text[where.start : where.end] for w in ("tps", "poll", "booth")
        ):
            voting = [where]
        if not voting or s.has("ONLINE_OTHER", "PAST", "REPORT_VIOLATION", "OPEN", "CLOSE"):
            continue
        card = s.of(
            "KTP",
            "KTP_PHYSICAL",
            "ENOUGH",
            "IKD",
            "NO_TRANSFER",
            "DPK",
            "UNLISTED",
            "RESIDENT_AWAY",
        )
        card += [t for t in s.of("DPTB", "TRANSFER") if t.negated]
        modals = [m for m in s.modals() if s.gap(m.token, where) <= 10]
        if s.has("SANCTION", "DOUBLE"):
            continue
        short = any(t.negated for t in s.of("ENOUGH"))  # "KTP saja tidak cukup untuk TPS mana pun"
        if any(m.force == "cannot" for m in modals) or where.negated or short:
            yield Finding(slot, "anywhere", *s.span(where, voting[0]), agrees=True)
            return
        transferred = any(not t.negated for t in s.of("DPTB", "TRANSFER")) and not s.has(
            "NO_TRANSFER"
        )
        if transferred or not (card or any(m.force == "can" for m in modals) or s.has("EVERYONE")):
            continue
        span = s.span(where, voting[0], *card[:1])
        allowed = any(m.force == "can" for m in modals) or s.has("NO_TRANSFER")
        allowed = allowed or any(not _only_with(s, t) for t in s.of("ENOUGH"))
        yield Finding(slot, "anywhere", *span, sure=bool(card) and allowed and not s.has("UNLESS"))
        return


def _only_with(s: Statement, enough: Token) -> bool:
    """ "datang hanya dengan KTP" tells how somebody came, not that it is enough."""
    return s.text[enough.start : enough.end].startswith(("hanya", "cuma", "pakai", "dengan"))


def _no_transfer(s: Statement) -> Iterator[Finding]:
    for token in s.of("NO_TRANSFER"):
        can = [m for m in s.modals() if m.force == "can" and s.gap(m.token, token) <= 10]
        cannot = [m for m in s.modals() if m.force == "cannot" and s.gap(m.token, token) <= 10]
        if cannot or s.has("ANYWHERE", "DOMICILE"):
            continue
        if can or s.has("RESIDENT_AWAY", "ENOUGH", "VOTE"):
            span = s.span(token, *[m.token for m in can[:1]])
            yield Finding("anywhere_ktp_false", "no_transfer", *span, sure=False)
            return


def _dpk_elsewhere(s: Statement) -> Iterator[Finding]:
    """Unlisted voters vote at their own address only."""
    yield from _dpk_transfer(s)
    for group in s.of("DPK", "UNLISTED"):
        if s.has("ANYWHERE") or not s.has("DOMICILE"):
            continue
        for modal in s.modals():
            home = s.of("DOMICILE")[0]
            if modal.force == "need_not" and s.gap(modal.token, home) <= 3:
                yield Finding("dpk_location", "elsewhere", *s.span(group, home), sure=False)
                return


def _dpk_transfer(s: Statement) -> Iterator[Finding]:
    """Unlisted voters need no transfer: the two lists are not to be mixed up."""
    for group in s.of("DPK", "UNLISTED"):
        papers = [t for t in s.near(group, "DPTB", "TRANSFER", within=9) if not t.negated]
        musts = [m for m in s.modals() if m.force == "must"]
        if (
            papers
            and musts
            and s.gap(musts[0].token, papers[0]) <= 4
            and not s.has("ANYWHERE", "RESIDENT_AWAY")
        ):
            yield Finding("glossary_lists", "lists_mixed", *s.span(group, papers[0]), sure=False)
            return
