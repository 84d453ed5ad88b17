"""The public log: whoever holds a document gets its receipt, and checks it without us."""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from telling_web import by, in_review, reported

from suluh.cases import Role
from suluh.cases import events as e
from suluh.ledger import NewEvent
from suluh.web import log
from suluh.web.decisions import carry_out
from suluh.web.jobs import worker
from suluh.web.models import Letter
from suluh.web.store import LEDGER, happen

sys.path.insert(0, str(Path(__file__).parents[2] / "verify"))

from suluh_verify.cli import main

Opened = Callable[..., Client]


def verified(folder: Path, what: str, document: bytes, receipt: bytes) -> dict[str, object]:
    """What the small program says of a document and its receipt, with the published key."""
    names = {
        "document": document,
        "receipt.json": receipt,
        "key.json": Client().get("/catatan/kunci.json").content,
    }
    for name, data in names.items():
        (folder / name).write_bytes(data)
    out = io.StringIO()
    words = [
        what,
        folder / "document",
        "--receipt",
        folder / "receipt.json",
        "--key",
        folder / "key.json",
    ]
    with redirect_stdout(out), pytest.raises(SystemExit):
        main([*map(str, words), "--json"])
    found: dict[str, object] = json.loads(out.getvalue())
    return found


def receipt_of(sha256: str) -> bytes:
    answer = Client().get(f"/catatan/tanda-terima/{sha256}.json")
    assert answer.status_code == 200, answer.content
    return bytes(answer.content)


def decided(case: str, now: datetime) -> None:
    in_review(case, now - timedelta(minutes=5))
    verdict = e.Decided(
        **by(case, now, "p-rani", Role.REVIEWER),
        outcome="context_label",
        rule="pilkada-2024@1/CIV-PROC",
        severity=3,
        reason="Tanggalnya 27 November 2024.",
    )
    carry_out(happen(verdict), now)


def test_a_statement_is_proven_to_whoever_holds_it(
    desk: Opened, now: datetime, tmp_path: Path
) -> None:
    decided("A-1", now)
    pdf = desk("rani", Role.REVIEWER).post("/perkara/A-1/berkas/alasan.pdf").content
    receipt = receipt_of(hashlib.sha256(pdf).hexdigest())
    found = verified(tmp_path, "statement", pdf, receipt)
    assert found["proven"] and found["about"]["of"] == "A-1"  # type: ignore[index]
    assert not verified(tmp_path, "statement", pdf + b" ", receipt)["ok"]
    assert not verified(tmp_path, "certificate", pdf, receipt)["ok"]


def test_a_receipt_names_nobody(desk: Opened, person: Callable[..., object], now: datetime) -> None:
    decided("A-1", now)
    pdf = desk("rani", Role.REVIEWER).post("/perkara/A-1/berkas/alasan.pdf").content
    event = json.loads(receipt_of(hashlib.sha256(pdf).hexdigest()))["event"]
    key = person("rani", Role.REVIEWER).key  # type: ignore[attr-defined]
    assert json.loads(event["body"]) == {"of": "A-1", "what": "statement"}
    assert key not in json.dumps(event)


def test_the_author_gets_the_same_paper_twice_and_one_event(now: datetime, tmp_path: Path) -> None:
    decided("A-1", now)
    way = f"/banding/{Letter.objects.get(whom='author').secret}/alasan.pdf"
    first, second = Client().get(way).content, Client().get(way).content
    assert first == second and len(list(LEDGER.events(kind="document_sealed"))) == 1
    assert verified(tmp_path, "statement", first, receipt_of(hashlib.sha256(first).hexdigest()))[
        "proven"
    ]


def test_a_package_is_known_by_its_manifest(desk: Opened, now: datetime, tmp_path: Path) -> None:
    reported("A-1", now)
    answer = desk("panel", Role.SENIOR_PANEL).post("/perkara/A-1/berkas/bukti.zip")
    assert verified(tmp_path, "package", answer.content, receipt_of(answer["Suluh-Anchor"]))[
        "proven"
    ]
    page = Client().post("/catatan/", {"file": SimpleUploadedFile("bukti.zip", answer.content)})
    assert page.status_code == 200 and "Paket bukti" in page.content.decode()


def test_a_file_is_asked_for_on_the_page(desk: Opened, now: datetime) -> None:
    decided("A-1", now)
    pdf = desk("rani", Role.REVIEWER).post("/perkara/A-1/berkas/alasan.pdf").content
    sha256 = hashlib.sha256(pdf).hexdigest()
    for asked in ({"file": SimpleUploadedFile("a.pdf", pdf)}, {"sha256": sha256.upper()}):
        page = Client().post("/catatan/", asked)
        assert (
            page.status_code == 200
            and f"/catatan/tanda-terima/{sha256}.json" in page.content.decode()
        )


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ({"sha256": "ab"}, 400),
        ({"sha256": "zz" * 32}, 400),
        ({"sha256": "ab" * 32}, 404),
    ],
)
def test_what_is_not_on_record_is_said_so(asked: dict[str, str], status: int) -> None:
    page = Client().post("/catatan/", asked)
    assert page.status_code == status and 'role="alert"' in page.content.decode()


@pytest.mark.parametrize("data", [b"PK\x03\x04rusak", b"PK\x03\x04", b""])
def test_a_broken_zip_is_no_crash(data: bytes) -> None:
    assert Client().post("/catatan/", {"file": SimpleUploadedFile("a.zip", data)}).status_code in (
        400,
        404,
    )


def test_a_document_too_fresh_is_promised_for_later(now: datetime) -> None:
    cache.set("suluh-log-asked", 1, 60)  # somebody has just asked for another one
    log.seal("statement", "A-1", "ab" * 32, now)
    assert Client().get(f"/catatan/tanda-terima/{'ab' * 32}.json").status_code == 503
    assert Client().post("/catatan/", {"sha256": "ab" * 32}).status_code == 503


def test_heads_are_public_and_joined(now: datetime) -> None:
    assert Client().get("/catatan/kepala.json").status_code == 404
    assert "Belum ada kepala" in Client().get("/catatan/").content.decode()
    for minutes in (0, 11, 22):
        LEDGER.append([NewEvent("uji", "x", {}, now)])
        cache.delete("suluh-log-head")
        worker.work("w", lambda at=now + timedelta(minutes=minutes): at)  # type: ignore[misc]
    heads = Client().get("/catatan/semua-kepala.json").json()
    assert [head["tree_size"] for head in heads] == sorted(
        {h["tree_size"] for h in heads}, reverse=True
    )
    assert len(heads) == 3 and Client().get("/catatan/kepala.json").json() == heads[0]
    assert (
        Client().get(f"/catatan/semua-kepala.json?below={heads[0]['tree_size']}").json()
        == heads[1:]
    )
    first, last = heads[-1]["tree_size"], heads[0]["tree_size"]
    proof = Client().get(f"/catatan/kesinambungan.json?first={first}&second={last}")
    assert proof.json()["first"] == heads[-1] and proof["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("first=1", 400),
        ("first=x&second=2", 400),
        ("first=1&second=2", 404),
        ("first=9&second=2", 404),
    ],
)
def test_a_proof_that_there_is_not_is_refused(query: str, status: int) -> None:
    answer = Client().get(f"/catatan/kesinambungan.json?{query}")
    assert answer.status_code == status and answer.json()["problem"]


def test_a_ledger_that_was_altered_is_not_signed_and_the_work_goes_on(now: datetime) -> None:
    from django.db import connection

    LEDGER.append([NewEvent("uji", "x", {}, now)])
    log.sign_when_due(now)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE suluh_event SET hash = prev_hash WHERE seq = 1")
    LEDGER.append([NewEvent("uji", "x", {}, now)])
    cache.delete("suluh-log-head")
    worker.work("w", lambda: now)
    assert [head["tree_size"] for head in Client().get("/catatan/semua-kepala.json").json()] == [1]


def test_the_private_key_is_its_owners_alone(installation: Path) -> None:
    public = Client().get("/catatan/kunci.json").json()
    key = installation / "log.key"
    assert key.stat().st_mode & 0o777 == 0o600 and key.read_text().strip() not in json.dumps(public)
