"""What a laporan must have, formally and materially (ID-LAW-019, ID-LAW-020), held against what it has.

This looks; it does not decide. A supervisor reads what seems to be lacking and writes the kajian awal.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import get_args

import msgspec

from suluh.cases.deadlines import filing_deadline
from suluh.cases.events import Formal, Law, Material
from suluh.facts import Facts
from suluh.facts.values import ListValue

FORMAL: tuple[Formal, ...] = get_args(Formal)
MATERIAL: tuple[Material, ...] = get_args(Material)


class Form(msgspec.Struct, frozen=True):
    """What the form says, without the data of persons: only whether they are there. None: nobody has looked yet."""

    filed_at: datetime  # aware
    reporter_identified: bool | None = None
    reported_named: bool | None = None  # name and address of the reported party
    signature_matches: bool | None = None  # with the identity card
    known_on: date | None = None
    happened_on: date | None = None
    happened_where: str = ""
    description: str = ""
    evidence: int = 0  # pieces
    law: Law = "pilkada"


class Requirement(msgspec.Struct, frozen=True):
    """One requirement, in the words of the fact; `met` is None where nobody can say yet."""

    key: Formal | Material
    words: str
    fact: str | None
    met: bool | None


def formal(form: Form, facts: Facts, region: str | None = None) -> tuple[Requirement, ...]:
    """The formal requirements in the order of the fact."""
    due = filing_deadline(form.known_on, region, facts, form.law) if form.known_on else None
    met = {
        "identitas_pelapor": form.reporter_identified,
        "identitas_terlapor": form.reported_named,
        "tenggat": form.filed_at <= due if due else None,
        "tanda_tangan": form.signature_matches,
    }
    return tuple(
        _requirement(key, met[key], "formal_requirements", i, facts) for i, key in enumerate(FORMAL)
    )


def material(form: Form, facts: Facts) -> tuple[Requirement, ...]:
    """The material requirements in the order of the fact."""
    met = {
        "waktu_tempat": form.happened_on is not None and bool(form.happened_where.strip()),
        "uraian": bool(form.description.strip()),
        "bukti": form.evidence > 0,
    }
    return tuple(
        _requirement(key, met[key], "material_requirements", i, facts)
        for i, key in enumerate(MATERIAL)
    )


def _requirement(
    key: Formal | Material, met: bool | None, slot: str, index: int, facts: Facts
) -> Requirement:
    """With the words of the fact; with the key alone where the facts of this election do not list it."""
    fact = next(iter(facts.by_slot.get(slot, ())), None)
    items = fact.value.items if fact and isinstance(fact.value, ListValue) else ()
    words = items[index] if index < len(items) else key.replace("_", " ")
    return Requirement(key, words, fact.id if fact else None, met)
