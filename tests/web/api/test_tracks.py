"""Election law and legal orders for programs: the whole way, the wrong order refused, nobody's data handed out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telling_web import reported

from suluh.cases import Role
from suluh.cases.requirements import FORMAL, MATERIAL
from suluh.web.api.scopes import Scope
from suluh.web.api.track_shapes import Met
from suluh.web.models import Letter
from suluh.web.order import rules
from suluh.web.store import LEDGER
from suluh.web.tracks import forms

Program = Callable[..., Callable[..., Any]]
PDF = b"%PDF-1.4 contoh"
SHA = hashlib.sha256(PDF).hexdigest()
FIELDS = {
    "pelapor.nama": "Pelapor Karangan",
    "terlapor.nama": "Terlapor Karangan",
    "terlapor.alamat": "Jalan Contoh 1",
    "peristiwa.uraian": "Ada amplop. Hubungi 0812-3456-7890.",
    "peristiwa.tempat": "Pos ronda contoh",
}
ORDER = {
    "url": "https://www.tiktok.com/@contoh/video/A-1",
    "issuer": "komdigi",
    "number": "contoh/1",
    "legal_basis": "contoh",
    "region": "18",
}
ALL_MET = dict.fromkeys((*FORMAL, *MATERIAL), True)


def filing(**changes: Any) -> dict[str, Any]:
    day = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    days = {"peristiwa.tanggal_kejadian": day, "peristiwa.tanggal_diketahui": day}
    about = {"origin": "laporan", "law": "pilkada", "region": "18.71", "fields": FIELDS | days}
    return about | changes


def filed(warga: Any, **changes: Any) -> str:
    answer = warga("post", "filings", filing(**changes))
    assert answer.status_code == 201, answer.content
    return str(answer.json()["case"])


def test_the_fields_are_those_of_the_fact(program: Program) -> None:
    told = program("warga", Role.REPORTER_PUBLIC)("get", "filing-fields").json()["fields"]
    assert [one["name"] for one in told] == list(forms.names(rules()[0]))
    assert {one["kind"] for one in told} == {"text", "long", "date"}
    assert set(Met.model_fields) == {*FORMAL, *MATERIAL}


def test_a_laporan_goes_its_whole_way(program: Program) -> None:
    warga = program("warga", Role.REPORTER_PUBLIC)
    awas = program("awas", Role.SUPERVISOR, "18.71")
    case = filed(warga)
    way = (
        ({"step": "acknowledged", "number": "001/LP"}, "diterima"),
        ({"step": "initial_review_started"}, "kajian_awal"),
        ({"step": "initially_reviewed", "met": ALL_MET}, "kajian_awal"),
        ({"step": "registered", "number": "001/REG"}, "diregister"),
        ({"step": "handling_started"}, "penanganan"),
        ({"step": "ruled", "finding": "pidana", "words": "Memenuhi unsur."}, "keputusan"),
        ({"step": "handed_over", "number": "002/S"}, "diteruskan"),
    )
    for step, state in way:
        answer = awas("post", f"cases/{case}/handling", step)
        assert (answer.status_code, answer.json()["state"]) == (200, state), step
    assert answer.json()["finding"] == "pidana"
    assert warga("get", f"filings/{case}").json()["state"] == "diteruskan"
    assert LEDGER.verify().ok


def test_the_wrong_order_is_refused_in_words(program: Program) -> None:
    case = filed(program("warga", Role.REPORTER_PUBLIC))
    awas = program("awas", Role.SUPERVISOR)
    early = awas("post", f"cases/{case}/handling", {"step": "registered", "number": "1"})
    assert early.status_code == 409 and early.json()["detail"]
    for step in (
        {"step": "acknowledged"},
        {"step": "lain"},
        {"step": "repair_asked", "words": "x"},
    ):
        assert awas("post", f"cases/{case}/handling", step).status_code == 422, step
    half = {"step": "initially_reviewed", "met": {"uraian": True}}
    assert awas("post", f"cases/{case}/handling", half).status_code == 422


def test_a_desk_gets_no_names_and_whoever_filed_it_the_whole_form(program: Program) -> None:
    warga = program("warga", Role.REPORTER_PUBLIC)
    case = filed(warga)
    own = warga("get", f"filings/{case}").json()
    assert own["fields"]["pelapor.nama"] == "Pelapor Karangan" and own["masked"] == []
    assert "withdrawn" in own["steps"]
    answer = program("awas", Role.SUPERVISOR)("get", f"filings/{case}")
    told = answer.json()
    assert set(told["masked"]) == {"pelapor.nama", "terlapor.nama", "terlapor.alamat"}
    assert "Karangan" not in answer.content.decode() and "0812" not in answer.content.decode()
    assert told["fields"]["peristiwa.tempat"] == "Pos ronda contoh" and told["as_filed"]
    assert "acknowledged" in told["steps"]
    assert program("lain", Role.REPORTER_PUBLIC)("get", f"filings/{case}").status_code == 404


def test_a_repair_and_a_withdrawal(program: Program) -> None:
    warga, awas = program("warga", Role.REPORTER_PUBLIC), program("awas", Role.SUPERVISOR)
    case = filed(warga)
    body = {"fields": filing()["fields"] | {"terlapor.alamat": "Jalan Contoh 2"}}
    assert warga("post", f"filings/{case}/repair", body).status_code == 409  # nobody has asked
    lacks = ALL_MET | {"identitas_terlapor": False}
    for step in (
        {"step": "acknowledged", "number": "1"},
        {"step": "initial_review_started"},
        {"step": "initially_reviewed", "met": lacks},
        {"step": "repair_asked"},
    ):
        answer = awas("post", f"cases/{case}/handling", step)
        assert answer.status_code == 200, answer.content
    repaired = warga("post", f"filings/{case}/repair", body)
    assert repaired.status_code == 200, repaired.content
    assert repaired.json()["fields"]["terlapor.alamat"] == "Jalan Contoh 2"
    gone = warga("post", f"filings/{case}/withdrawal", {"why": "Sudah selesai."})
    assert gone.json()["state"] == "dicabut"


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "temuan"},
        {"region": "99.99"},
        {"fields": {"lain": "x"}},
        {"fields": {}},
        {"fields": {"peristiwa.uraian": "x", "peristiwa.tanggal_diketahui": "kemarin"}},
        {"fields": {"peristiwa.uraian": "x"}},
        {"url": "bukan alamat"},
        {"lain": 1},
    ],
)
def test_an_unclear_filing_is_refused(wrong: dict[str, Any], program: Program) -> None:
    answer = program("warga", Role.REPORTER_PUBLIC)("post", "filings", filing(**wrong))
    assert answer.status_code == 422 and answer.json()["type"].endswith("unfit")


def test_a_supervisor_finds_in_the_own_region(program: Program) -> None:
    awas = program("awas", Role.SUPERVISOR, "18.71")
    assert awas("post", "filings", filing(origin="temuan")).status_code == 201
    assert awas("post", "filings", filing(origin="temuan", region="18.72")).status_code == 422


def test_an_order_is_valid_after_four_checks_and_its_document(
    program: Program, now: datetime
) -> None:
    reported("A-1", now, region="18.71")
    hukum = program("hukum", Role.LEGAL_GATEWAY)
    case = str(hukum("post", "orders", ORDER).json()["case"])
    at = f"cases/{case}/order"
    assert hukum("get", "orders").json()["received"] == 1
    assert hukum("post", at, {"step": "order_examined"}).status_code == 200
    checks = ["authority", "legal_basis", "scope", "document"]
    valid = {"step": "order_validated", "checks": checks, "document": SHA, "words": "Berwenang."}
    assert hukum("post", at, valid).status_code == 409  # the document is not here
    sent = hukum(
        "post", f"cases/{case}/evidence?what=document", PDF, content_type="application/pdf"
    )
    assert sent.status_code == 201
    assert hukum("post", at, valid | {"checks": checks[:3]}).status_code == 409
    told = hukum("post", at, valid).json()
    assert told["documents"] == [SHA] and "limited" in told["steps"]
    limited = hukum("post", at, {"step": "limited", "region": "18"}).json()
    assert limited["action"] == "geo_restrict"
    assert hukum("post", at, {"step": "notified"}).status_code == 200
    assert Letter.objects.filter(case=case, whom="author").exclude(secret="").count() == 1
    assert LEDGER.verify().ok


def test_a_case_of_another_track_is_no_order(program: Program, now: datetime) -> None:
    reported("A-1", now)
    hukum = program("hukum", Role.LEGAL_GATEWAY)
    assert hukum("get", "cases/A-1/order").status_code == 409
    assert hukum("post", "cases/A-1/order", {"step": "order_examined"}).status_code == 409


def test_cases_of_two_tracks_are_linked_and_one_track_is_not(
    program: Program, now: datetime
) -> None:
    reported("A-1", now)
    reported("A-2", now)
    case = filed(program("warga", Role.REPORTER_PUBLIC))
    meja = program("meja", Role.TRIAGE)
    told = meja("post", "cases/A-1/links", {"other": case}).json()["linked"]
    assert told == [{"case": case, "track": "B", "state": ""}]  # where it stands is not triage's
    assert meja("post", "cases/A-1/links", {"other": "A-2"}).status_code == 409
    assert meja("post", "cases/A-1/links", {"other": "Z-9"}).status_code == 422


def test_without_its_scope_the_law_stays_shut(program: Program) -> None:
    case = filed(program("warga", Role.REPORTER_PUBLIC))
    awas = program("awas", Role.SUPERVISOR, scopes=[Scope.READ, Scope.WORK, Scope.DECIDE])
    answer = awas("post", f"cases/{case}/handling", {"step": "acknowledged", "number": "1"})
    assert answer.status_code == 403 and answer.json()["type"].endswith("out-of-scope")
