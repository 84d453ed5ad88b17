"""From the ledger to the figures: each one follows from what was told, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import msgspec
import pytest
from telling_counts import MONDAY, made_up, story

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.things import Account, Thing
from suluh.ledger import Kind, Ledger, NewEvent
from suluh.policy.language import load_policy
from suluh.transparency import Figure, Report, report_from
from suluh.transparency.definitions import definition

Tell = Callable[..., Report]


def figure(report: Report, name: str) -> Figure:
    every = (
        *report.ratios,
        *report.actions,
        *report.errors,
        *report.counts,
        *report.coverage,
        *report.election_law,
    )
    return next(one for one in every if one.name == name)


def parts(report: Report, name: str) -> tuple[int | None, int | None]:
    found = figure(report, name)
    return found.numerator, found.denominator


def test_the_five_ratios_are_counted_from_what_happened(tell: Tell) -> None:
    report = tell(
        story("A-1", by=Role.MACHINE, posted=3, after=60),  # proactive, within 24 h
        story("A-2", by=Role.MACHINE, posted=30, after=60),  # proactive, too late
        story("A-3", after=119),  # a citizen's, answered in time
        story("A-4", after=121, appeal="overturned"),  # a citizen's, late, overturned
        story("A-5", outcome=None),  # a citizen's, not answered
        story("A-6", outcome="no_action"),
    )
    assert parts(report, "removed_proactive") == (2, 4)
    assert parts(report, "removed_fast") == (1, 2)
    assert figure(report, "removed_fast").left_out == 2
    assert parts(report, "public_answered_fast") == (2, 4)
    assert parts(report, "removed_overturned") == (1, 4)


def test_views_before_the_action_are_not_on_record_and_never_made_up(tell: Tell) -> None:
    found = figure(tell(story("A-1", by=Role.MACHINE, posted=1)), "removed_before_view")
    assert (found.numerator, found.share, found.suppressed) == (None, None, False)
    assert definition("removed_before_view").unknown


def test_errors_are_counted_with_their_intervals(tell: Tell) -> None:
    report = tell(
        story("A-1", appeal="overturned"),
        story("A-2", appeal="upheld"),
        story("A-3", second="no_action"),
        story("A-4", second="remove"),
        story("A-5", by=Role.MACHINE, outcome="no_action"),
    )
    assert parts(report, "overturned") == (1, 2)
    assert parts(report, "looks_differ") == (1, 2)
    assert parts(report, "machine_left_alone") == (1, 1)
    found = figure(report, "overturned")
    assert found.low is not None and found.high is not None and found.low < 0.5 < found.high


def test_the_first_of_two_decides_nothing(tell: Tell) -> None:
    """A candidate's account takes two of the panel; one alone is no decision, and none is counted."""
    who = {"case": "A-1", "at": MONDAY}
    thing = Thing(url="https://contoh.id/1", account=Account(handle="@p", kind="candidate"))
    desk = who | {"actor": "meja", "role": Role.TRIAGE}
    panel = who | {"role": Role.SENIOR_PANEL, "outcome": "remove", "severity": 2}
    begun = [
        e.Reported(**who, actor="w", role=Role.REPORTER_PUBLIC, track="A", thing=thing),
        e.Acknowledged(**desk),
        e.Triaged(**desk, priority="P2", severity=2),
        e.Routed(**desk, to="in_review"),
        e.Decided(**panel, actor="panel1"),
    ]
    assert parts(tell(begun), "decided") == (0, None)
    assert parts(tell([e.Decided(**panel, actor="panel2")]), "decided") == (1, None)


def test_orders_are_apart_and_exact(tell: Tell) -> None:
    who = {"case": "C-1", "at": MONDAY, "actor": "hukum", "role": Role.LEGAL_GATEWAY}
    thing = Thing(url="https://contoh.id/1")
    order = e.OrderReceived(
        **who, thing=thing, issuer="komdigi", number="1", legal_basis="contoh", urgent=True
    )
    report = tell([order, e.OrderExamined(**who), e.OrderRefused(**who, reason="Tidak jelas.")])
    komdigi = {one.name: one.numerator for one in report.orders.rows[0].figures}
    assert komdigi["order_received"] == komdigi["order_refused"] == komdigi["order_urgent"] == 1
    assert parts(report, "cases") == (0, None)


def test_state_bodies_are_counted_apart_from_civil_society(tell: Tell) -> None:
    def granted(name: str, sector: str) -> NewEvent:
        return NewEvent(
            Kind.REPORTER_STATUS, f"O-{name}", {"organisation": name, "sector": sector}, MONDAY
        )

    def reports(name: str, organisation: str, count: int) -> list[object]:
        by = {"by": Role.REPORTER_TRUSTED, "organisation": organisation}
        return [told for n in range(count) for told in story(f"A-{name}{n}", **by)]  # type: ignore[arg-type]

    report = tell(
        [granted("bawaslu", "state"), granted("warga", "civil_society")],
        reports("a", "bawaslu", 6),
        reports("b", "warga", 7),
    )
    rows = {row.key: row.figures[0].numerator for row in report.table("source").rows}
    assert (rows["state"], rows["civil_society"]) == (6, 7)


def test_a_scan_s_batches_are_counted_and_a_ledger_without_scans_says_so(tell: Tell) -> None:
    assert figure(tell(), "scan_posts").numerator is None
    tally = {
        "posts": 40,
        "looked": 10,
        "rejected": 2,
        "rules": {"CIV-PROC": 9},
        "shadow": {"PATTERN": 6},
    }
    report = tell([NewEvent(Kind.BATCH_SEALED, "run", {"tally": tally}, MONDAY)])
    assert parts(report, "scan_looked") == (10, 40)
    topics = {one.rule: one for one in report.topics}
    assert (topics["CIV-PROC"].fired.numerator, topics["PATTERN"].shadow.numerator) == (9, 6)
    assert {rule.id for rule in load_policy().rules} <= topics.keys()


def test_days_choose_the_period(tell: Tell) -> None:
    stories = [story("A-1"), story("A-2", at=MONDAY + timedelta(days=3))]
    assert parts(tell(*stories), "cases") == (2, None)
    day = date(2024, 11, 28)
    assert parts(tell(start=day, end=day), "cases") == (1, None)


def test_a_case_that_cannot_be_read_is_missed_by_nobody(tell: Tell) -> None:
    report = tell(
        story("A-1"), [NewEvent("case_unheard_of", "A-2", {"kind": "unheard_of"}, MONDAY)]
    )
    assert (parts(report, "cases"), parts(report, "unreadable")) == ((1, None), (1, None))


def test_agreement_is_shown_where_enough_was_looked_at(tell: Tell) -> None:
    few = tell(*(story(f"A-{n}", second="remove") for n in range(3)))
    assert few.agreement == ()
    more = tell(*(story(f"A-{n}", second="no_action" if n % 4 else "remove") for n in range(3, 20)))
    assert [one.rule for one in more.agreement] == ["CIV-PROC"]


def test_the_report_names_its_ledger_and_is_the_same_each_time(ledger: Ledger) -> None:
    ledger.append(made_up(40, 7))
    first, again = (report_from(ledger.events(), load_policy()) for _ in range(2))
    assert msgspec.json.encode(first) == msgspec.json.encode(again)
    assert (first.head.events, first.head.hash) == tuple(ledger.head())


@pytest.mark.parametrize("name", ["decision", "appeal"])
def test_durations_are_bins_of_what_was_measured(tell: Tell, name: str) -> None:
    report = tell(*(story(f"A-{n}", after=10 * n + 1, appeal="upheld") for n in range(1, 10)))
    found = next(one for one in report.times if one.name == name)
    assert found.count == sum(one.count for one in found.bins) == 9
    assert found.median == {"decision": 51, "appeal": 90}[name]
