"""Which door a file belongs to, told from its content and its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from suluh.errors import InputError
from suluh.intake.csv_posts import csv_door, looks_like_table
from suluh.intake.door import Door
from suluh.intake.generic import JsonPosts, lines_door
from suluh.intake.json_door import Layout
from suluh.intake.lines import BOM
from suluh.intake.pseudonym import chat_key
from suluh.intake.telegram import Telegram
from suluh.intake.tiktok import TikTok
from suluh.intake.whatsapp import looks_like_chat, whatsapp_door
from suluh.intake.x_api import XPosts
from suluh.intake.ytdlp import SUFFIX, YtDlp

_OTHER_FILES = {
    b"\xff\xfe": "this is UTF-16 text; save it as UTF-8",
    b"\xfe\xff": "this is UTF-16 text; save it as UTF-8",
    b"PK\x03\x04": "this is a zip archive or a spreadsheet; unpack it, or save the table as CSV UTF-8",
    b"\x1f\x8b": "this is a gzip archive; unpack it, or pipe it in: gunzip -c FILE | suluh scan -",
    b"<!DOCTYPE": "this is a web page; export the chat or the posts as JSON instead",
    b"<html": "this is a web page; export the chat or the posts as JSON instead",
    b"SQLite format 3": "this is a database, not a file of posts",
    b"\xd0\xcf\x11\xe0": "this is an old Excel or Word file; save the table as CSV UTF-8",
    b"%PDF": "this is a PDF; export the posts as CSV or JSON instead",
    b"{\\rtf": "this is a Word document; save the chat or the table as plain text",
    b"<?xml": "this is XML; a feed of fact-checks goes in with: suluh claims import FILE",
    b"<rss": "this is a feed; fact-checks go in with: suluh claims import FILE",
}
_WRAPPED = re.compile(rb'\{\s*"(?:posts|data|items)"\s*:\s*\[')
_KEYS = re.compile(rb'"(\w{2,40})"\s*:')


# A bracket that begins a date or a name, as chats of unknown kinds do: `[20 Foo 2024 10.15] Budi: halo`.
_NO_JSON = re.compile(rb"\[\s*(?:[^\s\[\]{}\"\dtfnNI-]|\d+(?:\s+[^\s,\]]|[^\d\s,.\]eE]))")


class Look(NamedTuple):
    """What can be seen of a file before reading it."""

    path: Path | None
    head: bytes  # its first bytes
    layout: Layout  # how its JSON is laid out, if it is JSON


Opener = Callable[[Look], Door]

FORMATS: dict[str, Opener] = {
    "jsonl": lambda look: lines_door(look.head),
    "json": lambda look: JsonPosts(layout="items"),
    "csv": lambda look: csv_door(look.head),
    "tiktok": lambda look: TikTok(layout=look.layout),
    "x": lambda look: XPosts(layout="lines" if look.layout == "lines" else _whole_or_items(look)),
    "telegram": lambda look: Telegram(chat_key(look.head)),
    "whatsapp": lambda look: whatsapp_door(look.path, look.head),
    "ytdlp": lambda look: YtDlp(
        str(look.path or ""), "lines" if look.layout == "lines" and not _is_info(look) else "whole"
    ),
}


def detect(path: Path | None, head: bytes, format: str | None = None) -> Door:  # noqa: A002
    """The door for a file with this name and these first bytes. Raises InputError saying what was seen."""
    for beginning, advice in _OTHER_FILES.items():
        if head[:16].lower().startswith(beginning.lower()):
            raise InputError(f"line 1: {advice}")
    look = Look(path, head, _layout(head))
    if format is not None:
        if format not in FORMATS:
            raise InputError(f"unknown format {format!r}; known: {', '.join(FORMATS)}")
        return FORMATS[format](look)
    return FORMATS[_told_by(look)](look)


def _told_by(look: Look) -> str:
    name = look.path.name.lower() if look.path else ""
    text = look.head.removeprefix(BOM).lstrip()
    if not text:
        return _empty(name)
    if looks_like_chat(look.head):
        return "whatsapp"
    if text[:1] in b"[{" and not _NO_JSON.match(text):
        return "ytdlp" if _is_info(look) else _platform(look, text)
    if name.endswith((".csv", ".tsv")) or looks_like_table(look.head):
        return "csv"
    if name.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    raise InputError(
        "line 1: neither JSON, nor a table with an id column, nor a chat export; "
        f"name the format if you know it ({', '.join(FORMATS)})"
    )


def _empty(name: str) -> str:
    """An empty hour of a log is no mistake; any other empty file is."""
    if name.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    raise InputError("line 1: the file is empty")


def _layout(head: bytes) -> Layout:
    """Lines when the first line is a whole value; items when an array opens; otherwise one document."""
    text = head.removeprefix(BOM).lstrip()
    if text.startswith(b"["):
        return "items"
    first, newline, rest = text.partition(b"\n")
    if _is_value(first) or (not newline and len(head) >= 1 << 16):
        return "lines"
    return "lines" if rest.lstrip().startswith(b"{") else "items"


def _is_value(line: bytes) -> bool:
    try:
        msgspec.json.decode(line, type=msgspec.Raw)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True


def _platform(look: Look, text: bytes) -> str:
    """The platform whose own field names are there; the contract's names win over all of them."""
    keys = {key.decode() for key in _KEYS.findall(_first_value(text))}
    if keys & {"posted_at", "platform"}:
        return _generic(look)
    if {"messages", "type"} <= keys and keys & {
        "from_id",
        "date_unixtime",
        "text_entities",
        "actor",
    }:
        return "telegram"
    if "personal_information" in keys and "chats" in keys:
        return "telegram"
    if keys & {"extractor_key", "extractor", "webpage_url_basename"}:
        return "ytdlp"
    if (
        keys & {"video_description", "parent_comment_id", "log_id"}
        or {"video_id", "create_time"} <= keys
    ):
        return "tiktok"
    if keys & {
        "edit_history_tweet_ids",
        "public_metrics",
        "referenced_tweets",
        "note_tweet",
        "author_id",
    }:
        return "x"
    return _generic(look)


def _first_value(text: bytes) -> bytes:
    """The first line when it is a whole value, so that words inside later texts do not mislead."""
    first = text.partition(b"\n")[0]
    return first if _is_value(first) else text


def _generic(look: Look) -> str:
    named_lines = look.path and look.path.name.lower().endswith((".jsonl", ".ndjson"))
    wrapped = _WRAPPED.match(look.head.removeprefix(BOM).lstrip())
    return "jsonl" if (look.layout == "lines" and not wrapped) or named_lines else "json"


def _is_info(look: Look) -> bool:
    return look.path is not None and look.path.name.lower().endswith(SUFFIX)


def _whole_or_items(look: Look) -> Layout:
    """A response of X needs its `includes`, which stand after `data`: it is read whole."""
    return "items" if look.head.removeprefix(BOM).lstrip().startswith(b"[") else "whole"
