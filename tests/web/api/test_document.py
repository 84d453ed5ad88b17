"""The OpenAPI document keeps its word: no failure of ours, no answer that it does not name, whatever is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from telling_web import by, in_review, reported, thing

from suluh.cases import Role
from suluh.cases import events as e
from suluh.web.api import keys, limits
from suluh.web.api.application import document
from suluh.web.api.scopes import Scope
from suluh.web.models import CaseRow
from suluh.web.store import LEDGER, happen

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
checks = pytest.importorskip("schemathesis.checks")

OPERATIONS = [(a, m.upper()) for a, ms in document()["paths"].items() for m in ms]
# A form may fit the document and still not the case: an address that is none, a verdict without its outcome, bytes
# that are no picture. Those answers are named in the document and tested one by one beside this file.
NAMES = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "missing_required_header", "unsupported_method",
)  # fmt: skip

# What is there, by the first of these that the address has.
KNOWN = {
    "/filings/{case}": {"case": "B-1"},
    "{case}/handling": {"case": "B-1"},
    "{case}/order": {"case": "C-1"},
    "{case}": {"case": "A-2"},
    "{desk}": {"desk": "review"},
}


@pytest.fixture
def secret(person: Callable[..., Any], now: datetime, monkeypatch: pytest.MonkeyPatch) -> str:
    """A key for everything, of somebody who may do everything; a few cases; no waiting."""
    monkeypatch.setattr(limits.Limit, "spend", lambda self, name: None)
    for role in Role:
        everyone = person("semua", role)
    reported("A-1", now)
    in_review("A-2", now)
    in_review("A-3", now, kind="candidate")
    citizen = by("B-1", now, everyone.key, Role.REPORTER_PUBLIC)
    happen(e.Reported(**citizen, track="B", thing=thing("B-1"), region="18.71"))
    ordered: dict[str, Any] = {"issuer": "komdigi", "number": "contoh/1", "legal_basis": "contoh"}
    gateway = by("C-1", now, "p-hukum", Role.LEGAL_GATEWAY)
    happen(e.OrderReceived(**gateway, **ordered, thing=thing("C-1"), region="18.71"))
    return keys.make(everyone, "uji", Scope, now).secret


def held_to_its_word(address: str, method: str, secret: str, examples: int) -> None:
    from suluh.web.wsgi import application

    schema = schemathesis.openapi.from_dict(document())
    schema.app = application
    operation = schema[address][method]
    known = next((there for part, there in KNOWN.items() if part in address), None)
    strategies = [operation.as_strategy(mode) for mode in schemathesis.GenerationMode]
    if known:
        strategies.append(operation.as_strategy(path_parameters=known))
    chosen = [check for check in checks.CHECKS.get_all() if check.__name__ in NAMES]
    for strategy in strategies:

        @settings(max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=strategy)
        def holds(case: Any) -> None:
            sent = case.call(headers={"Authorization": f"Bearer {secret}"})
            # An empty list in a query is not written into the address: what was wrong with it never arrives.
            vanished = any(value in ([], {}) for value in (case.query or {}).values())
            # Too large by its header (413) is a refusal as well, before anything of it was read.
            heard = not vanished and sent.status_code != 413
            left = [c for c in chosen if heard or c.__name__ != "negative_data_rejection"]
            case.validate_response(sent, checks=left)

        holds()
    assert LEDGER.verify().ok


@pytest.mark.parametrize(("address", "method"), OPERATIONS)
def test_no_answer_is_undocumented(address: str, method: str, secret: str) -> None:
    held_to_its_word(address, method, secret, examples=6)


@pytest.mark.slow
@pytest.mark.parametrize(("address", "method"), OPERATIONS)
def test_no_answer_is_undocumented_for_long(address: str, method: str, secret: str) -> None:
    held_to_its_word(address, method, secret, examples=300)


def test_the_document_is_one(secret: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    made = document()
    assert made["openapi"] == "3.1.0"
    for name, schema in made["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema), name
    names = [one["operationId"] for ms in made["paths"].values() for one in ms.values()]
    assert len(names) == len(set(names)) == len(OPERATIONS)


def test_everyone_reads_the_document() -> None:
    from django.test import Client

    assert Client().get("/api/v1/openapi.json").json()["paths"].keys() == document()["paths"].keys()
    assert Client().post("/api/v1/openapi.json").status_code == 405
    elsewhere = Client().post("/api/v1/rahasia/x")
    assert (elsewhere.status_code, elsewhere["Content-Type"]) == (404, "application/problem+json")


def test_a_deep_and_a_broken_body_are_unreadable(program: Callable[..., Any]) -> None:
    warga = program("warga", Role.REPORTER_PUBLIC)
    for body in ("[" * 50_000, "{", "", "\0", '{"url": 1e999}', b"\xff\xfe"):
        answer = warga("post", "reports", data=body, content_type="application/json")
        assert answer.status_code in (400, 422), body[:10]
    assert not CaseRow.objects.exists()
