"""The deadlines of track B, as the facts of the election state them; from memory where they do not, and then it says so.

No deadline decides anything: a supervisor reads it, with its source, and rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from suluh.cases.actors import Track
from suluh.cases.case import Case
from suluh.cases.clocks import Alarm
from suluh.cases.days import Calendar, DayKind, calendar_of, days_after, end_of, local_day, zone_of
from suluh.cases.events import Law
from suluh.cases.times import LawTerm, Mark, tables
from suluh.facts import Fact, Facts
from suluh.facts.values import DurationValue, RecordValue


class Deadline(msgspec.Struct, frozen=True):
    """By when; None where the facts of this election do not say. `ended`: when it was done, in time or not."""

    name: str  # laporan | kajian_awal | perbaikan | penanganan | keterangan_tambahan | a step of Gakkumdu
    starts: datetime
    due: datetime | None
    days: int | None = None
    kind: DayKind | None = None
    fact: str | None = None
    mark: Mark = "S"
    note: str = ""
    ended: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether it was missed; an unknown deadline is never late."""
        return self.due is not None and (self.ended or now) > self.due


# Step of Gakkumdu: (what it follows, field of ID-LAW-023, how its days are counted)
GAKKUMDU: dict[str, tuple[str, str, DayKind]] = {
    "penyidikan": ("diteruskan", "investigation_wd", "hari kerja"),
    "dikembalikan": ("penyidikan", "return_wd", "hari kerja"),
    "dilengkapi": ("dikembalikan", "complete_wd", "hari kerja"),
    "dilimpahkan": ("penyidikan", "transfer_wd", "hari kerja"),
    "putusan": ("dilimpahkan", "trial_days", "hari"),
    "banding": ("putusan", "appeal_days", "hari"),
    "putusan_banding": ("banding", "appeal_ruling_days", "hari"),
}
UNKNOWN = "fakta pemilihan ini tidak menyebut tenggat"
OTHER_LAW = "tenggat menurut undang-undang ini tidak diketahui di sini"
OTHER_HOLIDAYS = "libur lain tidak diketahui; tenggat sebenarnya bisa lebih lambat"


def deadlines(case: Case, facts: Facts) -> tuple[Deadline, ...]:
    """Every deadline of a track B case that has begun, in the order of the procedure. None on other tracks."""
    if case.track is not Track.B:
        return ()
    calendar = calendar_of(facts)
    found = [
        *_report(case, facts, calendar),
        *_from_memory(case, "kajian_awal", ("diregister", "tidak_memenuhi", "dicabut")),
        *_from_memory(case, "perbaikan", ("kajian_awal", "tidak_diregister", "dicabut")),
        *_handling(case, facts, calendar),
        *_gakkumdu(case, facts, calendar),
    ]
    return tuple(found)


def deadline_alarms(case: Case, facts: Facts, now: datetime) -> tuple[Alarm, ...]:
    """The alarms of track B that are due by now, the earliest first; an unknown deadline has none."""
    found = [
        Alarm(
            case.id,
            known.name,
            part,
            known.due - (1 - part) * (known.due - known.starts),
            known.due,
        )
        for known in deadlines(case, facts)
        if known.due and not known.ended
        for part in (*tables().alarms, 1.0)
    ]
    return tuple(sorted((a for a in found if a.at <= now), key=lambda alarm: alarm.at))


def filing_deadline(
    known_on: date, region: str | None, facts: Facts, law: Law = "pilkada"
) -> datetime | None:
    """The end of the last day on which a violation known since `known_on` can be reported (slot report_deadline).

    None where the facts of this election do not say. Pilkada: 7 days; the law for general elections counts working
    days, and press often mixes them: the fact of the election decides, or for another law the row of clocks.yaml.
    """
    other = tables().laws.get(law)
    rule = (None, other.days, other.kind) if other else _term(facts, "report_deadline")
    if rule is None:
        return None
    _, days, kind = rule
    return end_of(days_after(known_on, days, kind, calendar_of(facts)), zone_of(region))


def _report(case: Case, facts: Facts, calendar: Calendar) -> Iterator[Deadline]:
    if case.filing is None or case.filing.known_on is None or case.filing.origin == "temuan":
        return
    known = date.fromisoformat(case.filing.known_on)
    rule = _term(facts, "report_deadline")
    begin = end_of(known - timedelta(days=1), zone_of(case.region))
    due = filing_deadline(known, case.region, facts, case.filing.law)
    if other := tables().laws.get(case.filing.law):
        yield _under(other, begin, due, case.opened_at)
        return
    if rule is None:
        yield Deadline("laporan", begin, None, note=UNKNOWN)
        return
    fact, days, kind = rule
    yield Deadline(
        "laporan", begin, due, days, kind, fact.id, _mark(fact), _doubt(kind), case.opened_at
    )


def _under(law: LawTerm, begin: datetime, due: datetime | None, filed: datetime) -> Deadline:
    """The term of a law for which no facts are loaded; it is named in the note."""
    note = "; ".join(filter(None, (law.law, _doubt(law.kind))))
    return Deadline("laporan", begin, due, law.days, law.kind, None, law.mark, note, filed)


def _handling(case: Case, facts: Facts, calendar: Calendar) -> Iterator[Deadline]:
    """Three days from registration, five in all where extra information is asked for (ID-LAW-017)."""
    start, fact = case.entered("diregister"), _fact_for(case, facts, "handling_deadline")
    if start is None:
        return
    fields = fact.value.fields if fact and isinstance(fact.value, RecordValue) else {}
    extra = case.entered("keterangan_tambahan") is not None
    name = "keterangan_tambahan" if extra else "penanganan"
    days = fields.get("total_days" if extra else "base_days")
    done = case.entered("keputusan")
    yield _deadline(case, name, start, days, "hari", fact, calendar, done)


def _gakkumdu(case: Case, facts: Facts, calendar: Calendar) -> Iterator[Deadline]:
    if case.filing is None or case.filing.handed_to != "Gakkumdu":
        return
    yield from _from_memory(case, "pembahasan_gakkumdu", ())
    fact = _fact_for(case, facts, "gakkumdu_timeline")
    fields = fact.value.fields if fact and isinstance(fact.value, RecordValue) else {}
    reached = {entry.state: entry.at for entry in case.filing.steps}
    reached["diteruskan"] = case.entered("diteruskan") or case.last_at
    for name, (after, field, kind) in GAKKUMDU.items():
        optional = name in ("dikembalikan", "banding", "putusan_banding") and name not in reached
        if after in reached and not optional:
            days, done = fields.get(field), reached.get(name)
            yield _deadline(case, name, reached[after], days, kind, fact, calendar, done)


def _deadline(
    case: Case,
    name: str,
    start: datetime,
    days: int | None,
    kind: DayKind,
    fact: Fact | None,
    calendar: Calendar,
    done: datetime | None,
) -> Deadline:
    """A term of a fact in days, ending with the local day; unknown where the fact does not give it."""
    if fact is None or days is None:
        note = OTHER_LAW if case.filing and case.filing.law in tables().laws else UNKNOWN
        return Deadline(name, start, None, note=note, ended=done)
    last = days_after(local_day(start, case.region), int(days), kind, calendar)
    due = end_of(last, zone_of(case.region))
    return Deadline(name, start, due, int(days), kind, fact.id, _mark(fact), _doubt(kind), done)


def _from_memory(case: Case, name: str, ends: tuple[str, ...]) -> Iterator[Deadline]:
    term = tables().track_b[name]
    start = case.entered(term.starts)
    if start is None:
        return
    done = _ended(case, start, ends)
    if term.hours is not None:
        yield Deadline(
            name, start, start + timedelta(hours=term.hours), mark=term.mark, note=term.note
        )
        return
    last = days_after(local_day(start, case.region), term.days or 0, "hari", Calendar())
    due = end_of(last, zone_of(case.region))
    yield Deadline(name, start, due, term.days, "hari", None, term.mark, term.note, done)


def _ended(case: Case, start: datetime, states: tuple[str, ...]) -> datetime | None:
    """When the case first came into one of these states after `start`."""
    return next((e.at for e in case.history if e.at >= start and e.state in states), None)


def _term(facts: Facts, slot: str) -> tuple[Fact, int, DayKind] | None:
    fact = _fact(facts, slot)
    if fact is None or not isinstance(fact.value, DurationValue) or fact.value.days is None:
        return None
    return fact, fact.value.days, "hari kerja" if fact.value.day_kind == "hari kerja" else "hari"


def _fact_for(case: Case, facts: Facts, slot: str) -> Fact | None:
    """None for a case under another law than the facts': nothing of this election holds there."""
    is_other = case.filing is not None and case.filing.law in tables().laws
    return None if is_other else _fact(facts, slot)


def _fact(facts: Facts, slot: str) -> Fact | None:
    return next(iter(facts.by_slot.get(slot, ())), None)


def _mark(fact: Fact) -> Mark:
    return "S" if fact.confidence == "seen" else "M"


def _doubt(kind: DayKind) -> str:
    return OTHER_HOLIDAYS if kind == "hari kerja" else ""
