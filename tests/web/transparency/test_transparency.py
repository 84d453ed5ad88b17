"""The public count on the server: made after a head was signed, read by anybody, the same as counted from a dump."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from django.core.cache import cache
from django.test import Client
from telling_web import by, in_review

from suluh.cases import Role
from suluh.cases import events as e
from suluh.ledger.dump import dump, events_in
from suluh.policy.language import load_policy
from suluh.transparency import report_from
from suluh.web import log
from suluh.web.decisions import carry_out
from suluh.web.jobs import worker
from suluh.web.store import LEDGER, happen
from suluh.web.transparency import keeping

NUMBER = "081234567890"


@pytest.fixture(autouse=True)
def uncounted(installation: Path) -> Iterator[None]:
    cache.clear()
    shutil.rmtree(installation / "transparansi", ignore_errors=True)
    yield
    cache.clear()


def decided(case: str, now: datetime, outcome: str = "context_label") -> None:
    in_review(case, now - timedelta(minutes=5))
    verdict = e.Decided(
        **by(case, now, "p-rani", Role.REVIEWER),
        outcome=outcome,  # type: ignore[arg-type]
        rule="pilkada-2024@1/CIV-PROC",
        severity=2,
        reason=f"Tanggalnya keliru; penulis menyebut {NUMBER}.",
    )
    carry_out(happen(verdict), now)


def streamed(path: str) -> bytes:
    answer = Client().get(path)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def test_before_anything_was_counted_the_page_says_so() -> None:
    answer = Client().get("/transparansi/")
    assert answer.status_code == 200 and "Belum ada yang dihitung" in answer.content.decode()
    assert Client().get("/transparansi/laporan.csv").status_code == 404
    assert Client().get("/transparansi/alasan/").status_code == 200


def test_the_worker_counts_and_whoever_has_a_dump_counts_the_same(
    now: datetime, tmp_path: Path
) -> None:
    decided("A-1", now)
    decided("A-2", now, "no_action")
    worker.work("w", lambda: now)
    page = Client().get("/transparansi/").content.decode()
    kept = keeping.kept_report()
    head = log.newest()
    assert kept and head
    assert kept.head.root == head.root_hash in page
    copy = tmp_path / "catatan.jsonl"
    copy.write_bytes(b"".join(dump(LEDGER, head)))
    assert report_from(events_in(copy), load_policy()) == kept
    assert json.loads(streamed("/transparansi/laporan.json"))["head"]["events"] == head.tree_size
    assert streamed("/transparansi/laporan.pdf").startswith(b"%PDF")


def test_a_long_ledger_is_counted_in_parts(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 7)
    for n in range(3):
        decided(f"A-{n}", now)
    log.sign_when_due(now)
    head = log.newest()
    assert head
    rounds = 1
    while not keeping.make(head):
        assert keeping.kept_report() is None
        rounds += 1
    kept = keeping.kept_report()
    assert rounds > 1 and kept == report_from(LEDGER.events(), load_policy())


def test_sums_kept_of_another_ledger_are_thrown_away(now: datetime) -> None:
    decided("A-1", now)
    log.sign_when_due(now)
    head = log.newest()
    assert head and keeping.make(head)
    kept, sums = keeping.kept_report(), keeping.place() / "jumlah.msgpack"
    sums.write_bytes(sums.read_bytes().replace(head.root_hash[:0].encode() or b"A-", b"B-"))
    (keeping.place() / "laporan.json").unlink()
    assert keeping.make(head) and keeping.kept_report() == kept


def test_who_runs_the_desks_has_it_counted_before_the_hour(
    now: datetime, installation: Path
) -> None:
    decided("A-1", now)
    worker.work("w", lambda: now)
    decided("A-2", now)
    worker.work("w", lambda: now)
    before = keeping.kept_report()
    command = [sys.executable, "-m", "suluh", "jobs", "count", "--data", str(installation)]
    subprocess.run(command, check=True, capture_output=True)
    after = keeping.kept_report()
    assert before and after and after.head.events > before.head.events
    assert after == report_from(LEDGER.events(), load_policy())


def test_statements_are_found_by_their_words_and_name_nobody(now: datetime) -> None:
    decided("A-1", now)
    worker.work("w", lambda: now)
    seek = Client().get("/transparansi/alasan/", {"q": "tanggalnya keliru"}).content.decode()
    assert "A-1" in seek and NUMBER not in seek and "p-rani" not in seek
    assert (
        "A-1"
        not in Client().get("/transparansi/alasan/", {"q": "tidak-ada-kata-ini"}).content.decode()
    )
    assert (
        "A-1" not in Client().get("/transparansi/alasan/", {"hari": "2001-01-01"}).content.decode()
    )
    one = Client().get("/transparansi/alasan/A-1/").content.decode()
    assert "DECISION_VISIBILITY_CONTENT_LABELLED" in one and NUMBER not in one
    assert Client().get("/transparansi/alasan/A-9/").status_code == 404
    lines = gzip.decompress(streamed("/transparansi/alasan/semua.jsonl.gz")).splitlines()
    assert [json.loads(line)["puid"] for line in lines] == ["A-1"]


def test_an_appeal_shows_on_the_statement_in_its_place(now: datetime) -> None:
    decided("A-1", now)
    decided("A-2", now)
    worker.work("w", lambda: now)
    happen(e.Appealed(**by("A-1", now, "author", Role.AUTHOR), words="Keliru."))
    panel = by("A-1", now, "p-banding", Role.APPEAL_PANEL)
    happen(e.AppealDecided(**panel, verdict="overturned", reason="Benar."))
    cache.clear()
    worker.work("w", lambda: now + timedelta(hours=1))
    listed = Client().get("/transparansi/alasan/").content.decode()
    assert "Dibatalkan dan dipulihkan" in listed
    assert listed.index("A-2") < listed.index("A-1")


@pytest.mark.parametrize(
    "asked", [{"q": '"OR* NEAR('}, {"before": "x"}, {"hari": "kemarin"}, {"q": "\0"}]
)
def test_whatever_is_asked_there_is_an_answer(asked: dict[str, str]) -> None:
    assert Client().get("/transparansi/alasan/", asked).status_code == 200


def test_only_the_report_s_own_files_are_handed_out() -> None:
    for name in ("jumlah.msgpack", "alasan.sqlite", "..%2Fsecret.key", "isi.id.html"):
        assert Client().get(f"/transparansi/{name}").status_code == 404


def test_each_day_s_statements_are_a_file_that_follows_an_appeal(now: datetime) -> None:
    decided("A-1", now)
    decided("A-2", now + timedelta(days=1))
    worker.work("w", lambda: now + timedelta(days=1))
    listed = Client().get("/transparansi/alasan/harian/").content.decode()
    files = re.findall(r"/transparansi/alasan/harian/alasan-[\d-]+\.parquet", listed)
    assert [[row["puid"] for row in of_day(file)] for file in files] == [["A-2"], ["A-1"]]
    packed = gzip.decompress(
        streamed(f"/transparansi/alasan/semua.jsonl.gz?hari={files[1][-18:-8]}")
    )
    assert of_day(files[1]) == [json.loads(packed)]
    happen(e.Appealed(**by("A-1", now, "author", Role.AUTHOR), words="Keliru."))
    panel = by("A-1", now, "p-banding", Role.APPEAL_PANEL)
    happen(e.AppealDecided(**panel, verdict="overturned", reason="Benar."))
    cache.clear()
    worker.work("w", lambda: now + timedelta(days=2))
    assert [row["appeal_outcome"] for file in files for row in of_day(file)] == [None, "overturned"]


def test_a_day_without_statements_has_no_file() -> None:
    for day in ("2024-11-27", "kemarin", "..%2Flaporan"):
        assert Client().get(f"/transparansi/alasan/harian/alasan-{day}.parquet").status_code == 404


def of_day(address: str) -> list[dict[str, object]]:
    """The rows of a day's file, as it comes from the server."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(streamed(address))
        file.flush()
        found = duckdb.sql(f"SELECT * FROM '{file.name}'")
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
