"""Claim reviews: written by fact-checkers, read by everyone, in words and as ClaimReview for machines."""

from __future__ import annotations

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.claims.review import Source
from suluh.web import home
from suluh.web.access import Action, anyone, needs, roles_for
from suluh.web.asked import Unclear, choice, line, text
from suluh.web.models import Person
from suluh.web.partner import reviews
from suluh.web.tongue import lang_of, said

_SHOWN = 50
_LD_JSON = "application/ld+json; charset=utf-8"


@anyone
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The reviews in force, for everyone."""
    person = request.user
    may = person.is_authenticated and bool(roles_for(person, Action.PUBLISH_REVIEW))  # type: ignore[arg-type]
    about = {"now": timezone.now(), "reviews": reviews.every()[:_SHOWN], "may_write": may}
    return _readable(render(request, "web/partner/reviews.html", about))


@anyone
@require_GET
def show(request: HttpRequest, review: str) -> HttpResponse:
    """One review; a withdrawn one says so, and is no ClaimReview any more."""
    found = reviews.published(review)
    if found is None:
        raise Http404
    ld = "" if found.is_withdrawn else reviews.in_page(reviews.json_ld(found))
    about = {
        "now": timezone.now(),
        "made": found,
        "review": found.review,
        "ld": mark_safe(ld),
        "is_own": getattr(request.user, "key", None) == found.by,
    }
    page = render(
        request, "web/partner/review.html", about, status=410 if found.is_withdrawn else 200
    )
    return _readable(page)


@anyone
@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """All of them as a DataFeed of ClaimReviews."""
    body = msgspec.json.encode(reviews.feed(reviews.every()))
    return _feed(request, body, _LD_JSON)


@anyone
@require_GET
def atom(request: HttpRequest) -> HttpResponse:
    """All of them as Atom, for readers of news."""
    about = {"reviews": reviews.every(), "address": home.address(), "now": timezone.now()}
    page = render(request, "web/partner/reviews.atom", about)
    return _feed(request, page.content, "application/atom+xml; charset=utf-8")


@needs(Action.PUBLISH_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The form, and what it brings: published at once."""
    if request.method == "POST":
        try:
            made = _publish(request)
        except Unclear as unclear:
            messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
        else:
            return redirect("review", review=made.review.id)
    about = {"now": timezone.now(), "given": request.POST, "ratings": reviews.RATINGS}
    return render(request, "web/partner/write_review.html", about)


@needs(Action.PUBLISH_REVIEW)
@require_POST
def withdraw(request: HttpRequest, review: str) -> HttpResponse:
    person: Person = request.user  # type: ignore[assignment]
    lang = lang_of(request)
    gone = reviews.withdraw(
        review, by=person.key, reason=line(request, "reason"), now=timezone.now()
    )
    say = messages.success if gone else messages.error
    say(request, said("review_gone" if gone else "review_not_yours", lang))
    return redirect("reviews")


def _publish(request: HttpRequest) -> reviews.Published:
    person: Person = request.user  # type: ignore[assignment]
    source = line(request, "source", 200)
    where = _web(line(request, "source_url", 400))
    appearance = _web(line(request, "appearance", 400))
    return reviews.publish(
        text(request, "claim", 600),
        choice(request, "verdict", tuple(reviews.RATINGS)),
        text(request, "explanation"),
        organisation=person.organisation or "Suluh",
        by=person.key,
        now=timezone.now(),
        sources=(Source(source or where, person.organisation, url=where or None),)
        if source or where
        else (),
        appearance=appearance,
    )


def _web(url: str) -> str:
    """The address, "" for none; raises Unclear for what is no web address."""
    if url and not url.startswith(("https://", "http://")):
        raise Unclear("address")
    return url


def _readable(response: HttpResponse) -> HttpResponse:
    """These pages are to be found by search engines."""
    response.headers["X-Robots-Tag"] = "all"
    return response


def _feed(request: HttpRequest, body: bytes, kind: str) -> HttpResponse:
    etag = reviews.mark(body)
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    headers = {
        "ETag": etag,
        "Cache-Control": "public, max-age=300",
        "Access-Control-Allow-Origin": "*",
    }
    return _readable(HttpResponse(body, content_type=kind, headers=headers))
