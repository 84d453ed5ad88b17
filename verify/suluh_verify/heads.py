"""Signed tree heads (RFC 9162, 4.10: TreeHeadDataV2, signed with Ed25519) and the key by which they are checked."""

from __future__ import annotations

import hashlib
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from suluh_verify.reading import as_bytes, as_hash, fields, parsed, read_file
from suluh_verify.result import Broken, Result

HEAD_FORM, KEY_FORM = "suluh-tree-head/1", "suluh-log-key/1"
SPKI = bytes.fromhex(
    "302a300506032b6570032100"
)  # what stands before an Ed25519 key: RFC 8410, section 4
LAST_YEAR = 253402300799999  # milliseconds: 9999-12-31T23:59:59.999Z


class Head(NamedTuple):
    """A head as it was read."""

    log_id: bytes
    size: int
    timestamp: int  # milliseconds since 1970, UTC
    root: bytes
    signature: bytes

    def at(self) -> str:
        """When it was signed, ISO 8601 in UTC."""
        return datetime.fromtimestamp(self.timestamp / 1000, UTC).isoformat(timespec="seconds")


class Key(NamedTuple):
    """A log's public key, and the id that follows from it."""

    raw: bytes
    log_id: bytes


def head_in(value: Any, what: str = "head") -> Head:
    """A head from JSON. Raises Broken."""
    told = fields(
        value,
        what,
        form=str,
        log_id=str,
        tree_size=int,
        timestamp=int,
        root_hash=str,
        signature=str,
    )
    if told["form"] != HEAD_FORM:
        raise Broken("other_form", what)
    if not (0 <= told["tree_size"] < 1 << 63 and 0 <= told["timestamp"] <= LAST_YEAR):
        raise Broken("other_type", what)
    return Head(
        as_hash(told["log_id"], f"{what}.log_id"),
        told["tree_size"],
        told["timestamp"],
        as_hash(told["root_hash"], f"{what}.root_hash"),
        as_bytes(told["signature"], 64, f"{what}.signature"),
    )


def key_in(path: Path) -> Key:
    """The key in a file as the log publishes it. Raises Broken, also where its id is not that of the key."""
    told = fields(parsed(read_file(path), "key"), "key", form=str, log_id=str, ed25519=str)
    raw = as_bytes(told["ed25519"], 32, "key.ed25519")
    log_id = hashlib.sha256(SPKI + raw).digest()
    if told["form"] != KEY_FORM:
        raise Broken("other_form", "key")
    if told["log_id"] != log_id.hex():
        raise Broken("other_key", "key.log_id")
    return Key(raw, log_id)


def check_signature(head: Head, key: Key | None, result: Result, what: str = "head") -> None:
    """Notes whether the key signed the head; without a key, that this stays open."""
    result.about |= {"events": str(head.size), "signed_at": head.at(), "root": head.root.hex()}
    if key is None:
        result.open.append("no_key")
        return
    if not result.must(head.log_id == key.log_id, "other_key", what):
        return
    told = struct.pack(">QQB", head.timestamp, head.size, 32) + head.root + b"\0\0"
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(head.signature, told)
    except (InvalidSignature, ValueError):
        result.must(False, "signature", what)


def check_kept(head: Head, kept: Head | None, result: Result) -> None:
    """Holds a head against one that was kept: another root over as many events is proof of two histories."""
    if kept is None:
        return
    if kept.size == head.size:
        result.must(kept.root == head.root and kept.log_id == head.log_id, "two_histories", "head")
    else:
        result.open.append("kept_other_size")
