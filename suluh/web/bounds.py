"""A form with a file is refused by the size that it says it has, before any of it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from suluh.web.api.evidence import LARGEST
from suluh.web.tongue import lang_of, said

AROUND = 20_000  # bytes of a form around its file
View: TypeAlias = Callable[..., HttpResponseBase]


def too_large(request: HttpRequest) -> HttpResponse:
    """The page that says so, for a file of evidence."""
    words = said("api_too_large", lang_of(request), n=LARGEST)
    return render(request, "web/refused.html", {"words": words}, status=413)


def bounded(
    most: int = LARGEST, refused: Callable[[HttpRequest], HttpResponse] = too_large
) -> Callable[[View], View]:
    """For a view that takes a file of so many bytes at most. CSRF is checked after the size, as that reads the body."""

    def decorated(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def asked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            size = request.META.get("CONTENT_LENGTH") or "0"
            if request.method == "POST" and (not size.isdigit() or int(size) > most + AROUND):
                return refused(request)
            return csrf_protect(view)(request, **kwargs)

        return asked

    return decorated
