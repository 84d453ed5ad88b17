"""Days with their month written out, and "tanggal 27" without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from suluh.text.dates.names import AND, DAY, MONTH, MONTHS, TO, WEEKDAY, YEAR
from suluh.text.dates.seen import Anchor, SeenDate, dated, day_of, month_of

_RANGE_TWO_MONTHS = re.compile(
    rf"{DAY}\s+({MONTH}){YEAR}{TO}(?:{WEEKDAY},?\s+)?(\d{{1,2}})\s+({MONTH}){YEAR}"
)
_RANGE_ONE_MONTH = re.compile(rf"{DAY}({TO}|{AND})(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTH}){YEAR}")
_DAY_MONTH = re.compile(rf"{DAY}\s*(?:of\s+|-|/)?\s*({MONTH}){YEAR}")
_MONTH_DAY = re.compile(
    rf"\b({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?![.:]\d)(?!\s*(?:%|tps|orang|juta|ribu))"
    rf"(?:(\s*(?:-|–|to|and|&)\s*)(\d{{1,2}})(?:st|nd|rd|th)?\b)?{YEAR}"
)
_BARE_DAY = re.compile(
    r"\b(?:tanggal|tanggale|tanggalna|tgl|tggl|kaping|on the)\.?\s*:?\s*(\d{1,2})(?:st|nd|rd|th)?\b"
    r"(?![.:]\d|%|-?an\b)(?:\s+bulan\s+(\d{1,2})\b|\s+(bulan\s+(?:depan|ini|lalu)))?"
    rf"(?:({TO}|{AND})(?:tanggal\s+|tgl\s+)?(\d{{1,2}})\b(?!\s*(?:{MONTH}|[.:]\d)))?{YEAR}"
)
_BUKAN_DAY = re.compile(
    r"\b(?:bukan|dudu|lain|not|tapi|melainkan|tapi yang)\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd"
    r"|th)?\b(?![.:%]\d)(?!\s*(?:\w+))"
)


def two_months(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """ "25 November sampai 3 Desember": one stretch."""
    for m in _RANGE_TWO_MONTHS.finditer(text):
        d1, m1, y1, d2, m2, y2 = m.groups()
        last = dated(int(d2), _month(m2), y2 or y1, anchor)
        first = dated(int(d1), _month(m1), y1 or (str(last.year) if last else None), anchor)
        if first and last and first > last and not y1:
            first = day_of(first.year - 1, first.month, first.day)
        if first and last and first <= last:
            yield SeenDate(*m.span(), first, last, year_said=bool(y1 or y2))


def one_month(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """ "24-26 November" is a stretch, "26 dan 27 November" two days."""
    for m in _RANGE_ONE_MONTH.finditer(text):
        d1, joint, d2, month, year = m.groups()
        first = dated(int(d1), _month(month), year, anchor)
        last = dated(int(d2), _month(month), year, anchor)
        if not first or not last:
            continue
        if first <= last and not re.fullmatch(AND, joint):
            yield SeenDate(*m.span(), first, last, year_said=bool(year))
        else:
            yield SeenDate(m.start(1), m.end(1), first, first, year_said=bool(year))
            yield SeenDate(m.start(3), m.end(), last, last, year_said=bool(year))


def day_month(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """ "27 November", "27 nov 2024", "27-nov"."""
    for m in _DAY_MONTH.finditer(text):
        day = dated(int(m[1]), _month(m[2]), m[3], anchor)
        if day:
            yield SeenDate(*m.span(), day, day, year_said=bool(m[3]))


def month_day(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """ "November 27, 2024", as English puts it."""
    for m in _MONTH_DAY.finditer(text):
        first = dated(int(m[2]), _month(m[1]), m[5], anchor)
        last = dated(int(m[4]), _month(m[1]), m[5], anchor) if m[4] else first
        if first and last and first <= last:
            yield SeenDate(*m.span(), first, last, year_said=bool(m[5]))


def bare_days(text: str, anchor: Anchor) -> Iterator[SeenDate]:
    """ "tanggal 27", "tgl 24-26", "bukan 27": a day whose month is left out."""
    for m in _BARE_DAY.finditer(text):
        day, month, period, joint, until, year = m.groups()
        first = _bare(int(day), month, period, year, anchor)
        if not first:
            continue
        last = day_of(first.year, first.month, int(until)) if until else None
        if last and last > first and not re.fullmatch(AND, joint):
            yield SeenDate(*m.span(), first, last, year_said=bool(year), tentative=True)
            continue
        end = m.start(4) if joint else m.end()
        yield SeenDate(m.start(), end, first, first, bool(year), tentative=not month)
        if last:
            yield SeenDate(m.start(5), m.end(5), last, last, bool(year), tentative=True)
    for m in _BUKAN_DAY.finditer(text):
        first = _bare(int(m[1]), None, None, None, anchor)
        if first and re.search(r"\btanggal|\btgl", text):
            yield SeenDate(m.start(1), m.end(1), first, first, tentative=True)


def _bare(
    day: int, month: str | None, period: str | None, year: str | None, anchor: Anchor
) -> date | None:
    """ "tanggal 27": in the named month, else in the month that brings it nearest, the coming one first."""
    near = anchor.day
    if month:
        return dated(day, int(month), year, anchor) if 1 <= int(month) <= 12 else None
    if near is None:
        return None
    if period:
        first, _ = month_of(near, {"depan": 1, "ini": 0, "lalu": -1}[period.split()[-1]])
        return day_of(first.year, first.month, day)
    options = []
    for shift in (0, 1, -1):
        first, _ = month_of(near, shift)
        seen = day_of(first.year, first.month, day)
        if seen:
            options.append(seen)
    return min(options, key=lambda d: abs(d - near) + timedelta(days=3 * (d < near)), default=None)


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".")]
