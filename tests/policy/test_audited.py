"""A rule that fails the neutrality audit is not published, and decides nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from suluh.content import WIB
from suluh.errors import DataError, RequestError
from suluh.policy.audited import AuditRecord, read_record, write_record
from suluh.policy.check import check_policy
from suluh.policy.language import find_policy, load_policy
from suluh.policy.published import content_hash, publish, published_hash
from suluh.runners.deciding import Settings, opened


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A copy of the shipped policy under a version of its own."""
    folder = Path(shutil.copytree(find_policy("1"), tmp_path / "naskah"))
    (folder / "published.sha256").unlink()
    edit(folder, "policy.yaml", "version: '1'", "version: '9'")
    return folder


def edit(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def recorded(folder: Path, **changes: Any) -> AuditRecord:
    """A passing record of what the policy in the folder says now, but for `changes`."""
    policy = load_policy(folder)
    record = AuditRecord(
        policy.key,
        content_hash(policy),
        "-",
        datetime(2026, 1, 1, tzinfo=WIB),
        900,
        {"name": 2000},
        {},
    )
    record = replace(record, **changes)
    write_record(record, folder)
    return record


def test_the_shipped_policy_has_passed_its_audit_as_it_stands() -> None:
    folder = find_policy(None)
    policy = load_policy(folder)
    record = read_record(folder)
    assert record is not None and record.content == content_hash(policy)
    assert record.says_enough and record.failed_rules == ()
    assert record.tried["name"] > 1000 and record.tried["region"] > 1000
    assert record.tried["empty_column"] > 100 and record.changed == {}


def test_without_an_audit_nothing_is_published(draft: Path) -> None:
    with pytest.raises(RequestError, match="no neutrality audit of what it says now"):
        publish(load_policy(draft), draft)  # the copied record is of the shipped content
    assert published_hash(load_policy(draft), draft) is None


def test_with_a_passing_audit_it_is(draft: Path) -> None:
    recorded(draft)
    assert publish(load_policy(draft), draft) == content_hash(load_policy(draft))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"failed_rules": ("CIV-PROC",), "changed": {"name": 1}}, "the answer of CIV-PROC depends"),
        ({"failed_rules": ("SCAM-ELECTION",), "changed": {"region": 1}}, "SCAM-ELECTION"),
        ({"changed": {"empty_column": 2}}, "no neutrality audit"),  # of a time when no rule was named for it
        ({"tried": {"name": 12}}, "tried 12 exchanges"),  # too few to mean anything
    ],
)  # fmt: skip
def test_a_failing_audit_refuses(draft: Path, changes: dict[str, Any], why: str) -> None:
    recorded(draft, **changes)
    with pytest.raises(RequestError, match=why):
        publish(load_policy(draft), draft)


def test_a_failing_rule_may_wait_in_the_shadow(draft: Path) -> None:
    edit(draft, "rules/CIV-PROC.yaml", "state: live", "state: shadow")
    recorded(draft, failed_rules=("CIV-PROC",))
    publish(load_policy(draft), draft)


def test_a_rule_that_changed_after_its_audit_is_unaudited_again(draft: Path) -> None:
    recorded(draft)
    edit(draft, "rules/CIV-PROC.yaml", "outcome: reco_ineligible", "outcome: context_label")
    with pytest.raises(RequestError, match="no neutrality audit"):
        publish(load_policy(draft), draft)


def test_a_policy_that_failed_decides_nothing_even_as_a_draft(draft: Path) -> None:
    recorded(draft, failed_rules=("CIV-PROC",))
    assert check_policy(draft).ok  # its words are in order
    with pytest.raises(RequestError, match="cannot go live"):
        opened(Settings(policy=str(draft)))
    assert opened(Settings(policy=str(draft), trial=True))  # the audit may look at it again


def test_a_record_that_cannot_be_read_is_named(draft: Path) -> None:
    (draft / "neutrality.json").write_text("{", "utf-8")
    with pytest.raises(DataError, match=r"neutrality\.json"):
        publish(load_policy(draft), draft)


def test_the_command_says_what_to_do(suluh: Callable[..., Any], draft: Path) -> None:
    ran = suluh("policy", "publish", draft)
    assert ran.code == 2
    assert "suluh audit neutrality --policy" in ran.said
