"""A certificate that can be checked without a list of names: what is kept is its number, course, day and a hash.

The hash is scrypt (RFC 7914) over the name with a salt of its own: slow enough that trying many
names against a stolen list is dear. Whoever holds the paper types the name, and learns whether it is the one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

import msgspec

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read for something else
LENGTH = 12  # 30^12: not to be found by trying
LONGEST = 80  # characters of a name
_COST = {"n": 2**14, "r": 8, "p": 1}  # 16 MB and some 50 ms


class Seal(msgspec.Struct, frozen=True):
    """What is kept of a name. Both are lower-case hex."""

    salt: str
    hash: str


def new_number() -> str:
    """A fresh number from the system's secure source: "7K3M-9QXA-2BCD"."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))


def read_number(text: str) -> str | None:
    """A number as somebody typed it, in its form; None when it cannot be one.

    >>> read_number(" 7k3m9qxa 2bcd"), read_number("7K3M-9QXA")
    ('7K3M-9QXA-2BCD', None)
    """
    letters = [c for c in text.upper() if c.isalnum()]
    if len(letters) != LENGTH or any(c not in ALPHABET for c in letters):
        return None
    return "-".join("".join(letters[i : i + 4]) for i in range(0, LENGTH, 4))


def sealed(name: str) -> Seal:
    """A name as it is kept."""
    salt = secrets.token_hex(16)
    return Seal(salt, _hash(name, salt))


def is_of(name: str, seal: Seal) -> bool:
    """Whether a name is the one on the certificate; capitals, spaces and full stops do not count."""
    return hmac.compare_digest(_hash(name, seal.salt), seal.hash)


def _hash(name: str, salt: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold().replace(".", " ").replace(",", " ")
    words = " ".join(plain.split()).encode()
    return hashlib.scrypt(words, salt=bytes.fromhex(salt), **_COST, dklen=32).hex()
