"""Lists of known media as the field exchanges them, read and written.

    pdq      a CSV of PDQ prints: hash, quality, whatever else; or only the 64 hex digits on a line
    vpdq     the frames of one video as vPDQ writes them: frame number, quality, 64 hex digits, seconds
    signals  one signal a line, its type before it ("pdq …", "vpdq [\"…,100,0.000\"]"), as python-threatexchange reads
    dataset  the CSV that `threatexchange dataset --csv` prints: signal_type, signal_str, …  (read only)
    json     our own: prints of pictures, frames and sound, words and claim; and JSON lists of the others

A line that cannot be read is named with its cause; the others are read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from suluh.content import Segment
from suluh.errors import RequestError
from suluh.media.bank.known import Known

Frame = tuple[float, int, str]  # seconds, quality 0..100, 64 hex digits
FORMATS = ("pdq", "vpdq", "signals", "json")
OURS = "suluh-known-media/1"
UNSAID = 50  # quality taken where a list gives none: PDQ's own limit for a print to be passed on
LARGEST = 256 << 20  # bytes of a list
_HEX = re.compile(r"[0-9a-fA-F]{64}")
_HASH_COLUMNS = ("hash", "pdq", "pdq_hash", "signal_str", "hex")


class Listed(msgspec.Struct, frozen=True, omit_defaults=True):
    """One medium of a list."""

    kind: str  # picture | video | sound
    frames: tuple[Frame, ...] = ()
    sound: tuple[int, ...] = ()
    words: tuple[Segment, ...] = ()
    claim: str = ""
    name: str = ""  # what the list calls it
    seconds: float | None = None


class Unread(msgspec.Struct, frozen=True):
    """A line, or an entry of a JSON list, that could not be read."""

    line: int
    cause: str


def read_list(path: Path) -> Iterator[Listed | Unread]:
    """The media of a list in any of the formats. Raises RequestError for a file that cannot be read at all."""
    text = _text(path)
    if text.lstrip()[:1] in ("[", "{"):
        yield from _json(text)
    else:
        yield from _lines(text)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise RequestError(f"{path}: a list may have {LARGEST >> 20} MB")
        return path.read_text("utf-8-sig", errors="replace")
    except OSError as error:
        raise RequestError(f"{path}: cannot be read ({error.strerror})") from None


# --- lines


def _lines(text: str) -> Iterator[Listed | Unread]:
    """Lines of pdq, signals and dataset as they come; the frames of vpdq gathered to one video."""
    frames: list[Frame] = []
    columns: list[str] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        try:
            fields = _fields(line)
            if not columns and _is_header(fields):
                columns = [field.lower() for field in fields]
            elif not columns and len(fields) == 4 and _HEX.fullmatch(fields[2]):
                frames.append(_frame(fields[3], fields[1], fields[2]))
            else:
                yield _row(line, fields, columns)
        except ValueError as error:
            yield Unread(number, str(error))
    if frames:
        yield Listed("video", tuple(frames), seconds=max(at for at, _, _ in frames))


def _fields(line: str) -> list[str]:
    try:
        rows = list(csv.reader([line], strict=True))
    except csv.Error:
        return [line]  # a signal with quotation marks of its own, or nothing that we know
    return [field.strip() for field in rows[0]] if rows else [line]


def _is_header(fields: Sequence[str]) -> bool:
    return any(field.lower() in _HASH_COLUMNS for field in fields)


def _row(line: str, fields: Sequence[str], columns: Sequence[str]) -> Listed:
    """One medium of one line. Raises ValueError with the cause."""
    if columns:
        return _named(dict(zip(columns, fields, strict=False)))
    name, _, rest = line.partition(" ")
    if name.lower() in ("pdq", "vpdq"):
        return _signal(name.lower(), rest.strip())
    if not _HEX.fullmatch(fields[0]):
        raise ValueError(f"not a PDQ print of 64 hex digits: {line[:40]!r}")
    quality = fields[1] if len(fields) > 1 else ""
    return _picture(fields[0], quality, fields[2] if len(fields) > 2 else "")


def _named(row: dict[str, str]) -> Listed:
    """A row of a CSV with a header."""
    digits = next(row[column] for column in _HASH_COLUMNS if column in row)
    name = row.get("known") or row.get("name") or row.get("id") or row.get("collab") or ""
    kind = row.get("signal_type", "pdq").lower()
    if kind not in ("pdq", "vpdq"):
        raise ValueError(f"signals of type {kind[:20]!r} are not for pictures or video")
    if kind == "vpdq":
        return msgspec.structs.replace(_signal(kind, digits), name=name)
    listed = _picture(digits, row.get("quality", ""), name)
    return msgspec.structs.replace(listed, claim=row.get("claim", ""))


def _signal(kind: str, value: str) -> Listed:
    """A signal of python-threatexchange: the digits of a picture, or the JSON list of a video's frames."""
    if kind == "pdq":
        return _picture(value, "", "")
    try:
        parts = msgspec.json.decode(value, type=list[str])
    except msgspec.MsgspecError as error:
        raise ValueError(f"not a JSON list of frames: {error}") from None
    return _video(parts)


def _video(parts: Sequence[str]) -> Listed:
    """The frames "hex,quality,seconds" of a vPDQ signal."""
    frames = []
    for part in parts:
        fields = part.split(",")
        if len(fields) != 3:
            raise ValueError(f"a frame is hex,quality,seconds: {part[:40]!r}")
        frames.append(_frame(fields[2], fields[1], fields[0]))
    if not frames:
        raise ValueError("a video without frames")
    return Listed("video", tuple(frames), seconds=max(at for at, _, _ in frames))


def _picture(digits: str, quality: str, name: str) -> Listed:
    return Listed("picture", (_frame("0", quality or str(UNSAID), digits),), name=name)


def _frame(seconds: str, quality: str, digits: str) -> Frame:
    """Raises ValueError with the cause."""
    if not _HEX.fullmatch(digits):
        raise ValueError(f"not a PDQ print of 64 hex digits: {digits[:40]!r}")
    try:
        at, sure = float(seconds), int(quality)
    except ValueError:
        raise ValueError(
            f"quality and seconds are numbers: {quality[:20]!r}, {seconds[:20]!r}"
        ) from None
    if not 0 <= sure <= 100:
        raise ValueError(f"quality is 0 to 100, not {sure}")
    if not 0 <= at < 1e6:
        raise ValueError(f"seconds from the start, not {seconds[:20]!r}")
    return at, sure, digits.lower()


# --- JSON


def _json(text: str) -> Iterator[Listed | Unread]:
    try:
        value = msgspec.json.decode(text)
    except msgspec.MsgspecError as error:
        yield Unread(1, f"not JSON, or cut off: {error}")
        return
    if isinstance(value, dict) and value.get("format") == OURS:
        value = value.get("known", [])
    if not isinstance(value, list):
        value = [value]
    if value and all(isinstance(entry, str) and entry.count(",") == 2 for entry in value):
        value = [{"signal_type": "vpdq", "signal_str": msgspec.json.encode(value).decode()}]
    for number, entry in enumerate(value, 1):
        try:
            yield _entry(entry)
        except ValueError as error:  # msgspec's errors are ValueErrors too
            yield Unread(number, str(error))


def _entry(entry: Any) -> Listed:
    if isinstance(entry, str):
        return _picture(entry, "", "")
    if not isinstance(entry, dict):
        raise ValueError("an entry is an object or a text of 64 hex digits")
    if "kind" in entry:
        listed = msgspec.convert(entry, Listed)
        frames = tuple(
            _frame(str(at), str(quality), digits) for at, quality, digits in listed.frames
        )
        if any(not 0 <= number < 1 << 32 for number in listed.sound):
            raise ValueError("the numbers of a sound's print have 32 bits")
        if not frames and not listed.sound:
            raise ValueError("an entry without a print")
        return msgspec.structs.replace(listed, frames=frames)
    if not _is_header(list(entry)):
        raise ValueError(f"no print in this entry; known names: {', '.join(_HASH_COLUMNS)}")
    return _named({str(key).lower(): str(value) for key, value in entry.items()})


# --- writing


def write_list(known: Iterable[Known], form: str) -> str:
    """The media as text in one of FORMATS. What a format cannot hold (sound in pdq, claims in vpdq) is left out.

    The name of the person who decided is never passed on. pdq and vpdq hold the first print of each second, since
    other views are our own affair.
    """
    return _WRITERS[form](list(known))


def _plain_frames(known: Known) -> tuple[Frame, ...]:
    """The first print at each place in time: the picture as it is, before mirrored and cut views."""
    first: dict[float, Frame] = {}
    for frame in known.prints.frames:
        first.setdefault(frame[0], frame)
    return tuple(first.values())


def _pdq(known: Sequence[Known]) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["hash", "quality", "known", "claim"])
    for each in known:
        for _, quality, digits in _plain_frames(each):
            rows.writerow([digits, quality, each.id, each.claim])
    return out.getvalue()


def _vpdq(known: Sequence[Known]) -> str:
    """Frames of several videos stand one after another; to keep them apart export one at a time."""
    return "".join(
        f"{number},{quality},{digits},{at:.3f}\n"
        for each in known
        for number, (at, quality, digits) in enumerate(_plain_frames(each))
    )


def _signals(known: Sequence[Known]) -> str:
    lines = []
    for each in known:
        frames = _plain_frames(each)
        if each.kind == "picture":
            lines += [f"pdq {digits}\n" for _, _, digits in frames]
        elif frames:
            listed = [f"{digits},{quality},{at:.3f}" for at, quality, digits in frames]
            lines.append(f"vpdq {msgspec.json.encode(listed).decode()}\n")
    return "".join(lines)


def _ours(known: Sequence[Known]) -> str:
    listed = [
        Listed(
            each.kind,
            each.prints.frames,
            each.prints.sound,
            each.words,
            each.claim,
            each.note or each.source,
            each.seconds,
        )
        for each in known
    ]
    value = msgspec.json.encode({"format": OURS, "known": listed})
    return msgspec.json.format(value, indent=1).decode() + "\n"


_WRITERS = {"pdq": _pdq, "vpdq": _vpdq, "signals": _signals, "json": _ours}
