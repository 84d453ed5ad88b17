"""A reviewer's day, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from telling_web import in_review

from suluh.cases import Role
from suluh.web import decisions, letters
from suluh.web.models import CaseRow, LeaseRow, Letter, Pending
from suluh.web.store import LEDGER, case_from, history

Desk = Callable[..., Client]
REMOVE = {"outcome": "remove", "severity": "3", "reason": "Tanggalnya keliru; lihat fakta resmi."}


def later() -> datetime:
    return datetime.now(UTC) + decisions.GRACE + timedelta(seconds=1)


def case(name: str):  # type: ignore[no-untyped-def]
    return case_from(history(name))


def test_the_most_urgent_is_taken_and_decided(desk: Desk, now: datetime) -> None:
    in_review("A-1", now, severity=1)
    in_review("A-2", now, severity=3)
    rani = desk("rani", Role.REVIEWER)
    assert rani.post("/antrean/review/ambil/")["Location"] == "/perkara/A-2/"
    assert rani.post("/perkara/A-2/putus/", REMOVE)["Location"] == "/perkara/A-1/"  # the next one
    assert case("A-2").state == "in_review"
    assert decisions.settle(later()) == 1
    told = case("A-2")
    assert (told.state, told.executed, told.decision.reason) == (
        "notified",
        "remove",
        REMOVE["reason"],
    )
    assert CaseRow.objects.get(case="A-2").desk == ""
    assert LEDGER.verify().ok


def test_a_decision_can_be_taken_back(desk: Desk, now: datetime) -> None:
    in_review("A-1", now)
    rani = desk("rani", Role.REVIEWER)
    rani.post("/perkara/A-1/putus/", REMOVE)
    assert "Urungkan" in rani.get("/antrean/review/").content.decode()
    rani.post("/perkara/A-1/urungkan/")
    assert decisions.settle(later()) == 0
    assert case("A-1").decision is None


def test_after_its_grace_it_cannot(desk: Desk, now: datetime) -> None:
    in_review("A-1", now)
    rani = desk("rani", Role.REVIEWER)
    rani.post("/perkara/A-1/putus/", REMOVE)
    decisions.settle(later())
    assert (
        "tidak dapat diurungkan"
        in rani.post("/perkara/A-1/urungkan/", follow=True).content.decode()
    )
    assert case("A-1").decision is not None


def test_nobody_else_takes_back_or_decides_meanwhile(desk: Desk, now: datetime) -> None:
    in_review("A-1", now)
    desk("rani", Role.REVIEWER).post("/perkara/A-1/putus/", REMOVE)
    sari = desk("sari", Role.REVIEWER)
    sari.post("/perkara/A-1/urungkan/")
    sari.post("/perkara/A-1/putus/", REMOVE | {"outcome": "no_action"})
    decisions.settle(later())
    assert case("A-1").decision.outcome == "remove"


def test_two_people_never_hold_one_item(desk: Desk, now: datetime) -> None:
    in_review("A-1", now)
    rani, sari = desk("rani", Role.REVIEWER), desk("sari", Role.REVIEWER)
    assert rani.post("/antrean/review/ambil/")["Location"] == "/perkara/A-1/"
    assert sari.post("/antrean/review/ambil/")["Location"] == "/antrean/review/"
    assert "orang lain" in sari.post("/perkara/A-1/ambil/", follow=True).content.decode()
    assert LeaseRow.objects.count() == 1


def test_an_abandoned_item_comes_back(desk: Desk, now: datetime) -> None:
    in_review("A-1", now)
    desk("rani", Role.REVIEWER).post("/antrean/review/ambil/")
    LeaseRow.objects.update(until=now - timedelta(minutes=1))
    rows = LeaseRow.objects.filter(until__gt=now)
    assert not rows.exists()
    assert (
        "di meja orang lain"
        not in desk("sari", Role.REVIEWER).get("/antrean/review/").content.decode()
    )


def test_what_is_given_back_is_free(desk: Desk, now: datetime) -> None:
    in_review("A-1", now)
    rani, sari = desk("rani", Role.REVIEWER), desk("sari", Role.REVIEWER)
    rani.post("/perkara/A-1/ambil/")
    rani.post("/perkara/A-1/kembalikan/")
    assert sari.post("/antrean/review/ambil/")["Location"] == "/perkara/A-1/"


def test_a_candidates_post_takes_two_of_the_panel(
    desk: Desk, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_review("A-1", now, kind="candidate")
    assert (
        desk("rani", Role.REVIEWER).post("/antrean/review/ambil/")["Location"] == "/antrean/review/"
    )
    one, two = desk("panel1", Role.SENIOR_PANEL), desk("panel2", Role.SENIOR_PANEL)
    one.post("/perkara/A-1/putus/", REMOVE)
    decisions.settle(later())
    assert case("A-1").state == "awaiting_second"
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(minutes=1))
    one.post("/perkara/A-1/putus/", REMOVE)
    assert not Pending.objects.exists()  # not twice the same person
    page = two.get("/perkara/A-1/").content.decode()
    assert REMOVE["reason"] not in page  # the second looks without seeing the first
    two.post("/perkara/A-1/putus/", REMOVE)
    decisions.settle(now + timedelta(minutes=2))
    assert case("A-1").state == "notified"


def test_a_reviewer_does_not_decide_for_the_panel(desk: Desk, now: datetime) -> None:
    in_review("A-1", now, kind="party")
    answer = desk("rani", Role.REVIEWER).post("/perkara/A-1/putus/", REMOVE, follow=True)
    assert "panel senior" in answer.content.decode()
    assert not Pending.objects.exists()


def test_nobody_decides_an_own_report(
    desk: Desk, person: Callable[..., object], now: datetime
) -> None:
    rani = person("rani", Role.REVIEWER)
    in_review("A-1", now, who=rani.key)  # type: ignore[attr-defined]
    client = desk("rani", Role.REVIEWER)
    assert client.post("/antrean/review/ambil/")["Location"] == "/antrean/review/"
    client.post("/perkara/A-1/putus/", REMOVE)
    assert not Pending.objects.exists()


def test_notes_reach_the_next_reviewer(desk: Desk, now: datetime) -> None:
    in_review("A-1", now)
    desk("rani", Role.REVIEWER).post("/perkara/A-1/catat/", {"words": "Cek <b>tanggal</b> lagi."})
    page = desk("sari", Role.REVIEWER).get("/perkara/A-1/").content.decode()
    assert "Cek &lt;b&gt;tanggal&lt;/b&gt; lagi." in page


def test_an_unclear_decision_is_refused_in_words(desk: Desk, now: datetime) -> None:
    in_review("A-1", now)
    rani = desk("rani", Role.REVIEWER)
    for wrong in ({"outcome": "hapus"}, {"severity": "9"}, {"severity": "²"}, {"reason": "  "}):
        answer = rani.post("/perkara/A-1/putus/", REMOVE | wrong, follow=True)
        assert answer.status_code == 200 and 'role="alert"' in answer.content.decode(), wrong
    assert not Pending.objects.exists()


def test_triage_sends_on(desk: Desk, now: datetime) -> None:
    from telling_web import reported

    reported("A-1", now)
    meja = desk("meja", Role.TRIAGE)
    meja.post("/perkara/A-1/pilah/", {"priority": "P1", "severity": "2", "to": "with_fact_checker"})
    assert CaseRow.objects.get(case="A-1").desk == "facts"
    desk("cek", Role.FACT_CHECKER).post(
        "/perkara/A-1/periksa/", {"verdict": "Salah", "review": "https://contoh.id/1"}
    )
    assert CaseRow.objects.get(case="A-1").desk == "review"


def test_letters_go_out_once_and_forget_their_secret(
    desk: Desk, now: datetime, installation
) -> None:  # type: ignore[no-untyped-def]
    in_review("A-1", now)
    desk("rani", Role.REVIEWER).post("/perkara/A-1/putus/", REMOVE)
    decisions.settle(later())
    assert letters.deliver(now) == 2 and letters.deliver(now) == 0
    [author] = (installation / "letters").glob("A-1-author-*.txt")
    assert author.stat().st_mode & 0o777 == 0o600
    assert "/banding/" in author.read_text() and "Hapus" in author.read_text()
    assert set(Letter.objects.values_list("secret", flat=True)) == {""}
