"""Figures: how many regions vote, how many voters and polling stations, turnout, totals, accounts, penalties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from suluh.facts.fact import Fact
from suluh.facts.values import NumberValue, RecordValue
from suluh.signals.contradiction.frames import Finding, Number, Statement, Token
from suluh.signals.contradiction.official import Official

_SHARE = ("persen", "%", "percent")
_SCOPES = {
    "provinsi": "provinces",
    "provinces": "provinces",
    "daerah": "total",
    "wilayah": "total",
    "regions": "total",
    "kabupaten": "regencies_cities",
    "kabupaten/kota": "regencies_cities",
}
_PENALTIES = {
    "MONEY_POLITICS": "penalty_money_politics",
    "OBSTRUCTING": "penalty_obstruct_voter",
    "FAKE_LIST": "penalty_fake_voter_data",
    "OUT_OF_SCHEDULE": "penalty_out_of_schedule",
}


def counts(s: Statement, official: Official) -> Iterator[Finding]:
    """Numbers held against the numbers in facts. A person always looks: figures age and are rounded."""
    if s.elsewhere:
        return
    yield from _unpunished(s)
    if not s.numbers:
        return
    yield from _scope(s, official)
    yield from _roll(s, official)
    yield from _turnout(s, official)
    yield from _accounts(s, official)
    yield from _penalty(s, official)


def _scope(s: Statement, official: Official) -> Iterator[Finding]:
    """Pilkada 2024 is held in 545 regions: 37 provinces and 508 regencies and cities."""
    if not s.has("ELECTION", "ELECTION_2024") or not s.has("SERENTAK", "HELD"):
        return
    for number in s.numbers:
        name = _SCOPES.get(number.unit)
        right = official.field("scope", name) if name else None
        if right is not None and number.value > 10:
            agrees = number.value == right
            yield Finding("scope", "how_many", *s.span(number), agrees=agrees, sure=False)
            return


def _fields(fact: Fact | None) -> dict[str, Any]:
    return fact.value.fields if fact and isinstance(fact.value, RecordValue) else {}


def _roll(s: Statement, official: Official) -> Iterator[Finding]:
    """Voters and polling stations of the region that the post is about."""
    if official.region is None or not s.has("DPT", "TPS_COUNT"):
        return
    fact = official.fact("dpt_tps")
    known = {float(v) for v in _fields(fact).values() if isinstance(v, int | float)}
    for number in s.numbers:
        about = number.unit in ("pemilih", "voters", "tps", "jiwa", "orang")
        if about and number.value > 99 and known and "%" not in number.unit:
            agrees = number.value in known
            yield Finding("dpt_tps", "how_many", *s.span(number), agrees=agrees, sure=False)
            return


def _turnout(s: Statement, official: Official) -> Iterator[Finding]:
    fact = official.fact("turnout")
    if (
        fact is None
        or not isinstance(fact.value, NumberValue)
        or not s.has("TURNOUT")
        or s.has("LOW_TURNOUT", "PLAN")
    ):
        return
    if fact.valid_from and official.day < fact.valid_from:
        return
    for number in s.numbers:
        if number.unit in _SHARE and number.value > 1:
            agrees = abs(number.value - fact.value.number) < 1
            yield Finding(
                "turnout", "share", *s.span(number, *s.of("TURNOUT")[:1]), agrees=agrees, sure=False
            )
            return


def _accounts(s: Statement, official: Official) -> Iterator[Finding]:
    """Each pair may register twenty accounts per platform."""
    right = official.number("social_accounts_max")
    for number in s.numbers:
        if (
            number.unit in ("akun", "accounts")
            and s.has("CAMPAIGN", "PAIR")
            and s.has("DEADLINE", "END_WORD", "CAN")
        ) and right is not None:
            agrees = number.value == right
            yield Finding(
                "social_accounts_max", "how_many", *s.span(number), agrees=agrees, sure=False
            )
            return


def _penalty(s: Statement, official: Official) -> Iterator[Finding]:
    """Prison terms in months, of the offences whose penalties are facts."""
    yield from _wrong_law(s)
    for concept, slot in _PENALTIES.items():
        if not s.has(concept) or not s.has("SANCTION"):
            continue
        months = [m for n in s.numbers if (m := _months(n))]
        fact = official.fact(slot)
        fields = _fields(fact)
        low, high = fields.get("prison_months_min"), fields.get("prison_months_max")
        if months and low is not None and high is not None:
            agrees = all(low <= m <= high for m in months)
            yield Finding(
                slot,
                "prison",
                *s.span(s.of(concept)[0], s.of("SANCTION")[0]),
                agrees=agrees,
                sure=False,
            )
            return


def _unpunished(s: Statement) -> Iterator[Finding]:
    """ "nyebar amplop itu sedekah, tidak ada pidananya": an offence said to be free of any penalty."""
    for concept, slot in _PENALTIES.items():
        for act in s.of(concept):
            free = [t for t in s.near(act, "SANCTION", within=12) if t.negated or _denied(s, t)]
            free += [
                t for t in s.near(act, "ALLOWED", within=8) if not t.negated and not _denied(s, t)
            ]
            receives = s.text[act.start : act.end].startswith(("terima", "nampa", "narima"))
            if free and not receives and not s.has("REPORT_VIOLATION", "CANNOT"):
                yield Finding(slot, "unpunished", *s.span(act, free[0]), sure=False)
                return


def _denied(s: Statement, token: Token) -> bool:
    no = s.before_word(token.start, "NEG", within=3)
    return no is not None and s.clause(no.start) == s.clause(token.start)


def _wrong_law(s: Statement) -> Iterator[Finding]:
    """Articles of the general election law said to hold for the regional election."""
    for law in s.of("PEMILU_LAW"):
        if s.has("ELECTION", "ELECTION_2024") and not law.negated and not s.has("NEG"):
            yield Finding("pemilu_280_521", "wrong_law", *s.span(law), sure=False)
            return


def _months(number: Number) -> float | None:
    if number.unit in ("bulan", "months", "month"):
        return number.value
    if number.unit in ("tahun", "years", "year", "thn"):
        return number.value * 12 if number.value < 40 else None
    return None
