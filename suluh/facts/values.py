"""The value of a fact, typed, so that a post can be held against it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import msgspec

MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()

_WIB = timezone(timedelta(hours=7))  # content.WIB stands above the facts


def spoken_date(day: date) -> str:
    """A date as Indonesians write it.

    >>> spoken_date(date(2024, 11, 27))
    'Rabu, 27 November 2024'
    """
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


class _Value(msgspec.Struct, frozen=True, tag_field="type", forbid_unknown_fields=True):
    """What every value can do: say itself in readable Indonesian."""

    def spoken(self) -> str:
        raise NotImplementedError


class DateValue(_Value, frozen=True, tag="date"):
    date: date
    weekday: str | None = None

    def spoken(self) -> str:
        return spoken_date(self.date)


class DateRangeValue(_Value, frozen=True, tag="date_range"):
    """First and last day, both inclusive."""

    start: date
    end: date

    def spoken(self) -> str:
        return f"{spoken_date(self.start)} sampai {spoken_date(self.end)}"


class TimeRangeValue(_Value, frozen=True, tag="time_range"):
    """Opening and closing on the clock of the place (`tz: local`), "07:00"."""

    start: str
    end: str
    tz: str = "local"

    def spoken(self) -> str:
        zone = " waktu setempat" if self.tz == "local" else f" {self.tz}"
        return f"pukul {self.start.replace(':', '.')} sampai {self.end.replace(':', '.')}{zone}"


class DateTimeValue(_Value, frozen=True, tag="datetime"):
    """A moment on the clock of WIB. A snapshot writes it in UTC, and reading it gives the same hour again."""

    datetime: datetime

    def __post_init__(self) -> None:
        if self.datetime.tzinfo is not None:
            msgspec.structs.force_setattr(self, "datetime", self.datetime.astimezone(_WIB))

    def spoken(self) -> str:
        return f"{spoken_date(self.datetime.date())} pukul {self.datetime:%H.%M}"


class NumberValue(_Value, frozen=True, tag="number"):
    number: float | int
    unit: str = ""

    def spoken(self) -> str:
        whole = self.number == int(self.number)
        text = (
            f"{int(self.number):,}".replace(",", ".")
            if whole
            else f"{self.number}".replace(".", ",")
        )
        return f"{text} {self.unit}".strip()


class DurationValue(_Value, frozen=True, tag="duration"):
    hours: int | None = None
    days: int | None = None
    day_kind: str | None = None  # "hari" or "hari kerja", as the election law counts

    def spoken(self) -> str:
        return (
            f"{self.hours} jam"
            if self.hours is not None
            else f"{self.days} {self.day_kind or 'hari'}"
        )


class BooleanValue(_Value, frozen=True, tag="boolean"):
    value: bool
    field: str | None = None

    def spoken(self) -> str:
        return "ya" if self.value else "tidak"


class ListValue(_Value, frozen=True, tag="list"):
    items: tuple[str, ...]

    def spoken(self) -> str:
        return ", ".join(self.items)


class PlaceValue(_Value, frozen=True, tag="place"):
    code: str | None = None
    name: str | None = None
    parent: str | None = None
    kpu_code: str | None = None
    children: int | None = None
    address: str | None = None

    def spoken(self) -> str:
        return self.address or self.name or ""


class RecordValue(_Value, frozen=True, tag="record"):
    """Several named values that belong together. Dates inside are ISO strings."""

    fields: dict[str, Any]

    def spoken(self) -> str:
        return "; ".join(f"{key}: {value}" for key, value in self.fields.items())


class UrlValue(_Value, frozen=True, tag="url"):
    url: str

    def spoken(self) -> str:
        return self.url


class UnknownValue(_Value, frozen=True, tag="unknown"):
    """Nobody found it. It stays empty and is said so."""

    def spoken(self) -> str:
        return "belum diketahui"


Value = (
    DateValue
    | DateRangeValue
    | TimeRangeValue
    | DateTimeValue
    | NumberValue
    | DurationValue
    | BooleanValue
    | ListValue
    | PlaceValue
    | RecordValue
    | UrlValue
    | UnknownValue
)
KINDS = (
    "date date_range time_range datetime number duration boolean list place record url unknown"
).split()
