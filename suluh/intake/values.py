"""Single values of a post as sources write them: times, counts, names, media, regions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from suluh.content import WIB
from suluh.text.stamps import written_moment

_EARLIEST, _LATEST = 1990, 2100  # a post outside these years has a wrong clock or column
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECONDS_FROM = 100_000_000_000  # an epoch number above this cannot be seconds
_ZONES = {"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00", "UTC": "+00:00", "GMT": "+00:00"}
_OFFSET = re.compile(r"(?i:wib|wita|wit|utc|gmt)|[+-]\d\d:?\d\d")
_SHORT_REGENCY = re.compile(r"\d\d\.\d")
_COMMA_REGENCY = re.compile(r"\d\d,\d{1,2}")
_EMPTY = frozenset({"", "-", "–", "—", "n/a", "#n/a", "na", "null", "none", "nan", "tidak ada"})
_COUNT = re.compile(
    r"(?P<digits>\d[\d.,\s]*?)\s*(?P<scale>ribu|rb|k|juta|jt|m|miliar|milyar)?\+?\s*"
    r"(?:x|kali|kali ditonton|x ditonton|ditonton|tayangan|penayangan|pengikut|suka|komentar|"
    r"dibagikan|views?|likes?|shares?|comments?|followers?)?"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
_SCALES = {
    "ribu": 1e3, "rb": 1e3, "k": 1e3, "juta": 1e6, "jt": 1e6, "m": 1e6, "miliar": 1e9, "milyar": 1e9,
}  # fmt: skip
_ROUNDED_ID = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


class BadValue(ValueError):
    """A value that cannot be read; the text says which and why, for `Rejected.reason`."""


def read_time(
    value: object, field: str = "posted_at", month_first: bool = False
) -> tuple[datetime | None, bool]:
    """The moment, always aware, and whether the zone had to be assumed (WIB, as DESIGN says).

    Takes ISO 8601 text, a date as people write it here (20/11/2024 10.15, 20 November 2024), or a
    Unix epoch number (seconds or milliseconds, UTC).

    >>> read_time("2024-11-27T07:00:00")[0].isoformat()
    '2024-11-27T07:00:00+07:00'
    """
    if is_empty(value):
        return None, False
    if isinstance(value, str):
        return _iso(value.strip(), field, month_first)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return from_epoch(value, field), False
    raise BadValue(f"{field}: neither a date nor a number")


def is_empty(value: object) -> bool:
    """Whether a value is there at all; tables write a dash or "n/a" into empty cells."""
    return value is None or (isinstance(value, str) and value.strip().casefold() in _EMPTY)


def _iso(text: str, field: str, month_first: bool) -> tuple[datetime, bool]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        if text.isascii() and text.isdigit() and 9 <= len(text) <= 13:
            return from_epoch(int(text), field), False
        if (plain := _with_offset(text)) != text:
            return _iso(plain, field, month_first)
        moment = _as_written(text, field, month_first)
    if not _EARLIEST <= moment.year <= _LATEST:
        raise BadValue(f"{field}: the year {moment.year} cannot be right")
    if moment.tzinfo is None:
        return moment.replace(tzinfo=WIB), True
    return moment, False


def _as_written(text: str, field: str, month_first: bool) -> datetime:
    stamp = written_moment(text[:80], month_first=month_first)
    if stamp is None:
        raise BadValue(f"{field}: not a date and time, day first or ISO 8601: {text[:40]!r}")
    return stamp.moment


def _with_offset(text: str) -> str:
    """An offset written apart, or as the name of an Indonesian zone.

    >>> _with_offset("2024-11-22 10:00 WITA")
    '2024-11-22 10:00+08:00'
    """
    head, _, last = text.rpartition(" ")
    return head + _ZONES.get(last.upper(), last) if head and _OFFSET.fullmatch(last) else text


def from_epoch(value: float, field: str = "posted_at") -> datetime:
    """A Unix epoch number in seconds, or milliseconds when too large for seconds, as UTC."""
    if value != value or value in (float("inf"), float("-inf")):
        raise BadValue(f"{field}: not a time: {value}")
    seconds = value / 1000 if abs(value) >= _MILLISECONDS_FROM else value
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        raise BadValue(f"{field}: not a time: {value}") from None
    if not _EARLIEST <= moment.year <= _LATEST:
        raise BadValue(f"{field}: {value} is not a time after {_EARLIEST}")
    return moment


def read_count(value: object, field: str) -> int | None:
    """A whole number of views, likes and so on; None when the source does not say.

    Points and commas between groups of three are thousands; "rb", "jt", K and M are multiplied out.

    >>> read_count("12.0", "views"), read_count("1.200", "views"), read_count("1,2 rb", "views")
    (12, 1200, 1200)
    """
    if is_empty(value):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        number: float = value
    elif isinstance(value, float):
        number = value
    elif isinstance(value, str):
        number = _written_count(value.strip().casefold(), field)
    else:
        raise BadValue(f"{field}: not a count")
    if not 0 <= number <= 2**63 or number != int(number):
        raise BadValue(f"{field}: not a count: {str(value)[:40]!r}")
    return int(number)


def _written_count(text: str, field: str) -> float:
    found = _COUNT.fullmatch(text[:60])
    number = _figure(found["digits"].strip(), bool(found["scale"])) if found else None
    if found is None or number is None:
        raise BadValue(f"{field}: not a count: {text[:40]!r}")
    scale = found["scale"]
    return round(number * _SCALES[scale]) if scale else number


def _figure(digits: str, scaled: bool) -> float | None:
    """The number; "1.200" is twelve hundred, but "1.200 juta" a little more than a million."""
    if _THOUSANDS.fullmatch(digits) and not scaled:
        return float(re.sub(r"\D", "", digits))
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None


def read_flag(value: object, field: str) -> bool | None:
    """Yes or no, as JSON or as a CSV cell; None when the source does not say."""
    if is_empty(value):
        return None
    word = str(value).strip().casefold()
    if word in ("true", "1", "1.0", "yes", "y", "ya", "iya", "benar", "betul"):
        return True
    if word in ("false", "0", "0.0", "no", "n", "tidak", "bukan", "salah", "belum"):
        return False
    raise BadValue(f"{field}: neither true nor false: {str(value)[:40]!r}")


def read_id(value: object, field: str = "id") -> str:
    """An identity as text. It must be there, and be fit for a line of a log.

    >>> read_id(7213)
    '7213'
    """
    if isinstance(value, bool) or value is None or value == "":
        raise BadValue(f"{field}: missing")
    if not isinstance(value, str | int):
        raise BadValue(f"{field}: neither text nor a whole number")
    text = str(value).strip()
    if not text:
        raise BadValue(f"{field}: missing")
    if len(text) > 500 or not text.isprintable():
        raise BadValue(f"{field}: longer than 500 characters, or with control characters")
    return text


def check_id(text: str) -> None:
    """Raises BadValue when a spreadsheet kept only the first digits of a long number.

    >>> check_id("7439000000000000001")
    """
    if _ROUNDED_ID.fullmatch(text):
        raise BadValue(
            f"id: the spreadsheet rounded the number to {text}; format the column as text"
        )


def read_name(value: object) -> str | None:
    """A handle or name, without the sign in front of a handle; None when empty."""
    return str(value).strip().removeprefix("@") or None if value is not None else None


def read_media(value: str | list[Any] | None) -> tuple[str, ...]:
    """Paths or URLs of media: a list, a JSON list in text, or text separated by semicolons.

    >>> read_media("a.jpg; b.mp4")
    ('a.jpg', 'b.mp4')
    """
    if value is None:
        return ()
    if isinstance(value, str):
        value = _media_in_text(value.strip())
    if not all(isinstance(item, str) for item in value):
        raise BadValue("media: expected a list of paths or URLs")
    return tuple(item.strip() for item in value if item.strip())


def _media_in_text(text: str) -> list[Any]:
    if not text.startswith("["):
        return text.split(";")
    try:
        return msgspec.json.decode(text, type=list[Any])
    except (msgspec.MsgspecError, RecursionError):
        raise BadValue("media: begins like a JSON list but is none") from None


def read_region(value: str | int | float | None) -> str | None:
    """A Kemendagri code as text. A spreadsheet turns 18.70 into 18.7; that zero is put back.

    >>> read_region(18.7), read_region("18"), read_region("")
    ('18.70', '18', None)
    """
    if is_empty(value):
        return None
    if isinstance(value, float):
        if not 0 <= value < 1e6:
            raise BadValue(f"region: not a code: {value}")
        value = int(value) if value == int(value) else f"{value:.2f}"
    text = str(value).strip()
    if _COMMA_REGENCY.fullmatch(text):
        text = text.replace(",", ".")
    return f"{text}0" if _SHORT_REGENCY.fullmatch(text) else text or None
