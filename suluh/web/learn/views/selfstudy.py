"""For officers by themselves: the test before and after a course, one's own gain, the certificate."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from suluh.content import WIB
from suluh.learn.certificate import LONGEST
from suluh.learn.course import Course
from suluh.web.access import signed_in
from suluh.web.asked import Unclear, line
from suluh.web.learn import selfstudy
from suluh.web.learn.certifying import certified
from suluh.web.learn.judging import options
from suluh.web.learn.running import course_of
from suluh.web.models import Person
from suluh.web.tongue import lang_of, said


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def test(request: HttpRequest, course: str) -> HttpResponse:
    """What is asked before and after, all at once; then how much of it was right."""
    person: Person = request.user  # type: ignore[assignment]
    chosen = _course(course)
    if request.method == "POST":
        try:
            answers = {key: str(value) for key, value in request.POST.items()}
            today = timezone.now().astimezone(WIB).date()
            selfstudy.take(person.key, chosen, answers, today)
        except Unclear as unclear:
            messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
        return redirect("self_test", course=course)
    stands = selfstudy.standing(person.key, chosen)
    items = [(item, options(item)) for item in chosen.test] if stands.next else []
    about = {"course": chosen, "stands": stands, "items": items}
    return render(request, "learn/self_test.html", about)


@require_POST
@signed_in
def paper(request: HttpRequest, course: str) -> HttpResponse:
    """The certificate of whoever took both tests."""
    person: Person = request.user  # type: ignore[assignment]
    chosen = _course(course)
    name = " ".join(line(request, "name", LONGEST).split())
    if not name or not selfstudy.count_certificate(person.key, chosen):
        key = "cert_not_alone" if name else "unclear_words"
        messages.error(request, said(key, lang_of(request)))
        return redirect("self_test", course=course)
    return certified(chosen, name)


def _course(course: str) -> Course:
    try:
        return course_of(course)
    except Unclear as unclear:
        raise Http404 from unclear
