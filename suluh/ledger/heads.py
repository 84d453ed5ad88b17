"""Signed tree heads: what the log says it is, in a form that it cannot take back (RFC 9162, section 4.10).

Signed is the RFC's TreeHeadDataV2, with Ed25519 (RFC 8032): time, number of events, root. Whoever keeps one head can
ask later for the proof that the ledger of that day is the beginning of today's. The log's id is the SHA-256 of its
public key as SubjectPublicKeyInfo, as in RFC 6962, 3.2.
"""

from __future__ import annotations

import hashlib
import os
import struct
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from suluh.errors import RequestError, ServiceError

HEAD_FORM, KEY_FORM = "suluh-tree-head/1", "suluh-log-key/1"


class SignedHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A head as it is published. Hashes and signature in lower-case hexadecimal."""

    log_id: str
    tree_size: int  # events
    timestamp: int  # milliseconds since 1970, UTC
    root_hash: str
    signature: str
    form: str = HEAD_FORM

    def moment(self) -> datetime:
        """When it was signed, aware, in UTC."""
        return datetime.fromtimestamp(self.timestamp / 1000, UTC)


class PublicKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key by which heads are checked, as it is published. `ed25519` is the raw key in hexadecimal."""

    log_id: str
    ed25519: str
    form: str = KEY_FORM


class LogKey:
    """The key of a log. Whoever has it can sign another history; keep it apart from the database where you can."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = public_key(self._key.public_key().public_bytes_raw())

    def sign(self, tree_size: int, root: bytes, at: datetime) -> SignedHead:
        """The head of a tree. at: aware."""
        timestamp = int(at.timestamp() * 1000)
        signature = self._key.sign(signed_bytes(timestamp, tree_size, root))
        return SignedHead(self.public.log_id, tree_size, timestamp, root.hex(), signature.hex())


def public_key(raw: bytes) -> PublicKey:
    """The published form of a raw key of 32 bytes."""
    whole = Ed25519PublicKey.from_public_bytes(raw).public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )
    return PublicKey(hashlib.sha256(whole).hexdigest(), raw.hex())


def signed_bytes(timestamp: int, tree_size: int, root: bytes) -> bytes:
    """TreeHeadDataV2 in TLS encoding: uint64, uint64, opaque<32..2^8-1>, no extensions."""
    return struct.pack(">QQB", timestamp, tree_size, len(root)) + root + b"\0\0"


def is_signed(head: SignedHead, key: PublicKey) -> bool:
    """Whether this key signed this head."""
    try:
        raw, root = bytes.fromhex(key.ed25519), bytes.fromhex(head.root_hash)
        told = signed_bytes(head.timestamp, head.tree_size, root)
        Ed25519PublicKey.from_public_bytes(raw).verify(bytes.fromhex(head.signature), told)
    except (InvalidSignature, ValueError, struct.error):
        return False
    return True


def key_at(path: Path, *, make: bool = False) -> LogKey:
    """The key in a file: 64 hexadecimal digits, readable by its owner only.

    make: where there is none yet, a new one is made from the system's secure source and written.
    Raises RequestError when there is none, or it is no key; ServiceError when it cannot be read or written.
    """
    try:
        if make:
            _make(path)
        text = path.read_text(encoding="ascii").strip()
        return LogKey(bytes.fromhex(text))
    except FileNotFoundError:
        raise RequestError(f"{path}: there is no key of the log here") from None
    except ValueError:
        raise RequestError(f"{path}: this is not a key of a log (64 hexadecimal digits)") from None
    except OSError as error:
        raise ServiceError(f"{path}: the log's key cannot be used ({error.strerror})") from error


def _make(path: Path) -> None:
    """Written whole beside it and put in its place, so that nobody ever reads half a key."""
    if path.exists():
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(os.urandom(32).hex() + "\n")
        os.link(beside, path)  # fails where another process was faster
    except FileExistsError:
        pass
    finally:
        beside.unlink()
