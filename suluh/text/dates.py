"""Days a text speaks of: dates, ranges, weekdays, relative days, read against the time of posting (WIB)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from suluh.text.normal import Normal
from suluh.text.numerals import Numerals, numerals

WIB = timezone(timedelta(hours=7), "WIB")

_MONTH_NAMES = (
    "januari january jan",
    "februari pebruari february feb peb",
    "maret march mar",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agt agu ags aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nopémber nov nop",
    "desember december des dec",
)
MONTHS = {name: i + 1 for i, names in enumerate(_MONTH_NAMES) for name in names.split()}
_WEEKDAY_NAMES = (
    "senin senen monday",
    "selasa salasa tuesday",
    "rabu rebo wednesday",
    "kamis kemis thursday",
    "jumat jum'at jemuah juma'ah friday",
    "sabtu saptu setu saturday",
    "minggu ahad sunday",
)
WEEKDAYS = {name: i for i, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}

_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b"
_TO = (
    r"\s*(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga|to|until|through|till|nepi ka"
    r"|dugi ka|tekan|nganti|tumeka)\s*(?:tanggal\s+|tgl\.?\s+|kaping\s+)?"
)
_AND = r"\s*(?:&|dan|and|atau|or|lan|jeung|\+|,|/)\s*(?:tanggal\s+|tgl\.?\s+)?"
_DAY = r"(?<![\d.,/:-])(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:\s*,?\s*(?:tahun\s+)?((?:19|20)\d\d)(?![\d])(?![.,]\d))?"

_RANGE_TWO_MONTHS = re.compile(
    rf"{_DAY}\s+({_MONTH}){_YEAR}{_TO}(?:{_WEEKDAY},?\s+)?(\d{{1,2}})\s+({_MONTH}){_YEAR}"
)
_RANGE_ONE_MONTH = re.compile(
    rf"{_DAY}({_TO}|{_AND})(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH}){_YEAR}"
)
_DAY_MONTH = re.compile(rf"{_DAY}\s*(?:of\s+|-|/)?\s*({_MONTH}){_YEAR}")
_MONTH_DAY = re.compile(
    rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?![.:]\d)(?!\s*(?:%|tps|orang|juta|ribu))"
    rf"(?:(\s*(?:-|–|to|and|&)\s*)(\d{{1,2}})(?:st|nd|rd|th)?\b)?{_YEAR}"
)
_ISO = re.compile(r"(?<![\d/-])((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?![\d-])")
_NUMERIC = re.compile(
    r"(?<![\d.,/:-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?![\d]|[-/.]\d)"
)
_RUN_TOGETHER = re.compile(r"(?<![\d.,+-])([0-3]\d)([01]\d)(20\d\d)(?!\d)")
_SHORT = re.compile(r"(?<![\d.,/:-])(\d{1,2})([/-])(\d{1,2})(?![\d%]|[-/.,:]\d)")
_SHORT_CUE = re.compile(
    r"(?:tanggal|tgl|coblos\w*|nyoblos\w*|pilkada|pemilu|pemungutan|hari|libur|besok|rabu|kaping"
    rf"|mundur|undur|geser|jadi|ganti|{_WEEKDAY}),?\s*(?:\w+\s+){{0,2}}$"
)
_BARE_DAY = re.compile(
    r"\b(?:tanggal|tanggale|tanggalna|tgl|tggl|kaping|on the)\.?\s*:?\s*(\d{1,2})(?:st|nd|rd|th)?\b"
    r"(?![.:]\d|%|-?an\b)(?:\s+bulan\s+(\d{1,2})\b|\s+(bulan\s+(?:depan|ini|lalu)))?"
    rf"(?:({_TO}|{_AND})(?:tanggal\s+|tgl\s+)?(\d{{1,2}})\b(?!\s*(?:{_MONTH}|[.:]\d)))?{_YEAR}"
)
_BUKAN_DAY = re.compile(
    r"\b(?:bukan|dudu|lain|not|tapi|melainkan|tapi yang)\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd"
    r"|th)?\b(?![.:%]\d)(?!\s*(?:\w+))"
)
_WEEKDAY_ALONE = re.compile(
    rf"\b(hari\s+|dina\s+|dinten\s+|poe\s+|poé\s+|next\s+|this\s+|last\s+|on\s+)?({_WEEKDAY})"
    r"(?:\s+(depan|ini|iki|besok|kemarin|lalu|wingi|minggu depan|minggu ini|pekan depan|pekan ini"
    r"|next week|this week|ngarep|hareup|ieu|sesuk|isukan|yang akan datang|mendatang)\b)?"
)
_RELATIVE_DAYS = {
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
    r"\b(" + "|".join(sorted(map(re.escape, _RELATIVE_DAYS), key=len, reverse=True)) + r")\b"
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
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class SeenDate(msgspec.Struct, frozen=True):
    """A day or a stretch of days, with its place in the normalised text."""

    start: int
    end: int
    first: date
    last: date
    year_said: bool = False
    weekday: int | None = None  # Monday 0, when the text names one; may disagree with `first`
    relative: bool = False  # read against the time of posting, or against voting day (H-1)
    tentative: bool = False  # another reading is possible
    grain: str = "day"  # day | week | month | year: how exactly it was said


class _Anchor(msgspec.Struct, frozen=True):
    """What undated words are read against."""

    posted: date | None
    vote_day: date | None

    @property
    def day(self) -> date | None:
        return self.posted or self.vote_day


def dates(
    normal: Normal, posted_at: datetime | None, *, vote_day: date | None = None
) -> tuple[SeenDate, ...]:
    """All days named in the text, in order.

    Yearless dates take the year nearest to the posting (or to `vote_day` when the time of posting is unknown);
    H-1 and H+2 are counted from `vote_day` and left out without it. Days are calendar days in WIB (UTC+7).
    """
    return dates_in(normal.text, posted_at, vote_day=vote_day)


def dates_in(
    text: str, posted_at: datetime | None, *, vote_day: date | None = None
) -> tuple[SeenDate, ...]:
    """The same for an already normalised, lower-case text."""
    posted = posted_at.astimezone(WIB).date() if posted_at is not None else None
    anchor = _Anchor(posted, vote_day)
    view = numerals(text)
    words = set(_WORDS.findall(view.text))
    digits = _DIGIT.search(view.text) is not None
    taken: list[SeenDate] = []
    for reader, cues, needs_digit in _READERS:
        if (needs_digit and not digits) or (cues and words.isdisjoint(cues)):
            continue
        for seen in reader(view.text, anchor):
            if not any(seen.start < t.end and t.start < seen.end for t in taken):
                taken.append(seen)
    taken.sort(key=lambda s: s.start)
    return tuple(_back(view, seen) for seen in _joined(view.text, taken))


_Reader = Callable[[str, _Anchor], Iterator[SeenDate]]


def _back(view: Numerals, seen: SeenDate) -> SeenDate:
    if not view.changed:
        return seen
    start, end = view.origin(seen.start, seen.end)
    return msgspec.structs.replace(seen, start=start, end=end)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dated(day: int, month: int, year: str | None, anchor: _Anchor) -> date | None:
    """The day; without a year, in the year that brings it nearest to the anchor."""
    if year is not None:
        full = int(year) if len(year) == 4 else 2000 + int(year)
        return _day(full, month, day)
    near = anchor.day
    if near is None:
        return None
    options = [_day(near.year + shift, month, day) for shift in (-1, 0, 1)]
    return min((d for d in options if d), key=lambda d: abs(d - near), default=None)


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".")]


def _two_months(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
    for m in _RANGE_TWO_MONTHS.finditer(text):
        d1, m1, y1, d2, m2, y2 = m.groups()
        last = _dated(int(d2), _month(m2), y2 or y1, anchor)
        first = _dated(int(d1), _month(m1), y1 or (str(last.year) if last else None), anchor)
        if first and last and first > last and not y1:
            first = _day(first.year - 1, first.month, first.day)
        if first and last and first <= last:
            yield SeenDate(*m.span(), first, last, year_said=bool(y1 or y2))


def _one_month(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
    for m in _RANGE_ONE_MONTH.finditer(text):
        d1, joint, d2, month, year = m.groups()
        first = _dated(int(d1), _month(month), year, anchor)
        last = _dated(int(d2), _month(month), year, anchor)
        if not first or not last:
            continue
        if first <= last and not re.fullmatch(_AND, joint):
            yield SeenDate(*m.span(), first, last, year_said=bool(year))
        else:
            yield SeenDate(m.start(1), m.end(1), first, first, year_said=bool(year))
            yield SeenDate(m.start(3), m.end(), last, last, year_said=bool(year))


def _day_month(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
    for m in _DAY_MONTH.finditer(text):
        day = _dated(int(m[1]), _month(m[2]), m[3], anchor)
        if day:
            yield SeenDate(*m.span(), day, day, year_said=bool(m[3]))


def _month_day(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
    for m in _MONTH_DAY.finditer(text):
        first = _dated(int(m[2]), _month(m[1]), m[5], anchor)
        last = _dated(int(m[4]), _month(m[1]), m[5], anchor) if m[4] else first
        if first and last and first <= last:
            yield SeenDate(*m.span(), first, last, year_said=bool(m[5]))


def _numeric(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
    for m in _ISO.finditer(text):
        day = _day(int(m[1]), int(m[2]), int(m[3]))
        if day:
            yield SeenDate(*m.span(), day, day, year_said=True)
    for m in _NUMERIC.finditer(text):
        day = _dated(int(m[1]), int(m[3]), m[4], anchor) or _dated(
            int(m[3]), int(m[1]), m[4], anchor
        )
        if day:
            yield SeenDate(*m.span(), day, day, year_said=True, tentative=int(m[3]) > 12)
    for m in _RUN_TOGETHER.finditer(text):
        day = _day(int(m[3]), int(m[2]), int(m[1]))
        if day:
            yield SeenDate(*m.span(), day, day, year_said=True)


def _short_numeric(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
    """27/11 and 27-11, only where the words before speak of a day: a score or a range of numbers looks alike."""
    for m in _SHORT.finditer(text):
        day, month = int(m[1]), int(m[3])
        if not (1 <= month <= 12 and _SHORT_CUE.search(text[max(0, m.start() - 40) : m.start()])):
            continue
        if m[2] == "-" and month > day and month - day < 6:  # "tanggal 3-5" is a range of days
            continue
        seen = _dated(day, month, None, anchor)
        if seen:
            yield SeenDate(*m.span(), seen, seen, tentative=True)


def _bare_day(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
    for m in _BARE_DAY.finditer(text):
        day, month, period, joint, until, year = m.groups()
        first = _bare(int(day), month, period, year, anchor)
        if not first:
            continue
        last = _day(first.year, first.month, int(until)) if until else None
        if last and last > first and not re.fullmatch(_AND, joint):
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
    day: int, month: str | None, period: str | None, year: str | None, anchor: _Anchor
) -> date | None:
    """ "tanggal 27": in the named month, else in the month that brings it nearest, the coming one first."""
    near = anchor.day
    if month:
        return _dated(day, int(month), year, anchor) if 1 <= int(month) <= 12 else None
    if near is None:
        return None
    if period:
        first, _ = _month_of(near, {"depan": 1, "ini": 0, "lalu": -1}[period.split()[-1]])
        return _day(first.year, first.month, day)
    options = []
    for shift in (0, 1, -1):
        first, _ = _month_of(near, shift)
        seen = _day(first.year, first.month, day)
        if seen:
            options.append(seen)
    return min(options, key=lambda d: abs(d - near) + timedelta(days=3 * (d < near)), default=None)


def _relative_day(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
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
        day = anchor.posted + timedelta(days=_RELATIVE_DAYS[word])
        yield SeenDate(*m.span(), day, day, relative=True, tentative=word == "besok lusa")
    for pattern in (_IN_DAYS, _IN_DAYS_EN):
        for m in pattern.finditer(text):
            days = int(m[1]) * (7 if m[2][0] in "mw" or m[2] == "pekan" else 1)
            past = bool(pattern is _IN_DAYS and re.search("lalu|kepungkur|ago", m[3]))
            day = anchor.posted + timedelta(days=-days if past else days)
            yield SeenDate(*m.span(), day, day, relative=True, tentative=days > 7)


def _hari_h(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
    if anchor.vote_day is None:
        return
    for m in _HARI_H.finditer(text):
        if _OTHER_FEAST.match(text[m.end() :]):
            continue
        days = int(m[2] or m[3] or m[4])
        back = m[1] == "-" or m[3] is not None
        day = anchor.vote_day + timedelta(days=-days if back else days)
        yield SeenDate(*m.span(), day, day, relative=True)


def _weekday(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
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


def _period(text: str, anchor: _Anchor) -> Iterator[SeenDate]:
    if anchor.posted is None:
        return
    for m in _PERIOD.finditer(text):
        found = _stretch(m, anchor.posted)
        if found:
            first, last, grain = found
            yield SeenDate(*m.span(), first, last, relative=True, tentative=True, grain=grain)


_SHIFT = {
    **dict.fromkeys(("depan", "next", "ngarep", "hareup"), 1),
    **dict.fromkeys(("lalu", "kemarin", "last", "wingi"), -1),
}
_UNIT = {
    **dict.fromkeys(("minggu", "pekan", "week"), "week"),
    **dict.fromkeys(("bulan", "sasi", "month"), "month"),
    **dict.fromkeys(("tahun", "taun", "year"), "year"),
}


def _stretch(m: re.Match[str], posted: date) -> tuple[date, date, str] | None:
    """The week, month or year that "bulan depan", "next week" or "akhir tahun" means."""
    unit = _UNIT[m[1] or m[4] or m[6] or m[9]]
    shift = _SHIFT.get(m[2] or m[3] or m[7] or "", 0)
    if unit == "week":
        monday = posted + timedelta(days=7 * shift - posted.weekday())
        return monday, monday + timedelta(days=6), unit
    if unit == "month":
        first, last = _month_of(posted, shift)
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


def _month_of(day: date, shift: int) -> tuple[date, date]:
    months = day.year * 12 + day.month - 1 + shift
    year, month = divmod(months, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


_OF_MONTHS = frozenset(MONTHS)
_OF_WEEKDAYS = frozenset(WEEKDAYS)
_OF_RELATIVE = frozenset(w.split()[0] for w in _RELATIVE_DAYS) | frozenset(
    ("lagi", "maning", "deui", "lalu", "yang", "kepungkur", "ago", "from", "mendatang", "ke", "in")
)
_OF_BARE = frozenset(
    "tanggal tanggale tanggalna tgl tggl kaping on bukan dudu lain not melainkan".split()
)
_OF_PERIODS = frozenset(
    "minggu pekan bulan tahun taun sasi next this last awal akhir pertengahan end".split()
)
# Each reader, the words without which it finds nothing, and whether it needs a digit. The exact come first.
_READERS: tuple[tuple[_Reader, frozenset[str], bool], ...] = (
    (_two_months, _OF_MONTHS, True),
    (_one_month, _OF_MONTHS, True),
    (_numeric, frozenset(), True),
    (_day_month, frozenset(), True),
    (_month_day, _OF_MONTHS, True),
    (_bare_day, _OF_BARE, True),
    (_short_numeric, frozenset(), True),
    (_hari_h, frozenset("h"), False),
    (_relative_day, _OF_RELATIVE, False),
    (_weekday, _OF_WEEKDAYS, False),
    (_period, _OF_PERIODS, False),
)
_SAME_DAY = re.compile(
    r"[\s,(]*(?:(?:pahing|pon|wage|kliwon|legi|manis|tanggal|tgl\.?|kaping|yaitu|yakni|itu|ya"
    r"|\()[\s,]*)*"
)


def _joined(text: str, found: list[SeenDate]) -> Iterator[SeenDate]:
    """ "Rabu, 27 November" and "besok tanggal 27" are one mention: the exact date speaks, the rest is kept as weekday."""
    held: SeenDate | None = None
    for seen in found:
        if held is None:
            held = seen
        elif _SAME_DAY.fullmatch(text[held.end : seen.start]) and held.relative != seen.relative:
            held = _one(held, seen)
        elif (
            held.relative
            and seen.relative
            and _SAME_DAY.fullmatch(text[held.end : seen.start])
            and (
                held.grain == seen.grain == "day"
                and (held.weekday is None) != (seen.weekday is None)
            )
        ):
            held = _one(held, seen) if held.weekday is not None else _one(seen, held)
        else:
            yield held
            held = seen
    if held is not None:
        yield held


def _one(a: SeenDate, b: SeenDate) -> SeenDate:
    exact, loose = (b, a) if a.relative else (a, b)
    weekday = exact.weekday if exact.weekday is not None else loose.weekday
    start, end = min(a.start, b.start), max(a.end, b.end)
    return msgspec.structs.replace(exact, start=start, end=end, weekday=weekday)
