"""The schedule: the days of an election in order, as a page and as a calendar to subscribe to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec
import yaml

from suluh.content import WIB
from suluh.errors import ServiceError
from suluh.facts import NATION, Fact
from suluh.facts.values import DateRangeValue, DateTimeValue, DateValue, TimeRangeValue
from suluh.guide.book import Book
from suluh.guide.pages import Page, Told
from suluh.guide.speaking import both, said
from suluh.guide.zones import ZONES

ROOT = "jadwal/"
BELONG = {
    "quiet_media_ban",
    "survey_quiet_ban",
    "social_accounts_deactivate",
}  # rules for days, not days
if TYPE_CHECKING:
    import icalendar

_FILE = Path(__file__).parent / "schedule.yaml"


class Stage(msgspec.Struct, frozen=True):
    """One entry of the schedule. Days are inclusive; `at` is the moment for the few that have one."""

    name: str
    start: date
    end: date
    told: Told
    at: datetime | None = None
    past: bool = False
    running: bool = False


def schedule_page(book: Book, lang: str) -> Page:
    """The stages in order of their first day."""
    found = stages(book, lang)
    return Page(
        path=ROOT,
        kind="schedule",
        lang=lang,
        title="",
        told=tuple(s.told for s in found),
        body=found,
    )


def stages(book: Book, lang: str) -> tuple[Stage, ...]:
    """Every national fact that is a day, some days or a moment."""
    found = [_stage(book, f, lang) for f in book.known if _belongs(f)]
    return tuple(
        sorted((s for s in found if s), key=lambda s: (s.start, s.at is not None, s.end, s.told.id))
    )


def ics(book: Book, lang: str, zone: str) -> bytes:
    """The schedule as iCalendar. zone: WIB, WITA or WIT; polls open at the same clock time in each.

    The voting day carries the opening hours in that zone; everything else is whole days, which have no zone.
    """
    try:
        import icalendar  # only a calendar needs it
    except ImportError as error:
        raise ServiceError("calendars need icalendar, which is not installed") from error
    calendar = icalendar.Calendar()
    election = book.facts.election
    name = election.name_en if lang == "en" else election.name_id
    calendar.add("prodid", f"-//Suluh//{election.id}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONES[zone])
    for stage in stages(book, lang):
        calendar.add_component(_event(book, stage, zone, lang))
    calendar.add_missing_timezones(
        first_date=date(book.vote.year, 1, 1), last_date=date(book.vote.year + 1, 1, 1)
    )
    return bytes(calendar.to_ical())


def _event(book: Book, stage: Stage, zone: str, lang: str) -> icalendar.Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{stage.told.id}@{book.facts.election.id}.suluh")
    event.add("dtstamp", datetime.combine(book.on, time(), WIB).astimezone(ZoneInfo("UTC")))
    event.add("summary", stage.name)
    event.add("description", _described(stage))
    start, end = _span(book, stage, zone)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("transp", "TRANSPARENT")
    return event


def _span(book: Book, stage: Stage, zone: str) -> tuple[date | datetime, date | datetime]:
    place = ZoneInfo(ZONES[zone])
    if stage.at:
        at = stage.at.astimezone(place)
        return at, at + timedelta(minutes=30)
    hours = next((f.value for f in book.facts.of_slot("voting_hours")), None)
    if stage.told.id == book.facts.election.voting_date_fact and isinstance(hours, TimeRangeValue):
        opens, closes = time.fromisoformat(hours.start), time.fromisoformat(hours.end)
        return datetime.combine(stage.start, opens, place), datetime.combine(
            stage.start, closes, place
        )
    return stage.start, stage.end + timedelta(days=1)


def _described(stage: Stage) -> str:
    source = stage.told.sources[0]
    return f"{stage.told.says}\n{source.ref or source.title}\n{stage.told.id}"


def _belongs(fact: Fact) -> bool:
    return fact.jurisdiction == NATION and fact.slot not in BELONG


def _stage(book: Book, fact: Fact, lang: str) -> Stage | None:
    at: datetime | None = None
    match fact.value:
        case DateValue():
            start = end = fact.value.date
        case DateRangeValue():
            start, end = fact.value.start, fact.value.end
        case DateTimeValue():
            at = fact.value.datetime
            start = end = at.astimezone(WIB).date()
        case _:
            return None
    name = said(_names().get(fact.slot) or both(fact), lang)
    return Stage(
        name, start, end, book.tell(fact, lang), at, end < book.on, start <= book.on <= end
    )


@cache
def _names() -> dict[str, dict[str, str]]:
    plain = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return msgspec.convert(plain, dict[str, dict[str, str]])
