"""The partner desk for programs: one's own cases, what is said on them, many reports at once."""

from typing import Any

from django.utils import timezone
from ninja import Router

from suluh.cases import Refused, Role
from suluh.cases.events import Happening, InfoAnswered, Message
from suluh.text.privacy import mask
from suluh.web import decisions
from suluh.web.access import Action, granted, roles_for
from suluh.web.api import further_shapes as shapes
from suluh.web.api.around import clock_out
from suluh.web.api.cases import CaseId, clean
from suluh.web.api.door import Call, needs
from suluh.web.api.problems import lang_of
from suluh.web.api.refusals import refusals
from suluh.web.api.shapes import Said
from suluh.web.api.telling import facts as told_facts
from suluh.web.api.telling import note
from suluh.web.asked import Unclear
from suluh.web.models import CaseRow
from suluh.web.partner.reporting import Who, report
from suluh.web.partner.views.own import about
from suluh.web.store import happen, stands
from suluh.web.tongue import said

router = Router()


@router.get(
    "/reports/{case}", response=refusals(404) | {200: shapes.OwnCase}, summary="An own report"
)
@needs(Action.WRITE)
def own(request: Call, case: CaseId) -> Any:
    """Where it stands, what was asked and answered, what came of it."""
    decisions.settle(timezone.now())
    request.row.refresh_from_db()
    return own_out(request.row, request.person.key, lang_of(request))


@router.post(
    "/reports/{case}/messages",
    response=refusals(404, 409) | {201: shapes.OwnCase},
    summary="Write to the desk",
)
@needs(Action.WRITE)
def write(request: Call, case: CaseId, words: Said) -> Any:
    """The answer, where the desk has asked; else a message. Personal data in it are masked."""
    person, row = request.person, request.row
    say(
        row.case,
        person.key,
        granted(person, Action.WRITE, row)[0],
        words.words,
        person.organisation,
    )
    row.refresh_from_db()
    return 201, own_out(row, person.key, lang_of(request))


@router.post(
    "/bulk-reports", response=refusals() | {200: list[shapes.Became]}, summary="Report many posts"
)
@needs(Action.REPORT)
def many(request: Call, given: shapes.ManyReports) -> Any:
    """At most 100. Each becomes a case, a sighting of a known one, or is refused by its row; the others go on."""
    return [
        _became(request, row, one, given.words) for row, one in enumerate(given.reports, start=1)
    ]


def own_out(row: CaseRow, who: str, lang: str) -> dict[str, Any]:
    page, now = about(row, who, lang), timezone.now()
    decision = page["decision"]
    return {
        "case": row.case,
        "state": row.state,
        "question": page["question"],
        "steps": [step._asdict() for step in page["steps"]],
        "clocks": [clock_out(one, now) for one in page["clocks"]],
        "notes": [note(one) for one in page["notes"]],
        "decision": {"outcome": decision.outcome, "reason": "", "at": decision.at}
        if decision
        else None,
        "matches": page["rule"],
        "facts": told_facts(page["facts"]),
    }


def say(case: str, who: str, role: Role, words: str, organisation: str = "") -> None:
    by: dict[str, Any] = {"case": case, "at": timezone.now(), "actor": who, "role": role,
                          "organisation": organisation or None}  # fmt: skip
    masked = mask(clean(words)).text
    asked = stands(case).state == "needs_info"
    event: Happening = InfoAnswered(**by, answer=masked) if asked else Message(**by, words=masked)
    happen(event)


def _became(request: Call, row: int, one: shapes.OneReport, words: str) -> dict[str, Any]:
    person, lang = request.person, lang_of(request)
    who = Who(person.key, roles_for(person, Action.REPORT)[0], person.organisation)
    given = (
        one.words.replace("\0", "").strip() or words.replace("\0", "").strip(),
        one.post.replace("\0", "").strip(),
    )
    try:
        told = report(
            who, timezone.now(), url=one.url, words=given[0], post=given[1], region=one.region
        )
    except Unclear as unclear:
        return {"row": row, "became": "", "case": "", "fault": said(f"unclear_{unclear.key}", lang)}
    except Refused as refused:
        return {
            "row": row,
            "became": "",
            "case": "",
            "fault": refused.en if lang == "en" else refused.id,
        }
    became = "new" if told.is_new else "again" if told.again else "sighting"
    return {"row": row, "became": became, "case": told.case, "fault": ""}
