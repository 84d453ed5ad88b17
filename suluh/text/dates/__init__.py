"""Days a text speaks of: dates, ranges, weekdays, relative days, read against the time of posting (WIB).

text → numbers said in words made figures → readers, the exact first, none where another has read → one mention a day
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import msgspec

from suluh.text.dates.mentions import joined
from suluh.text.dates.names import MONTHS, WEEKDAYS
from suluh.text.dates.numeric import in_figures, short
from suluh.text.dates.relative import RELATIVE_DAYS, days_away, from_voting_day, stretches, weekdays
from suluh.text.dates.seen import Anchor, SeenDate
from suluh.text.dates.written import bare_days, day_month, month_day, one_month, two_months
from suluh.text.numerals import Numerals, numerals

if TYPE_CHECKING:
    from suluh.text.normal import Normal

__all__ = ["MONTHS", "WEEKDAYS", "WIB", "SeenDate", "dates", "dates_in"]

WIB = timezone(timedelta(hours=7), "WIB")

_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")

_Reader = Callable[[str, Anchor], Iterator[SeenDate]]

_OF_MONTHS = frozenset(MONTHS)
_OF_WEEKDAYS = frozenset(WEEKDAYS)
_OF_RELATIVE = frozenset(w.split()[0] for w in RELATIVE_DAYS) | frozenset(
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
    (two_months, _OF_MONTHS, True),
    (one_month, _OF_MONTHS, True),
    (in_figures, frozenset(), True),
    (day_month, frozenset(), True),
    (month_day, _OF_MONTHS, True),
    (bare_days, _OF_BARE, True),
    (short, frozenset(), True),
    (from_voting_day, frozenset("h"), False),
    (days_away, _OF_RELATIVE, False),
    (weekdays, _OF_WEEKDAYS, False),
    (stretches, _OF_PERIODS, False),
)


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
    anchor = Anchor(posted, vote_day)
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
    return tuple(_back(view, seen) for seen in joined(view.text, taken))


def _back(view: Numerals, seen: SeenDate) -> SeenDate:
    if not view.changed:
        return seen
    start, end = view.origin(seen.start, seen.end)
    return msgspec.structs.replace(seen, start=start, end=end)
