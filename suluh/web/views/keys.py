"""One's own API keys: made here, shown once, revoked here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from suluh.errors import RequestError
from suluh.web.access import signed_in
from suluh.web.api import keys
from suluh.web.api.scopes import Scope
from suluh.web.asked import Unclear, number, text
from suluh.web.models import Person
from suluh.web.tongue import lang_of, said


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """The list, the form, and right after it was made the secret of a new key."""
    person: Person = request.user  # type: ignore[assignment]
    secret = _make(request, person) if request.method == "POST" else None
    now = timezone.now()
    about = {
        "now": now,
        "secret": secret,
        "keys": [(key, key.works(now)) for key in keys.of(person)],
        "scopes": [(scope.value, f"scope_{scope.value}") for scope in Scope],
        "days": keys.DAYS,
        "longest": keys.LONGEST_DAYS,
    }
    return render(request, "web/keys.html", about)


@require_POST
@signed_in
def revoke(request: HttpRequest, prefix: str) -> HttpResponse:
    """The key ends at once."""
    person: Person = request.user  # type: ignore[assignment]
    if keys.revoke(person, prefix, timezone.now()):
        messages.success(request, said("key_revoked", lang_of(request), prefix=prefix))
    return redirect("keys")


def _make(request: HttpRequest, person: Person) -> str | None:
    """The secret; None when the form was unclear, and the page says why."""
    lang = lang_of(request)
    try:
        label, days = text(request, "label", 60), number(request, "days", 1, keys.LONGEST_DAYS)
        chosen = [scope for scope in Scope if scope.value in request.POST.getlist("scope")]
        if not chosen:
            raise Unclear("choice")
        return keys.make(person, label, chosen, timezone.now(), days).secret
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang))
    except RequestError:
        messages.error(request, said("keys_too_many", lang, n=keys.MOST))
    return None
