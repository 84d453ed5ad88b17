"""A regency sees its own cases and what is shared with it; sharing gives reading, no more, and is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from telling_web import by, in_review, thing

from suluh.cases import Role
from suluh.cases import events as e
from suluh.web.models import CaseRow, SharedRow
from suluh.web.store import LEDGER, case_from, happen, history, rebuild

Opened = Callable[..., Client]
WHY = "Unggahan yang sama beredar di Metro."


def filed(case: str, now: datetime, region: str = "18.71") -> None:
    """A laporan of election law at the office of one regency."""
    who = by(case, now, "w-1", Role.REPORTER_PUBLIC)
    happen(e.Reported(**who, track="B", thing=thing(case), words="Ada amplop.", region=region))


@pytest.fixture
def owner(desk: Opened, now: datetime) -> Client:
    filed("B-1", now)
    return desk("balam", Role.SUPERVISOR, "18.71", "Bawaslu Contoh")


def test_what_is_shared_is_seen_until_it_is_taken_back(owner: Client, desk: Opened) -> None:
    metro = desk("metro", Role.SUPERVISOR, "18.72")
    assert metro.get("/perkara/B-1/").status_code == 404
    owner.post("/perkara/B-1/bagikan/", {"region": "18.72", "why": WHY})
    page = metro.get("/perkara/B-1/").content.decode()
    assert WHY in page and "Perkara kantor lain" in page
    assert "B-1" in metro.get("/dibagikan/").content.decode()
    owner.post("/perkara/B-1/tarik-bagi/", {"region": "18.72", "why": "Sudah selesai di sana."})
    assert metro.get("/perkara/B-1/").status_code == 404
    assert "B-1" not in metro.get("/dibagikan/").content.decode()
    told = [
        (x.kind, x.data()["region"], x.data().get("why")) for x in LEDGER.events(subject="B-1")
    ][1:]
    assert told == [
        ("case_shared", "18.72", WHY),
        ("case_unshared", "18.72", "Sudah selesai di sana."),
    ]
    assert LEDGER.verify().ok


def test_reading_and_noting_is_all_that_comes_with_it(owner: Client, desk: Opened) -> None:
    owner.post("/perkara/B-1/bagikan/", {"region": "18.72", "why": WHY})
    metro = desk("metro", Role.SUPERVISOR, "18.72")
    assert (
        metro.post("/perkara/B-1/catat/", {"words": "Kami lihat juga di sini."}).status_code == 302
    )
    assert case_from(history("B-1")).messages[-1].words == "Kami lihat juga di sini."
    refused = [
        metro.get("/perkara/B-1/berkas/"),
        metro.post(
            "/perkara/B-1/berkas/laporan.pdf", {"personal": "yes", "why": "Ingin tahu saja."}
        ),
        metro.post("/perkara/B-1/ambil/"),
        metro.post("/perkara/B-1/bagikan/", {"region": "18.01", "why": WHY}),
        metro.post("/perkara/B-1/tarik-bagi/", {"region": "18.72", "why": WHY}),
    ]
    assert [answer.status_code for answer in refused] == [404] * 5
    assert "B-1" not in metro.get("/antrean/bawaslu/").content.decode()


def test_a_shared_case_of_one_track_opens_none_of_another(desk: Opened, now: datetime) -> None:
    in_review("A-1", now)
    desk("pemilah", Role.TRIAGE, "18").post(
        "/perkara/A-1/bagikan/", {"region": "18.72", "why": WHY}
    )
    assert SharedRow.objects.filter(case="A-1", region="18.72").exists()
    assert desk("metro", Role.SUPERVISOR, "18.72").get("/perkara/A-1/").status_code == 404
    assert desk("sari", Role.REVIEWER, "18.72").get("/perkara/A-1/").status_code == 200
    assert desk("lain", Role.REVIEWER, "18.01").get("/perkara/A-1/").status_code == 404
    assert desk("warga", Role.REPORTER_PUBLIC, "18.72").get("/perkara/A-1/").status_code == 404


def test_a_shared_case_is_decided_where_it_comes_from(desk: Opened, now: datetime) -> None:
    in_review("A-1", now)
    desk("pemilah", Role.TRIAGE, "18").post(
        "/perkara/A-1/bagikan/", {"region": "18.72", "why": WHY}
    )
    sari = desk("sari", Role.REVIEWER, "18.72")
    page = sari.get("/perkara/A-1/").content.decode()
    assert "/perkara/A-1/putus/" not in page and "/perkara/A-1/ambil/" not in page
    decision = {"outcome": "no_action", "severity": "1", "reason": "Bukan milik kami."}
    assert sari.post("/perkara/A-1/putus/", decision).status_code == 404
    assert sari.post("/antrean/review/ambil/")["Location"] == "/antrean/review/"


@pytest.mark.parametrize(
    ("region", "why"),
    [
        ("18.71", WHY),  # its own office
        ("18", WHY),  # the province sees it already
        ("99.99", WHY),  # there is no such region
        ("", WHY),
        ("18.72", ""),
        ("18.72", "   "),
    ],
)
def test_what_cannot_be_shared_is_said(region: str, why: str, owner: Client) -> None:
    page = owner.post(
        "/perkara/B-1/bagikan/", {"region": region, "why": why}, follow=True
    ).content.decode()
    assert 'role="alert"' in page and not SharedRow.objects.exists()


def test_it_is_shared_once_and_taken_back_once(owner: Client) -> None:
    for address in ("bagikan", "bagikan", "tarik-bagi", "tarik-bagi"):
        owner.post(f"/perkara/B-1/{address}/", {"region": "18.72", "why": WHY})
    assert [x.kind for x in LEDGER.events(subject="B-1")][1:] == ["case_shared", "case_unshared"]


def test_a_province_sees_what_is_shared_with_its_regency(
    owner: Client, desk: Opened, now: datetime
) -> None:
    filed("B-2", now, "31.71")
    desk("jakarta", Role.SUPERVISOR, "31").post(
        "/perkara/B-2/bagikan/", {"region": "18.72", "why": WHY}
    )
    assert desk("lampung", Role.SUPERVISOR, "18").get("/perkara/B-2/").status_code == 200
    assert desk("banten", Role.SUPERVISOR, "36").get("/perkara/B-2/").status_code == 404


def test_the_ledger_makes_it_again(owner: Client, desk: Opened) -> None:
    owner.post("/perkara/B-1/bagikan/", {"region": "18.72", "why": WHY})
    SharedRow.objects.all().delete()
    rebuild()
    assert desk("metro", Role.SUPERVISOR, "18.72").get("/perkara/B-1/").status_code == 200
    owner.post("/perkara/B-1/tarik-bagi/", {"region": "18.72", "why": WHY})
    rebuild()
    assert not SharedRow.objects.exists() and CaseRow.objects.count() == 1


def test_personal_data_in_the_reason_is_masked(owner: Client) -> None:
    owner.post(
        "/perkara/B-1/bagikan/", {"region": "18.72", "why": "Hubungi 0812-3456-7890 di Metro."}
    )
    assert "3456" not in case_from(history("B-1")).shared[0].why


def test_a_long_list_comes_a_page_at_a_time(desk: Opened, now: datetime) -> None:
    for n in range(27):
        filed(f"B-{n}", now)
        who = by(f"B-{n}", now, "p-1", Role.SUPERVISOR)
        happen(e.Shared(**who, region="18.72", why=WHY))
    metro = desk("metro", Role.SUPERVISOR, "18.72")
    page = metro.get("/dibagikan/").content.decode()
    assert page.count("data-item") == 25
    following = page.partition("?after=")[2].partition('"')[0]
    assert metro.get(f"/dibagikan/?after={following}").content.decode().count("data-item") == 2
    assert metro.get("/dibagikan/?after=x~y").status_code == 200
