"""Telegram Desktop's export (result.json) of one chat or of all, streamed message by message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO, ClassVar

import msgspec

from suluh.content import Author, Metrics, Post
from suluh.intake.door import Position, Rejected, Unit
from suluh.intake.json_door import reading
from suluh.intake.json_items import array_items
from suluh.intake.kindly import NO_TIME, kindly
from suluh.intake.pseudonym import pseudonym
from suluh.intake.values import read_id, read_time

MESSAGES = ("messages", "[]")
ALL_CHATS = tuple((outer, "list", "[]", *MESSAGES) for outer in ("chats", "left_chats"))
_CHAT_ID = re.compile(rb'"id"\s*:\s*"?(-?\d+)')


class Entity(msgspec.Struct):
    """A piece of formatted text; `href` is where a link leads whose words say something else."""

    text: str = ""
    type: str = ""
    href: str | None = None


class Answer(msgspec.Struct):
    text: str | list[str | Entity] = ""


class Question(msgspec.Struct):
    """A poll asked in the chat."""

    question: str | list[str | Entity] = ""
    answers: list[Answer] | None = None


class Reaction(msgspec.Struct):
    count: int = 0


class Message(msgspec.Struct):
    """A message; service messages (joined, pinned, called) have another type."""

    id: int | str | None = None
    type: str = "message"
    date: str | None = None
    date_unixtime: str | int | None = None
    edited_unixtime: str | int | None = None
    sender: str | None = msgspec.field(default=None, name="from")
    from_id: str | int | None = None
    text: str | list[str | Entity] = ""
    text_entities: list[Entity] | None = None
    poll: Question | None = None
    photo: str | None = None
    file: str | None = None
    forwarded_from: msgspec.Raw = msgspec.Raw()  # there, even when null: the name was hidden
    saved_from: msgspec.Raw = msgspec.Raw()
    reply_to_message_id: int | str | None = None
    reply_to_peer_id: str | None = None  # the other chat, when the reply is to a message there
    reactions: list[Reaction] | None = None


_NEEDED = frozenset({"id", "text"})


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
        message, notes = kindly(raw, Message, _NEEDED)
        text = _words(message)
        media = tuple(path for path in (message.photo, message.file) if path and _is_there(path))
        if message.type != "message" or not (text or media):
            return
        chat = _CHAT_ID.findall(preamble)
        prefix = f"tg-{chat[-1].decode()}" if chat else "tg"
        posted_at, assumed = notes.of(_moment, message, default=NO_TIME)
        likes = sum(max(0, reaction.count) for reaction in message.reactions or ())
        yield Post(
            id=f"{prefix}-{read_id(message.id)}",
            platform="telegram",
            text=text,
            posted_at=posted_at,
            zone_assumed=assumed,
            author=self._author(message),
            media=media,
            metrics=Metrics(likes=likes or None),
            tags=_tags(message),
            parent=_answered(message, prefix),
            notes=notes.said(),
        )

    def _author(self, message: Message) -> Author:
        who = str(message.from_id or message.sender or "")
        if who.startswith("channel"):
            return Author(name=message.sender, id=who)
        return Author(handle=pseudonym(who, self.key)) if who else Author()


def _words(message: Message) -> str:
    """What is written in the message: its text, and a poll's question with the answers to choose from."""
    text = _text(message.text) or _text(list(message.text_entities or ()))
    if not message.poll:
        return text
    asked = [_text(message.poll.question)]
    asked += [_text(answer.text) for answer in message.poll.answers or ()]
    return "\n".join(part for part in (text, *asked) if part)


def _text(text: str | Sequence[str | Entity]) -> str:
    if isinstance(text, str):
        return text
    return "".join(part if isinstance(part, str) else _piece(part) for part in text)


def _piece(entity: Entity) -> str:
    """Formatted words; where they hide an address, the address after them."""
    return f"{entity.text} ({entity.href})" if entity.href else entity.text


def _tags(message: Message) -> tuple[str, ...]:
    forwarded = bytes(message.forwarded_from) or bytes(message.saved_from)
    said = (("forwarded", forwarded), ("edited", message.edited_unixtime))
    return tuple(tag for tag, is_so in said if is_so)


def _answered(message: Message, prefix: str) -> str | None:
    if message.reply_to_message_id is None:
        return None
    elsewhere = re.sub(r"\D", "", message.reply_to_peer_id or "")
    return f"{f'tg-{elsewhere}' if elsewhere else prefix}-{message.reply_to_message_id}"


def _is_there(path: str) -> bool:
    """A file left out of an export is named by a sentence in brackets."""
    return not path.startswith("(")


def _moment(message: Message) -> tuple[datetime | None, bool]:
    if message.date_unixtime:
        return read_time(message.date_unixtime, "date_unixtime")
    return read_time(message.date, "date")
