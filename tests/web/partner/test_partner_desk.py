"""What partners do: report many at once, follow their own, answer, be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from telling_web import by, in_review

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.things import Thing
from suluh.ledger.models import EventRow
from suluh.web import decisions
from suluh.web.models import CaseRow, Reporter
from suluh.web.store import case_from, happen, history

Desk = Callable[..., Client]
LINK = "https://www.tiktok.com/@contoh/video/"


def sheet(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(
        "lembar.csv", "\n".join(("tautan,keterangan,teks,wilayah", *rows)).encode()
    )


def test_good_rows_are_reported_and_bad_ones_named(desk: Desk) -> None:
    partner = desk("mitra", Role.REPORTER_TRUSTED, "18", "Mitra")
    page = partner.post("/laporan/lembar/", {"file": sheet(
        f"{LINK}1,Tanggal keliru,,18.71",
        f"{LINK}1?utm_source=x,Lagi,,",  # the same post: reported already
        "bukan tautan,Keliru,,",
        f"{LINK}2,Keliru,,99.99",
        f"{LINK}3,,,",  # a link is enough
        ",Keliru,,",
    )})  # fmt: skip
    text = page.content.decode()
    assert CaseRow.objects.count() == 2
    for said in (
        "2 perkara baru",
        "1 sudah pernah Anda laporkan",
        "3 baris keliru",
        "Kode wilayah tidak dikenal",
    ):
        assert said in text
    case = case_from(history(CaseRow.objects.get(region="18.71").case))
    assert (case.region, case.seen, case.organisations) == ("18.71", 1, frozenset({"Mitra"}))


def test_another_partner_adds_a_sighting(desk: Desk) -> None:
    for name in ("satu", "dua"):
        desk(name, Role.REPORTER_TRUSTED).post(
            "/laporan/lembar/", {"file": sheet(f"{LINK}1,Keliru,,")}
        )
    assert CaseRow.objects.get().seen == 2


def test_words_for_all_rows(desk: Desk) -> None:
    desk("mitra", Role.REPORTER_TRUSTED).post(
        "/laporan/lembar/", {"file": sheet(f"{LINK}1,,,"), "words": "Semua keliru"}
    )
    assert CaseRow.objects.count() == 1


def test_personal_data_never_reach_the_ledger(desk: Desk) -> None:
    desk("mitra", Role.REPORTER_TRUSTED).post(
        "/laporan/lembar/", {"file": sheet(f"{LINK}1,hubungi 0812-3456-7890,NIK 1871012304900001,")}
    )
    bodies = "".join(EventRow.objects.values_list("body", flat=True))
    assert "[telepon]" in bodies and "[NIK]" in bodies
    assert "3456" not in bodies and "1871012304900001" not in bodies


def test_a_body_that_is_too_large_is_refused_before_it_is_read(desk: Desk) -> None:
    partner = desk("mitra", Role.REPORTER_TRUSTED)
    answer = partner.post(
        "/laporan/lembar/", b"", "multipart/form-data; boundary=x", CONTENT_LENGTH="2147483648"
    )
    assert answer.status_code == 413 and "lebih besar" in answer.content.decode()


def test_a_file_without_csrf_is_refused(person: Callable[..., object]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        person("mitra", Role.REPORTER_TRUSTED),  # type: ignore[arg-type]
        backend="django.contrib.auth.backends.ModelBackend",
    )
    assert client.post("/laporan/lembar/", {"file": sheet(f"{LINK}1,Keliru,,")}).status_code == 403
    assert not CaseRow.objects.exists()


@pytest.fixture
def mine(desk: Desk, person: Callable[..., object], now: datetime) -> Client:
    who = person("mitra", Role.REPORTER_TRUSTED)
    in_review("A-1", now, who=who.key)  # type: ignore[attr-defined]
    return desk("mitra", Role.REPORTER_TRUSTED)


def test_the_way_is_told_and_the_desk_is_not(mine: Client, now: datetime) -> None:
    happen(e.Message(**by("A-1", now), words="rahasia meja", internal=True))
    page = mine.get("/laporan/A-1/").content.decode()
    assert "Laporan diterima" in page and "Sudah dipilah" in page and "rahasia meja" not in page


def test_other_reporters_are_not_seen(mine: Client, now: datetime) -> None:
    happen(
        e.Sighted(
            **by("A-1", now, "p-lain", Role.REPORTER_TRUSTED),
            thing=Thing(),
            words="laporan orang lain",
        )
    )
    happen(e.Message(**by("A-1", now, "p-lain", Role.REPORTER_TRUSTED), words="pesan orang lain"))
    page = mine.get("/laporan/A-1/").content.decode()
    assert "orang lain" not in page


def test_somebody_elses_case_is_not_there(desk: Desk, mine: Client) -> None:
    other = desk("lain", Role.REPORTER_TRUSTED)
    assert other.get("/laporan/A-1/").status_code == 404
    assert other.post("/laporan/A-1/tulis/", {"words": "halo"}).status_code == 404


def test_a_question_is_answered_and_the_case_goes_on(mine: Client, now: datetime) -> None:
    happen(e.InfoAsked(**by("A-1", now), question="Di TPS mana?"))
    assert "Di TPS mana?" in mine.get("/laporan/A-1/").content.decode()
    mine.post("/laporan/A-1/tulis/", {"words": "TPS 5 Rajabasa"})
    case = case_from(history("A-1"))
    assert case.state == "in_review"
    mine.post("/laporan/A-1/tulis/", {"words": "Telepon saya 0812-3456-7890"})
    assert case_from(history("A-1")).messages[-1].words == "Telepon saya [telepon]"


def test_the_outcome_comes_back(mine: Client, desk: Desk) -> None:
    desk("rani", Role.REVIEWER).post(
        "/perkara/A-1/putus/",
        {"outcome": "remove", "severity": "3", "reason": "Tanggalnya keliru."},
    )
    decisions.settle(datetime.now(UTC) + timedelta(minutes=1))
    page = mine.get("/laporan/A-1/").content.decode()
    assert "Hapus" in page and "Tanggalnya keliru." in page and "Hasilnya diberitahukan" in page


def test_who_reports_is_remembered_for_each(desk: Desk) -> None:
    desk("mitra", Role.REPORTER_TRUSTED).post(
        "/laporan/lembar/", {"file": sheet(f"{LINK}1,Keliru,,")}
    )
    assert Reporter.objects.count() == 1
