"""Telegram Desktop's export (result.json) of one chat or of all, streamed message by message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, ClassVar

import msgspec

from suluh.content import Author, Post
from suluh.intake.door import Position, Rejected, Unit
from suluh.intake.json_door import reading
from suluh.intake.json_items import array_items
from suluh.intake.pseudonym import pseudonym
from suluh.intake.values import read_id, read_time

MESSAGES = ("messages", "[]")
ALL_CHATS = tuple((outer, "list", "[]", *MESSAGES) for outer in ("chats", "left_chats"))
_CHAT_ID = re.compile(rb'"id"\s*:\s*"?(-?\d+)')


class Entity(msgspec.Struct):
    """A piece of formatted text."""

    text: str = ""


class Message(msgspec.Struct):
    """A message; service messages (joined, pinned, called) have another type."""

    id: int | str | None = None
    type: str = "message"
    date: str | None = None
    date_unixtime: str | int | None = None
    sender: str | None = msgspec.field(default=None, name="from")
    from_id: str | int | None = None
    text: str | list[str | Entity] = ""
    photo: str | None = None
    file: str | None = None
    forwarded_from: str | None = None
    reply_to_message_id: int | str | None = None


class Telegram(msgspec.Struct, frozen=True):
    """The door for exported chats. `key` makes the pseudonyms of people; channels keep their names."""

    key: bytes
    name: ClassVar[str] = "telegram"
    seekable: ClassVar[bool] = False

    def units(self, stream: BinaryIO, start: Position) -> Iterator[Unit]:
        """Messages, each with what was written about its chat just before them."""
        return array_items(
            stream, lambda path: path == MESSAGES or path in ALL_CHATS, with_preamble=True
        )

    def records(self, unit: Unit) -> Iterator[Post | Rejected]:
        """A post for a message with words or media; nothing for service messages (counted as skipped)."""
        preamble, raw = unit.raw
        return reading(raw, unit.line, lambda value: self._posts(value, preamble), private=True)

    def _posts(self, raw: bytes, preamble: bytes) -> Iterator[Post | Rejected]:
        message = msgspec.json.decode(raw, type=Message)
        text = _text(message.text)
        media = tuple(path for path in (message.photo, message.file) if path and _is_there(path))
        if message.type != "message" or not (text or media):
            return
        chat = _CHAT_ID.findall(preamble)
        prefix = f"tg-{chat[-1].decode()}" if chat else "tg"
        posted_at, assumed = _moment(message)
        answered = message.reply_to_message_id
        yield Post(
            id=f"{prefix}-{read_id(message.id)}",
            platform="telegram",
            text=text,
            posted_at=posted_at,
            zone_assumed=assumed,
            author=self._author(message),
            media=media,
            tags=("forwarded",) if message.forwarded_from else (),
            parent=f"{prefix}-{answered}" if answered is not None else None,
        )

    def _author(self, message: Message) -> Author:
        who = str(message.from_id or message.sender or "")
        if who.startswith("channel"):
            return Author(name=message.sender, id=who)
        return Author(handle=pseudonym(who, self.key)) if who else Author()


def _text(text: str | list[str | Entity]) -> str:
    if isinstance(text, str):
        return text
    return "".join(part if isinstance(part, str) else part.text for part in text)


def _is_there(path: str) -> bool:
    """A file left out of an export is named by a sentence in brackets."""
    return not path.startswith("(")


def _moment(message: Message) -> tuple[datetime | None, bool]:
    if message.date_unixtime:
        return read_time(message.date_unixtime, "date_unixtime")
    return read_time(message.date, "date")
