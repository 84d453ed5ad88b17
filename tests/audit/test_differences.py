"""What was done, by who is named: a planted bias is found, a fair ledger is left in peace, and the tests are right."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from scipy.stats import mannwhitneyu

from suluh.audit.audit import from_ledger
from suluh.audit.chance import compared, holm, wilson
from suluh.audit.differences import differences
from suluh.audit.observed import Observation, observe
from suluh.audit.reporters import K, who_reports_whom
from suluh.bench.fairness import FAIR, PAIRS, Bias, Life, lives
from suluh.bench.fairness_events import told_all
from suluh.ledger import Event, NewEvent
from suluh.ledger.events import NO_HASH, chained
from suluh.text.names import NameBook

NAMES = NameBook({PAIRS[0]: ("budi contohan",), PAIRS[1]: ("citrawati karangan",)})
NAMED = {PAIRS[0]: "Budi Contohan", PAIRS[1]: "Citrawati Karangan"}


def ledger(count: int, bias: Bias, seed: int = 1) -> list[Event]:
    """As the desks would write it."""
    events: list[Event] = []
    for new in told_all(lives(count, bias, seed), NAMED):
        before = events[-1].hash if events else NO_HASH
        events.append(chained(new, len(events) + 1, before))
    return events


@pytest.mark.parametrize(
    ("bias", "measure"),
    [(Bias(harsher=0.25), "acted"), (Bias(slower=2.5), "hours")],
)
def test_a_planted_bias_is_found_in_a_ledger(bias: Bias, measure: str) -> None:
    found = from_ledger(ledger(700, bias), NAMES)
    assert found.unread == 0
    assert measure in {row.measure for row in found.differences.flagged}
    assert all(row.who in PAIRS for row in found.differences.flagged)


def test_a_fair_ledger_of_the_same_size_is_left_in_peace() -> None:
    found = from_ledger(ledger(700, FAIR), NAMES)
    assert found.differences.tests >= 4
    assert found.differences.flagged == ()
    assert all(
        row.smallest and row.smallest > 0 for row in found.differences.rows if not row.too_few
    )


def test_a_ledger_tells_of_every_case_what_happened_to_it() -> None:
    """Who is named, topic, reach, hours, and whether an appeal found it wrong: none of it is lost on the way."""
    found = {one.id: one for one in observe(ledger(200, FAIR, seed=4), NAMES).observations}
    for life in lives(200, seed=4):
        seen = found[life.id]
        assert (seen.mentions, seen.stratum) == ((life.pair,), life.observation().stratum)
        assert (seen.acted, seen.wrong) == (life.observation().acted, life.observation().wrong)
        assert seen.hours == pytest.approx(life.hours, abs=1e-6)
    assert {one.wrong for one in found.values()} == {None, False, True}


def test_every_look_of_the_desks_is_in_the_audit() -> None:
    """Error on appeal, place in the queue, the power of each test, who reports whom."""
    found = from_ledger(ledger(2000, FAIR), NAMES)
    tested = {row.measure for row in found.differences.rows if not row.too_few}
    assert {"wrong", "place", "acted", "hours"} <= tested
    assert {row.kind for row in found.reports} == {"state", "civil_society", "public"}
    assert all(row.cases and row.cases >= K for row in found.reports)


def test_few_posts_are_too_few_to_say() -> None:
    found = differences([life.observation() for life in lives(25, Bias(harsher=0.5))])
    assert found.rows and found.flagged == ()
    assert any(row.too_few for row in found.rows)


def test_an_event_of_another_version_costs_only_itself() -> None:
    events = ledger(30, FAIR)
    strange = chained(
        NewEvent("case_unheard_of", "x", {"kind": "unheard_of"}, events[0].moment()), 1, NO_HASH
    )
    found = observe([strange, *events], NAMES)
    assert found.unread == 1 and len(found.observations) == 30


# --- the tests themselves


def test_the_statistic_is_that_of_a_published_table() -> None:
    """Berkeley admissions of 1973 (Bickel, Hammel and O'Connell, Science 187, 1975): Mantel-Haenszel by department.

    R's `mantelhaen.test(UCBAdmissions, correct = FALSE)` gives 1.5246 with one degree of freedom.
    """
    table = {
        "A": (512, 313, 89, 19), "B": (353, 207, 17, 8), "C": (120, 205, 202, 391),
        "D": (138, 279, 131, 244), "E": (53, 138, 94, 299), "F": (22, 351, 24, 317),
    }  # fmt: skip
    values, group, strata = [], [], []
    for name, (men_in, men_out, women_in, women_out) in table.items():
        for count, value, mine in (
            (men_in, 1, True), (men_out, 0, True), (women_in, 1, False), (women_out, 0, False),
        ):  # fmt: skip
            values += [value] * count
            group += [mine] * count
            strata += [name] * count
    found = compared(values, group, strata)
    assert found.z**2 == pytest.approx(1.5246, abs=1e-3)
    assert found.enough


def test_ranks_of_one_stratum_are_the_rank_sum_test() -> None:
    """Against scipy.stats.mannwhitneyu without continuity correction."""
    a, b = [1.0, 2.5, 2.5, 7.0, 9.0, 4.0, 3.0], [3.5, 8.0, 10.0, 11.0, 2.5, 12.0]
    found = compared([*a, *b], [True] * len(a) + [False] * len(b), ["s"] * 13, ranked=True)
    known = mannwhitneyu(a, b, use_continuity=False, method="asymptotic")
    assert found.p == pytest.approx(known.pvalue, abs=1e-9)
    assert found.difference == pytest.approx(known.statistic / (len(a) * len(b)) - 0.5)


def test_values_that_are_all_alike_say_nothing_however_they_are_rounded() -> None:
    """Ranks over N are no exact numbers: their mean missed them by 1e-17, and a difference of nothing stood out."""
    topics = [number % 7 for number in range(301)]
    found = compared([3.0] * 301, [number % 3 == 0 for number in range(301)], topics, ranked=True)
    assert (found.difference, found.p, found.enough) == (0.0, 1.0, False)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_holm_only_raises_and_keeps_the_order(chances: list[float]) -> None:
    raised = holm(chances)
    assert all(low <= high <= 1 for low, high in zip(chances, raised, strict=True))
    pairs = sorted(zip(chances, raised, strict=True))
    assert [high for _, high in pairs] == sorted(high for _, high in pairs)


@given(st.integers(0, 200), st.integers(1, 200))
def test_an_interval_holds_its_share(part: int, whole: int) -> None:
    part = min(part, whole)
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-12 and part / whole - 1e-12 <= high <= 1


# --- who reports whom


@given(
    st.lists(
        st.tuples(st.sampled_from(["bawaslu", "lsm", ""]), st.sampled_from(PAIRS)), max_size=80
    )
)
def test_no_count_below_k_is_shown(reports: list[tuple[str, str]]) -> None:
    life = next(lives(1))
    seen = [_reported(life, who, org) for org, who in reports]
    told_rows = who_reports_whom(seen, {"bawaslu": "state", "lsm": "civil_society"})
    kinds = {"bawaslu": "state", "lsm": "civil_society", "": "public"}
    counts = Counter((kinds[org], who) for org, who in reports)
    for row in told_rows:
        count = counts[row.kind, row.who]
        assert row.cases == (count if count >= K else None)


def _reported(life: Life, who: str, organisation: str) -> Observation:
    orgs = (organisation,) if organisation else ()
    return replace(life.observation(), mentions=(who,), organisations=orgs)
