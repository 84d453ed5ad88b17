"""Who comes through an organisation for the first time: an account without a role, unless the file says otherwise.

Nobody is joined to an account that is there already by an e-mail address or a name: what a server says about an
address is no proof about our accounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthError
from django.http import HttpRequest
from django.utils import timezone

from suluh.ledger import NewEvent
from suluh.web.models import Grant, Person
from suluh.web.organisations.config import Organisation, organisation, organisations
from suluh.web.store import LEDGER

CAME = "person_came"  # the ledger's event: by which organisation, with which grants
PROVIDER = "organisation"


class Newcomers(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """What allauth asks us about those who come through an organisation."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """The organisation has vouched for them; what they may do is another question."""
        return True

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[Any]:
        """The organisations of the file; none is kept in the database."""
        return [_app(one) for one in organisations() if provider in (None, PROVIDER, one.id)]

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Person:
        """The new account, with what the file says of such a person."""
        person: Person = super().save_user(request, sociallogin, form)
        through = organisation(sociallogin.account.provider)
        if through:
            _settle(person, through, sociallogin.claims)
        return person

    def on_authentication_error(self, request: HttpRequest, provider: Any, error: Any = None,
                                exception: Any = None, extra_context: Any = None) -> None:  # fmt: skip
        """Names the phrase that says why, for the page."""
        if extra_context is not None:
            extra_context["why"] = "oidc_" + _why(error, exception, extra_context)


def _why(error: Any, exception: Any, about: Mapping[str, Any]) -> str:
    if error == AuthError.CANCELLED:
        return "cancelled"
    if key := getattr(exception, "key", None):
        return str(key)
    if exception is None:
        return "unknown" if "state" in about else "state"
    from requests import RequestException

    return "unreachable" if isinstance(exception, RequestException) else "token"


def _app(one: Organisation) -> SocialApp:
    return SocialApp(
        provider=PROVIDER,
        provider_id=one.id,
        name=one.name,
        client_id=one.client_id,
        secret=one.secret,
    )


def _settle(person: Person, through: Organisation, claims: Mapping[str, Any]) -> None:
    """Organisation, verified address and granted roles; once, when the account is made, and in the ledger."""
    fitting = [one for one in through.people if one.fits(claims)]
    if claims.get("email_verified") is True:
        person.email = str(claims.get("email") or "")[:254]
    person.organisation = fitting[0].organisation if fitting else ""
    person.save(update_fields=["email", "organisation"])
    granted = [one for one in fitting if one.role]
    for one in granted:
        Grant.objects.get_or_create(person=person, role=one.role, region=one.region)
    body = {
        "through": through.id,
        "organisation": person.organisation,
        "granted": [{"role": one.role, "region": one.region} for one in granted],
    }
    LEDGER.append([NewEvent(CAME, person.key, body, timezone.now())])
