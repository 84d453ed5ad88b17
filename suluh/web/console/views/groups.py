"""The desk's pages on groups of accounts: all of the last search, one with its pictures, and what a person says of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from suluh.networks import Found, Group
from suluh.report.groups.page import Said, portrait
from suluh.web.access import Action, needs
from suluh.web.asked import Unclear, choice, text
from suluh.web.console import groups
from suluh.web.console.models import GroupWord
from suluh.web.models import Person
from suluh.web.tongue import lang_of, said

SHOWN = 200  # of each list, the largest first


@require_GET
@needs(Action.GROUPS)
def index(request: HttpRequest) -> HttpResponse:
    """The findings, then what is set apart."""
    found = groups.last()
    say, words = Said(lang_of(request)), groups.newest_words()
    about = {
        "found": found,
        "read": _read(found, say) if found else {},
        "findings": [_row(group, say, words) for group in found.findings[:SHOWN]] if found else [],
        "apart": [_row(group, say, words) for group in found.apart[:SHOWN]] if found else [],
    }
    return render(request, "console/groups.html", about)


@require_GET
@needs(Action.GROUPS)
def one(request: HttpRequest, group: str) -> HttpResponse:
    """One group: who, what, when, the picture of its ties; what was said of it, and the form to say more."""
    if (known := groups.group_of(groups.last(), group)) is None:
        messages.error(request, said("groups_gone", lang_of(request)))
        return redirect("groups")
    about = {
        "group": known,
        "portrait": portrait(known, lang_of(request)),
        "why": Said(lang_of(request))(known.why) if known.why else "",
        "words": groups.words_on(group),
        "verdicts": [verdict.value for verdict in groups.Verdict],
    }
    return render(request, "console/group.html", about)


@require_POST
@needs(Action.GROUPS)
def judge(request: HttpRequest, group: str) -> HttpResponse:
    """What a person says of it, with the reason. It is kept; no account is touched by it."""
    person: Person = request.user  # type: ignore[assignment]
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
