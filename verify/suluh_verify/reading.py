"""JSON from a stranger, read strictly: exactly these fields, of these types, in a text that is not too long.

Every mistake is a `Broken`, never another exception.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from suluh_verify.result import Broken

MOST = 8 << 20  # bytes of a receipt, a head, a key
HEX = frozenset("0123456789abcdef")


def read_file(path: Path) -> bytes:
    """The whole of a small file. Raises Broken when it is too large or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise Broken("unreadable", f"{path}: {error.strerror}") from error
    if len(data) > MOST:
        raise Broken("too_large", str(path))
    return data


def parsed(data: bytes, what: str) -> Any:
    """JSON without doubled keys. Raises Broken."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Broken("not_json", what) from error


def fields(value: Any, what: str, **types: type) -> Any:
    """The object, with exactly these fields of these types. Raises Broken.

    >>> fields({"a": 1}, "x", a=int)
    {'a': 1}
    """
    if not isinstance(value, dict) or set(value) != set(types):
        raise Broken("other_fields", what)
    for name, kind in types.items():
        if type(value[name]) is not kind:  # a bool is an int to isinstance
            raise Broken("other_type", f"{what}.{name}")
    return value


def as_hash(text: Any, where: str) -> bytes:
    """32 bytes from 64 lower-case hexadecimal digits. Raises Broken."""
    return as_bytes(text, 32, where)


def as_bytes(text: Any, size: int, where: str) -> bytes:
    """So many bytes from lower-case hexadecimal. Raises Broken."""
    if not isinstance(text, str) or len(text) != 2 * size or not HEX.issuperset(text):
        raise Broken("not_hex", where)
    return bytes.fromhex(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found
