"""For anybody who is shown a certificate: is it one of ours, which course, which day; is this its name?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from suluh.learn.certificate import LONGEST, Seal, is_of, read_number
from suluh.learn.load import courses
from suluh.web.access import anyone
from suluh.web.asked import line
from suluh.web.learn.models import Certificate
from suluh.web.partner.limits import asker, within
from suluh.web.tongue import lang_of, said

LOOKS = 120  # numbers from one line in ten minutes
NAMES = 20  # from one line in ten minutes, and for one certificate in an hour: nobody tries out a list of names


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The number, typed."""
    if request.method == "POST":
        if number := read_number(line(request, "number", 40)):
            return redirect("certificate", number=number)
        messages.error(request, said("cert_no_number", lang_of(request)))
        return render(request, "learn/certificate.html", {}, status=400)
    return render(request, "learn/certificate.html", {})


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Course and day; the name only as a yes or no to one that is typed. A wrong number is said to be none of ours."""
    lang = lang_of(request)
    if not within("certificate", asker(request), LOOKS, 600):
        messages.error(request, said("tip_slowly", lang))
        return render(request, "learn/certificate.html", {}, status=429)
    found = Certificate.objects.filter(number=read_number(number) or "").first()
    about: dict[str, Any] = {"number": number, "found": found, "asked": True}
    if found is None:
        return render(request, "learn/certificate.html", about, status=404)
    titles = {course.id: course.title.within(lang) for course in courses()}
    about["course"] = titles.get(found.course, found.course)
    if request.method == "POST":
        if not _may_try(request, found):
            messages.error(request, said("tip_slowly", lang))
            return render(request, "learn/certificate.html", about, status=429)
        about["same"] = is_of(line(request, "name", LONGEST), Seal(found.salt, found.hash))
        about["compared"] = True
    return render(request, "learn/certificate.html", about)


def _may_try(request: HttpRequest, found: Certificate) -> bool:
    from_here = within("name", asker(request), NAMES, 600)
    return within("name-of", found.number, NAMES, 3600) and from_here
