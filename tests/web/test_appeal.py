"""The author's way back, without an account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from telling_web import in_review

from suluh.cases import Role
from suluh.web import decisions
from suluh.web.models import CaseRow, Letter
from suluh.web.store import case_from, history

Desk = Callable[..., Client]


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
    assert [m.words for m in case_from(history("A-1")).messages] == ["Satu."]


def test_empty_words_are_no_appeal(link: str) -> None:
    assert 'role="alert"' in Client().post(link, {"words": " \0 "}, follow=True).content.decode()
