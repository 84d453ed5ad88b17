"""A receipt: one event, its place in the log, the head that covers it; and a file that the event speaks of."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from suluh_verify import tree
from suluh_verify.heads import Head, Key, check_kept, check_signature, head_in
from suluh_verify.reading import as_hash, fields, parsed, read_file
from suluh_verify.result import Broken, Result

RECEIPT_FORM, CONSISTENCY_FORM = "suluh-receipt/1", "suluh-consistency/1"
SEALED, DECISION = "document_sealed", "decision"
CHUNK = 1 << 20


class Receipt(NamedTuple):
    """A receipt as it was read."""

    event: dict[str, Any]
    leaf_index: int
    tree_size: int
    path: list[bytes]
    head: Head

    def body(self) -> dict[str, Any]:
        """What the event says. Raises Broken."""
        told = parsed(self.event["body"].encode("utf-8", "surrogatepass"), "event.body")
        if not isinstance(told, dict):
            raise Broken("other_type", "event.body")
        return told


def event_in(value: Any, what: str = "event") -> dict[str, Any]:
    """An event from JSON. Raises Broken."""
    told: dict[str, Any] = fields(
        value, what, seq=int, at=str, kind=str, subject=str, body=str, prev_hash=str, hash=str
    )
    return told


def event_hash(event: dict[str, Any]) -> str:
    """SHA-256 over the JSON array of its fields, without spaces, in UTF-8; "" for what is no Unicode text."""
    told = [event[name] for name in ("seq", "at", "kind", "subject", "body", "prev_hash")]
    try:
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except UnicodeError:
        return ""
    return hashlib.sha256(text).hexdigest()


def receipt_in(path: Path) -> Receipt:
    """The receipt in a file. Raises Broken."""
    told = fields(
        parsed(read_file(path), "receipt"),
        "receipt",
        form=str,
        event=dict,
        inclusion=dict,
        head=dict,
    )
    if told["form"] != RECEIPT_FORM:
        raise Broken("other_form", "receipt")
    proof = fields(told["inclusion"], "inclusion", leaf_index=int, tree_size=int, path=list)
    hashes = [as_hash(one, "inclusion.path") for one in proof["path"]]
    head = head_in(told["head"])
    return Receipt(event_in(told["event"]), proof["leaf_index"], proof["tree_size"], hashes, head)


def check_receipt(receipt: Receipt, key: Key | None, kept: Head | None = None) -> Result:
    """Whether the event is as it was hashed, stands in the tree of the head, and the head is signed."""
    result, event = Result(), receipt.event
    where = f"event {event['seq']}"
    whole = result.must(event_hash(event) == event["hash"], "event_altered", where)
    result.must(receipt.leaf_index == event["seq"] - 1, "other_place", where)
    result.must(receipt.tree_size == receipt.head.size, "other_head", "inclusion")
    if whole:
        entry = bytes.fromhex(event["hash"])
        stands = tree.includes(
            entry, receipt.leaf_index, receipt.tree_size, receipt.path, receipt.head.root
        )
        result.must(stands, "not_included", where)
    check_signature(receipt.head, key, result)
    check_kept(receipt.head, kept, result)
    result.about |= {"event": f"{event['seq']} {event['kind']}", "happened_at": event["at"]}
    return result


def check_document(path: Path, receipt: Receipt, what: str, result: Result) -> None:
    """Holds a file against the event: the same bytes, and the kind of paper that it is taken for.

    what: "statement", "certificate", "report_form". A statement of a scan is a line of its decisions.jsonl.
    """
    if receipt.event["kind"] == DECISION and what == "statement":
        wanted = receipt.body().get("line_sha256")
        found = any(digest == wanted for digest in _lines(path))
        result.must(found, "no_such_line", path.name)
        result.about["post"] = receipt.event["subject"]
        return
    check_sealed(file_hash(path), receipt, what, result, path.name)


def check_sealed(sha256: str, receipt: Receipt, what: str, result: Result, where: str) -> None:
    """Holds a hash against an event that sealed one."""
    if not result.must(receipt.event["kind"] == SEALED, "seals_nothing", where):
        return
    body = receipt.body()
    result.must(receipt.event["subject"] == sha256, "other_bytes", where)
    result.must(body.get("what") == what, "other_paper", where)
    result.about |= {"what": str(body.get("what", "")), "of": str(body.get("of", ""))}


def check_consistency(path: Path, key: Key | None, kept: Head | None = None) -> Result:
    """Whether the ledger of the first head is the beginning of that of the second, and both are signed."""
    told = fields(
        parsed(read_file(path), "proof"), "proof", form=str, first=dict, second=dict, path=list
    )
    if told["form"] != CONSISTENCY_FORM:
        raise Broken("other_form", "proof")
    first, second = head_in(told["first"], "first"), head_in(told["second"], "second")
    hashes = [as_hash(one, "path") for one in told["path"]]
    result = Result()
    result.must(first.log_id == second.log_id, "other_key", "second")
    result.must(first.timestamp <= second.timestamp, "time_backwards", "second")
    goes_on = tree.continues(first.size, second.size, hashes, first.root, second.root)
    result.must(goes_on, "not_continued", "path")
    check_signature(first, key, result, "first")
    result.open.clear()  # said once, below
    check_signature(second, key, result, "second")
    check_kept(second if kept and kept.size == second.size else first, kept, result)
    result.about["first_events"] = str(first.size)
    return result


def file_hash(path: Path) -> str:
    """SHA-256 of a file of any size. Raises Broken."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise Broken("unreadable", f"{path}: {error.strerror}") from error
    return digest.hexdigest()


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            return [hashlib.sha256(line.removesuffix(b"\n")).hexdigest() for line in file]
    except OSError as error:
        raise Broken("unreadable", f"{path}: {error.strerror}") from error
