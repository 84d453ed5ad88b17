"""A change to a fact: proposed with a source, read as a diff, published by another person as a new version.

    proposed ─► accepted (a new version of the facts) | rejected | withdrawn
        └─► waiting ─► accepted | rejected | withdrawn      where the fact touches the vote

All of it is events in the ledger; `proposal_of` reads them, `judging` writes what becomes of them. Registering an
official account is proposing a fact of the slot official_channel.
"""

from __future__ import annotations

import difflib
import re
import secrets
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from suluh.errors import RequestError
from suluh.ledger import Event, NewEvent
from suluh.web.partner import folders, published
from suluh.web.store import LEDGER

PROPOSED, JUDGED = "fact_proposed", "fact_judged"
Status = Literal["proposed", "waiting", "accepted", "rejected", "withdrawn"]
OPEN = ("proposed", "waiting")
PLATFORMS = ("instagram", "tiktok", "facebook", "x", "youtube", "whatsapp", "telegram", "web")


class Proposal(msgspec.Struct, frozen=True):
    """`before` is the fact as it stood, "" for a new one; `after` as it would stand; both YAML."""

    id: str
    fact: str
    before: str
    after: str
    why: str
    base: str  # version of the facts it was written against
    by: str
    at: datetime
    organisation: str = ""
    status: Status = "proposed"
    judged_by: str = ""
    judged_at: datetime | None = None
    reason: str = ""
    due: datetime | None = None  # until when it waits, once accepted
    ended_by: str = ""  # who had it published before that, or stopped it
    end_why: str = ""
    version: int = 0  # the published version

    def diff(self) -> list[str]:
        """The lines of a unified diff, without its two headings."""
        before, after = self.before.splitlines(), self.after.splitlines()
        return list(difflib.unified_diff(before, after, lineterm="", n=3))[2:]


class NotPossible(Exception):
    """Why a proposal cannot be made or judged. `key` names the phrase: proposal_KEY."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(key)


def propose(
    fact: str,
    after: str,
    why: str,
    source: dict[str, str],
    *,
    by: str,
    organisation: str,
    now: datetime,
) -> Proposal:
    """A proposal to replace `fact` by the YAML `after`, with a further source in front of its sources.

    Raises NotPossible for YAML that is no fact, without a source, or the same as it was; DataError when the facts would
    not load with it.
    """
    if not source.get("title") or not source.get("url", "").startswith(("http://", "https://")):
        raise NotPossible("no_source")
    facts = published.facts()
    before = published.written(fact, folders.root()) if fact in facts.by_id else ""
    row = row_of(after)
    if row.get("id") != fact:
        raise NotPossible("other_id")
    if before and _plain(row) == _plain(row_of(before)):
        raise NotPossible("unchanged")
    row["sources"] = [source, *row.get("sources", ())]
    with tempfile.TemporaryDirectory() as draft:
        published.changed(row, Path(draft))
    body = {
        "fact": fact, "before": before, "after": published.to_yaml(row), "why": why,
        "base": facts.version, "by": by, "organisation": organisation,
    }  # fmt: skip
    proposal = "U-" + secrets.token_hex(4)
    LEDGER.append([NewEvent(PROPOSED, proposal, body, now)])
    return proposal_of(proposal)


def account_fact(platform: str, handle: str, owner: str, region: str) -> tuple[str, str]:
    """A new fact that says which account is official: its id and its YAML, without a source.

    Raises NotPossible for a handle that is none, or one that a fact has already.
    """
    if platform not in PLATFORMS or not re.fullmatch(
        r"@?[\w.+-]{2,60}|https?://[^\s]{4,200}", handle
    ):
        raise NotPossible("no_handle")
    known = published.facts().by_slot.get("official_channel", ())
    if any(handle.lower().lstrip("@") in f.statement_id.lower() for f in known):
        raise NotPossible("known_account")
    is_site = handle.startswith("http")
    value = {"type": "url", "url": handle} if is_site else {
        "type": "record", "platform": platform, "handle": "@" + handle.lstrip("@")}  # fmt: skip
    shown = handle if is_site else "@" + handle.lstrip("@")
    fact = "ID-ACC-" + secrets.token_hex(3).upper()
    row = {
        "id": fact,
        "slot": "official_channel",
        "statement_id": f"Akun {platform} resmi {owner} adalah {shown}.",
        "statement_en": f"The official {platform} account of {owner} is {shown}.",
        "value": value,
        "jurisdiction": region or "ID",
        "source_kind": "primary",
        "confidence": "seen",
    }
    return fact, published.to_yaml(row)


def proposal_of(proposal: str) -> Proposal:
    """The proposal as its events make it. Raises RequestError when there is none."""
    events = [e for e in LEDGER.events(subject=proposal) if e.kind in (PROPOSED, JUDGED)]
    if not events or events[0].kind != PROPOSED:
        raise RequestError(f"no proposal {proposal}")
    return _read(events)


def every(limit: int = 200) -> list[Proposal]:
    """The newest proposals, those that wait first."""
    ids = [e.subject for e in LEDGER.events(kind=PROPOSED, newest_first=True)][:limit]
    return sorted(map(proposal_of, ids), key=lambda p: p.status not in OPEN)


def _read(events: list[Event]) -> Proposal:
    first = events[0]
    made = msgspec.convert(first.data() | {"id": first.subject, "at": first.at}, Proposal)
    for event in events[1:]:
        made = _then(made, event.data(), event.moment())
    return made


def _then(made: Proposal, body: dict[str, Any], at: datetime) -> Proposal:
    """The proposal after one event. What ends a wait leaves standing who accepted it."""
    told: dict[str, Any] = {"status": body["status"], "version": body.get("version", 0)}
    if body.get("ends_wait"):
        told |= {"ended_by": body["by"], "end_why": body["reason"]}
    else:
        told |= {"judged_by": body["by"], "judged_at": at, "reason": body["reason"]}
    if due := body.get("due"):
        told["due"] = datetime.fromisoformat(due)
    return msgspec.structs.replace(made, **told)


def waiting() -> list[Proposal]:
    """The changes that are held back, the first to be published first."""
    ids = dict.fromkeys(e.subject for e in LEDGER.events(kind=JUDGED) if e.data().get("due"))
    held = [one for one in map(proposal_of, ids) if one.status == "waiting" and one.due]
    return sorted(held, key=lambda one: (one.due, one.id))


def row_of(text: str) -> dict[str, Any]:
    """One fact out of YAML. Raises NotPossible with the line for anything else."""
    try:
        row = YAML().load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise NotPossible("no_yaml", line=mark.line + 1 if mark else 1) from error
    if isinstance(row, list) and len(row) == 1:
        row = row[0]
    if not isinstance(row, dict):
        raise NotPossible("no_yaml", line=1)
    return row


def _plain(row: dict[str, Any]) -> str:
    return published.to_yaml(row)
