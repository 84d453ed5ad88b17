"""Near-identical posts: one row in the queue, one word for all, a decision for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from telling_web import by

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.things import Account, Thing
from suluh.web import decisions, queue
from suluh.web.console import clusters
from suluh.web.console.following import follow
from suluh.web.console.models import Batch, BatchItem
from suluh.web.desks import Desk
from suluh.web.jobs.worker import work
from suluh.web.models import CaseRow, Pending
from suluh.web.store import LEDGER, case_from, happen, history, rebuild

Opened = Callable[..., Client]
WORDS = "Pencoblosan di desa kami diundur ke hari Kamis 28 November 2024{}"
LABEL = {"outcome": "context_label", "reason": "Tanggal resminya 27 November 2024."}


def post(
    case: str,
    at: datetime,
    words: str = WORDS.format("."),
    to: str = "in_review",
    who: str = "p-pelapor",
    kind: str | None = None,
    region: str = "18.71",
) -> None:
    at -= timedelta(minutes=5)
    account = Account(platform="tiktok", handle=f"@{case}", kind=kind)
    thing = Thing(url=f"https://www.tiktok.com/@c/video/{case}", text=words, account=account)
    told = e.Reported(
        **by(case, at, who, Role.REPORTER_TRUSTED), track="A", thing=thing, region=region
    )
    rule = "pilkada-2024@1/CIV-PROC"
    route: Any = to
    happen(
        told,
        e.Acknowledged(**by(case, at)),
        e.Triaged(**by(case, at), priority="P1", severity=2, rule=rule),
        e.Routed(**by(case, at), to=route),
    )


def worked(at: datetime | None = None) -> None:
    work("tes", lambda: at or datetime.now(UTC))


def three(now: datetime) -> None:
    for number, end in enumerate((".", "!!", ", sebarkan"), 1):
        post(f"A-{number}", now, WORDS.format(end))
    post("A-4", now, WORDS.format(" tidak benar, itu hoaks"))
    post("A-5", now, "Antrean di TPS 03 panjang sekali, mohon petugas ditambah segera")
    follow()


def test_one_row_with_a_count_stands_for_all(desk: Opened, now: datetime) -> None:
    three(now)
    page = desk("rani", Role.REVIEWER).get("/antrean/review/").content.decode()
    assert page.count("data-item") == 3
    assert "3 unggahan serupa" in page and "/antrean/review/kelompok/A-1/" in page
    assert set(CaseRow.objects.filter(cluster="A-1").values_list("case", flat=True)) == {
        "A-1", "A-2", "A-3",
    }  # fmt: skip  # what denies it is not among them


def test_a_cluster_is_decided_at_once_each_by_its_own_decision(desk: Opened, now: datetime) -> None:
    three(now)
    rani = desk("rani", Role.REVIEWER)
    page = rani.get("/antrean/review/kelompok/A-1/").content.decode()
    assert "A-2" in page and "A-4" not in page
    address = rani.post("/antrean/review/kelompok/A-1/kerjakan/", LABEL)["Location"]
    worked()
    assert "3 dari 3 perkara" in rani.get(address).content.decode()
    assert Pending.objects.count() == 3
    assert decisions.settle(datetime.now(UTC) + timedelta(seconds=10)) == 0
    assert decisions.settle(datetime.now(UTC) + decisions.GRACE + timedelta(seconds=1)) == 3
    for case in ("A-1", "A-2", "A-3"):
        told = case_from(history(case))
        assert told.decision and told.decision.outcome == "context_label"
    assert len(list(LEDGER.events(kind="case_decided"))) == 3
    assert LEDGER.verify().ok


def test_all_of_it_is_taken_back_within_the_grace(desk: Opened, now: datetime) -> None:
    three(now)
    rani = desk("rani", Role.REVIEWER)
    address = rani.post("/antrean/review/kelompok/A-1/kerjakan/", LABEL)["Location"]
    worked()
    page = rani.post(f"{address}urungkan/", follow=True).content.decode()
    assert "3 putusan diurungkan" in page
    assert decisions.settle(datetime.now(UTC) + timedelta(hours=2)) == 0
    assert not list(LEDGER.events(kind="case_decided"))
    assert (
        "tidak ada lagi" in rani.post(f"{address}urungkan/", follow=True).content.decode().lower()
    )


def test_what_takes_two_or_is_an_own_report_is_left_out_and_said(
    desk: Opened, person: Callable[..., Any], now: datetime
) -> None:
    rani = person("rani", Role.REVIEWER)
    person("rani", Role.SENIOR_PANEL)
    post("A-1", now)
    post("A-2", now, who=rani.key)
    post("A-3", now)
    follow()
    client = desk("rani", Role.REVIEWER)
    sari = desk("sari", Role.REVIEWER)
    sari.post("/perkara/A-3/ambil/")
    address = client.post("/antrean/review/kelompok/A-1/kerjakan/", LABEL)["Location"]
    worked()
    page = client.get(address).content.decode()
    assert "1 dikerjakan" in page and "2 dilewati" in page
    assert "laporannya sendiri" in page
    assert [p.case for p in Pending.objects.all()] == ["A-1"]


def test_a_candidates_post_is_left_out_even_for_the_panel(desk: Opened, now: datetime) -> None:
    post("A-1", now, kind="candidate")
    post("A-2", now, kind="candidate")
    follow()
    panel = desk("panel1", Role.SENIOR_PANEL)
    address = panel.post("/antrean/panel/kelompok/A-1/kerjakan/", LABEL)["Location"]
    worked()
    page = panel.get(address).content.decode()
    assert "Perlu dua orang" in page and "2 dilewati" in page
    assert not Pending.objects.exists()


def test_what_was_ticked_stays_in_the_queue(desk: Opened, now: datetime) -> None:
    three(now)
    rani = desk("rani", Role.REVIEWER)
    rani.post("/antrean/review/kelompok/A-1/kerjakan/", LABEL | {"but": ["A-2"]})
    worked()
    assert set(Pending.objects.values_list("case", flat=True)) == {"A-1", "A-3"}


def test_whoever_opens_one_meanwhile_outranks_the_many(desk: Opened, now: datetime) -> None:
    three(now)
    rani, sari = desk("rani", Role.REVIEWER), desk("sari", Role.REVIEWER)
    rani.post("/antrean/review/kelompok/A-1/kerjakan/", LABEL)
    worked()
    sari.post("/perkara/A-2/ambil/")
    decisions.settle(datetime.now(UTC) + decisions.GRACE + timedelta(seconds=1))
    assert case_from(history("A-2")).decision is None
    assert case_from(history("A-1")).decision is not None
    assert "A-2 tidak berlaku" in rani.get("/antrean/review/").content.decode()


def test_nobody_sees_or_stops_the_batch_of_another(desk: Opened, now: datetime) -> None:
    three(now)
    rani, sari = desk("rani", Role.REVIEWER), desk("sari", Role.REVIEWER)
    address = rani.post("/antrean/review/kelompok/A-1/kerjakan/", LABEL)["Location"]
    for way in ("", "henti/", "urungkan/"):
        answer = sari.get(address) if not way else sari.post(address + way)
        assert answer["Location"] == "/borongan/"
    assert Batch.objects.get().state == "running"


def test_an_unclear_or_gone_cluster_is_said(desk: Opened, now: datetime) -> None:
    three(now)
    rani = desk("rani", Role.REVIEWER)
    where = "/antrean/review/kelompok/A-1/kerjakan/"
    for wrong in ({"outcome": "hapus"}, {"reason": " "}):
        assert 'role="alert"' in rani.post(where, LABEL | wrong, follow=True).content.decode()
    for gone in ("A-5", "A-9", "nirwana"):
        assert (
            'role="alert"'
            in rani.get(f"/antrean/review/kelompok/{gone}/", follow=True).content.decode()
        )
    assert not Batch.objects.exists()


def test_clusters_are_the_same_after_the_lists_are_made_again(now: datetime) -> None:
    post("A-9", now)
    post("A-1", now, WORDS.format("!"))
    follow()
    before = list(CaseRow.objects.order_by("case").values())
    assert {row["cluster"] for row in before} == {"A-9"}
    rebuild()
    follow()
    assert list(CaseRow.objects.order_by("case").values()) == before


def test_a_region_sees_and_counts_its_own_part(desk: Opened, now: datetime) -> None:
    for number, region in enumerate(("18.71", "18.71", "17.01"), 1):
        post(f"A-{number}", now, region=region)
    follow()
    page = desk("rani", Role.REVIEWER, "18").get("/antrean/review/kelompok/A-1/").content.decode()
    assert "A-2" in page and "A-3" not in page


def test_heads_are_read_from_the_index(person: Callable[..., Any], now: datetime) -> None:
    CaseRow.objects.bulk_create(
        CaseRow(
            case=f"A-{i:05}",
            track="A",
            state="in_review",
            desk="review",
            score=float(i % 31),
            cluster=f"A-{i % 40:05}" if i % 2 else "",
            opened_at=now,
        )
        for i in range(1000)
    )
    rows = queue.waiting(person("rani", Role.REVIEWER), Desk.REVIEW)
    heads = clusters.heads(rows)
    seen = list(heads.values_list("case", "cluster"))
    named = [cluster for _, cluster in seen if cluster]
    assert len(seen) == 500 + 20 and len(set(named)) == len(named) == 20
    for case, cluster in seen:
        if cluster:
            assert clusters.members(rows, cluster)[0].case == case
    plan = heads[:26].explain()
    assert "suluh_case_desk" in plan and "suluh_case_cluster" in plan and "TEMP B-TREE" not in plan
    assert connection.vendor == "sqlite"


@pytest.mark.parametrize("words", ["Diundur!", "", "https://contoh.id/a"])
def test_too_few_words_are_alike_by_chance(words: str, now: datetime) -> None:
    post("A-1", now, words)
    post("A-2", now, words)
    follow()
    assert set(CaseRow.objects.values_list("cluster", flat=True)) == {""}
    assert not BatchItem.objects.exists()
