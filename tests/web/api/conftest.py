"""Programs at the API: keys, requests, answers held against the OpenAPI document."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

collect_ignore_glob = [] if importlib.util.find_spec("ninja") else ["test_*.py"]
if TYPE_CHECKING:
    from django.http import HttpResponse

Ask = Callable[..., "HttpResponse"]


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with nothing spent."""
    from suluh.web.api import limits

    for limit in (limits.OF_KEY, limits.OF_WRONG_KEYS, limits.OF_AUTHORS):
        limit._left.clear()


@pytest.fixture
def program(person: Callable[..., Any], now: datetime) -> Callable[..., Ask]:
    """`program("rani", Role.REVIEWER)("get", "desks")`, with a key of every scope unless some are named."""

    def made(name: str, role: Any, region: str = "", scopes: Any = None) -> Ask:
        from django.test import Client

        from suluh.web.api import keys
        from suluh.web.api.scopes import Scope

        secret = keys.make(person(name, role, region), "uji", scopes or Scope, now).secret
        client = Client(headers={"Authorization": f"Bearer {secret}"})

        def ask(method: str, address: str, body: Any = None, **more: Any) -> HttpResponse:
            given = {"data": body, "content_type": "application/json"} if body is not None else {}
            return getattr(client, method)(f"/api/v1/{address}", **(given | more))

        return ask

    return made
