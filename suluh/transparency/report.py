"""Sums in, a report out: every figure for a period, and the head of the ledger it was counted from.

Whoever has the ledger, or its dump, counts the same: `report_from(events)` is all there is to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date

from suluh.cases.agreement import Agreement, by_rules
from suluh.ledger import Event
from suluh.ledger.merkle import Growing
from suluh.policy.rule import Policy
from suluh.transparency.coverage import coverage, topics
from suluh.transparency.durations import distribution
from suluh.transparency.figure import (
    Agreed,
    CountedHead,
    Figure,
    Report,
    Row,
    Table,
    counted,
    not_known,
    shared,
)
from suluh.transparency.fold import fold
from suluh.transparency.protect import hidden
from suluh.transparency.sums import ALL, Sums, View
from suluh.transparency.tables import tables

COUNTS = (
    "reports",
    "cases",
    "decided",
    "acted",
    "removed",
    "left_alone",
    "appealed",
    "appeal_decided",
)
LASTED = ("decision", "appeal", "order")
ORDER_STEPS = (
    "received",
    "urgent",
    "open",
    "validated",
    "refused",
    "geo_limited",
    "removed",
    "revoked",
)
ISSUERS = ("komdigi", "pengadilan")
FILED = ("filed", "filed_registered", "filed_not_registered", "filed_withdrawn")


def report_from(
    events: Iterable[Event], policy: Policy, start: date | None = None, end: date | None = None
) -> Report:
    """Events in, in order and all of them; a report out. start, end: days in WIB, both inclusive."""
    tree = Growing()

    def growing() -> Iterator[Event]:
        for event in events:
            tree.push(bytes.fromhex(event.hash))
            yield event

    sums = fold(growing())
    return report(sums, tree.root().hex(), policy, start, end)


def report(
    sums: Sums, root: str, policy: Policy, start: date | None = None, end: date | None = None
) -> Report:
    """The report over sums. root: of the tree over their events. Without days, all that there are."""
    days = sums.days()
    start, end = start or (days and days[0]), end or (days and days[1])
    view = View(sums, start or date.min, end or date.max)
    return Report(
        head=CountedHead(sums.seq, root, sums.hash),
        start=start,
        end=end,
        ratios=tuple(_ratios(view, "removed")),
        actions=tuple(_ratios(view, "acted")),
        errors=tuple(_errors(view)),
        counts=tuple(counted(name, view.total(name)) for name in COUNTS),
        outcomes=_outcomes(view),
        tables=tables(view, sums.sectors),
        times=tuple(distribution(name, view.by(f"{name}_minutes", "minutes")) for name in LASTED),
        agreement=_agreement(view),
        topics=topics(view, policy),
        orders=_orders(view),
        election_law=tuple(_election_law(view)),
        coverage=tuple(coverage(view)),
    )


def _ratios(view: View, what: str) -> Iterator[Figure]:
    """TikTok's five, of what was removed (theirs) or of all that was done."""
    done, posted = view.total(what), view.total(f"{what}_posting_known")
    yield shared(f"{what}_proactive", view.total(f"{what}_by_machine"), done)
    yield not_known(f"{what}_before_view", done)
    yield shared(f"{what}_fast", view.total(f"{what}_fast"), posted, done - posted)
    if what == "removed":
        answered, asked = (view.by(m, "source")["public"] for m in ("answered_fast", "cases"))
        yield shared("public_answered_fast", answered, asked)
    yield shared(f"{what}_overturned", view.total(f"{what}_overturned"), done)


def _errors(view: View) -> Iterator[Figure]:
    appeals = view.total("appeal_decided")
    yield shared("overturned", view.total("appeal_overturned"), appeals)
    yield shared("changed", view.total("appeal_changed"), appeals)
    yield shared("looks_differ", view.total("looks_differ"), view.total("looked_twice"))
    left, brought = (view.by(measure, "source")["machine"] for measure in ("left_alone", "decided"))
    yield shared("machine_left_alone", left, brought)


def _outcomes(view: View) -> Table:
    """What was decided, the whole country together."""
    found, total = view.by("outcome", "outcome"), view.total("decided")
    rows = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return Table("outcome", tuple(Row(name, (shared("outcome", n, total),)) for name, n in rows))


def _agreement(view: View) -> tuple[Agreed, ...]:
    """By rule, where so many cases were looked at that none of them can be told."""
    units: dict[str, list[list[str]]] = {}
    for said, times in sorted(view.by("said", "said").items()):
        rule, *outcomes = said.split("|")
        units.setdefault(rule, []).extend([outcomes] * times)
    small = hidden({rule: len(cases) for rule, cases in units.items()})
    return tuple(_agreed(one) for one in by_rules(units) if one.rule not in small)


def _agreed(one: Agreement) -> Agreed:
    """NaN is no JSON: what is not defined is None."""

    def defined(*values: float) -> bool:
        return not any(math.isnan(value) for value in values)

    return Agreed(
        one.rule,
        one.cases,
        one.same,
        one.kappa if defined(one.kappa) else None,
        one.kappa_range if defined(*one.kappa_range) else None,
        one.alpha if defined(one.alpha) else None,
        one.alpha_range if defined(*one.alpha_range) else None,
    )


def _orders(view: View) -> Table:
    """By who ordered, exact: what a state asks for is the public's to know, be it one order."""
    rows = []
    for issuer in (*ISSUERS, ALL):
        way = "issuer" if issuer else ALL
        found = (counted(f"order_{s}", view.by(f"order_{s}", way)[issuer]) for s in ORDER_STEPS)
        rows.append(Row(issuer or "all", tuple(found)))
    return Table("orders", tuple(rows))


def _election_law(view: View) -> Iterator[Figure]:
    yield from (counted(name, view.total(name)) for name in FILED)
    yield counted("filed_ruled", sum(view.by("ruled", "finding").values()))
    yield counted("filed_handed_over", sum(view.by("handed_over", "destination").values()))
