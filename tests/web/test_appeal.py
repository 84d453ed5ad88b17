"""The author's way back, without an account."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from telling_web import in_review

from suluh.cases import Role
from suluh.web import decisions
from suluh.web.models import CaseRow, Letter
from suluh.web.store import case_from, history

Desk = Callable[..., Client]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4 contoh"


@pytest.fixture
def link(desk: Desk, now: datetime) -> str:
    in_review("A-1", now)
    desk("rani", Role.REVIEWER).post(
        "/perkara/A-1/putus/", {"outcome": "remove", "severity": "3", "reason": "Keliru."}
    )
    decisions.settle(soon(1))
    return f"/banding/{Letter.objects.get(whom='author').secret}/"


def soon(minutes: int) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minutes)


def test_the_link_shows_what_was_done_and_why(link: str) -> None:
    page = Client().get(link).content.decode()
    assert "Hapus" in page and "Keliru." in page and "Ajukan banding" in page


@pytest.mark.parametrize("wrong", ["x", "x" * 43, "A-1", "%00", "..%2f"])
def test_another_link_opens_nothing(wrong: str, link: str) -> None:
    assert Client().get(f"/banding/{wrong}/").status_code == 404


def test_the_link_is_not_in_the_ledger(link: str) -> None:
    secret = link.split("/")[2]
    assert all(secret not in event.body for event in history("A-1"))


def test_another_person_overturns_and_restores(
    link: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: soon(2))
    author = Client()
    author.post(link, {"words": "Ini satire."})
    assert CaseRow.objects.get(case="A-1").desk == "appeals"
    assert "diterima" in author.get(link).content.decode()
    panel = desk("banding", Role.APPEAL_PANEL)
    assert "Ini satire." in panel.get("/perkara/A-1/").content.decode()
    panel.post("/perkara/A-1/putus-banding/", {"verdict": "overturned", "reason": "Memang satire."})
    decisions.settle(soon(4))
    case = case_from(history("A-1"))
    assert (case.state, case.restored, case.appeal_verdict) == ("closed", True, "overturned")
    assert "Memang satire." in author.get(link).content.decode()


def test_the_first_reviewer_does_not_hear_the_appeal(
    link: str, desk: Desk, person: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: soon(2))
    Client().post(link, {"words": "Ini satire."})
    person("rani", Role.APPEAL_PANEL)
    answer = desk("rani", Role.APPEAL_PANEL).post(
        "/perkara/A-1/putus-banding/", {"verdict": "upheld", "reason": "Tetap."}, follow=True
    )
    assert 'role="alert"' in answer.content.decode()
    decisions.settle(soon(4))
    assert case_from(history("A-1")).state == "appealed"


def test_one_appeal_a_decision(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: soon(2))
    author = Client()
    author.post(link, {"words": "Satu."})
    author.post(link, {"words": "Dua."})
    case = case_from(history("A-1"))
    assert [m.words for m in case.messages] == ["Satu.", "Dua."]  # the second is added to it
    assert sum(event.kind == "case_appealed" for event in history("A-1")) == 1


def test_a_picture_comes_with_the_appeal_and_a_document_after_it(
    link: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: soon(2))
    author = Client()
    picture, paper = SimpleUploadedFile("a.png", PNG), SimpleUploadedFile("../b.pdf", PDF)
    author.post(link, {"words": "Ini satire.", "file": picture})
    page = author.post(link, {"file": paper}, follow=True).content.decode()
    assert "Tambahan Anda diterima" in page and hashlib.sha256(PDF).hexdigest() in page
    kept = [(k.item.media_type, k.by) for k in case_from(history("A-1")).evidence]
    assert kept == [("image/png", "author"), ("application/pdf", "author")]
    panel = desk("banding", Role.APPEAL_PANEL)
    assert "Unduh dokumen" in panel.get("/perkara/A-1/").content.decode()
    got = panel.get(f"/perkara/A-1/bukti/{hashlib.sha256(PDF).hexdigest()}/")
    assert b"".join(got.streaming_content) == PDF  # type: ignore[attr-defined]
    assert got["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("body", [b"<svg onload=alert(1)>", b"PK\x03\x04", b""])
def test_what_is_no_evidence_is_no_appeal_either(
    body: bytes, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: soon(2))
    given = {"words": "Ini satire.", "file": SimpleUploadedFile("a.png", body)}
    page = Client().post(link, given, follow=True).content.decode()
    assert 'role="alert"' in page
    assert case_from(history("A-1")).state == "notified"


def test_a_body_that_says_it_is_two_gigabytes_is_not_read(link: str) -> None:
    answer = Client().post(
        link, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH="2147483648"
    )
    assert answer.status_code == 413 and "25000000" in answer.content.decode()


def test_the_author_reads_of_the_strike_and_of_its_end(
    link: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "satu teguran, yang berlaku sampai" in Client().get(link).content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: soon(2))
    Client().post(link, {"words": "Ini satire."})
    panel = desk("banding", Role.APPEAL_PANEL)
    panel.post("/perkara/A-1/putus-banding/", {"verdict": "overturned", "reason": "Satire."})
    decisions.settle(soon(4))
    assert "Teguran bagi akun ini sudah dibatalkan" in Client().get(link).content.decode()
    assert "sudah dibatalkan" in panel.get("/perkara/A-1/").content.decode()


def test_empty_words_are_no_appeal(link: str) -> None:
    assert 'role="alert"' in Client().post(link, {"words": " \0 "}, follow=True).content.decode()
