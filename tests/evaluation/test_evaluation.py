"""Figures held against the docs, golden sets, drift, cards: what they say of known data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.bench.posts import Expected
from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.events import Outcome, recorded
from suluh.cases.things import Thing
from suluh.cli.evaluate import KINDS
from suluh.content import WIB, Post
from suluh.errors import DataError, RequestError
from suluh.evaluation import cards, golden, rule_cards
from suluh.evaluation.drift import Decided, drift
from suluh.evaluation.figures import Figure, again, documented_in, picked, registry
from suluh.flow import DETECTORS
from suluh.ledger import Event, NewEvent
from suluh.ledger.events import NO_HASH, chained
from suluh.policy.language import load_policy
from suluh.runners.work import DecisionDigest

ROOT = Path(__file__).parents[2]
START = datetime(2024, 11, 1, 8, tzinfo=WIB)

# --- figures


def test_every_figure_that_is_said_to_stand_in_the_docs_stands_there() -> None:
    docs = (ROOT / "docs" / "figures.md").read_text("utf-8")
    missing = [f.name for f in registry() if f.in_docs and documented_in(docs, f) is None]
    assert missing == []


def test_every_figure_has_a_name_of_its_own_and_a_benchmark() -> None:
    names = [figure.name for figure in registry()]
    assert len(names) == len(set(names))
    assert {figure.kind for figure in registry()} <= set(KINDS)
    assert all(f.needs or f.path is None or (ROOT / f.path).exists() for f in registry())


def test_a_figure_that_the_docs_write_otherwise_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "figures.md").write_text("| found | .81 |\n", "utf-8")
    asked: list[str] = []

    def measure(kind: str, path: Path | None, size: int | None) -> Mapping[str, Any]:
        asked.append(kind)
        if kind == "speed":
            raise RequestError("the stream has run dry")
        return {"found": 0.8, "rows": [{"n": 3}]}

    figures = [
        Figure("a", "posts", "found", "quick", in_docs=r"found \| (\.\d+)"),
        Figure("b", "posts", "rows.0.n", "quick"),
        Figure("c", "posts", "rows.7.n", "quick"),
        Figure("d", "speed", "found", "slow"),
        Figure("e", "retrieval", "found", "slow", needs="retrieval"),
    ]
    found = {one.name: one for one in again(figures, measure, tmp_path)}
    assert asked == ["posts", "speed"]  # what several figures stand in is measured once
    assert found["a"].differs and (found["a"].measured, found["a"].documented) == (0.8, 0.81)
    assert found["b"].measured == 3 and not found["b"].differs
    assert found["c"].measured is None and found["c"].lost
    assert found["d"].problem == "the stream has run dry"
    assert "--data" in found["e"].problem
    assert not any(found[name].lost for name in "abde")


def test_without_a_checkout_there_are_no_docs_to_hold_against(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="checkout"):
        list(again([], lambda *_: {}, tmp_path))


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)), st.text())  # fmt: skip
def test_a_place_that_is_not_there_is_no_number(value: Any, pick: str) -> None:
    assert isinstance(picked({"a": value}, f"a.{pick}"), float | None)


# --- golden sets


def looked_at(case: str, first: Outcome, second: Outcome | None) -> list[NewEvent]:
    """A case decided by one person and, unless None, looked at blindly by another."""
    by: dict[str, Any] = {"case": case, "at": START, "actor": "p-1"}
    told: list[e.Happening] = [
        e.Reported(**by, track="A", thing=Thing(text="hubungi 0812-0000-1111 ya"), role=Role.REPORTER_PUBLIC),
        e.Acknowledged(**by, role=Role.TRIAGE),
        e.Triaged(**by, role=Role.TRIAGE, priority="P2", severity=2, rule="SCAM-ELECTION"),
        e.Routed(**by, role=Role.TRIAGE, to="in_review"),
        e.Decided(**by | {"actor": "p-rani"}, role=Role.REVIEWER, outcome=first, rule="pilkada-2024@1/SCAM-ELECTION", severity=2),
    ]  # fmt: skip
    if second:
        told.append(
            e.Reviewed(**by | {"actor": "p-sari"}, role=Role.REVIEWER, outcome=second, rule="x")
        )
    return [NewEvent(r.kind, r.subject, r.body, r.at) for r in map(recorded, told)]


def chain(events: list[NewEvent]) -> list[Event]:
    found: list[Event] = []
    for new in events:
        found.append(chained(new, len(found) + 1, found[-1].hash if found else NO_HASH))
    return found


def test_cases_that_two_people_decided_blindly_are_a_golden_set() -> None:
    events = chain(
        [*looked_at("1", "remove", "remove"), *looked_at("2", "remove", "no_action"), *looked_at("3", "remove", None)]
    )  # fmt: skip
    found = golden.from_desks(events)
    assert [(one.id, one.answers, one.answer) for one in found] == [
        ("1", ("remove", "remove"), "remove"),
        ("2", ("remove", "no_action"), None),
    ]
    assert all("0812" not in one.text for one in found)  # masked
    assert not re.search("rani|sari|p-1", repr(found))  # nobody is named
    (rated,) = golden.rated(found)
    assert (rated.rule, rated.posts, rated.settled) == ("SCAM-ELECTION", 2, 1)
    assert rated.agreement is not None and rated.agreement.same == 0.5


def test_posts_that_the_project_labelled_once_have_no_agreement() -> None:
    table = golden.from_table(
        ROOT / "suluh/demo/posts.jsonl", ROOT / "tests/tables/demo_rules.jsonl"
    )
    assert len(table) > 150
    assert all(
        rated.agreement is None and rated.who == golden.BY_THE_PROJECT
        for rated in golden.rated(table)
    )


# --- drift


def stream(count: int, removed: float, first: datetime) -> list[Decided]:
    return [
        Decided(
            first + timedelta(minutes=n),
            DecisionDigest(str(n), outcome="reco_ineligible" if n % 100 < removed else "info_label",
                queue="process", score=4.0, rules=("CIV-PROC",)),
        )
        for n in range(count)
    ]  # fmt: skip


def test_a_period_with_other_decisions_stands_out() -> None:
    later = START + timedelta(days=3)
    found = {
        one.of: one for one in drift([*stream(400, 10, START), *stream(400, 30, later)], later)
    }
    assert found["outcome"].stands_out
    assert found["outcome"].moved[0][0] in ("info_label", "reco_ineligible")
    assert not found["queue"].stands_out


def test_the_same_decisions_again_do_not() -> None:
    later = START + timedelta(days=3)
    found = drift([*stream(400, 10, START), *stream(400, 10, later)], later)
    assert not any(one.stands_out for one in found)


def test_of_a_few_decisions_nothing_is_said() -> None:
    assert all(one.limit is None for one in drift(stream(20, 10, START), START))
    assert all(one.limit is None for one in drift([], START))


# --- cards


def test_every_detector_has_a_card_that_says_what_it_cannot_do() -> None:
    known = cards.about()
    named = {detector.__name__ for detector in DETECTORS} | {"suspicion", "resemblance", "triage"}
    assert set(known) == named
    assert all(told.cannot and told.licence for told in known.values())
    models = [told.model for told in known.values() if told.model]
    assert all((ROOT / "docs" / "models" / model).is_file() for model in models)


def test_a_card_counts_by_language_and_time_beside_style() -> None:
    heard = [
        cards.Heard(
            Expected(Post(id=str(n), text=f"kata {n} " * (1 + n % 5)), "leave" if n % 2 else "act",
                language="obf" if n % 4 == 1 else "jv", time="1st third"),
            frozenset({"triage"} if n % 2 == 0 else ()),
        )
        for n in range(60)
    ]  # fmt: skip
    page = cards.detectors_page(heard, {"triage": cards.about()["triage"]})
    assert "| spoke on wrong posts | 30 of 30" in page
    assert "| spoke on posts to leave | 0 of 30" in page
    assert "jv 0/15, obfuscated 0/15" in page
    assert "of as many that style alone would pick" in page


def test_a_rule_without_posts_says_so() -> None:
    policy = load_policy(None)
    page = rule_cards.rules_page(policy, [rule_cards.Answered("CIV-PROC", True, True)], [], [])
    row = next(line for line in page.splitlines() if line.startswith("| CIV-PROC "))
    assert "1 of 1" in row and "no posts" in row and "none" in row and "not known" in row
    assert (
        len([line for line in page.splitlines() if line.startswith("| ")]) == len(policy.rules) + 1
    )
