"""Names of private people in a chat, replaced before anything else sees them."""

from __future__ import annotations

import hashlib
import hmac


def chat_key(head: bytes) -> bytes:
    """A key of this chat alone, made from how its export begins.

    It is the same when the export is read again, or has grown at its end beyond its first 4 KiB, so
    ids and names stay the same; who holds only the decisions cannot try names against it.
    """
    return hashlib.sha256(b"suluh chat" + head[:4096]).digest()


def pseudonym(name: str, key: bytes) -> str:
    """The same word for the same person of the same chat: "anggota-" (member) and eight hex digits."""
    digest = hmac.new(key, name.strip().casefold().encode("utf-8", "replace"), hashlib.sha256)
    return f"anggota-{digest.hexdigest()[:8]}"
