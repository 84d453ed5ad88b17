"""To an organisation's server and back."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from requests import RequestException

from suluh.web.access import anyone
from suluh.web.organisations.proof import NotProven
from suluh.web.organisations.provider import OrganisationProvider, Server


class Returned(OAuth2CallbackView):  # type: ignore[misc]
    """Back from the server. What the request was sent with is used up by the first answer to it."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, refusal = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce")
        return state, refusal


@require_GET
@anyone
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the server. A link on another site is shown first where it leads."""
    provider = _provider(request, provider_id)
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return render(request, "socialaccount/login.html", {"provider": provider})
    return _tried(
        request,
        provider,
        lambda: provider.redirect(request, "login", get_next_redirect_url(request)),
    )


@require_GET
@anyone
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the server, with a code or a refusal."""
    provider = _provider(request, provider_id)
    if request.GET.get("error") == Server.login_cancelled_error:
        return _failed(request, provider, None, AuthError.CANCELLED)
    return _tried(
        request, provider, lambda: Returned.adapter_view(Server(request, provider_id))(request)
    )


def _provider(request: HttpRequest, name: str) -> OrganisationProvider:
    try:
        return get_adapter(request).get_provider(request, provider=name)  # type: ignore[no-any-return]
    except SocialApp.DoesNotExist:
        raise Http404 from None


def _tried(request: HttpRequest, provider: OrganisationProvider, do: Any) -> HttpResponse:
    try:
        answer: HttpResponse = do()
    except (NotProven, RequestException) as error:
        return _failed(request, provider, error)
    return answer


def _failed(
    request: HttpRequest, provider: Any, error: Exception | None, what: Any = AuthError.UNKNOWN
) -> HttpResponse:
    """The page that says why."""
    about: dict[str, Any] = {"state": None}
    get_adapter(request).on_authentication_error(request, provider, what, error, about)
    return render(request, "socialaccount/authentication_error.html", about, status=401)
