"""Why a request was refused, as RFC 9457 has it: application/problem+json, Indonesian unless English is asked for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from suluh.cases import NotAllowed, Refused
from suluh.errors import InputError, RequestError
from suluh.web.api.limits import TooMany
from suluh.web.api.shapes import FieldProblem, Problem
from suluh.web.asked import Unclear
from suluh.web.papers.making import NotNow
from suluh.web.partner.proposals import NotPossible
from suluh.web.tongue import said

MEDIA_TYPE = "application/problem+json"
DOCUMENTED = frozenset({400, 401, 403, 404, 409, 413, 415, 422, 429})


class OutOfScope(Exception):
    """The key is not made for this."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__(scope)


class TooLarge(Exception):
    """More bytes than are taken; `most` of them would be."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(most)


class WrongType(Exception):
    """Bytes of a kind that is not taken as evidence. `key` names the phrase that says why."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


class Impossible(Exception):
    """It fits the document and cannot be done. `key` names the phrase that says why, as the pages say it."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(key)


def lang_of(request: HttpRequest) -> str:
    """ "en" where the request asks for English first, else "id"."""
    return "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "id"


def problem(
    request: HttpRequest,
    status: int,
    key: str,
    detail: str | None = None,
    errors: list[dict[str, str]] | None = None,
    **values: object,
) -> HttpResponse:
    """The answer. key: of a phrase api_KEY in the pages' words; its dashed form is the problem's type."""
    title = said(f"api_{key}", lang_of(request), **values)
    body = Problem(
        type=f"urn:suluh:problem:{key.replace('_', '-')}",
        title=title,
        status=status,
        detail=detail or title,
        errors=[FieldProblem(**one) for one in errors or ()],
    )
    answer = JsonResponse(body.model_dump(), status=status, content_type=MEDIA_TYPE)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def teach(api: NinjaAPI) -> None:
    """Every refusal that this house raises becomes a problem; what is left is our own fault, and a 500."""
    for kind, answer in _ANSWERS.items():
        api.add_exception_handler(kind, answer)


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    status = 403 if isinstance(refused, NotAllowed) else 409
    return problem(
        request, status, "refused", refused.en if lang_of(request) == "en" else refused.id
    )


def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"where": ".".join(map(str, one["loc"]))[:200], "what": str(one["msg"])[:200]}
        for one in error.errors[:20]
    ]
    return problem(request, 422, "unfit", errors=errors)


def _unclear(request: HttpRequest, unclear: Unclear) -> HttpResponse:
    return problem(request, 422, "unfit", said(f"unclear_{unclear.key}", lang_of(request)))


def _impossible(request: HttpRequest, error: Impossible) -> HttpResponse:
    return problem(request, 409, "refused", said(error.key, lang_of(request), **error.values))


def _not_possible(request: HttpRequest, error: NotPossible) -> HttpResponse:
    return problem(
        request, 409, "refused", said(f"proposal_{error.key}", lang_of(request), **error.values)
    )


def _too_many(request: HttpRequest, error: TooMany) -> HttpResponse:
    answer = problem(request, 429, "too_many", n=error.seconds)
    answer.headers["Retry-After"] = str(error.seconds)
    return answer


_ANSWERS: dict[type[Exception], Any] = {
    AuthenticationError: lambda request, error: problem(request, 401, "no_key"),
    PermissionDenied: lambda request, error: problem(request, 403, "not_granted"),
    OutOfScope: lambda request, error: problem(request, 403, "out_of_scope", scope=error.scope),
    Http404: lambda request, error: problem(request, 404, "not_found"),
    HttpError: lambda request, error: problem(request, error.status_code, "unreadable"),
    SuspiciousOperation: lambda request, error: problem(request, 400, "unreadable"),
    ValidationError: _unfit,
    Unclear: _unclear,
    Refused: _refused,
    RequestError: lambda request, error: problem(
        request, 409, "refused", said("already_deciding", lang_of(request))
    ),
    InputError: lambda request, error: problem(request, 415, "not_readable"),
    Impossible: _impossible,
    NotPossible: _not_possible,
    NotNow: lambda request, error: problem(
        request, 409, "refused", said(error.key, lang_of(request))
    ),
    TooLarge: lambda request, error: problem(request, 413, "too_large", n=error.most),
    WrongType: lambda request, error: problem(request, 415, error.key),
    TooMany: _too_many,
}
