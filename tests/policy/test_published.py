"""A published policy stays as it was, or says that it did not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from suluh.errors import DataError
from suluh.policy.audited import read_record, write_record
from suluh.policy.check import check_policy
from suluh.policy.language import find_policy, load_policy
from suluh.policy.published import changed_since, content_hash, key_of, publish
from suluh.runners.deciding import Settings, opened


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A copy of the shipped policy under a version of its own."""
    folder = Path(shutil.copytree(find_policy("1"), tmp_path / "naskah"))
    (folder / "published.sha256").unlink(missing_ok=True)
    edit(folder, "policy.yaml", "version: '1'", "version: '9'")
    return audited(folder)


def audited(folder: Path) -> Path:
    """The folder with a record that its audit found nothing; test_audited.py is about the others."""
    record = read_record(find_policy("1"))
    assert record is not None
    write_record(replace(record, content=content_hash(load_policy(folder))), folder)
    return folder


def edit(folder: Path, file: str, before: str, after: str) -> Path:
    path = folder / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    return folder


def test_the_key_of_a_decision_changes_with_any_word_of_the_policy(draft: Path) -> None:
    before = key_of(load_policy(draft))
    assert before.startswith("pilkada-2024@9+")
    edit(draft, "rules/CIV-PROC.yaml", "state: live", "state: shadow")
    assert key_of(load_policy(draft)) != before


def test_comments_do_not_change_the_key(draft: Path) -> None:
    before = key_of(load_policy(draft))
    edit(draft, "policy.yaml", "queues:", "# catatan\nqueues:")
    assert key_of(load_policy(draft)) == before


def test_a_published_version_that_was_changed_is_refused_by_check_and_by_deciding(
    draft: Path,
) -> None:
    publish(load_policy(draft), draft)
    assert check_policy(draft).ok
    edit(draft, "rules/CIV-PROC.yaml", "outcome: reco_ineligible", "outcome: context_label")
    report = check_policy(draft)
    assert not report.ok
    assert "sudah terbit" in report.text and "naikkan `version`" in report.text
    with pytest.raises(DataError, match="sudah terbit"):
        opened(Settings(policy=str(draft)))
    with pytest.raises(DataError, match="sudah terbit"):
        publish(load_policy(draft), draft)


def test_a_copy_with_a_raised_version_is_a_draft_again(draft: Path) -> None:
    publish(load_policy(draft), draft)
    edit(draft, "policy.yaml", "version: '9'", "version: '10'")
    assert changed_since(load_policy(draft), draft) is None
    assert "Belum terbit" in check_policy(draft).text


def test_a_copy_that_says_something_else_under_a_shipped_version_is_a_mistake(draft: Path) -> None:
    edit(draft, "policy.yaml", "version: '9'", "version: '1'")
    assert check_policy(draft).ok  # word for word the same
    edit(draft, "rules/CIV-PROC.yaml", "state: live", "state: shadow")
    report = check_policy(draft)
    assert not report.ok and "pilkada-2024@1 sudah ada dengan isi lain" in report.text


def test_the_check_prints_the_whole_hash(draft: Path) -> None:
    assert content_hash(load_policy(draft)) in check_policy(draft).text
