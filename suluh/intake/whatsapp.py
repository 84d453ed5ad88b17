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
from suluh.text.encoding import decoded
from suluh.text.stamps import MONTH, MONTHS, hour_of

_LONGEST_LINE = 1 << 20
_LONGEST_MESSAGE = (
    1 << 20
)  # WhatsApp allows 65,536 characters; beyond a megabyte the file is no chat
_LEADING = re.compile("^[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")  # direction marks, BOM
_M = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
# 20/11/24 19.02 - · [20/11/24, 19.02.11] · 11/20/24, 7:02 PM - · [20 Nov 2024 10.15] · 20/11/24 19.02.11: (old iPhones)
_HEADER = re.compile(
    rf"{_M}(?P<bracket>\[)?{_M}(?:[^\W\d_]{{2,9}}\.?,\s+)?"
    r"(?:(?P<a>\d{1,4})[/.\-](?P<b>\d{1,2})[/.\-](?P<c>\d{2,4})"
    rf"|(?P<day>\d{{1,2}})[\s\-]+(?P<month>{MONTH})\.?[\s\-]+(?P<year>\d{{4}}|\d{{2}})"
    rf"|(?P<month2>{MONTH})\.?\s+(?P<day2>\d{{1,2}}),?\s+(?P<year2>\d{{4}})),?\s+"
    r"(?:(?:pukul|pkl\.?|jam|at)\s+)?"
    r"(?P<hour>\d{1,2})(?P<colon>[.:])(?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?"
    rf"(?:\s*(?P<half>[AaPp])\.?\s?[Mm]\.?)?{_M}(?(bracket)\]|(?:\s+[-–—]|:))\s+(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_EDITED = re.compile(
    r"\s*<(?:Pesan ini (?:telah )?diedit|(?:This message was )?edited|diedit)>\s*$", re.IGNORECASE
)
_ATTACHED = re.compile(
    r"^(?:<(?:terlampir|lampiran|attached):\s*(?P<a>[^<>\n]+)>"
    r"|(?P<b>\S[^\n]*?) \((?:(?:file|berkas) terlampir|file attached)\))",
    re.IGNORECASE,
)
_THING = (
    r"(?:image|photo|video(?: note)?|audio|sticker|GIF|document|Contact card|voice message|"
    r"gambar|foto|catatan video|pesan (?:video|suara)|stiker|dokumen|kartu kontak|kontak)"
)
# Media that the person exporting chose to leave out; a caption may stand before (iPhone) or after it (Android).
_LEFT_OUT = re.compile(
    r"^\u200e*<(?:Media|Pesan|View once|Lihat sekali)[^<>\n]{0,40}(?:omitted|disertakan|dihilangkan)>\s*"
    rf"|(?:^|\s*\u200e){_THING} (?:omitted|tidak disertakan|dihilangkan)\s*$"
    rf"|^\u200e*{_THING} (?:omitted|tidak disertakan|dihilangkan)(?=\n|$)",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"^(?:Pesan ini (?:telah )?dihapus(?: oleh admin[^\n]*)?|Anda (?:telah )?menghapus pesan ini|"
    r"This message was deleted(?: by admin[^\n]*)?|You deleted this message|null|"
    r"Menunggu pesan ini\b[^\n]*|Waiting for this message\b[^\n]*|"
    r"Missed (?:group )?(?:voice|video) call[^\n]*|(?:Voice|Video) call[.,] [^\n]*|"
    r"Panggilan (?:suara|video)(?: grup)? (?:tak|tidak) terjawab[^\n]*|Panggilan (?:suara|video)[.,] [^\n]*)\.?$",
    re.IGNORECASE,
)
# An iPhone marks a poll as the app's own line, but its words are a person's.
_POLL = re.compile(r"^(?:POLL|POLLING|JAJAK PENDAPAT|PEMUNGUTAN SUARA):", re.IGNORECASE)
# What the app itself says about a group; it may quote a subject that contains a colon.
_SYSTEM = re.compile(
    r"^[^:]{0,80}\b(?:mengubah|mengganti|membuat grup|menambahkan|mengeluarkan|bergabung|dienkripsi|menyematkan|"
    r"mengaktifkan|menonaktifkan|memperbarui|changed|created group|added|removed|joined using|end-to-end|pinned|"
    r"turned (?:on|off)|updated)\b",
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
        text, left_out = _without_left_out(text)
        a_persons = left_out or _ATTACHED.match(text) or _POLL.match(text)
        if not text or (by_app and not a_persons):
            return
        moment = _moment(header, self.order)
        if moment is None:
            yield Rejected(unit.line, f"no such day read as {self.order}", unit.raw[:16])
            return
        if _DELETED.match(text):
            return
        post = self._post(unit.line, _MARKS.sub("", sender), text, moment)
        yield msgspec.structs.replace(post, notes=(_NOT_THERE,)) if left_out else post

    def _post(self, line: int, sender: str, text: str, moment: datetime) -> Post:
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


_NOT_THERE = "its picture, video or file was left out of the export"


def _without_left_out(text: str) -> tuple[str, bool]:
    """The words beside media that were left out, without marks of direction; and whether there was any."""
    kept, times = _LEFT_OUT.subn("", text, count=1)
    return _MARKS.sub("", kept).strip(), times > 0


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
    halves = named = False
    for header in filter(None, (_HEADER.match(_clean(line)) for line in lines)):
        if header["a"] is None:
            named = True
            continue
        a, b, c = int(header["a"]), int(header["b"]), int(header["c"])
        if a > 31:
            return Days("ymd", "the year stands first")
        first, second, halves = max(first, a), max(second, b), halves or _is_american(header)
        for order, day in (("dmy", (c, b, a)), ("mdy", (c, a, b))):
            backwards[order] += day < last.get(order, day)
            last[order] = day
    if named and not last:
        return Days("dmy", "the months are named")
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


def _is_american(header: re.Match[str]) -> bool:
    """AM and PM in capitals after a colon: English phones elsewhere write "pm", Indonesian ones "7.15"."""
    return bool(header["half"]) and header["half"].isupper() and header["colon"] == ":"


def _clean(raw: bytes) -> str:
    return _LEADING.sub("", decoded(raw).text).replace("\r\n", "\n")


def _moment(header: re.Match[str], order: str) -> datetime | None:
    year, month, day = _numbers(header, order)
    year += 2000 if year < 100 else 0
    if not 2009 <= year <= 2100:  # WhatsApp began in 2009
        return None
    try:
        return datetime(
            year,
            month,
            day,
            hour_of(int(header["hour"]), header["half"]),
            int(header["minute"]),
            int(header["second"] or 0),
            tzinfo=WIB,
        )
    except ValueError:
        return None


def _numbers(header: re.Match[str], order: str) -> tuple[int, int, int]:
    """Year, month and day."""
    if name := header["month"] or header["month2"]:
        day, year = header["day"] or header["day2"], header["year"] or header["year2"]
        return int(year), MONTHS[name.casefold()], int(day)
    found = dict(zip(order, (int(header[part]) for part in "abc"), strict=True))
    return found["y"], found["m"], found["d"]
