"""The tip line for citizens: a form without an account, a number back, and a page behind a link nobody can guess."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from suluh.cases import Refused, Role
from suluh.text.privacy import mask
from suluh.web import decisions
from suluh.web.access import anyone
from suluh.web.asked import Unclear, line
from suluh.web.models import CaseRow
from suluh.web.partner import tips
from suluh.web.partner.answering import sure_answer
from suluh.web.partner.limits import asker, within
from suluh.web.partner.reporting import LONGEST_ADDRESS
from suluh.web.partner.views.own import about, say_on
from suluh.web.tongue import lang_of, said

TIPS = 20  # from one line in ten minutes: many share one address of a mobile network
LOOKS = 120  # at pages behind links, in a minute
SHORTEST = 12  # characters


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def tip(request: HttpRequest) -> HttpResponse:
    """The form. Where the answer is sure it is given at once, and the tip is still taken by who wants it taken."""
    if request.method != "POST":
        return _form(request)
    lang = lang_of(request)
    if not within("tip", asker(request), TIPS, 600):
        messages.error(request, said("tip_slowly", lang))
        return _form(request, 429)
    try:
        url, words = line(request, "url", LONGEST_ADDRESS), mask(line(request, "words")).text
        if len(words) < SHORTEST:
            raise Unclear("words")
        answer = None if request.POST.get("insist") else sure_answer(words, timezone.now(), lang)
        if answer:
            return _form(request, answer=answer.text)
        taken = tips.take(
            tips.anonymous(), timezone.now(), words, url=url, region=line(request, "region", 13)
        )
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang))
        return _form(request, 400)
    except Refused as refused:
        messages.error(request, refused.en if lang == "en" else refused.id)
        return _form(request, 409)
    messages.success(request, said("tip_thanks", lang, number=taken.number))
    return redirect("tip_status", secret=taken.secret)


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the tip stands. The link is the only key; it opens one tip and nothing of other reporters."""
    if not within("look", asker(request), LOOKS, 60):
        return HttpResponse(
            said("tip_slowly", lang_of(request)),
            status=429,
            content_type="text/plain; charset=utf-8",
        )
    found = tips.by_link(secret)
    if found is None:
        raise Http404
    case = tips.case_of(found)
    if decisions.settle(timezone.now(), case=case.id):
        case = tips.case_of(found)
    if request.method == "POST":
        if say_on(request, case.id, found.person, Role.REPORTER_PUBLIC):
            messages.success(request, said("written_to_desk", lang_of(request)))
        return redirect("tip_status", secret=secret)
    row = CaseRow.objects.get(case=case.id)
    shown = about(row, found.person, lang_of(request))
    return render(request, "web/partner/tip_status.html", shown | {"tip": found})


def _form(request: HttpRequest, status: int = 200, answer: str = "") -> HttpResponse:
    about = {"now": timezone.now(), "given": request.POST, "answer": answer}
    return render(request, "web/partner/tip.html", about, status=status)
