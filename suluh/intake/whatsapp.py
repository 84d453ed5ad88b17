"""A WhatsApp chat exported as text, from Indonesian and English phones, names replaced by pseudonyms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, ClassVar, NamedTuple

import msgspec

from suluh.content import WIB, Author, Post
from suluh.errors import InputError
from suluh.intake.door import Position, Rejected, Unit
from suluh.intake.pseudonym import chat_key, pseudonym

_LONGEST_LINE = 1 << 20
_LONGEST_MESSAGE = (
    1 << 20
)  # WhatsApp allows 65,536 characters; beyond a megabyte the file is no chat
_LEADING = re.compile("^[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")  # direction marks, BOM
_HEADER = re.compile(
    r"(?P<bracket>\[)?(?P<a>\d{1,4})[/.\-](?P<b>\d{1,2})[/.\-](?P<c>\d{2,4}),?\s+(?:pukul\s+|at\s+)?"
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?"
    r"(?:\s*(?P<half>[AaPp])\.?\s?[Mm]\.?)?(?(bracket)\]|\s+[-–])\s+(?P<rest>.*)",
    re.DOTALL,
)
_EDITED = re.compile(r"\s*<(?:Pesan ini diedit|This message was edited)>\s*$")
_ATTACHED = re.compile(
    r"^(?:<(?:terlampir|attached):\s*(?P<a>[^<>\n]+)>|(?P<b>\S[^\n]*?) \((?:file terlampir|file attached)\))"
)
_LEFT_OUT = re.compile(
    r"^(?:<(?:Media tidak disertakan|Media omitted)>|"
    r"(?:image|video|audio|sticker|GIF|document|Contact card|gambar|stiker|dokumen|kartu kontak) "
    r"(?:omitted|tidak disertakan))$",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"^(?:Pesan ini telah dihapus|Anda (?:telah )?menghapus pesan ini|This message was deleted|"
    r"You deleted this message|null)\.?$",
    re.IGNORECASE,
)
# What the app itself says about a group; it may quote a subject that contains a colon.
_SYSTEM = re.compile(
    r"^[^:]{0,80}\b(?:mengubah|membuat grup|menambahkan|mengeluarkan|bergabung|dienkripsi|menyematkan|"
    r"changed|created group|added|removed|joined using|end-to-end|pinned)\b",
    re.IGNORECASE,
)


class Days(NamedTuple):
    """The order in which a file writes its dates, and how that is known."""

    order: str  # dmy | mdy | ymd
    why: str


class WhatsApp(msgspec.Struct, frozen=True):
    """The door for chats. The phone's zone is not in the file: WIB is assumed, and said with each post."""

    key: bytes
    order: str
    note: str = ""  # how the order of day and month was decided, for the reader of the summary
    name: ClassVar[str] = "whatsapp"
    seekable: ClassVar[bool] = True  # a position always stands before a message

    def units(self, stream: BinaryIO, start: Position) -> Iterator[Unit]:
        """Messages: a line that begins with a date, and the lines after it that do not."""
        line, offset = start.line, start.offset
        held: list[str] = []
        begin, size = line + 1, 0
        while raw := stream.readline(_LONGEST_LINE):
            text = _clean(raw)
            if held and (_HEADER.match(text) or size > _LONGEST_MESSAGE):
                yield Unit(begin, "".join(held).strip(), line, offset)
                held, size = [], 0
            if not held:
                begin = line + 1
            if held or text.strip():
                held.append(text)
                size += len(text)
            line += raw.endswith(b"\n")
            offset += len(raw)
        if held:
            yield Unit(begin, "".join(held).strip(), line, offset)

    def records(self, unit: Unit) -> Iterator[Post | Rejected]:
        """A post for what a person wrote or attached; nothing for the app's own lines (counted as skipped)."""
        header = _HEADER.match(unit.raw)
        if not header:
            yield Rejected(unit.line, "does not begin with a date, as messages do")
            return
        sender, colon, text = header["rest"].partition(": ")
        if not colon or len(sender) > 80 or "\n" in sender or _SYSTEM.match(header["rest"]):
            return
        # iPhones write the app's own lines under a name, and mark them invisibly.
        by_app = bool(header["bracket"]) and text.startswith("\u200e")
        text = _MARKS.sub("", text).strip()
        if by_app and not _ATTACHED.match(text):
            return
        moment = _moment(header, self.order)
        if moment is None:
            yield Rejected(unit.line, f"no such day read as {self.order}", unit.raw[:16])
            return
        if post := self._post(unit.line, _MARKS.sub("", sender), text, moment):
            yield post

    def _post(self, line: int, sender: str, text: str, moment: datetime) -> Post | None:
        if _LEFT_OUT.match(text) or _DELETED.match(text):
            return None
        edited = _EDITED.search(text)
        text = _EDITED.sub("", text)
        attached = _ATTACHED.match(text)
        if attached:
            text = text[attached.end() :].strip()
        return Post(
            id=f"wa-{self.key.hex()[:8]}-{line}",
            platform="whatsapp",
            text=text,
            posted_at=moment,
            zone_assumed=True,
            author=Author(handle=pseudonym(sender, self.key)),
            media=((attached["a"] or attached["b"]).strip(),) if attached else (),
            tags=("edited",) if edited else (),
        )


def looks_like_chat(head: bytes) -> bool:
    """Whether one of the first lines begins as a message does."""
    return any(_HEADER.match(_clean(line)) for line in head.splitlines()[:5])


def whatsapp_door(path: Path | None, head: bytes) -> WhatsApp:
    """The door, after the order of day and month was read from the whole file (a stream: its beginning)."""
    if not looks_like_chat(head):
        raise InputError("line 1: a WhatsApp chat begins each message with a date and an hour")
    if path is None:
        days = order_of(head.splitlines())
    else:
        with path.open("rb") as stream:
            days = order_of(iter(lambda: stream.readline(_LONGEST_LINE), b""))
    return WhatsApp(chat_key(head), days.order, f"dates read as {_SAID[days.order]}: {days.why}")


_SAID = {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year/month/day"}


def order_of(lines: Iterator[bytes] | list[bytes]) -> Days:
    """Day before month or after: by a number above 12, else by dates that must not run backwards.

    >>> order_of([b"11/27/24, 7:15 AM - Budi: halo"]).order
    'mdy'
    """
    first = second = 0
    backwards = {"dmy": 0, "mdy": 0}
    last: dict[str, tuple[int, int, int]] = {}
    halves = False
    for header in filter(None, (_HEADER.match(_clean(line)) for line in lines)):
        a, b, c = int(header["a"]), int(header["b"]), int(header["c"])
        if a > 31:
            return Days("ymd", "the year stands first")
        first, second, halves = max(first, a), max(second, b), halves or bool(header["half"])
        for order, day in (("dmy", (c, b, a)), ("mdy", (c, a, b))):
            backwards[order] += day < last.get(order, day)
            last[order] = day
    if first > 12 or second > 12:
        larger = "mdy" if second > 12 >= first else "dmy"
        return Days(larger, f"{max(first, second)} can only be a day")
    if backwards["dmy"] != backwards["mdy"]:
        return Days(
            min(backwards, key=lambda order: backwards[order]), "otherwise they run backwards"
        )
    if halves:
        return Days("mdy", "assumed from hours with AM and PM; no day in the file decides")
    return Days("dmy", "assumed as in Indonesia; no day in the file decides")


def _clean(raw: bytes) -> str:
    return _LEADING.sub("", raw.decode("utf-8", "replace")).replace("\r\n", "\n")


def _moment(header: re.Match[str], order: str) -> datetime | None:
    numbers = dict(zip(order, (int(header[name]) for name in "abc"), strict=True))
    year = numbers["y"] + 2000 if numbers["y"] < 100 else numbers["y"]
    hour = int(header["hour"])
    if half := header["half"]:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if not 2009 <= year <= 2100:  # WhatsApp began in 2009
        return None
    try:
        return datetime(
            year,
            numbers["m"],
            numbers["d"],
            hour,
            int(header["minute"]),
            int(header["second"] or 0),
            tzinfo=WIB,
        )
    except ValueError:
        return None
