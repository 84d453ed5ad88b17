"""What every answer carries: where its parts may come from, what a browser must not do, and in which language it is."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from suluh.web.tongue import lang_of

# No script and no style in the page itself: what a post says can never become either.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
FEATURES = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)
Answer = Callable[[HttpRequest], HttpResponse]


def security(answer: Answer) -> Answer:
    """The security headers. Nothing here is kept by a browser or a proxy: pages show work in progress."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", FEATURES)
        if (
            seconds := settings.SECURE_HSTS_SECONDS
        ):  # the proxy ends TLS: Django itself would not see that it was safe
            response.headers.setdefault("Strict-Transport-Security", f"max-age={seconds}")
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return answered


def language(answer: Answer) -> Answer:
    """Django's own words in the reader's language too."""

    def answered(request: HttpRequest) -> HttpResponse:
        with translation.override(lang_of(request)):
            response = answer(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", lang_of(request))
        return response

    return answered
