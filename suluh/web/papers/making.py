"""Making a paper of a case for somebody: what may be on it, the bytes, and the event that says it was made.

Pages and programs call the same functions; what a person may see unmasked a program is never given.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from suluh.cases import Case, Track
from suluh.cases.evidence import About, EvidenceStore, Handling, write_package
from suluh.cases.evidence.custody import BEGINNING
from suluh.cases.evidence.package import Package
from suluh.errors import RequestError
from suluh.runners.work import DecisionDigest
from suluh.text.privacy import mask
from suluh.web import home
from suluh.web.access import Action, granted
from suluh.web.models import CaseRow, Person
from suluh.web.order import rules
from suluh.web.papers.filled import Known, Reporter
from suluh.web.papers.reasons import statement
from suluh.web.papers.record import Made, Maker, handlings, made, record
from suluh.web.papers.report_form import report_form
from suluh.web.sights import SHORTEST
from suluh.web.store import case_from, history, seen_by_machine
from suluh.web.tracks import forms

EVIDENCE = "evidence"  # folder of the installation in which the bytes are kept


class NotNow(Exception):
    """Why this paper cannot be made. `key` names the phrase that says so."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


class Asked(NamedTuple):
    """One request for a paper."""

    row: CaseRow
    case: Case
    saw: DecisionDigest | None
    made: list[Made]
    maker: Maker
    personal: bool  # asked for, with a reason, and the role may see it


def asked(person: Person, row: CaseRow, personal: bool = False, why: str = "") -> Asked:
    """For this person, who may export the case. Personal data come along for those who may see them and say why.

    Raises NotNow for personal data without a reason.
    """
    may_see = granted(person, Action.PERSONAL, row) if personal else ()
    if may_see and len(why.strip()) < SHORTEST:
        raise NotNow("why_needed")
    role = (may_see or granted(person, Action.EXPORT, row))[0]
    maker = Maker(person.key, role, mask(why).text if may_see else "")
    told = history(row.case)
    return Asked(row, case_from(told), seen_by_machine(told), made(told), maker, bool(may_see))


def form(asked: Asked, now: datetime, lang: str) -> bytes:
    """Bawaslu's report form as PDF. Raises NotNow on track C."""
    if asked.case.track is Track.C:
        raise NotNow("no_form_here")
    reporter = _reporter(asked.case) if asked.personal else None
    case = asked.case.id
    written, as_filed = forms.kept(case), forms.is_as_filed(case)
    known = Known(asked.case, asked.saw, reporter, asked.personal, written, as_filed)
    pdf = report_form(known, rules()[0], now, lang)
    record(asked.case.id, asked.maker, "report_form", _sha(pdf), asked.personal, now)
    return pdf


def reasons(asked: Asked, now: datetime) -> bytes:
    """The statement of reasons as PDF; it holds nobody's personal data. Raises NotNow before a decision."""
    try:
        pdf = statement(asked.case, asked.saw, now)
    except RequestError as error:
        raise NotNow("not_decided_yet") from error
    record(asked.case.id, asked.maker, "statement", _sha(pdf), False, now)
    return pdf


@contextmanager
def package(asked: Asked, now: datetime) -> Iterator[Package]:
    """The evidence as zip, for as long as it is read; without the recordings for who may not see what they show.

    Raises NotNow when a part is missing, or was altered since it was put in.
    """
    custody = [*handlings(asked.made), Handling(BEGINNING, "exported", asked.maker.key, now)]
    with tempfile.TemporaryDirectory(prefix="suluh-paket-") as folder:
        try:
            written = write_package(
                _for_others(asked.case),
                Path(folder),
                EvidenceStore(home.folder() / EVIDENCE),
                now,
                about=_about(asked),
                custody=custody,
                show_personal=asked.personal,
                with_bytes=asked.personal,
            )
        except RequestError as error:
            raise NotNow("evidence_damaged") from error
        record(asked.case.id, asked.maker, "package", written.manifest, asked.personal, now)
        yield written


def _for_others(case: Case) -> Case:
    """Without what the desk writes for itself."""
    return replace(case, messages=tuple(m for m in case.messages if not m.internal), blind=())


def _about(asked: Asked) -> About:
    saw = asked.saw
    return About(
        reach=saw.views if saw else None,
        facts=saw.facts if saw else (),
        rule=asked.case.rule,
        words=tuple(filter(None, (asked.case.thing.text, saw.seen if saw else ""))),
    )


def _reporter(case: Case) -> Reporter:
    """Who reported first, by the account; empty where it was a machine or the account is gone."""
    first = case.sightings[0] if case.sightings else None
    person = Person.objects.filter(key=first.by).first() if first else None
    if person is None:
        return Reporter(organisation=(first.organisation or "") if first else "")
    return Reporter(person.get_full_name(), person.organisation, person.email)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
