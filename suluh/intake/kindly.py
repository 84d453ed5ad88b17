"""One record understood kindly: a field that cannot be read becomes a note, and the post is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar, cast, get_args, get_origin

import msgspec

from suluh.intake.values import BadValue
from suluh.text.encoding import WINDOWS, decoded

T = TypeVar("T")
NO_TIME: tuple[datetime | None, bool] = (None, False)
_HALF = re.compile(  # any escape, so that "\\\\ud83d" (a backslash and letters) is not mistaken for one
    r"(?P<whole>\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u(?![dD][89a-fA-F])|\\[^u])|"
    r"\\u[dD][89a-fA-F][\da-fA-F]{2}"
)
_MOST = 12  # notes of one post; more say nothing new
_WORDS = {
    b'"': "a text",
    b"{": "an object",
    b"[": "a list",
    b"t": "true or false",
    b"f": "true or false",
}


class Notes(list[str]):
    """What could not be read of a post, in words that name the field."""

    def of(self, read: Callable[..., T], *given: Any, default: T) -> T:
        """What `read` makes of the values; the default, and a note, when they cannot be read."""
        try:
            return read(*given)
        except BadValue as error:
            self.append(str(error))
            return default

    def said(self) -> tuple[str, ...]:
        """The notes as a post keeps them: personal data in what they quote is masked."""
        if not self:
            return ()
        from suluh.text.privacy import mask  # slow to import, and most posts have no notes

        return tuple(dict.fromkeys(mask(note).text for note in self[:_MOST]))


def kindly(raw: bytes, kind: type[T], needed: frozenset[str] = frozenset()) -> tuple[T, Notes]:
    """A record of JSON as this struct, with notes on fields of a wrong kind, which are left out.

    Fields in `needed` must be readable: BadValue otherwise. Bytes that are not UTF-8 are read as
    Windows writes them. Raises msgspec.DecodeError for what is not JSON.
    """
    notes = Notes()
    try:
        found: T = _decoder(cast(Any, kind)).decode(raw)
        return found, notes
    except msgspec.ValidationError:
        pass
    except (msgspec.DecodeError, UnicodeDecodeError):
        raw = _mended(raw, notes)
    if raw.strip()[:1] != b"{":
        raise BadValue(f"expected an object with fields, got {_what(raw.strip())}")
    return _fields(raw, kind, "", notes, needed), notes


def _mended(raw: bytes, notes: Notes) -> bytes:
    """The same record in UTF-8, and with halves of a cut emoji replaced: both are common in exports."""
    text, windows = decoded(raw)
    if windows:
        notes.append(f"the record is {WINDOWS}")
    whole = _HALF.sub(_other_half, text)
    if whole != text:
        notes.append("a cut character was replaced")
    return whole.encode()


def _other_half(match: re.Match[str]) -> str:
    return match.group() if match["whole"] else "\\ufffd"


@lru_cache(maxsize=64)
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _fields(raw: bytes, kind: Any, place: str, notes: Notes, needed: frozenset[str]) -> Any:
    given = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    kept = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name in given:
            name = place + field.encode_name
            try:
                kept[field.name] = _value(
                    bytes(given[field.encode_name]), field.type, name, notes, needed
                )
            except BadValue as error:
                if name in needed:
                    raise
                notes.append(str(error))
    return kind(**kept)


def _value(raw: bytes, kind: Any, name: str, notes: Notes, needed: frozenset[str]) -> Any:
    try:
        return _decoder(kind).decode(raw)
    except msgspec.ValidationError:
        pass
    if raw[:1] == b"{" and (struct := _struct_in(kind)):
        return _fields(raw, struct, f"{name}.", notes, needed)
    if raw[:1] == b"[" and (found := _items_in(kind)):
        return _items(raw, found, name, notes)
    raise BadValue(f"{name}: cannot be {_what(raw)}")


def _items(raw: bytes, found: tuple[Any, Any], name: str, notes: Notes) -> Any:
    holder, kind = found
    kept = []
    for item in msgspec.json.decode(raw, type=list[msgspec.Raw]):
        try:
            kept.append(_value(bytes(item), kind, name, notes, frozenset()))
        except BadValue as error:
            notes.append(str(error))
    return holder(kept)


def _struct_in(kind: Any) -> Any:
    kinds = get_args(kind) or (kind,)
    return next(
        (k for k in kinds if isinstance(k, type) and issubclass(k, msgspec.Struct)),
        None,
    )


def _items_in(kind: Any) -> tuple[Any, Any] | None:
    for one in (kind, *get_args(kind)):
        if get_origin(one) in (list, tuple):
            return get_origin(one), get_args(one)[0]
    return None


def _what(raw: bytes) -> str:
    return _WORDS.get(raw[:1], "nothing" if raw[:1] in (b"n", b"") else "a number")
