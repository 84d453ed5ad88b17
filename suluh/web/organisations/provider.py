"""An organisation's server as allauth knows it: discovery, the code with PKCE, the token, the person."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

from suluh.web.organisations.config import Organisation, organisation
from suluh.web.organisations.proof import NotProven, described, proven


class Server(OAuth2Adapter):  # type: ignore[misc]
    """Asks the server. Everything that it answers is checked before it is used."""

    nonce: str | None = None  # of this browser's request

    def __init__(self, request: HttpRequest, provider_id: str) -> None:
        self.provider_id = provider_id
        super().__init__(request)
        self._said: dict[str, Any] | None = None

    @property
    def of(self) -> Organisation:
        """As the file has it now. Raises NotProven when it was taken out meanwhile."""
        found = organisation(self.provider_id)
        if found is None:
            raise NotProven("unknown")
        return found

    @property
    def says(self) -> dict[str, Any]:
        """What the server says about itself."""
        if self._said is None:
            address = self.of.server.rstrip("/") + "/.well-known/openid-configuration"
            self._said = described(self._asked(address), self.of)
        return self._said

    @property
    def basic_auth(self) -> bool:
        """How the secret is sent. By the body where the server takes that; Basic is the default of the standard."""
        ways = self.says.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return bool(self.of.secret) and "client_secret_post" not in ways

    @property
    def access_token_url(self) -> str:
        return str(self.says["token_endpoint"])

    @property
    def authorize_url(self) -> str:
        return str(self.says["authorization_endpoint"])

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Any:
        """The person of a proven id_token. Raises NotProven."""
        keys = self._asked(self.says["jwks_uri"])
        claims = proven(more["response"].get("id_token"), keys, self.of, self.nonce)
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims  # for `newcomers`; kept nowhere
        return login

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """The public address of this installation, never what a request says its host is."""
        from suluh.web import home

        return home.address() + reverse(
            "organisation_callback", kwargs={"provider_id": self.provider_id}
        )

    def _asked(self, address: str) -> Any:
        """JSON from the server. Raises RequestException."""
        with get_adapter().get_requests_session() as session:
            answer = session.request("GET", address)
            answer.raise_for_status()
            return answer.json()


class OrganisationProvider(OAuth2Provider):  # type: ignore[misc]
    """The provider of every organisation in the file."""

    id = "organisation"
    name = "OpenID Connect"
    account_class = ProviderAccount
    oauth2_adapter_class = Server
    pkce_enabled_default = True

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.name = self.app.name

    def get_oauth2_adapter(self, request: HttpRequest) -> Server:
        return Server(request, self.app.provider_id)

    def get_login_url(self, request: HttpRequest, **more: Any) -> str:
        return reverse("organisation_login", kwargs={"provider_id": self.app.provider_id})

    def get_callback_url(self) -> str:
        return reverse("organisation_callback", kwargs={"provider_id": self.app.provider_id})

    def get_default_scope(self) -> list[str]:
        return ["openid", "profile", "email"]

    def redirect(self, request: HttpRequest, process: str, next_url: str | None = None,
                 data: Any = None, **more: Any) -> Any:  # fmt: skip
        """To the server, with a nonce of our own; nothing that the address of the request adds goes along."""
        nonce = secrets.token_urlsafe(24)
        return super().redirect(
            request,
            "login",
            next_url,
            data,
            scope=self.get_scope(),
            auth_params={"nonce": nonce},
            nonce=nonce,
        )

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Only who issued it: names and addresses are not kept a second time."""
        return {"iss": data["iss"]}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """The e-mail address is dealt with by `newcomers`; an unverified one is nobody's."""
        return {
            "username": str(data.get("preferred_username") or "")[:150],
            "first_name": str(data.get("given_name") or "")[:150],
            "last_name": str(data.get("family_name") or "")[:150],
            "name": str(data.get("name") or "")[:150],
        }


provider_classes = [OrganisationProvider]
