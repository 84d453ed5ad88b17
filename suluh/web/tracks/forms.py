"""The report form on the web: the fields that the facts of the election state, none invented, and what they show.

What is written about persons stays in `FormRow`; the ledger gets a salted hash of the form, so that a later change shows.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from suluh.cases import Case
from suluh.cases.requirements import Form, Requirement, formal, material
from suluh.facts import Facts
from suluh.facts.values import ListValue
from suluh.ledger import NewEvent
from suluh.web.asked import LONG, Asking, Unclear, line
from suluh.web.store import LEDGER
from suluh.web.tongue import phrases, said
from suluh.web.tracks.models import FormRow

FILED = "form_filed"  # in the ledger: the hash of a form, never its words
SHORT = 200  # characters of a name, a place, a number
LONG_FIELDS = frozenset({"uraian", "alamat", "saksi"})
DATES = frozenset({"tanggal_kejadian", "tanggal_diketahui"})
PERSONS = ("pelapor", "terlapor", "saksi")  # groups that hold personal data


class Field(NamedTuple):
    """One field of the form; `name` as the fact writes it: "terlapor.alamat"."""

    name: str
    label: str
    kind: str  # text | long | date
    value: str = ""

    @property
    def group(self) -> str:
        return self.name.split(".")[0].removesuffix("[]")

    @property
    def is_personal(self) -> bool:
        return is_personal(self.name)


class Group(NamedTuple):
    name: str
    label: str
    fields: list[Field]

    @property
    def written(self) -> list[Field]:
        return [field for field in self.fields if field.value]

    @property
    def unwritten(self) -> str:
        """The labels of what nobody filled in, as they stand within a sentence."""
        labels = [field.label for field in self.fields if not field.value]
        return ", ".join(label[:1].lower() + label[1:] for label in labels)


def groups(facts: Facts, given: Mapping[str, str], lang: str, finding: bool) -> list[Group]:
    """The form, filled with what was given. A finding is the supervisors' own: it names no reporter."""
    made: dict[str, Group] = {}
    for name in names(facts):
        group = name.split(".")[0].removesuffix("[]")
        if finding and group == "pelapor":
            continue
        there = made.setdefault(group, Group(group, _word(f"form_group_{group}", group, lang), []))
        there.fields.append(_field(name, given.get(name, ""), lang))
    return list(made.values())


def names(facts: Facts) -> tuple[str, ...]:
    """The fields in the order of the fact (slot report_form_fields); none where the facts do not state them."""
    fact = next(iter(facts.by_slot.get("report_form_fields", ())), None)
    return tuple(fact.value.items) if fact and isinstance(fact.value, ListValue) else ()


def is_personal(name: str) -> bool:
    """Whether the field holds data of a person."""
    return name.split(".")[0].removesuffix("[]") in PERSONS


def read(request: Asking, facts: Facts) -> dict[str, str]:
    """What was written into the form. Raises Unclear where nothing says what happened, or a day is none."""
    found = {
        name: written
        for name in names(facts)
        if (written := line(request, name, LONG if _kind(name) == "long" else SHORT))
    }
    if not found.get("peristiwa.uraian"):
        raise Unclear("words")
    for name, written in found.items():
        if _kind(name) == "date":
            day_of(written)
    return found


def day_of(written: str) -> date | None:
    """A day as browsers send it. Raises Unclear for anything else, and for a day that is still to come for all zones."""
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Unclear("day") from None


def keep(case: str, fields: Mapping[str, str], now: datetime) -> None:
    """The form as it stands now, in place of an earlier one; its hash goes into the ledger. Within the writer's turn."""
    salt = secrets.token_hex(16)
    body = msgspec.json.encode(dict(sorted(fields.items())))
    FormRow.objects.update_or_create(
        case=case, defaults={"fields": body.decode(), "salt": salt, "changed_at": now}
    )
    LEDGER.append([NewEvent(FILED, case, {"sha256": _hash(salt, body), "salted": True}, now)])


def kept(case: str) -> dict[str, str]:
    """What was written; empty where nobody filled in a form here, or it was erased."""
    row = FormRow.objects.filter(case=case).first()
    return msgspec.json.decode(row.fields, type=dict[str, str]) if row else {}


def is_as_filed(case: str) -> bool:
    """Whether the form is still the one whose hash the ledger has."""
    row = FormRow.objects.filter(case=case).first()
    told = [event for event in LEDGER.events(subject=case) if event.kind == FILED]
    if row is None or not told:
        return row is None and not told
    return bool(told[-1].data()["sha256"] == _hash(row.salt, row.fields.encode()))


def requirements(case: Case, fields: Mapping[str, str], facts: Facts) -> list[Requirement]:
    """What a report must have, held against the form. A supervisor judges; this only looks."""
    asked = form_of(case, fields)
    return [*formal(asked, facts, case.region), *material(asked, facts)]


def form_of(case: Case, fields: Mapping[str, str]) -> Form:
    """What the form shows, without the data of persons. The signature nobody can see here."""
    filing = case.filing
    by_bawaslu = filing is not None and filing.origin == "temuan"
    known = filing.known_on if filing else None
    happened = fields.get("peristiwa.tanggal_kejadian", "")
    return Form(
        filed_at=case.opened_at,
        reporter_identified=True if by_bawaslu else bool(fields.get("pelapor.nama")),
        reported_named=bool(fields.get("terlapor.nama") and fields.get("terlapor.alamat")),
        signature_matches=None,
        known_on=date.fromisoformat(known) if known else None,
        happened_on=date.fromisoformat(happened) if happened else None,
        happened_where=fields.get("peristiwa.tempat", ""),
        description=fields.get("peristiwa.uraian", ""),
        evidence=len(case.evidence) + bool(case.thing.url),
        law=filing.law if filing else "pilkada",
    )


def _field(name: str, value: str, lang: str) -> Field:
    last = name.split(".")[-1].removesuffix("[]")
    key = "b_witnesses" if last == "saksi" else f"form_{last}"
    return Field(name, _word(key, last, lang), _kind(name), value)


def _kind(name: str) -> str:
    last = name.split(".")[-1].removesuffix("[]")
    return "date" if last in DATES else "long" if last in LONG_FIELDS else "text"


def _hash(salt: str, body: bytes) -> str:
    return hashlib.sha256(salt.encode() + body).hexdigest()


def _word(key: str, plain: str, lang: str) -> str:
    return said(key, lang) if key in phrases() else plain.replace("_", " ")
