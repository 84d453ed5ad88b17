"""What was handed over to one's organisation, and its answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.cases import Case, Refused
from suluh.cases.case import Alert
from suluh.cases.events import PREFIX
from suluh.errors import RequestError
from suluh.ledger.models import EventRow
from suluh.text.privacy import mask
from suluh.web.access import Action, needs
from suluh.web.asked import line
from suluh.web.duty import handing
from suluh.web.duty.telling import police_words
from suluh.web.models import Person
from suluh.web.store import standing
from suluh.web.tongue import lang_of, said

MOST = 50  # hand-overs, the latest first


@require_GET
@needs(Action.PROTECT)
def handed(request: HttpRequest) -> HttpResponse:
    """The hand-overs to one's own organisation: those that wait first."""
    person: Person = request.user  # type: ignore[assignment]
    rows = [_row(case, person, lang_of(request)) for case in _cases(person)]
    rows.sort(key=lambda row: not row["waits"])
    return render(request, "web/duty/handed.html", {"now": timezone.now(), "rows": rows})


@require_POST
@needs(Action.PROTECT)
def answered(request: HttpRequest, number: str) -> HttpResponse:
    """The organisation has it, with what it has done, if it says so."""
    person: Person = request.user  # type: ignore[assignment]
    lang = lang_of(request)
    try:
        handing.answer(person, number, line(request, "words", 400), timezone.now())
    except Refused as refused:
        messages.error(request, refused.en if lang == "en" else refused.id)
    except RequestError:
        messages.error(request, said("duty_unknown", lang))
    else:
        messages.success(request, said("duty_answered", lang, case=number))
    return redirect("handed")


def _cases(person: Person) -> list[Case]:
    """Cases that were handed over to this person's organisation."""
    if not person.organisation:
        return []
    rows = EventRow.objects.filter(kind=f"{PREFIX}partner_alerted").order_by("-seq")
    numbers = dict.fromkeys(rows.values_list("subject", flat=True)[: MOST * 20])
    found = (standing(number).known() for number in numbers)
    own = (c for c in found if any(a.partner == person.organisation for a in c.alerts))
    return [case for _, case in zip(range(MOST), own, strict=False)]


def _row(case: Case, person: Person, lang: str) -> dict[str, Any]:
    own: Alert = next(a for a in case.alerts if a.partner == person.organisation)
    saw = standing(case.id).saw
    text = (saw.text if saw else "") or case.thing.text or ""
    return {
        "case": case.id,
        "region": case.region or "",
        "alert": own,
        "waits": handing.waits_for(case, person),
        "words": mask(text).text,
        "url": case.thing.url,
        "platform": case.thing.platform,
        "police": police_words(case.region, lang),
    }
