"""Numbers, shares, times and phrases as a report's pages say them, in Indonesian or English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from suluh.content import WIB
from suluh.facts.values import MONTHS

_ENGLISH = (
    "January February March April May June July August September October November December".split()
)


class Spoken:
    """One language. words: its phrases."""

    def __init__(self, lang: str, words: Mapping[str, str]) -> None:
        self.lang, self.words = lang, words

    def __call__(self, key: str, **values: object) -> str:
        return self.words[key].format(**values)

    def number(self, value: int) -> str:
        return f"{value:,}" if self.lang == "en" else f"{value:,}".replace(",", ".")

    def share(self, value: float | None) -> str:
        """0.123 as 12,3% in Indonesian."""
        if value is None:
            return "–"
        said = f"{100 * value:.1f}".removesuffix(".0")
        return f"{said}%" if self.lang == "en" else f"{said}%".replace(".", ",")

    def p(self, value: float) -> str:
        said = f"{value:.2g}" if value else "0"
        return said if self.lang == "en" else said.replace(".", ",")

    def moment(self, value: datetime | None) -> str:
        """20 November 2024, 10.15 WIB."""
        if value is None:
            return self("unknown")
        here = value.astimezone(WIB)
        return f"{self.day(here)}, {here:%H.%M} WIB"

    def day(self, value: datetime | None) -> str:
        if value is None:
            return self("unknown")
        return self.calendar_day(value.astimezone(WIB))

    def calendar_day(self, value: date) -> str:
        """20 November 2024."""
        month = _ENGLISH[value.month - 1] if self.lang == "en" else MONTHS[value.month - 1]
        return f"{value.day} {month} {value.year}"

    def days(self, first: datetime, last: datetime) -> str:
        """From one day to another: 19–25 November 2024, or both in full when their months differ."""
        one, two = first.astimezone(WIB), last.astimezone(WIB)
        if one.date() == two.date():
            return self.day(one)
        if (one.year, one.month) == (two.year, two.month):
            return f"{one.day}–{self.day(two)}"
        return f"{self.day(one)} – {self.day(two)}"

    def lasting(self, seconds: float) -> str:
        """A length of time in its largest fitting unit."""
        for unit, size in (("day", 86_400), ("hour", 3600), ("minute", 60)):
            if seconds >= 2 * size or seconds == size:
                return f"{self._short(seconds / size)} {self(unit)}"
        return f"{self._short(seconds)} {self('second')}"

    def _short(self, value: float) -> str:
        said = f"{value:.1f}".removesuffix(".0")
        return said if self.lang == "en" else said.replace(".", ",")
