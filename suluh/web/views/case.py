"""One case: the post beside fact, rule and similar posts, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.cases import Happening, Refused, Role
from suluh.cases.events import (
    Acknowledged,
    AppealDecided,
    Decided,
    FactChecked,
    InfoAsked,
    Message,
    Released,
    Routed,
    Triaged,
)
from suluh.errors import RequestError
from suluh.web import decisions, queue
from suluh.web.access import Action, granted, needs
from suluh.web.asked import Unclear, choice, line, number, text
from suluh.web.console.shifts import touch, wants_rest
from suluh.web.models import CaseRow, Pending, Person
from suluh.web.showing import OUTCOMES, ROUTES, VERDICTS, on_desk, page_of, why_there
from suluh.web.store import events_of, happen, history, stands, turn
from suluh.web.striking import strike_of
from suluh.web.tongue import lang_of, said
from suluh.web.tracks import page as tracks

Made = Callable[[dict[str, Any], HttpRequest], Happening]


@require_GET
@needs(Action.SEE)
def show(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The case with its whole story, and the forms for what this person may do now."""
    now = timezone.now()
    if decisions.settle(now, case=case.case):
        case.refresh_from_db()
    person = _person(request)
    if case.track == "B" and not on_desk(person, case):
        return redirect("own_filing", case=case.case)
    shown = page_of(person, case, now, lang_of(request))
    shown |= tracks.page_of(person, case, shown["case"], now, lang_of(request))
    if shown["decision"] and case.track == "A":
        shown |= strike_of(events_of(history(case.case)), now)
    shown["before"], shown["after"] = queue.neighbours(person, case)
    shown["rest"] = wants_rest(touch(person, now), now)
    return render(request, tracks.TEMPLATES[case.track], shown)


@require_GET
@needs(Action.SEE)
def place(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """Why it stands where it does in the queue, in one line of plain text: shown over its priority."""
    said_why = why_there(_person(request), case, timezone.now(), lang_of(request))
    if not said_why:
        raise Http404
    return HttpResponse(said_why, content_type="text/plain; charset=utf-8")


@require_POST
@needs(Action.HOLD)
def take(request: HttpRequest, case: CaseRow) -> HttpResponse:
    return _tried(request, case, lambda: queue.take(_person(request), case, timezone.now()))


@require_POST
@needs(Action.HOLD)
def give_back(request: HttpRequest, case: CaseRow) -> HttpResponse:
    def made(who: dict[str, Any], request: HttpRequest) -> Happening:
        return Released(**who)

    return _happened(request, case, Action.HOLD, made)


@require_POST
@needs(Action.NOTE)
def note(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """Words for the next person at the desk; neither reporter nor author sees them."""

    def made(who: dict[str, Any], request: HttpRequest) -> Happening:
        return Message(**who, words=text(request, "words"), internal=True)

    return _happened(request, case, Action.NOTE, made)


@require_POST
@needs(Action.ASK)
def ask(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """A question to whoever reported; the clock stands still until it is answered."""

    def made(who: dict[str, Any], request: HttpRequest) -> Happening:
        return InfoAsked(**who, question=text(request, "words"))

    return _happened(request, case, Action.ASK, made)


@require_POST
@needs(Action.ROUTE)
def sort(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """Receipt, urgency and desk in one step."""
    who = _who(request, case, Action.ROUTE)

    def do() -> None:
        events: list[Happening] = []
        if case.state == "submitted":
            events.append(Acknowledged(**who))
        if case.state in ("submitted", "acknowledged", "reopened", "triaged"):
            events.append(
                Triaged(
                    **who,
                    priority=choice(request, "priority", ("P0", "P1", "P2", "P3", "P4")),
                    severity=number(request, "severity", 0, 4),
                    rule=line(request, "rule", 80),
                )
            )
        happen(
            *events, Routed(**who, to=choice(request, "to", ROUTES), why=line(request, "why", 400))
        )

    return _tried(request, case, do)


@require_POST
@needs(Action.FACT_CHECK)
def fact_check(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The verdict of a published review, by its address."""

    def made(who: dict[str, Any], request: HttpRequest) -> Happening:
        return FactChecked(
            **who, verdict=text(request, "verdict", 80), review=text(request, "review", 400)
        )

    return _happened(request, case, Action.FACT_CHECK, made)


@require_POST
@needs(Action.DECIDE)
def decide(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The decision, which can be taken back for a while; then the next item."""
    who = _who(request, case, Action.DECIDE)

    def do() -> None:
        event = Decided(
            **who,
            outcome=choice(request, "outcome", OUTCOMES),
            rule=line(request, "rule", 80) or case.rule,
            severity=number(request, "severity", 0, 4),
            reason=text(request, "reason"),
            blind=case.state == "awaiting_second",
        )
        decisions.intend(event, timezone.now())

    return _then_next(request, case, do)


@require_POST
@needs(Action.HEAR)
def hear(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The decision on an appeal."""
    who = _who(request, case, Action.HEAR)

    def do() -> None:
        verdict = choice(request, "verdict", VERDICTS)
        then = choice(request, "outcome", OUTCOMES) if verdict == "modified" else None
        event = AppealDecided(**who, verdict=verdict, reason=text(request, "reason"), outcome=then)
        decisions.intend(event, timezone.now())

    return _then_next(request, case, do)


@require_POST
@needs(Action.SEE)
def undo(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """One's own decision, taken back before it happens."""
    undone = decisions.undo(_person(request), case.case)
    say = messages.success if undone else messages.error
    say(request, said("undone" if undone else "too_late", lang_of(request), case=case.case))
    return redirect("case", case=case.case)


@require_POST
@needs(Action.SEE)
def dismiss(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """A decision of one's own that could not happen, read and put away."""
    Pending.objects.filter(case=case.case, person=_person(request).key).exclude(problem="").delete()
    return redirect("home")


def _happened(request: HttpRequest, row: CaseRow, action: Action, made: Made) -> HttpResponse:
    return _tried(request, row, lambda: happen(made(_who(request, row, action), request)))


def _tried(request: HttpRequest, row: CaseRow, do: Callable[[], object]) -> HttpResponse:
    """Back to the case; with the reason where it did not happen."""
    _refused(request, do)
    return redirect("case", case=row.case)


def _then_next(request: HttpRequest, row: CaseRow, do: Callable[[], object]) -> HttpResponse:
    """On to the next item of the same desk, once the decision is noted; back to the form when it is not.

    Both in one turn: a person waits in line, and for the disk, once.
    """
    person = _person(request)
    desk = next((d for d in queue.desks_for(person) if d.value == row.desk), None)
    with turn():
        if _refused(request, do):
            return redirect("case", case=row.case)
        following = queue.take_next(person, desk, timezone.now()) if desk else None
    if following:
        return redirect("case", case=following.case)
    return redirect("queue", desk=desk.value) if desk else redirect("home")


def _refused(request: HttpRequest, do: Callable[[], object]) -> bool:
    """Whether it was refused; the person is told why."""
    try:
        do()
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
    except Refused as refused:
        messages.error(request, refused.en if lang_of(request) == "en" else refused.id)
    except RequestError:
        messages.error(request, said("already_deciding", lang_of(request)))
    else:
        return False
    return True


def _who(request: HttpRequest, row: CaseRow, action: Action) -> dict[str, Any]:
    """Case, time, person and the role in which this is done: the one that works at the case's desk, if there is one."""
    person = _person(request)
    roles = granted(person, action, row)
    wanted = Role.SENIOR_PANEL if stands(row.case).needs_two else None
    role = wanted if wanted in roles else roles[0]
    return {
        "case": row.case,
        "at": timezone.now(),
        "actor": person.key,
        "role": role,
        "organisation": person.organisation or None,
    }


def _person(request: HttpRequest) -> Person:
    return request.user  # type: ignore[return-value]
