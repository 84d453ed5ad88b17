"""Every operation has a rule, and the table of access decides for programs as it does for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from telling_web import by, reported, thing

from suluh.cases import Role, Track
from suluh.cases import events as e
from suluh.ledger import NewEvent
from suluh.web.access import RULE, TABLE, TRACKS, Action, Reach
from suluh.web.api.application import api
from suluh.web.api.scopes import PEOPLE_ONLY
from suluh.web.desks import OF_ROLE, Desk
from suluh.web.looks import NO_CASE
from suluh.web.sights import SEEN
from suluh.web.store import LEDGER, happen

SOURCE = {"title": "Pengumuman", "url": "https://contoh.example/1"}
BODIES: dict[str, Any] = {
    "notes": {"words": "Catatan."},
    "questions": {"words": "Di mana?"},
    "sort": {"priority": "P2", "severity": 1, "to": "in_review"},
    "fact-checks": {"verdict": "Salah", "review": "https://contoh.id/1"},
    "decision": {"outcome": "no_action", "severity": 1, "reason": "Benar."},
    "appeal-decision": {"verdict": "upheld", "reason": "Tetap."},
    "reports": {"url": "https://x.com/a/status/1", "words": "Keliru"},
    "bulk-reports": {"reports": [{"url": "https://x.com/a/status/1", "words": "Keliru"}]},
    "messages": {"words": "Tambahan."},
    "shares": {"region": "18.72", "why": "Beredar juga di sana."},
    "unshare": {"region": "18.72", "why": "Sudah selesai."},
    "proposals": {"fact": "ID-X-1", "after": "id: ID-X-1", "why": "Keliru.", "source": SOURCE},
    "official-accounts": {
        "platform": "tiktok",
        "handle": "@contoh.kpu",
        "owner": "KPU Contoh",
        "why": "Baru.",
        "source": SOURCE,
    },
    "accept": {"reason": "Benar."},
    "hasten": {"reason": "Mendesak."},
    "reject": {"reason": "Tidak benar."},
    "withdraw": {"reason": "Keliru."},
    "filings": {
        "origin": "laporan",
        "law": "pilkada",
        "region": "18.71",
        "fields": {"peristiwa.uraian": "Ada amplop.", "peristiwa.tanggal_diketahui": "2024-11-25"},
    },
    "repair": {"fields": {"peristiwa.uraian": "Ada amplop."}},
    "withdrawal": {"why": "Keliru."},
    "handling": {"step": "initial_review_started"},
    "orders": {
        "url": "https://x.com/a/status/1",
        "issuer": "komdigi",
        "number": "contoh/1",
        "legal_basis": "contoh",
    },
    "order": {"step": "order_examined"},
    "links": {"other": "Z-1"},
    "batches": {
        "which": {"region": "18"},
        "decide": {"outcome": "no_action", "reason": "Benar."},
    },
    "second-look": {"outcome": "no_action", "reason": "Benar."},
    "reviews": {"claim": "Pemilu diundur", "verdict": "false", "explanation": "Tidak."},
}


def operations() -> Iterator[tuple[str, str, str]]:
    """Method, address, rule."""
    for router in api._get_bound_routers():
        for address, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield method.lower(), address.lstrip("/"), getattr(operation.view_func, RULE)


NOT_THERE = {"sha256", "proposal", "review", "batch"}
RULED = sorted(one for one in operations() if isinstance(one[2], Action))


def asked(program: Any, method: str, address: str, desk: str, case: str = "A-1") -> Any:
    where = address.format(case=case, desk=desk, batch="0" * 10, secret="x" * 43, sha256="0" * 64,
        fact="ID-SCH-001", proposal="U-0", review="UL-0", paper="package")  # fmt: skip
    if address.endswith("evidence"):
        png = b"\x89PNG\r\n\x1a\n"
        return program(method, where + "?what=picture", data=png, content_type="image/png")
    return program(
        method, where, BODIES.get(address.rpartition("/")[2]) if method == "post" else None
    )


def test_every_operation_has_a_rule() -> None:
    assert {rule for *_, rule in operations()} <= {*Action, "signed in", "anyone"}
    assert {rule for *_, rule in RULED} == set(Action) - PEOPLE_ONLY


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("method", "address", "rule"), RULED, ids=lambda value: str(value))
def test_what_is_not_granted_is_refused(
    method: str, address: str, rule: Action, role: Role, program: Callable[..., Any], now: datetime
) -> None:
    reported("A-1", now)
    desk = next(iter(OF_ROLE.get(role, ())), Desk.REVIEW).value
    answer = asked(program("seseorang", role), method, address, desk)
    reach, is_case = TABLE[rule].get(role), "{case}" in address
    granted = reach is not None and not (
        is_case and (reach is Reach.OWN or Track.A not in TRACKS[role])
    )
    body = answer.json() if answer.status_code >= 400 else {}
    shut = body.get("type", "").rpartition(":")[2] in ("not-granted", "not-found")
    if granted and (method == "delete" or NOT_THERE & set(re.findall(r"\w+", address))):
        assert (
            answer.status_code == 404
        )  # nothing to take back, nothing kept, proposed or published
    else:
        assert shut is not granted, f"{role} {method} {address}: {answer.status_code} {body}"


def of_each_track(now: datetime) -> dict[Track, str]:
    """One case a track, all in 18.71, reported by somebody else."""
    reported("A-1", now)
    citizen = by("B-1", now, "p-warga", Role.REPORTER_PUBLIC)
    happen(e.Reported(**citizen, track="B", thing=thing("B-1"), region="18.71"))
    ordered: dict[str, Any] = {"issuer": "komdigi", "number": "contoh/1", "legal_basis": "contoh"}
    gateway = by("C-1", now, "p-hukum", Role.LEGAL_GATEWAY)
    happen(e.OrderReceived(**gateway, **ordered, thing=thing("C-1"), region="18.71"))
    return {Track.A: "A-1", Track.B: "B-1", Track.C: "C-1"}


@pytest.mark.parametrize(
    ("method", "address", "rule"),
    [one for one in RULED if "{case}" in one[1]],
    ids=lambda value: str(value),
)
def test_role_action_track_and_region_open_a_case_together(
    method: str, address: str, rule: Action, program: Callable[..., Any], now: datetime
) -> None:
    cases = of_each_track(now)
    for region in ("18.72", "18"):  # who is outside asks first: a share would let them in
        for role in Role if region == "18" else set(TABLE[rule]):
            ask = program(f"{role}{region}".replace(".", "-"), role, region)
            for track, case in cases.items():
                answer = asked(ask, method, address, Desk.REVIEW.value, case)
                reach = TABLE[rule].get(role)
                opens = region == "18" and reach is Reach.REGION and track in TRACKS[role]
                kind = answer.json()["type"] if answer.status_code >= 400 else ""
                shut = kind.rpartition(":")[2] in ("not-granted", "not-found")
                nothing = method == "delete" or NOT_THERE & set(re.findall(r"\w+", address))
                assert shut is (not opens or bool(nothing)), f"{role} {region} {track}: {kind}"
    assert LEDGER.verify().ok


@pytest.mark.parametrize(
    ("method", "address", "rule"), sorted(operations()), ids=lambda value: str(value)
)
def test_without_a_key_nothing_opens(method: str, address: str, rule: str, now: datetime) -> None:
    reported("A-1", now)
    answer = asked(
        lambda how, where, body=None, **more: getattr(Client(), how)(f"/api/v1/{where}", **more),
        method,
        address,
        "review",
    )
    assert answer.status_code == (
        404 if rule == "anyone" and method == "get" else 400 if rule == "anyone" else 401
    )


@pytest.mark.parametrize(
    ("region", "sees"), [("", True), ("18", True), ("18.71", True), ("18.72", False)]
)
def test_a_region_sees_its_own(region: str, sees: bool, program: Any, now: datetime) -> None:
    reported("A-1", now, region="18.71")
    ask = program("meja", Role.TRIAGE, region)
    assert (ask("get", "cases/A-1").status_code == 200) is sees
    assert bool(ask("get", "desks/triage/cases").json()["items"]) is sees


@pytest.mark.parametrize(("region", "reads"), [("", True), ("18", True), ("17", False)])
def test_an_auditor_of_a_region_reads_its_own_events_and_sights(
    region: str, reads: bool, program: Any, now: datetime
) -> None:
    reported("A-1", now, region="18.71")
    seen = {"by": "p-rani", "role": "reviewer", "what": "medium", "state": "in_review"}
    LEDGER.append([NewEvent(SEEN, "A-1", seen, now)])
    ask = program("auditor", Role.AUDITOR, region)
    assert bool(ask("get", "sights").json()["items"]) is reads
    told = ask("get", "events").json()
    cases = {one["subject"] for one in told["items"]} - {NO_CASE}  # its own looks stand there too
    assert cases == ({"A-1"} if reads else set())
    assert told["head_hash"] == LEDGER.head().hash  # whoever audits can hold the chain against it
