"""The report form of Bawaslu, with the fields that the facts state; what is not known stays an empty line.

The official layout was not seen, only its fields (slot report_form_fields), so none is imitated. Whether a report is
complete a supervisor says, nobody here.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby

from suluh.cases import Case
from suluh.cases.days import local_day, zone_of
from suluh.cases.deadlines import filing_deadline
from suluh.errors import RequestError
from suluh.facts import Fact, Facts
from suluh.facts.values import DurationValue, ListValue
from suluh.report.sheet import Sheet
from suluh.web.papers.filled import Known, filled
from suluh.web.tongue import day, moment, said

WITNESSES = 3  # empty lines; how many the form has was not seen
LONG = {"uraian": 5, "alamat": 2}  # empty lines of fields that are long


def report_form(known: Known, facts: Facts, now: datetime, lang: str = "id") -> bytes:
    """The form as PDF. Raises RequestError where the facts of the election do not state its fields."""
    fact = _fields(facts)
    case = known.case
    foot = said("paper_foot", lang, case=case.id, at=moment(now, lang))
    sheet = Sheet(said("form_title", lang), foot, now, lang)
    ref = next((s.ref for s in fact.sources if s.ref), fact.id)
    sheet.title(said("form_title", lang), said("form_below", lang, ref=ref, fact=fact.id))
    assert isinstance(fact.value, ListValue)
    values = filled(known, facts, lang)
    for group, items in groupby(fact.value.items, key=lambda item: item.split(".")[0]):
        if known.is_finding and group == "pelapor":
            sheet.words(said("form_finding", lang))
            continue
        _group(sheet, group, list(items), values, lang)
    _evidence(sheet, case, lang)
    _signature(sheet, known.is_finding, lang)
    _checks(sheet, case, facts, lang)
    if not known.as_filed:
        sheet.words(said("form_altered", lang))
    _sources(sheet, fact, lang)
    return sheet.pdf()


def _fields(facts: Facts) -> Fact:
    fact = next(iter(facts.by_slot.get("report_form_fields", ())), None)
    if fact is None or not isinstance(fact.value, ListValue):
        raise RequestError("the facts of this election do not state the fields of the report form")
    return fact


def _group(sheet: Sheet, group: str, items: list[str], values: dict[str, str], lang: str) -> None:
    name = group.removesuffix("[]")
    sheet.heading(_word(f"form_group_{name}", name, lang))
    if group.endswith("[]") and (written := values.get(group)):
        sheet.field(said("form_witnesses", lang), written)
        return
    if group.endswith("[]"):
        for number in range(1, WITNESSES + 1):
            sheet.field(said("form_witness", lang, n=number), None)
        return
    for item in items:
        field = item.split(".")[-1]
        sheet.field(_word(f"form_{field}", field, lang), values.get(item), LONG.get(field, 1))


def _evidence(sheet: Sheet, case: Case, lang: str) -> None:
    sheet.heading(said("form_group_bukti", lang))
    for kept in case.evidence:
        item = kept.item
        what = said(f"what_{item.what}", lang)
        at = moment(item.captured_at, lang, zone_of(case.region))
        line = said("form_item", lang, what=what, size=item.size, at=at, sha=item.sha256)
        sheet.words(f"• {line}")
    if not case.evidence:
        sheet.field(said("form_group_bukti", lang), None, 3)


def _signature(sheet: Sheet, is_finding: bool, lang: str) -> None:
    sheet.heading(said("form_signature_finding" if is_finding else "form_signature", lang))
    sheet.field(said("form_place_day", lang), None)
    sheet.field(said("form_sign", lang), None, 3)


def _checks(sheet: Sheet, case: Case, facts: Facts, lang: str) -> None:
    """By when, and what a kajian awal asks for, in the words of the facts."""
    asked = [
        next(iter(facts.by_slot.get(slot, ())), None)
        for slot in ("formal_requirements", "material_requirements")
    ]
    formal, material = asked
    sheet.heading(said("form_checks", lang))
    if (
        formal
        and material
        and isinstance(formal.value, ListValue)
        and isinstance(material.value, ListValue)
    ):
        words = ("; ".join(fact.value.items) for fact in (formal, material))  # type: ignore[union-attr]
        first, second = words
        ids = f"{formal.id}, {material.id}"
        sheet.small(said("form_check_fact", lang, formal=first, material=second, facts=ids))
    rule = next(iter(facts.by_slot.get("report_deadline", ())), None)
    if rule and isinstance(rule.value, DurationValue) and case.filing and case.filing.known_on:
        due = filing_deadline(date.fromisoformat(case.filing.known_on), case.region, facts)
        if due:
            kind = rule.value.day_kind or "hari"
            last = local_day(due - timedelta(seconds=1), case.region)
            at = day(last, lang)
            sheet.small(
                said("form_until", lang, due=at, days=rule.value.days, kind=kind, fact=rule.id)
            )


def _sources(sheet: Sheet, fact: Fact, lang: str) -> None:
    sources = "; ".join(f"{s.title}{f' <{s.url}>' if s.url else ''}" for s in fact.sources)
    sheet.small(said("form_source", lang, sources=sources, notes=fact.notes or ""))
    if sheet.missing:
        sheet.small(said("glyphs", lang, n=sheet.missing))


def _word(key: str, plain: str, lang: str) -> str:
    """The label of a field; its own name with spaces for one that a later fact brings."""
    try:
        return said(key, lang)
    except KeyError:
        return plain.replace("_", " ")
