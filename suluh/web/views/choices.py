"""Language and light: kept in cookies of the reader, known to nobody else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from suluh.web import home
from suluh.web.access import anyone
from suluh.web.tongue import LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE, THEMES

_YEAR = 365 * 86400


@anyone
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    return _kept(request, LANGUAGE_COOKIE, LANGUAGES)


@anyone
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device has it."""
    return _kept(request, THEME_COOKIE, (*THEMES, "auto"))


def _kept(request: HttpRequest, cookie: str, among: tuple[str, ...]) -> HttpResponse:
    response, chosen = redirect(_back(request)), request.POST.get("to", "")
    if chosen in among:
        safe = home.address().startswith("https://")
        response.set_cookie(cookie, chosen, _YEAR, secure=safe, httponly=True, samesite="Lax")
    return response


def _back(request: HttpRequest) -> str:
    """The page that the reader came from, never one elsewhere."""
    wanted = request.POST.get("next", "")
    fine = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if fine else "/meja/"
