"""The statement of reasons for what was decided on a case: for its author, and with the fields of the DSA database.

It names nobody: not who reported, not who decided. Only what an authority found may be called illegal; a decision of
this desk is about the platform's rules (process.md section 9).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from suluh.cases import Case, Role, Track
from suluh.cases.guards import outcome_in_force
from suluh.errors import RequestError
from suluh.report.sheet import Sheet
from suluh.runners.work import DecisionDigest
from suluh.text.privacy import mask
from suluh.transparency.statements import of_case
from suluh.web.order import rules
from suluh.web.showing import facts_in, rule_in
from suluh.web.tongue import moment, said


def statement(case: Case, saw: DecisionDigest | None, now: datetime) -> bytes:
    """Indonesian, then English. Raises RequestError where nothing was decided."""
    if case.track is not Track.A or case.decision is None:
        raise RequestError("there is no decision to state reasons for")
    foot = said("paper_foot", "id", case=case.id, at=moment(now, "id"))
    sheet = Sheet(said("reasons_title", "id"), foot, now)
    _in(sheet, case, saw, "id")
    sheet.page()
    _in(sheet, case, saw, "en")
    if fields := dict(dsa_fields(case, saw)):
        sheet.heading(said("reasons_dsa", "en"))
        for name, value in fields.items():
            sheet.field(name, value)
    if sheet.missing:
        sheet.small(said("glyphs", "id", n=sheet.missing))
        sheet.small(said("glyphs", "en", n=sheet.missing))
    return sheet.pdf()


def dsa_fields(case: Case, saw: DecisionDigest | None) -> Iterator[tuple[str, str]]:
    """The fields of the DSA Transparency Database that a case can answer; none where nothing restricts the post."""
    record = of_case(case, saw, rules()[1].policy, str(outcome_in_force(case))) or {}
    for name, value in record.items():
        if value:
            yield name, ", ".join(value) if isinstance(value, list) else value


def _in(sheet: Sheet, case: Case, saw: DecisionDigest | None, lang: str) -> None:
    assert case.decision is not None
    below = said("reasons_below", lang, case=case.id)
    sheet.title(said("reasons_title", lang), below)
    outcome = str(outcome_in_force(case))
    sheet.heading(said("reasons_done", lang))
    sheet.words(said(f"outcome_{outcome}", lang))
    if outcome != "no_action":
        sheet.field(said("reasons_until", lang), said("reasons_until_no", lang))
    sheet.field(said("reasons_where", lang), said("reasons_indonesia", lang))
    sheet.field(said("reasons_decided", lang), moment(case.decision.at, lang))
    sheet.field(said("reasons_automated", lang), said("reasons_person", lang))
    _post(sheet, case, saw, lang)
    _why(sheet, case, saw, lang)
    _appeal(sheet, case, lang)


def _post(sheet: Sheet, case: Case, saw: DecisionDigest | None, lang: str) -> None:
    sheet.heading(said("reasons_post", lang))
    text = case.thing.text or (saw.text or saw.seen if saw else "")
    sheet.words(mask(text).text)
    if case.thing.url:
        sheet.small(case.thing.url)
    if saw and saw.posted_at:
        sheet.field(said("reasons_posted", lang), moment(saw.posted_at, lang))
    sheet.field(said("reasons_source", lang), said(_source(case), lang))


def _why(sheet: Sheet, case: Case, saw: DecisionDigest | None, lang: str) -> None:
    assert case.decision is not None
    sheet.heading(said("reasons_why", lang))
    sheet.words(mask(case.decision.reason).text)
    if rule := rule_in(case, lang):
        sheet.field(
            said("reasons_rule", lang), f"{rule['title']} ({rule['id']})\n{rule['description']}"
        )
    sheet.field(said("reasons_ground", lang), said("reasons_incompatible", lang))
    for fact in facts_in(saw, lang):
        source = f"\n{fact['source'].title} <{fact['source'].url}>" if fact["source"] else ""
        sheet.field(said("reasons_facts", lang), f"{fact['says']} ({fact['id']}){source}")


def _appeal(sheet: Sheet, case: Case, lang: str) -> None:
    sheet.heading(said("reasons_appeal", lang))
    if case.appeal_verdict and case.appeal:
        verdict = said(f"verdict_{case.appeal_verdict}", lang)
        reason = mask(case.appeal.reason).text
        sheet.words(said("reasons_appeal_result", lang, verdict=verdict, reason=reason))
    else:
        sheet.words(said("reasons_appeal_how", lang))


def _source(case: Case) -> str:
    """How the post came here, in words; by the first who brought it."""
    first = case.sightings[0].role if case.sightings else Role.MACHINE
    return {Role.MACHINE: "reasons_machine", Role.REPORTER_TRUSTED: "reasons_trusted"}.get(
        first, "reasons_public"
    )
