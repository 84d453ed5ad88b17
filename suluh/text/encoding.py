"""Bytes of a file as text: UTF-8, and where a byte is none, what Windows programs mean by it."""

from __future__ import annotations

import codecs
from typing import NamedTuple

WINDOWS = "not UTF-8; read as Windows-1252"
_HANDLER = "suluh.windows"


class Decoded(NamedTuple):
    """The text, and whether some of its bytes had to be read as Windows-1252."""

    text: str
    windows: bool = False


def decoded(raw: bytes) -> Decoded:
    """Text of bytes that should be UTF-8 but may come from an older spreadsheet; never raises.

    >>> decoded("Café – “sah”".encode("cp1252"))
    Decoded(text='Café – “sah”', windows=True)
    """
    try:
        return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return Decoded(raw.decode("utf-8", _HANDLER), True)


def file_text(raw: bytes) -> Decoded:
    """The text of a whole file: a byte order mark decides, otherwise as `decoded`.

    >>> file_text("halo".encode("utf-16")).text
    'halo'
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(raw.decode("utf-16", "replace"))
    return decoded(raw.removeprefix(codecs.BOM_UTF8))


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", "replace"), error.start + 1


codecs.register_error(_HANDLER, _one_byte)
