"""The API put together: its addresses, its document, its refusals."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI

from suluh import __version__
from suluh.web import home
from suluh.web.access import RULE, anyone
from suluh.web.api import (
    around,
    cases,
    console,
    filings,
    orders,
    partner,
    proposals,
    published,
    reports,
    tips,
)
from suluh.web.api.door import MOST, Key, fits
from suluh.web.api.problems import MEDIA_TYPE, TooLarge, problem, teach

AT = "api/v1"
DESCRIPTION = """Meja kerja Suluh untuk program: antrean, perkara, putusan, laporan, banding.
Kunci dibuat dengan `suluh api key add` dan dikirim sebagai `Authorization: Bearer`.
Kunci tidak pernah dapat berbuat lebih daripada pemiliknya.

The desks of Suluh for programs. Every refusal is an application/problem+json (RFC 9457), in Indonesian,
or in English with `Accept-Language: en`."""

api = NinjaAPI(
    title="Suluh",
    version=__version__,
    description=DESCRIPTION,
    auth=Key(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="suluh-api",
)
api.add_router("", cases.router)
api.add_router("", around.router)
api.add_router("", partner.router)
api.add_router("", proposals.router)
api.add_router("", published.router)
api.add_router("", tips.router)
api.add_router("", reports.router)
api.add_router("", filings.router)
api.add_router("", orders.router)
api.add_router("", console.router)
teach(api)


def document() -> dict[str, Any]:
    """The OpenAPI document: ninja's, with refusals under their own media type and addresses below /api/v1."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=f"{AT}/"))
    made["servers"] = [{"url": home.address()}]
    for operation in (one for methods in made["paths"].values() for one in methods.values()):
        operation["operationId"] = operation["operationId"].rpartition("api_")[2]
        for status, answer in operation["responses"].items():
            content = answer.get("content")
            if int(status) >= 400 and content:
                answer["content"] = {MEDIA_TYPE: content.pop("application/json")}
            if int(status) == 429:
                answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return made


@anyone
def openapi(request: HttpRequest) -> HttpResponse:
    """The document, for everyone: it names what there is, not what is in it."""
    if request.method not in ("GET", "HEAD"):
        return _not_allowed(request, ["GET", "HEAD"])
    return JsonResponse(document())


def _patterns() -> list[URLPattern]:
    """Ninja's addresses, each with its bounds and with the rules of its operations."""
    found = []
    for router in api._get_bound_routers():
        for address, view in router.path_operations.items():
            pattern = path(
                address.lstrip("/").replace("{", "<").replace("}", ">"),
                _bounded(view),
                name="api_" + "_".join(op.view_func.__name__ for op in view.operations),
            )
            found.append(pattern)
    return found


def _bounded(view: Any) -> Any:
    inner = view.get_view()
    by_method = {m: op for op in view.operations for m in op.methods}

    @wraps(inner)
    def asked(request: HttpRequest, **given: Any) -> HttpResponse:
        operation = by_method.get(request.method or "")
        if operation is None:
            return _not_allowed(request, sorted(by_method))
        try:
            fits(request, getattr(operation.view_func, MOST))
        except TooLarge as error:
            return problem(request, 413, "too_large", n=error.most)
        if unknown := sorted(set(request.GET) - _asks_for(operation)):
            errors = [{"where": f"query.{name}"[:200], "what": "unknown"} for name in unknown[:20]]
            return problem(request, 422, "unfit", errors=errors)
        answer: HttpResponse = inner(request, **given)
        return answer

    # The rule of each method; an operation without one raises here, and nothing starts.
    rules = {f"{m}: {getattr(op.view_func, RULE)}" for m, op in by_method.items()}
    setattr(asked, RULE, "api " + ", ".join(sorted(rules)))
    asked.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return asked


def _asks_for(operation: Any) -> set[str]:
    """The query's names. Any other is a slip of the pen, and better refused than not heard."""
    of_query = [m for m in operation.models if m.__ninja_param_source__ == "query"]
    return {name for model in of_query for name in model.model_fields}


def _not_allowed(request: HttpRequest, methods: list[str]) -> HttpResponse:
    answer = problem(request, 405, "not_allowed", methods=", ".join(methods))
    answer.headers["Allow"] = ", ".join(methods)
    return answer


@anyone
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address below /api/v1."""
    return problem(request, 404, "not_found")


nothing.csrf_exempt = True  # type: ignore[attr-defined]
urlpatterns = [
    path("openapi.json", openapi, name="api_openapi"),
    *_patterns(),
    path("<path:rest>", nothing, name="api_nothing"),
]
