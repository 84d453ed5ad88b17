"""Statements of reasons as records: valid for the DSA database, and naming nobody."""

from __future__ import annotations

import json

from telling_counts import MONDAY, made_up, new, story

from suluh.actions import dsa_problems
from suluh.cases import Role
from suluh.ledger import Kind, Ledger, NewEvent
from suluh.policy.language import load_policy
from suluh.transparency.statements import Statement, statements


def told(ledger: Ledger) -> list[Statement]:
    return list(statements(ledger.events(), load_policy()))


def test_every_record_fits_the_schema(ledger: Ledger) -> None:
    ledger.append(made_up(60, 3))
    found = told(ledger)
    assert len(found) > 20
    assert [problem for one in found for problem in dsa_problems(one.record)] == []


def test_a_statement_says_what_was_decided_and_names_nobody(ledger: Ledger) -> None:
    by = {"by": Role.REPORTER_TRUSTED, "organisation": "Pemantau Contoh"}
    ledger.append(map(new, story("A-1", posted=2, appeal="overturned", **by)))  # type: ignore[arg-type]
    ledger.append(map(new, story("A-2", outcome="no_action")))
    (one,) = told(ledger)
    assert one.record["puid"] == "A-1" and one.appeal == "overturned"
    assert one.record["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"]
    assert one.record["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"
    said = json.dumps(one.record)
    assert not [
        name for name in ("Pemantau", "rani", "081234567890", "Unggahan buatan") if name in said
    ]


def test_a_machine_s_own_limit_has_a_statement_too(ledger: Ledger) -> None:
    decision = {
        "post_id": "p1",
        "outcome": "reco_ineligible",
        "rules": ["CIV-PROC"],
        "facts": ["ID-SCH-001"],
    }
    body = {"decision": decision, "policy": "pilkada-2024@1+abc"}
    ledger.append([NewEvent(Kind.DECISION, "p1", body, MONDAY)])
    (one,) = told(ledger)
    assert one.record["automated_decision"] == "AUTOMATED_DECISION_FULLY"
    assert one.record["fact_versions"] == ["ID-SCH-001"] and "p1" not in one.record["puid"]
    assert dsa_problems(one.record) == []
