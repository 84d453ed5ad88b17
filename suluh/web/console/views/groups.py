"""The desk's pages on groups of accounts: all of the last search, one with its pictures, what is said of it, its case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.errors import InputError, RequestError, ServiceError
from suluh.networks import Found, Group
from suluh.report.groups.page import Said, portrait
from suluh.text.privacy import mask
from suluh.web.access import TABLE, Action, granted, needs
from suluh.web.asked import Unclear, choice, text
from suluh.web.console import group_cases, groups
from suluh.web.console.models import GroupWord
from suluh.web.models import CaseRow, Person
from suluh.web.sights import medium_seen
from suluh.web.store import stands
from suluh.web.tongue import lang_of, said

SHOWN = 200  # of each list, the largest first


@require_GET
@needs(Action.GROUPS)
def index(request: HttpRequest) -> HttpResponse:
    """The findings, then what is set apart."""
    found = groups.last()
    say, words = Said(lang_of(request)), groups.newest_words()
    findings, apart = (found.findings[:SHOWN], found.apart[:SHOWN]) if found else ((), ())
    cases = group_cases.opened(findings, found.asked) if found else {}
    about = {
        "found": found,
        "read": _read(found, say) if found else {},
        "findings": [_row(group, say, words) | {"case": cases.get(group.id)} for group in findings],
        "apart": [_row(group, say, words) for group in apart],
    }
    return render(request, "console/groups.html", about)


@require_GET
@needs(Action.GROUPS)
def one(request: HttpRequest, group: str) -> HttpResponse:
    """One group: who, what, when, the picture of its ties; what was said of it, and the form to say more."""
    known = groups.group_of(groups.last(), group)
    if known is None:
        messages.error(request, said("groups_gone", lang_of(request)))
        return redirect("groups")
    about = {
        "group": known,
        "portrait": portrait(known, lang_of(request)),
        "why": Said(lang_of(request))(known.why) if known.why else "",
        "words": groups.words_on(group),
        "verdicts": [verdict.value for verdict in groups.Verdict],
        "may_open": _opener(_person(request)) is not None,
    } | _its_case(_person(request), known)
    return render(request, "console/group.html", about)


@require_POST
@needs(Action.GROUPS)
def judge(request: HttpRequest, group: str) -> HttpResponse:
    """What a person says of it, with the reason. It is kept; no account is touched by it."""
    person = _person(request)
    try:
        verdict = choice(request, "verdict", [verdict.value for verdict in groups.Verdict])
        words = text(request, "words")
        if groups.group_of(groups.last(), group) is None:
            raise Unclear("choice")
        GroupWord.objects.create(
            group=group, person=person.key, verdict=verdict, words=words, at=timezone.now()
        )
        messages.success(request, said("groups_kept", lang_of(request)))
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
    return redirect("group", group=group)


@require_POST
@needs(Action.OPEN_GROUP)
def open_case(request: HttpRequest, group: str) -> HttpResponse:
    """A finding becomes a case of track A, once; whoever asks for it says why."""
    person, lang, found = _person(request), lang_of(request), groups.last()
    known = groups.group_of(found, group)
    by = _opener(person)
    if found is None or known is None or by is None:
        messages.error(request, said("groups_gone", lang))
        return redirect("groups")
    try:
        why = mask(text(request, "why")).text
        if known.why is not None:
            raise Unclear("group_apart")
        told = group_cases.open_case(known, found.asked, timezone.now(), by._replace(why=why))
        key = "group_case_done" if told.is_new else "group_case_there"
        messages.success(request, said(key, lang, case=told.case))
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang))
    except ServiceError:
        messages.error(request, said("group_case_unkept", lang))
    return redirect("group", group=group)


@require_GET
@needs(Action.LOOK)
def of_case(request: HttpRequest, case: CaseRow) -> HttpResponse:
    """The group that a case is about, as it was kept; that this person has seen it is written down."""
    lang = lang_of(request)
    try:
        kept = group_cases.group_in(stands(case.case))
    except (InputError, RequestError):
        messages.error(request, said("group_case_broken", lang))
        return redirect("case", case=case.case)
    if kept is None:
        messages.error(request, said("group_case_none", lang))
        return redirect("case", case=case.case)
    medium_seen(_person(request), case, kept.sha256, timezone.now())
    about = {"row": case, "group": kept.group, "portrait": portrait(kept.group, lang)}
    return render(request, "console/case_group.html", about)


def _person(request: HttpRequest) -> Person:
    return request.user  # type: ignore[return-value]


def _opener(person: Person) -> group_cases.Opener | None:
    """As whom this person opens a case, and for which region; None for who does not."""
    held = [grant for grant in person.granted_roles if grant[0] in TABLE[Action.OPEN_GROUP]]
    role, region = min(held, key=lambda grant: len(grant[1]), default=(None, ""))
    return group_cases.Opener(person.key, role, region) if role else None


def _its_case(person: Person, group: Group) -> dict[str, Any]:
    """The case of a group, where it has one, and whether this person may open it."""
    found = groups.last()
    case = group_cases.opened([group], found.asked).get(group.id) if found else None
    row = CaseRow.objects.filter(case=case).first() if case else None
    return {"case": case, "sees_case": bool(row and granted(person, Action.SEE, row))}


def _read(found: Found, say: Said) -> dict[str, str]:
    """What was searched."""
    return {
        "posts": say.number(found.counts.posts),
        "accounts": say.number(found.accounts),
        "window": say.lasting(found.asked.window),
    }


def _row(group: Group, say: Said, words: dict[str, str]) -> dict[str, Any]:
    return {
        "id": group.id,
        "accounts": say.number(len(group.members)),
        "kinds": say.kinds(group),
        "says": group.things[0].says[:110],
        "when": say.days(group.first, group.last),
        "where": ", ".join(group.platforms),
        "why": say(group.why) if group.why else "",
        "verdict": f"groups_{words[group.id]}" if group.id in words else "",
    }
