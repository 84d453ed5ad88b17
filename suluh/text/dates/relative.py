"""Days counted from another: "besok", "3 hari lagi", "H-1", "Rabu depan", and stretches as "bulan depan"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from suluh.text.dates.names import WEEKDAY, WEEKDAYS
from suluh.text.dates.seen import Anchor, SeenDate, month_of

_WEEKDAY_ALONE = re.compile(
    rf"\b(hari\s+|dina\s+|dinten\s+|poe\s+|poé\s+|next\s+|this\s+|last\s+|on\s+)?({WEEKDAY})"
    r"(?:\s+(depan|ini|iki|besok|kemarin|lalu|wingi|minggu depan|minggu ini|pekan depan|pekan ini"
    r"|next week|this week|ngarep|hareup|ieu|sesuk|isukan|yang akan datang|mendatang)\b)?"
)
RELATIVE_DAYS = {
    **dict.fromkeys(("hari ini", "today", "dina iki", "poe ieu", "poé ieu", "dinten iki"), 0),
    **dict.fromkeys(("saiki dino", "malam ini", "tonight", "pagi ini", "siang ini", "sore ini"), 0),
    **dict.fromkeys(("tadi pagi", "tadi siang", "tadi malam", "tadi sore", "this morning"), 0),
    **dict.fromkeys(("besok", "besuk", "esok", "sesuk", "isukan", "énjing", "tomorrow"), 1),
    **dict.fromkeys(("lusa", "suk emben", "sesuk emben", "emben", "pageto", "pagéto"), 2),
    **dict.fromkeys(("day after tomorrow", "the day after tomorrow", "besok lusa"), 2),
    **dict.fromkeys(("kemarin", "kemaren", "wingi", "kamari", "yesterday"), -1),
    **dict.fromkeys(
        ("kemarin lusa", "kemarin dulu", "wingi emben", "the day before yesterday"), -2
    ),
}
_RELATIVE = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, RELATIVE_DAYS), key=len, reverse=True)) + r")\b"
)
_IN_DAYS = re.compile(
    r"\b(?:(?:in|dalam)\s+)?(\d{1,3})\s+(hari|minggu|pekan|days?|weeks?|dina|poe|poé)"
    r"(?:\s+(lagi|maning|deui|lalu|yang lalu|kepungkur|ago|from now|mendatang|ke depan))"
)
_IN_DAYS_EN = re.compile(r"\bin\s+(\d{1,3})\s+(days?|weeks?)\b")
_HARI_H = re.compile(
    r"\bh\s?(?:([-+])\s?(\d{1,3})|(?:min|minus)\s?(\d{1,3})|(?:plus)\s?(\d{1,3}))\b"
)
_OTHER_FEAST = re.compile(r"\s*(?:lebaran|natal|idul|puasa|ramadhan|ramadan|debat|konser|nikah)")
_PERIOD = re.compile(
    r"\b(?:(minggu|pekan|bulan|tahun|taun|sasi)\s+(depan|ini|lalu|kemarin|ngarep|hareup|iki|ieu"
    r"|wingi)"
    r"|(next|this|last)\s+(week|month|year)|(awal|akhir|pertengahan)\s+(tahun|bulan)"
    r"(?:\s+(ini|depan))?|(end) of the (year|month))\b"
)
_SHIFT = {
    **dict.fromkeys(("depan", "next", "ngarep", "hareup"), 1),
    **dict.fromkeys(("lalu", "kemarin", "last", "wingi"), -1),
}
_UNIT = {
    **dict.fromkeys(("minggu", "pekan", "week"), "week"),
    **dict.fromkeys(("bulan", "sasi", "month"), "month"),
    **dict.fromkeys(("tahun", "taun", "year"), "year"),
}


def days_away(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """ "besok", "lusa", "3 hari lagi": counted from the day of posting."""
    if anchor.posted is None:
        return
    for m in _RELATIVE.finditer(text):
        word = m[1]
        if word in ("besok", "kemarin") and re.match(r"\s*[-2]", text[m.end() :]):
            continue  # "besok-besok" means some day
        if (
            re.search(r"(?:\brabu|\bhari|\bkamis|\bselasa)\s$", text[: m.start()])
            and word != "hari ini"
        ):
            continue
        day = anchor.posted + timedelta(days=RELATIVE_DAYS[word])
        yield SeenDate(*m.span(), day, day, relative=True, tentative=word == "besok lusa")
    for pattern in (_IN_DAYS, _IN_DAYS_EN):
        for m in pattern.finditer(text):
            days = int(m[1]) * (7 if m[2][0] in "mw" or m[2] == "pekan" else 1)
            past = bool(pattern is _IN_DAYS and re.search("lalu|kepungkur|ago", m[3]))
            day = anchor.posted + timedelta(days=-days if past else days)
            yield SeenDate(*m.span(), day, day, relative=True, tentative=days > 7)


def from_voting_day(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """ "H-1", "H min 3": counted from voting day, unless another feast is named."""
    if anchor.vote_day is None:
        return
    for m in _HARI_H.finditer(text):
        if _OTHER_FEAST.match(text[m.end() :]):
            continue
        days = int(m[2] or m[3] or m[4])
        back = m[1] == "-" or m[3] is not None
        day = anchor.vote_day + timedelta(days=-days if back else days)
        yield SeenDate(*m.span(), day, day, relative=True)


def weekdays(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """ "Rabu", "hari Rabu depan"; "minggu" alone is a week."""
    if anchor.posted is None:
        return
    for m in _WEEKDAY_ALONE.finditer(text):
        before, name, after = (m[1] or "").strip(), m[2], m[3] or ""
        if name == "minggu" and before != "hari" and after != "besok":
            continue  # a week
        if name in ("sabtu", "minggu") and text[m.end() : m.end() + 1] == "-":
            continue
        day, unsure = _weekday_near(anchor.posted, WEEKDAYS[name], before, after)
        yield SeenDate(*m.span(), day, day, weekday=WEEKDAYS[name], relative=True, tentative=unsure)


def _weekday_near(posted: date, weekday: int, before: str, after: str) -> tuple[date, bool]:
    """The day meant by a weekday's name, and whether another is possible too."""
    monday = posted - timedelta(days=posted.weekday())
    coming = posted + timedelta(days=(weekday - posted.weekday() - 1) % 7 + 1)
    if after in ("kemarin", "lalu", "wingi") or before == "last":
        return posted - timedelta(days=(posted.weekday() - weekday - 1) % 7 + 1), False
    if after in ("minggu depan", "pekan depan", "next week"):
        return monday + timedelta(days=7 + weekday), False
    if after in ("ini", "iki", "ieu", "minggu ini", "pekan ini", "this week") or before == "this":
        here = monday + timedelta(days=weekday)
        return (here, False) if here >= posted else (coming, True)
    if after or before == "next":
        return coming, (coming - posted).days < 2
    today = posted.weekday() == weekday
    return (posted if today else coming), True


def stretches(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """ "minggu depan", "akhir tahun": a week, a month or a year."""
    if anchor.posted is None:
        return
    for m in _PERIOD.finditer(text):
        found = _stretch(m, anchor.posted)
        if found:
            first, last, grain = found
            yield SeenDate(*m.span(), first, last, relative=True, tentative=True, grain=grain)


def _stretch(m: re.Match[str], posted: date) -> tuple[date, date, str] | None:
    """The week, month or year that "bulan depan", "next week" or "akhir tahun" means."""
    unit = _UNIT[m[1] or m[4] or m[6] or m[9]]
    shift = _SHIFT.get(m[2] or m[3] or m[7] or "", 0)
    if unit == "week":
        monday = posted + timedelta(days=7 * shift - posted.weekday())
        return monday, monday + timedelta(days=6), unit
    if unit == "month":
        first, last = month_of(posted, shift)
    else:
        first, last = date(posted.year + shift, 1, 1), date(posted.year + shift, 12, 31)
    part = m[5] or m[8]
    if part in ("akhir", "end"):
        first = last.replace(day=1) if unit == "year" else last - timedelta(days=9)
        unit = "month" if unit == "year" else "week"
    elif part == "awal":
        last = first.replace(day=31) if unit == "year" else first + timedelta(days=9)
        unit = "month" if unit == "year" else "week"
    return first, last, unit
