"""The OpenAPI document keeps its word: no failure of ours, no answer that it does not name, whatever is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from telling_web import by, in_review, reported, thing

from suluh.cases import Role
from suluh.cases import events as e
from suluh.web import decisions
from suluh.web.api import keys, limits
from suluh.web.api.application import document
from suluh.web.api.scopes import Scope
from suluh.web.console import chosen as chosen_file
from suluh.web.console.following import follow
from suluh.web.models import CaseRow, Letter
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

# What is there, by the first of these that the address has. Secrets and numbers are those that `there` made.
KNOWN: dict[str, dict[str, str]] = {
    "/filings/{case}": {"case": "B-1"},
    "{case}/handling": {"case": "B-1"},
    "{case}/order": {"case": "C-1"},
    "{case}/second-look": {"case": "A-4"},
    "{case}": {"case": "A-2"},
    "{desk}": {"desk": "review"},
    "{fact}": {"fact": "ID-SCH-001"},
    "{proposal}": {"proposal": "proposal"},
    "{review}": {"review": "review"},
    "{batch}": {"batch": "batch"},
    "/tips/{secret}": {"secret": "tip"},
    "/appeals/{secret}": {"secret": "appeal"},
}
ACCOUNT = {
    "platform": "instagram",
    "handle": "@kpu.contoh",
    "owner": "KPU Contoh",
    "why": "Akun baru.",
    "source": {"title": "Pengumuman", "url": "https://www.kpu.go.id/contoh"},
}
REVIEW = {
    "claim": "TPS tutup pukul 10",
    "verdict": "false",
    "explanation": "TPS tutup pukul 13.00.",
}
BATCH = {
    "which": {"region": "17.01"},
    "decide": {"outcome": "context_label", "reason": "Lihat fakta resmi."},
}


class There(NamedTuple):
    """A key for everything, of somebody who may do everything, and what can be addressed."""

    secret: str
    known: dict[str, str]


@pytest.fixture
def there(
    person: Callable[..., Any],
    program: Callable[..., Any],
    now: datetime,
    installation: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[There]:
    """Cases on every track, a decided one with its appeal and second look, a proposal, a review, a tip, a batch."""
    monkeypatch.setattr(limits.Limit, "spend", lambda self, name: None)
    sampled = installation / chosen_file.NAME
    sampled.write_text("second_looks: {part: 1.0}\n", "utf-8")
    chosen_file.chosen.cache_clear()
    for role in Role:
        everyone = person("semua", role)
    _cases(now, everyone.key)
    appeal = _decided("A-4", now, program("rani", Role.REVIEWER))
    ask = program("semua", Role.REVIEWER)
    mitra = program("mitra", Role.REPORTER_TRUSTED)
    bodies: dict[str, tuple[Callable[..., Any], str, dict[str, Any], str]] = {
        "proposal": (mitra, "official-accounts", ACCOUNT, "id"),
        "review": (ask, "reviews", REVIEW, "id"),
        "tip": (
            ask,
            "tips",
            {"words": "Ada pesan aneh tentang TPS kami", "insist": True},
            "secret",
        ),
        "batch": (ask, "desks/review/batches", BATCH, "batch"),
    }
    made = {"appeal": appeal}
    for name, (by_whom, address, body, key) in bodies.items():
        answer = by_whom("post", address, body)
        assert answer.status_code in (201, 202), (name, answer.content)
        made[name] = answer.json()[key]
    yield There(keys.make(everyone, "uji", Scope, now).secret, made)
    sampled.unlink()
    chosen_file.chosen.cache_clear()


def _cases(now: datetime, everyone: str) -> None:
    reported("A-1", now)
    in_review("A-2", now)
    in_review("A-3", now, kind="candidate")
    in_review("A-5", now, region="17.01")
    citizen = by("B-1", now, everyone, Role.REPORTER_PUBLIC)
    happen(e.Reported(**citizen, track="B", thing=thing("B-1"), region="18.71"))
    ordered: dict[str, Any] = {"issuer": "komdigi", "number": "contoh/1", "legal_basis": "contoh"}
    gateway = by("C-1", now, "p-hukum", Role.LEGAL_GATEWAY)
    happen(e.OrderReceived(**gateway, **ordered, thing=thing("C-1"), region="18.71"))


def _decided(case: str, now: datetime, reviewer: Callable[..., Any]) -> str:
    """Decided, carried out, drawn for a second look; the secret of its author's link."""
    in_review(case, now)
    reviewer(
        "post", f"cases/{case}/decision", {"outcome": "remove", "severity": 3, "reason": "Keliru."}
    )
    decisions.settle(datetime.now(UTC) + decisions.GRACE + timedelta(seconds=1))
    follow()
    return str(Letter.objects.get(whom="author").secret)


def held_to_its_word(address: str, method: str, there: There, examples: int) -> None:
    from suluh.web.wsgi import application

    schema = schemathesis.openapi.from_dict(document())
    schema.app = application
    operation = schema[address][method]
    named = next((names for part, names in KNOWN.items() if part in address), {})
    known = {name: there.known.get(value, value) for name, value in named.items()}
    strategies = [operation.as_strategy(mode) for mode in schemathesis.GenerationMode]
    if known:
        strategies.append(operation.as_strategy(path_parameters=known))
    chosen = [check for check in checks.CHECKS.get_all() if check.__name__ in NAMES]
    for strategy in strategies:

        @settings(max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=strategy)
        def holds(case: Any) -> None:
            sent = case.call(headers={"Authorization": f"Bearer {there.secret}"})
            # An empty list in a query is not written into the address: what was wrong with it never arrives.
            vanished = any(value in ([], {}) for value in (case.query or {}).values())
            # Too large by its header (413) is a refusal as well, before anything of it was read.
            heard = not vanished and sent.status_code != 413
            left = [c for c in chosen if heard or c.__name__ != "negative_data_rejection"]
            case.validate_response(sent, checks=left)

        holds()
    assert LEDGER.verify().ok


@pytest.mark.parametrize(("address", "method"), OPERATIONS)
def test_no_answer_is_undocumented(address: str, method: str, there: There) -> None:
    held_to_its_word(address, method, there, examples=6)


@pytest.mark.slow
@pytest.mark.parametrize(("address", "method"), OPERATIONS)
def test_no_answer_is_undocumented_for_long(address: str, method: str, there: There) -> None:
    held_to_its_word(address, method, there, examples=300)


def test_the_document_is_one() -> None:
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
