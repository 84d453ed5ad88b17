"""The record of a neutrality audit beside a policy, and the gate: a rule that fails it is not published.

The record names the exact content that was audited, so a changed rule is unaudited again. It is written into the
policy's folder by `suluh audit neutrality --policy FOLDER`. Whoever can write there could write a false record; that it
was made from these posts, anybody can check by making it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from suluh.errors import DataError, RequestError, ServiceError
from suluh.policy.rule import Policy

FILE = "neutrality.json"
FEWEST = 500  # exchanges below which an audit says too little (project decision)


class AuditRecord(msgspec.Struct, frozen=True):
    """What the gate asks of an audit: no exchange of a name, number, region or the empty column changes an answer."""

    policy: str  # name@version
    content: str  # SHA-256 of what the policy says
    knowledge: str
    made_at: datetime
    posts: int
    tried: dict[str, int]  # kind of exchange: how many
    changed: dict[str, int]  # kind of exchange: decisions that changed without a fact
    failed_rules: tuple[str, ...] = ()  # whose answer changed

    @property
    def says_enough(self) -> bool:
        return sum(self.tried.values()) >= FEWEST

    @property
    def names_all_rules(self) -> bool:
        """Whether every change has its rule. Until 29 November 2026 those by region or empty column had none here."""
        return bool(self.failed_rules) or not any(self.changed.values())


def write_record(record: AuditRecord, folder: Path) -> Path:
    """The record in the policy's folder. Raises ServiceError when it cannot be written."""
    path = folder / FILE
    try:
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")
        part.replace(path)
    except OSError as error:
        raise ServiceError(f"cannot write {path}: {error.strerror}") from error
    return path


def read_record(folder: Path) -> AuditRecord | None:
    """The record of a policy's folder; None where none was made. Raises DataError for one that cannot be read."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=AuditRecord)
    except (OSError, msgspec.MsgspecError) as error:
        raise DataError(f"cannot be read: {error}", file=path) from error


def must_be_neutral(policy: Policy, content: str, folder: Path) -> AuditRecord:
    """The record that lets this policy be published.

    Raises RequestError where there is none of this content, it says too little, or a live rule fails.
    """
    record = read_record(folder)
    if record is None or record.content != content or not record.names_all_rules:
        command = f"suluh audit neutrality --policy {folder}"
        raise RequestError(
            f"{policy.key} has no neutrality audit of what it says now; make one: {command}"
        )
    if not record.says_enough:
        raise RequestError(
            f"the neutrality audit of {policy.key} tried {sum(record.tried.values())} exchanges; {FEWEST} are the fewest"
        )
    if failing := failing_rules(policy, record):
        raise not_neutral(policy, failing)
    return record


def not_neutral(policy: Policy, failing: Sequence[str]) -> RequestError:
    """The refusal that names the rules."""
    return RequestError(
        f"{policy.key} cannot go live: the answer of {', '.join(failing)} depends on who or where is meant; "
        "see the audit, or set the rule to shadow"
    )


def failing_rules(policy: Policy, record: AuditRecord) -> tuple[str, ...]:
    """The live rules that fail; a rule in shadow does nothing yet, and may be audited again."""
    live = {rule.id for rule in policy.rules if rule.state == "live"}
    return tuple(sorted(live.intersection(record.failed_rules)))
