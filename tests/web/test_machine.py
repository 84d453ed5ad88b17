"""What a scan left for people becomes cases; reports of one thing join them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from django.test import Client

from suluh.cases import Role
from suluh.errors import RequestError
from suluh.ledger import Kind, NewEvent, open_ledger
from suluh.runners.work import DecisionDigest
from suluh.web.machine import bring
from suluh.web.models import CaseRow
from suluh.web.store import LEDGER, rebuild

Opened = Callable[..., Client]
DIGEST = DecisionDigest(
    post_id="p1",
    outcome="reco_ineligible",
    proposed="remove",
    queue="process",
    priority="P1",
    why="CIV-PROC: mungkin tanggal keliru",
    rules=("CIV-PROC",),
    facts=("vote-date",),
    seen="28 November",
    text="Coblosan diundur <script>alert(1)</script> ke 28 November ya",
    platform="tiktok",
    url="https://www.tiktok.com/@contoh/video/9",
    region="18.71",
    author="@bu•••",
    views=5000,
)


@pytest.fixture
def run(tmp_path: Path, now: datetime) -> Callable[..., Path]:
    def made(*digests: DecisionDigest) -> Path:
        with open_ledger(str(tmp_path / "ledger.sqlite")) as ledger:
            ledger.append(
                NewEvent(
                    Kind.DECISION,
                    d.post_id,
                    {"run": "r", "row": n, "decision": msgspec.to_builtins(d)},
                    now,
                )
                for n, d in enumerate(digests, 1)
            )
        return tmp_path

    return made


def test_what_waits_becomes_a_case_once(run: Callable[..., Path], now: datetime) -> None:
    folder = run(DIGEST, msgspec.structs.replace(DIGEST, post_id="p2", queue=None))
    assert bring(folder, now) == 1
    assert bring(folder, now) == 0
    row = CaseRow.objects.get()
    assert (row.desk, row.priority, row.region, row.rule) == (
        "review",
        "P1",
        "18.71",
        "pilkada-2024@1/CIV-PROC",
    )
    assert LEDGER.verify().ok


def test_a_copy_is_one_more_sighting(run: Callable[..., Path], now: datetime) -> None:
    again = msgspec.structs.replace(DIGEST, post_id="p2", url=DIGEST.url + "?utm_source=wa")  # type: ignore[operator]
    assert bring(run(DIGEST, again), now) == 1
    assert CaseRow.objects.get().seen == 2


def test_a_report_of_a_known_post_joins_its_case(
    run: Callable[..., Path], desk: Opened, now: datetime
) -> None:
    bring(run(DIGEST), now)
    rani = desk("bawaslu", Role.REPORTER_TRUSTED, "18.71")
    rani.post("/laporan/baru/", {"url": DIGEST.url, "words": "Keliru, hub 0812-3456-7890"})
    row = CaseRow.objects.get()
    assert row.seen == 2
    page = rani.get(f"/perkara/{row.case}/").content.decode()
    assert "0812" not in page
    assert row.case in rani.get("/laporan/").content.decode()


def test_the_page_shows_words_fact_and_rule_and_runs_no_script(
    run: Callable[..., Path], desk: Opened, now: datetime
) -> None:
    bring(run(DIGEST), now)
    page = (
        desk("rani", Role.REVIEWER).get(f"/perkara/{CaseRow.objects.get().case}/").content.decode()
    )
    assert "<mark>28 November</mark>" in page
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "Informasi salah tentang cara, waktu, dan tempat memilih" in page


def test_what_the_machine_saw_is_in_the_chain(run: Callable[..., Path], now: datetime) -> None:
    bring(run(DIGEST), now)
    before = CaseRow.objects.values().get()
    rebuild()
    assert CaseRow.objects.values().get() == before


def test_a_folder_without_a_run_is_a_mistake(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(RequestError, match="holds no run of Suluh"):
        bring(tmp_path, now)


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "javascript:alert(1)"},
        {"url": "ftp://x"},
        {"url": ""},
        {"words": ""},
        {"region": "99.99"},
        {"url": "https://[::1"},
        {"url": "http://\0"},
    ],
)
def test_an_unclear_report_is_refused_in_words(wrong: dict[str, str], desk: Opened) -> None:
    good = {"url": "https://x.com/a/status/1", "words": "Keliru", "region": "18.71"}
    answer = desk("warga", Role.REPORTER_PUBLIC).post("/laporan/baru/", good | wrong)
    assert answer.status_code == 200 and 'role="alert"' in answer.content.decode()
    assert not CaseRow.objects.exists()
