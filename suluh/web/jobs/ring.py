"""The cases whose time has come: alarms, and the next rung where a promise is broken.

An alarm rings once: its key is in the table, written in the same transaction as what it sends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from suluh.cases import Case, Refused, Role
from suluh.cases.clocks import Alarm
from suluh.cases.events import Escalated
from suluh.cases.handover import kind_of
from suluh.cases.ladder import Stage, should_rise
from suluh.cases.reminders import due_now, next_at
from suluh.errors import RequestError
from suluh.web import home
from suluh.web.access import TRACKS, covers
from suluh.web.desks import OF_ROLE, Desk, desk_of
from suluh.web.duty import handing
from suluh.web.jobs import hooks
from suluh.web.jobs.models import Job, Notice, Watch
from suluh.web.jobs.sending import stable_id
from suluh.web.jobs.table import put
from suluh.web.models import Grant, Person
from suluh.web.order import rules
from suluh.web.store import happen, stands, turn
from suluh.web.templatetags.hours import alarm_words, clock_name
from suluh.web.tongue import moment, said

ACTOR = "suluh"
AT_ONCE = 10  # cases a transaction: people who write wait for it
SHOWN = 30  # alarms that one letter names, the worst first
TOGETHER = timedelta(seconds=20)  # what rings within it is one letter


class Rung(NamedTuple):
    """An alarm that has just rung, and the stage to which its case has risen, if it has."""

    notice: Notice
    case: Case
    to: Stage | None


def ring(now: datetime) -> int:
    """Every alarm whose time has come; how many rang."""
    count = 0
    while Watch.objects.filter(at__lte=now).exists():
        with turn():
            due = list(Watch.objects.filter(at__lte=now).order_by("at")[:AT_ONCE])
            rung = [one for watch in due for one in _look(watch, now)]
            _write(rung, now)
        count += len(rung)
    return count


def _look(watch: Watch, now: datetime) -> list[Rung]:
    facts = rules()[0]
    try:
        case = stands(watch.case)
    except RequestError:
        watch.delete()
        return []
    rung = [one for alarm in due_now(case, now, facts) if (one := _ring(alarm, case, now))]
    at = next_at(case, now, facts)
    if at is None:
        watch.delete()
    else:
        Watch.objects.filter(pk=watch.case).update(at=at)
    return rung


def _ring(alarm: Alarm, case: Case, now: datetime) -> Rung | None:
    defaults = {
        "case": case.id,
        "track": case.track.value,
        "region": case.region or "",
        "target": alarm.target,
        "part": alarm.part,
        "due": alarm.due,
        "at": now,
    }
    notice, new = Notice.objects.get_or_create(key=alarm.key, defaults=defaults)
    if not new:
        return None
    to = _after(alarm, case, now) if alarm.is_breach else None
    if to:
        notice.risen = to.rung
        notice.save(update_fields=["risen"])
    data: dict[str, Any] = {
        "case": case.id,
        "track": case.track.value,
        "clock": alarm.target,
        "part": alarm.part,
    }
    data |= {"due": alarm.due.isoformat(), "risen_to": to.rung if to else None}
    hooks.tell("alarm", alarm.key, data, case.region or "", now)
    return Rung(notice, case, to)


def _after(alarm: Alarm, case: Case, now: datetime) -> Stage | None:
    """What a breach leads to: the next partner, where one did not answer; else the next rung."""
    if kind := kind_of(alarm.target):
        handing.rise(case.id, kind, now)
        return None
    return _rise(case, now)


def _rise(case: Case, now: datetime) -> Stage | None:
    """One rung up, as the ladder proposes (ID-LAW-026); None where the case may not rise.

    To Komdigi, which orders removals, no clock sends anything: a person does.
    """
    facts = rules()[0]
    stage = should_rise(stands(case.id), now, facts)
    if stage is None or stage.rung == "komdigi":
        return None
    why = said("risen_why", "id")
    try:
        happen(
            Escalated(case=case.id, at=now, actor=ACTOR, role=Role.MACHINE, to=stage.rung, why=why)
        )
    except Refused:
        return None
    return stage


def letter(body: dict[str, Any]) -> dict[str, Any]:
    """The letter of a job of kind `alarms`, as `post.send` takes it."""
    notices = list(Notice.objects.filter(pk__in=body["notices"]).order_by("-part", "pk"))
    late = sum(notice.part >= 1 for notice in notices)
    subject = said("mail_alarm_subject", "id", n=len(notices), late=late)
    text = "\n\n".join(_in(notices, lang) for lang in ("id", "en"))
    return {"to": body["to"], "subject": subject, "text": text}


def _write(rung: Iterable[Rung], now: datetime) -> None:
    """One letter to each person for what rings together, or nearly so."""
    theirs: dict[str, list[int]] = defaultdict(list)
    grants = _grants()
    for one in rung:
        for address in _addresses(one, grants):
            theirs[address].append(one.notice.pk)
    for address, notices in theirs.items():
        _add(address, notices, now)


def _add(address: str, notices: list[int], now: datetime) -> None:
    """Into the letter that waits for this person, if there is one; else a new one."""
    mine = f"alarm:{stable_id(address)}:"
    waiting = Job.objects.filter(key__startswith=mine, done_at=None, dead_at=None, attempts=0)
    for job in waiting[:1]:
        known = msgspec.json.decode(job.body)["notices"]
        body = msgspec.json.encode({"to": address, "notices": known + notices}).decode()
        if Job.objects.filter(pk=job.pk, attempts=0).update(body=body):
            return
    body_of = {"to": address, "notices": notices}
    put(f"{mine}{notices[0]}", "alarms", "smtp", body_of, now, after=TOGETHER)


def _grants() -> list[tuple[str, Role, str]]:
    """Address, role and region of everybody who can be written to."""
    people = Person.objects.filter(is_active=True).exclude(email="").values("pk")
    rows = Grant.objects.filter(person__in=people).values_list("person__email", "role", "region")
    return [(email, Role(role), region) for email, role, region in rows]


def _addresses(one: Rung, grants: Iterable[tuple[str, Role, str]]) -> set[str]:
    """Who works at the case's desk, for its region; and for the region to which it has risen."""
    desk, case = desk_of(one.case), one.case
    above = "" if one.to is None or one.to.region == "ID" else one.to.region
    found = set()
    for email, role, region in grants:
        if role is Role.AUDITOR or case.track not in TRACKS[role]:
            continue
        at_desk = desk in OF_ROLE.get(role, ()) and covers(region, case.region or "")
        higher = one.to is not None and role in OF_ROLE and region == above
        if desk is not Desk.NONE and (at_desk or higher):
            found.add(email)
    return found


def _in(notices: list[Notice], lang: str) -> str:
    lines = [said("mail_alarm", lang)]
    for n in notices[:SHOWN]:
        word, clock = alarm_words(n.part, n.risen, lang), clock_name(n.target, lang)
        due = said("alarm_due", lang, at=moment(n.due, lang))  # type: ignore[arg-type]
        lines.append(f"- {n.case}: {clock}, {word} ({due})\n  {home.address()}/perkara/{n.case}/")
    if len(notices) > SHOWN:
        lines.append(said("mail_alarm_more", lang, n=len(notices) - SHOWN))
    return "\n".join([*lines, f"{home.address()}/peringatan/"])
