"""Whether a policy is still what was published under its name and version.

Every decision carries the beginning of the policy's content hash (`pilkada-2024@1+9f2c12ab`), so that a change under the
same version shows in what it decides. A version is published by writing its whole hash into the folder; from then on a
folder that claims the version and says something else is refused. A copy with a raised version is a new draft.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from suluh.errors import DataError, RequestError, ServiceError
from suluh.policy.audited import failing_rules, must_be_neutral, not_neutral, read_record
from suluh.policy.rule import Policy

FILE = "published.sha256"
SHOWN = 8  # hex digits of the hash that a decision carries


def content_hash(policy: Policy) -> str:
    """SHA-256 over everything the policy says; comments and line breaks of its files do not count."""
    return hashlib.sha256(msgspec.json.encode(policy)).hexdigest()


def key_of(policy: Policy) -> str:
    """What a decision records: name, version and the beginning of the content hash."""
    return f"{policy.key}+{content_hash(policy)[:SHOWN]}"


def publish(policy: Policy, folder: Path) -> str:
    """Write the policy's hash into its folder; the hash.

    Raises DataError when the version is taken, RequestError while no neutrality audit lets its live rules (audited.py).
    """
    changed = changed_since(policy, folder)
    if changed is not None:
        raise changed
    digest = content_hash(policy)
    must_be_neutral(policy, digest, folder)
    try:
        (folder / FILE).write_text(f"{digest}  {policy.key}\n", encoding="utf-8")
    except OSError as error:
        raise ServiceError(f"cannot write {folder / FILE}: {error.strerror}") from error
    return digest


def failed_audit(policy: Policy, folder: Path) -> RequestError | None:
    """The refusal of a policy that was audited as it stands and failed: it decides nothing, not even as a draft."""
    record = read_record(folder)
    if record is None or record.content != content_hash(policy):
        return None
    failing = failing_rules(policy, record)
    return not_neutral(policy, failing) if failing else None


def published_hash(policy: Policy, folder: Path) -> str | None:
    """The hash under which this name and version was published; None for a draft."""
    path = folder / FILE
    if not path.is_file():
        return None
    digest, _, key = path.read_text(encoding="utf-8").strip().partition("  ")
    return digest if key == policy.key else None


def changed_since(policy: Policy, folder: Path) -> DataError | None:
    """The mistake to name when a published version was changed."""
    before = published_hash(policy, folder)
    if before is None or before == content_hash(policy):
        return None
    return DataError(
        f"{policy.key} sudah terbit (isi {before[:SHOWN]}) dan sejak itu berubah (isi {content_hash(policy)[:SHOWN]}); "
        "salin ke folder baru dan naikkan `version` (a published version stays as it was)",
        file=folder / "policy.yaml",
    )
