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
from suluh.runners.work import DecisionDigest
from suluh.text.privacy import mask
from suluh.web.order import rules
from suluh.report.sheet import Sheet
from suluh.web.showing import facts_in, rule_in
from suluh.web.tongue import moment, said

FACTS_MAX = 5000  # characters that the database takes (dsa.py)


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
    assert case.decision is not None
    outcome = str(outcome_in_force(case))
    action = rules()[1].policy.actions.get(outcome)
    if not (action and action.dsa and action.dsa_kind):
        return
    yield "puid", case.id
    yield f"decision_{action.dsa_kind}", action.dsa
    yield "decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    yield "incompatible_content_ground", case.decision.rule or case.rule or "–"
    yield "incompatible_content_illegal", "No"
    rule = rules()[1].policy.rule(case.rule.rpartition("/")[2])
    if rule and rule.dsa_category:
        yield "category", rule.dsa_category
    yield "territorial_scope", "ID"
    yield "application_date", case.decision.at.date().isoformat()
    if saw and saw.posted_at:
        yield "content_date", saw.posted_at.date().isoformat()
    yield "source_type", _source(case)[0]
    yield "automated_detection", "Yes" if saw else "No"
    yield "automated_decision", "AUTOMATED_DECISION_NOT_AUTOMATED"
    yield "decision_facts", mask(case.decision.reason).text[:FACTS_MAX] or "–"
    yield "fact_versions", ", ".join(saw.facts) if saw and saw.facts else "–"


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
    sheet.field(said("reasons_source", lang), said(_source(case)[1], lang))


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


def _source(case: Case) -> tuple[str, str]:
    """The database's word for how the post came here, and ours; by the first who brought it."""
    first = case.sightings[0].role if case.sightings else Role.MACHINE
    if first is Role.MACHINE:
        return "SOURCE_VOLUNTARY", "reasons_machine"
    if first is Role.REPORTER_TRUSTED:
        return "SOURCE_TRUSTED_FLAGGER", "reasons_trusted"
    return "SOURCE_TYPE_OTHER_NOTIFICATION", "reasons_public"
