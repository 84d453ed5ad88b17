"""How a program comes in: its key, its person, each address's rule. The table of access decides, as for the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from suluh.web.access import RULE, Action, note_audit, roles_for, row_for
from suluh.web.api import keys
from suluh.web.api.limits import OF_AUTHORS, OF_KEY, OF_WRONG_KEYS
from suluh.web.api.models import ApiKey
from suluh.web.api.problems import OutOfScope, TooLarge
from suluh.web.api.scopes import OF_ACTION, Scope
from suluh.web.models import CaseRow, Person

MOST_JSON = 100_000  # bytes of a request without a file
MOST = "suluh_most"  # the attribute by which an operation says how many bytes it takes
View: TypeAlias = Callable[..., Any]


class Call(HttpRequest):
    """A request that has passed the door."""

    auth: ApiKey
    person: Person
    row: CaseRow  # where the address names a case


class Key(HttpBearer):
    """`Authorization: Bearer suluh_…`. Cookies open nothing here, so no other site can make a browser ask."""

    openapi_scheme = "bearer"

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """The key, or None. Raises TooMany."""
        key = keys.known(token, timezone.now())
        if key is None:
            OF_WRONG_KEYS.spend(address_of(request))
            return None
        OF_KEY.spend(key.prefix)
        return key


def needs(action: Action, most: int = MOST_JSON) -> Callable[[View], View]:
    """For those whom the table grants `action`, with a key of its scope; where a case is named, for that case.

    A case that is not theirs is not found. `most` is how many bytes the request may bring.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def asked(request: Call, **given: Any) -> Any:
            _enter(request, OF_ACTION[action])
            if not roles_for(request.person, action):
                raise PermissionDenied
            if "case" in given:
                request.row = row_for(request.person, action, given["case"])
            note_audit(request, request.person, action, str(given.get("case", "")))
            return view(request, **given)

        return _marked(asked, action, most)

    return decorated


def with_key(view: View) -> View:
    """For everyone with a key."""

    @wraps(view)
    def asked(request: Call, **given: Any) -> Any:
        _enter(request, None)
        return view(request, **given)

    return _marked(asked, "signed in", MOST_JSON)


def without_key(view: View) -> View:
    """For authors: the unguessable link is the key."""

    @wraps(view)
    def asked(request: HttpRequest, **given: Any) -> Any:
        OF_AUTHORS.spend(address_of(request))
        return view(request, **given)

    return _marked(asked, "anyone", MOST_JSON)


def fits(request: HttpRequest, most: int) -> None:
    """Raises TooLarge by what the header says, before a byte of the body is read."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    if not said.isascii() or not said.isdigit() or int(said[:18]) > most:
        raise TooLarge(most)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the server saw it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _enter(request: Call, scope: Scope | None) -> None:
    if scope and scope not in keys.scopes_of(request.auth):
        raise OutOfScope(scope.value)
    request.user = request.person = request.auth.person


def _marked(view: View, rule: str, most: int) -> View:
    setattr(view, RULE, rule)
    setattr(view, MOST, most)
    return view
