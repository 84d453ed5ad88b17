"""The report form of Bawaslu, with the fields that the facts state; what is not known stays an empty line.

The official layout was not seen, only its fields (slot report_form_fields), so none is imitated. Whether a report is
complete a supervisor says, nobody here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from suluh.cases import Case
from suluh.cases.days import local_day, zone_of
from suluh.cases.deadlines import filing_deadline
from suluh.errors import RequestError
from suluh.facts import Fact, Facts
from suluh.facts.values import DurationValue, ListValue
from suluh.runners.work import DecisionDigest
from suluh.text.privacy import mask
from suluh.web.papers.sheet import Sheet
from suluh.web.tongue import day, moment, said

WITNESSES = 3  # empty lines; how many the form has was not seen
LONG = {"uraian": 5, "alamat": 2}  # empty lines of fields that are long


class Reporter(NamedTuple):
    """Who reports, as far as the account says. Only for a reader who may see it."""

    name: str = ""
    organisation: str = ""
    email: str = ""


class Known(NamedTuple):
    """What goes into the form."""

    case: Case
    saw: DecisionDigest | None
    reporter: Reporter | None  # None: masked
    personal: bool  # whether the reader may see personal data, and asked


def report_form(known: Known, facts: Facts, now: datetime, lang: str = "id") -> bytes:
    """The form as PDF. Raises RequestError where the facts of the election do not state its fields."""
    fact = _fields(facts)
    case = known.case
    foot = said("paper_foot", lang, case=case.id, at=moment(now, lang))
    sheet = Sheet(said("form_title", lang), foot, now, lang)
    ref = next((s.ref for s in fact.sources if s.ref), fact.id)
    sheet.title(said("form_title", lang), said("form_below", lang, ref=ref, fact=fact.id))
    assert isinstance(fact.value, ListValue)
    filled = dict(_filled(known, facts, lang))
    for group, items in groupby(fact.value.items, key=lambda item: item.split(".")[0]):
        _group(sheet, group, list(items), filled, lang)
    _evidence(sheet, case, lang)
    _signature(sheet, lang)
    _checks(sheet, case, facts, lang)
    _sources(sheet, fact, lang)
    return sheet.pdf()


def _fields(facts: Facts) -> Fact:
    fact = next(iter(facts.by_slot.get("report_form_fields", ())), None)
    if fact is None or not isinstance(fact.value, ListValue):
        raise RequestError("the facts of this election do not state the fields of the report form")
    return fact


def _group(sheet: Sheet, group: str, items: list[str], filled: dict[str, str], lang: str) -> None:
    name = group.removesuffix("[]")
    sheet.heading(_word(f"form_group_{name}", name, lang))
    if group.endswith("[]"):
        for number in range(1, WITNESSES + 1):
            sheet.field(said("form_witness", lang, n=number), None)
        return
    for item in items:
        field = item.split(".")[-1]
        sheet.field(_word(f"form_{field}", field, lang), filled.get(item), LONG.get(field, 1))


def _filled(known: Known, facts: Facts, lang: str) -> Iterator[tuple[str, str]]:
    """Field and what is known for it."""
    yield from _of_reporter(known, lang)
    yield "terlapor.nama", _account(known, lang)
    yield "peristiwa.uraian", _story(known, lang)
    yield "peristiwa.tempat", _place(known.case, facts, lang)
    case, saw = known.case, known.saw
    if saw and saw.posted_at:
        yield "peristiwa.tanggal_kejadian", moment(saw.posted_at, lang, zone_of(case.region))
    if case.filing and case.filing.known_on:
        yield "peristiwa.tanggal_diketahui", day(date.fromisoformat(case.filing.known_on), lang)


def _of_reporter(known: Known, lang: str) -> Iterator[tuple[str, str]]:
    if known.reporter is None:
        if known.case.sightings:
            yield "pelapor.nama", said("form_masked", lang)
        return
    name, organisation, email = known.reporter
    yield "pelapor.nama", ", ".join(filter(None, (name, organisation)))
    yield "pelapor.email", email


def _account(known: Known, lang: str) -> str:
    """The account; whose it is the form asks for, and nobody here says."""
    account = known.case.account
    handle = account.handle or account.id or (known.saw.author if known.saw else None)
    if not handle:
        return ""
    bare = handle if known.personal else f"{handle.removeprefix('@')[:2]}•••"
    platform = account.platform or known.case.thing.platform or "?"
    return said("form_account", lang, account=bare, platform=platform)


def _story(known: Known, lang: str) -> str:
    thing = known.case.thing
    text = thing.text or (known.saw.text or known.saw.seen if known.saw else "")
    told = [sighting.words for sighting in known.case.sightings if sighting.words]
    parts = [
        *told,
        said("form_said", lang, text=text) if text else "",
        said("form_post", lang, url=thing.url) if thing.url else "",
    ]
    whole = "\n".join(filter(None, parts))
    return whole if known.personal else mask(whole).text


def _place(case: Case, facts: Facts, lang: str) -> str:
    if not case.region:
        return ""
    return said("form_region", lang, name=facts.regions.name(case.region), code=case.region)


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


def _signature(sheet: Sheet, lang: str) -> None:
    sheet.heading(said("form_signature", lang))
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
