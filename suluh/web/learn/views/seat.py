"""For participants: join by code without an account, answer, see why, take the certificate home."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from suluh.learn.certificate import LONGEST
from suluh.web import home
from suluh.web.access import anyone
from suluh.web.asked import Unclear, line
from suluh.web.learn import figures, running
from suluh.web.learn.certifying import certified
from suluh.web.learn.judging import engine, options, read_judged
from suluh.web.learn.models import Answer, Participant, Workshop
from suluh.web.learn.running import Phase
from suluh.web.partner.limits import asker, within
from suluh.web.tongue import lang_of, said

COOKIE, HOURS = "suluh_peserta", 12
JOINS = 1200  # from one line in ten minutes: a hall has one address
CERTIFICATES = 3  # of one participant: a mistyped name can be put right
FRESH = 0.5  # seconds for which a process believes what it last saw of a workshop
_seen: dict[str, tuple[float, str]] = {}


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The code, typed."""
    if request.method != "POST":
        return render(request, "learn/join.html", {})
    code = "".join(c for c in line(request, "code", 20).upper() if c.isalnum())
    if not Workshop.objects.filter(code=code).exists():
        messages.error(request, said("seat_no_code", lang_of(request)))
        return render(request, "learn/join.html", {}, status=404)
    return redirect("workshop_seat", code=code)


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, code: str) -> HttpResponse:
    """A pseudonym first; then whatever the workshop is at."""
    workshop = _workshop(code)
    participant = _participant(request, workshop)
    try:
        if request.method == "POST" and participant is None:
            return _joined(request, workshop)
        if request.method == "POST" and participant is not None:
            said_ = {key: str(value) for key, value in request.POST.items()}
            running.answer(workshop, participant, said_)
            return redirect("workshop_seat", code=code)
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
        return render(request, "learn/seat.html", _shown(workshop, participant), status=400)
    return render(request, "learn/seat.html", _shown(workshop, participant))


@anyone
@require_safe
def state(request: HttpRequest, code: str) -> HttpResponse:
    """What the workshop is at, in a word: asked by every phone every few seconds, so hardly ever from the database."""
    now, kept = time.monotonic(), _seen.get(code)
    if kept is None or now - kept[0] > FRESH:
        if len(_seen) > 1000:
            _seen.clear()
        kept = _seen[code] = (now, running.state_of(_workshop(code)))
    return JsonResponse({"state": kept[1]})


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate of whoever took the test after. The name is written on the paper and kept nowhere."""
    workshop = _workshop(code)
    participant = _participant(request, workshop)
    if request.method != "POST" or participant is None:
        return redirect("workshop_seat", code=code)
    name = " ".join(line(request, "name", LONGEST).split())
    if not name or not may_certify(workshop, participant):
        messages.error(request, said("unclear_words" if not name else "cert_not", lang_of(request)))
        return redirect("workshop_seat", code=code)
    Participant.objects.filter(pk=participant.pk).update(certificates=F("certificates") + 1)
    return certified(running.course_of(workshop.course), name)


def may_certify(workshop: Workshop, participant: Participant) -> bool:
    """Closed, the test after was taken, and not too many were made."""
    took = Answer.objects.filter(participant=participant, phase=Phase.AFTER).exists()
    return workshop.phase == Phase.CLOSED and took and participant.certificates < CERTIFICATES


def _joined(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    if not within("join", asker(request), JOINS, 600):
        messages.error(request, said("tip_slowly", lang_of(request)))
        return render(request, "learn/seat.html", _shown(workshop, None), status=429)
    secret = running.joined(workshop, line(request, "pseudonym"), timezone.now())
    answer = redirect("workshop_seat", code=workshop.code)
    answer.set_cookie(
        COOKIE,
        f"{workshop.code}:{secret}",
        max_age=HOURS * 3600,
        path="/lokakarya/",
        httponly=True,
        samesite="Lax",
        secure=home.address().startswith("https:"),
    )
    return answer


def _shown(workshop: Workshop, participant: Participant | None) -> dict[str, Any]:
    """What this participant has before them."""
    about: dict[str, Any] = {
        "workshop": workshop,
        "participant": participant,
        "course": running.course_of(workshop.course),
        "state": running.state_of(workshop),
    }
    if participant is None:
        return about
    about["answered"] = running.has_answered(workshop, participant)
    about["items"] = [(item, options(item)) for item in running.asked(workshop)]
    if workshop.phase == Phase.POSTS and workshop.shown:
        about |= _why(workshop, participant)
    if workshop.phase == Phase.CLOSED:
        about["may_certify"] = may_certify(workshop, participant)
        about["stands"] = figures.own(participant)
    return about


def _why(workshop: Workshop, participant: Participant) -> dict[str, Any]:
    post = running.posts_of(workshop)[workshop.at]
    own = Answer.objects.filter(participant=participant, phase=Phase.POSTS, item=post.id).first()
    judged = read_judged(workshop.judged)[post.id]
    return {
        "post": post,
        "judged": judged,
        "own": own,
        "rule_title": engine().rules.title(post.rule, "id"),
    }


def _workshop(code: str) -> Workshop:
    found = Workshop.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _participant(request: HttpRequest, workshop: Workshop) -> Participant | None:
    code, _, secret = request.COOKIES.get(COOKIE, "").partition(":")
    if code != workshop.code:
        return None
    return Participant.objects.filter(key=running.key_of(secret), workshop=workshop).first()
