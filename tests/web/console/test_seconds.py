"""Blind second looks: who is asked, what stays hidden, what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from telling_web import by, in_review

from suluh.cases import Role
from suluh.cases import events as e
from suluh.errors import RequestError
from suluh.web import decisions
from suluh.web.api import keys
from suluh.web.api.scopes import Scope
from suluh.web.console.chosen import NAME, chosen
from suluh.web.console.following import follow
from suluh.web.console.models import Conclusion, Second
from suluh.web.console.seconds import is_drawn
from suluh.web.store import LEDGER, case_from, happen, history, rebuild

Opened = Callable[..., Client]
SECRET = "Alasan pertama yang tersembunyi."
FIRST = {"outcome": "remove", "severity": "3", "reason": SECRET}
SAID = {"outcome": "context_label", "reason": "Menurut saya cukup label."}


@pytest.fixture(autouse=True)
def all_drawn(installation: Path) -> Iterator[Path]:
    """Every decided case belongs to the sample."""
    path = installation / NAME
    path.write_text("second_looks: {part: 1.0}\n", "utf-8")
    chosen.cache_clear()
    yield path
    path.unlink()
    chosen.cache_clear()


def decided(desk: Opened, now: datetime, case: str = "A-1", **about: Any) -> None:
    in_review(case, now, **about)
    desk("rani", Role.REVIEWER).post(f"/perkara/{case}/putus/", FIRST)
    decisions.settle(datetime.now(UTC) + decisions.GRACE + timedelta(seconds=1))
    follow()


def test_the_first_decision_is_hidden_until_the_second_has_spoken(
    desk: Opened, now: datetime
) -> None:
    decided(desk, now)
    sari = desk("sari", Role.REVIEWER)
    assert sari.post("/tinjau-ulang/ambil/")["Location"] == "/perkara/A-1/"
    page = sari.get("/perkara/A-1/").content.decode()
    assert "Tinjau ulang buta" in page
    assert "/berkas/" not in page
    assert "sudah diberitahukan" not in sari.get("/perkara/A-1/waktu/").content.decode()
    assert SECRET not in page and "diputuskan</" not in page and "sudah diberitahukan" not in page
    after = sari.post("/perkara/A-1/tinjau-ulang/", SAID, follow=True).content.decode()
    assert "Putusan pertama berbeda: Hapus" in after and SECRET in after
    case = case_from(history("A-1"))
    assert case.decision and case.decision.outcome == "remove" and case.executed == "remove"
    assert [look.reason for look in case.blind] == [SAID["reason"]]
    assert LEDGER.verify().ok


def test_it_is_hidden_in_the_api_the_papers_and_similar_cases_too(
    desk: Opened, person: Callable[..., Any], now: datetime
) -> None:
    decided(desk, now)
    in_review("A-2", now)
    sari = desk("sari", Role.REVIEWER)
    secret = keys.make(person("sari", Role.REVIEWER), "uji", Scope, now).secret
    told = Client(headers={"authorization": f"Bearer {secret}"}).get("/api/v1/cases/A-1")
    assert told.status_code == 200, told.content
    body = told.json()
    assert (body["outcome"], body["state"], body["decision"]) == ("", "in_review", None)
    assert SECRET not in told.content.decode() and "notified" not in told.content.decode()
    for paper in ("", "alasan.pdf", "bukti.zip"):
        way = "get" if not paper else "post"
        assert getattr(sari, way)(f"/perkara/A-1/berkas/{paper}").status_code == 404
    assert (
        "/perkara/A-1/" not in sari.get("/perkara/A-2/").content.decode().split("Putusan serupa")[1]
    )


def test_whoever_decided_or_reported_is_not_asked(
    desk: Opened, person: Callable[..., Any], now: datetime
) -> None:
    tono = person("tono", Role.REVIEWER)
    decided(desk, now, who=tono.key)
    assert SECRET in desk("rani", Role.REVIEWER).get("/perkara/A-1/").content.decode()
    assert SECRET in desk("tono", Role.REVIEWER).get("/perkara/A-1/").content.decode()
    for name in ("rani", "tono"):
        client = desk(name, Role.REVIEWER)
        assert client.post("/tinjau-ulang/ambil/")["Location"] == "/tinjau-ulang/"
        client.post("/perkara/A-1/tinjau-ulang/", SAID)
    assert case_from(history("A-1")).blind == ()


def test_whoever_does_not_decide_sees_what_was_decided(desk: Opened, now: datetime) -> None:
    decided(desk, now)
    assert "Hapus" in desk("audit", Role.AUDITOR).get("/perkara/A-1/").content.decode()
    assert "Hapus" in desk("banding", Role.APPEAL_PANEL).get("/perkara/A-1/").content.decode()


def test_one_answer_is_enough_and_an_unclear_one_is_refused(desk: Opened, now: datetime) -> None:
    decided(desk, now)
    sari, budi = desk("sari", Role.REVIEWER), desk("budi", Role.REVIEWER)
    for wrong in ({"outcome": "x"}, {"reason": " "}):
        answer = sari.post("/perkara/A-1/tinjau-ulang/", SAID | wrong, follow=True)
        assert 'role="alert"' in answer.content.decode()
    sari.post("/perkara/A-1/tinjau-ulang/", SAID)
    budi.post("/perkara/A-1/tinjau-ulang/", SAID)
    assert len(case_from(history("A-1")).blind) == 1


def test_what_is_the_panels_goes_to_the_panel(
    desk: Opened, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_review("A-1", now, kind="candidate")
    for minute, name in enumerate(("panel1", "panel2"), 1):
        desk(name, Role.SENIOR_PANEL).post("/perkara/A-1/putus/", FIRST)
        at = now + timedelta(minutes=minute)
        monkeypatch.setattr("django.utils.timezone.now", lambda at=at: at)
        decisions.settle(at)
    follow()
    assert desk("sari", Role.REVIEWER).post("/tinjau-ulang/ambil/")["Location"] == "/tinjau-ulang/"
    third = desk("panel3", Role.SENIOR_PANEL)
    assert third.post("/tinjau-ulang/ambil/")["Location"] == "/perkara/A-1/"


def test_after_its_days_it_is_let_go(
    desk: Opened, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(desk, now)
    sari = desk("sari", Role.REVIEWER)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=15))
    sari = desk("sari", Role.REVIEWER)
    assert "Tidak ada yang menunggu" in sari.get("/tinjau-ulang/").content.decode()
    assert SECRET in sari.get("/perkara/A-1/").content.decode()


def test_agreement_is_counted_per_rule_and_disagreements_are_talked_about(
    desk: Opened, now: datetime
) -> None:
    for number in range(12):
        decided(desk, now, f"A-{number}")
    sari, lead = desk("sari", Role.REVIEWER), desk("panel1", Role.SENIOR_PANEL)
    for number in range(12):
        outcome = "context_label" if number < 3 else "remove"
        sari.post(f"/perkara/A-{number}/tinjau-ulang/", SAID | {"outcome": outcome})
    page = lead.get("/kesepakatan/").content.decode()
    assert "<dd>12</dd>" in page and "75%" in page and "3 perkara diputus berbeda" in page
    assert "-0,10" in page  # alpha: 1 - 6 / (2 · 21 · 3 / 23)
    lead.post("/kesepakatan/A-0/", {"words": "Tanggal keliru tanpa niat: label."})
    page = lead.get("/kesepakatan/").content.decode()
    assert "Tanggal keliru tanpa niat: label." in page
    assert Conclusion.objects.count() == 1
    auditor = desk("audit", Role.AUDITOR)
    assert auditor.get("/kesepakatan/").status_code == 200
    assert "<textarea" not in auditor.get("/kesepakatan/").content.decode()
    assert auditor.post("/kesepakatan/A-1/", {"words": "x"}).status_code == 403
    assert sari.get("/kesepakatan/").status_code == 403


def test_the_sample_is_the_same_after_the_lists_are_made_again(desk: Opened, now: datetime) -> None:
    decided(desk, now, "A-1")
    decided(desk, now, "A-2")
    desk("sari", Role.REVIEWER).post("/perkara/A-1/tinjau-ulang/", SAID)
    names = [f.name for f in Second._meta.fields]
    before = list(Second.objects.order_by("case").values(*names))
    rebuild()
    follow()
    assert list(Second.objects.order_by("case").values(*names)) == before


def test_a_higher_part_keeps_whoever_a_lower_one_has() -> None:
    cases = [f"A-{n}" for n in range(4000)]
    drawn = [{case for case in cases if is_drawn(case, part)} for part in (0.05, 0.2)]
    assert drawn[0] < drawn[1]
    assert 150 < len(drawn[0]) < 250 and 700 < len(drawn[1]) < 900


def test_each_rule_may_have_its_own_part(all_drawn: Path) -> None:
    all_drawn.write_text("second_looks:\n  of_rule: {CIV-PROC: 0.3}\n", "utf-8")
    chosen.cache_clear()
    ways = chosen().second_looks
    assert ways.of("pilkada-2024@1/CIV-PROC") == 0.3 and ways.of("pilkada-2024@1/X") == ways.part


@pytest.mark.parametrize(
    "wrong",
    ["second_looks: {part: 2}", "second_looks: {bagian: 0.1}", "- 1", "shift: 5", "x: {", "\x00"],
)
def test_a_mistake_in_the_choices_is_said(wrong: str, all_drawn: Path) -> None:
    all_drawn.write_text(wrong, "utf-8")
    chosen.cache_clear()
    with pytest.raises(RequestError, match=r"console\.yaml"):
        chosen()


def test_reopened_cases_do_not_tell_the_old_decision(desk: Opened, now: datetime) -> None:
    decided(desk, now)
    at = datetime.now(UTC) + timedelta(minutes=1)
    happen(e.Message(**by("A-1", at), words="Sudah dihapus kemarin.", internal=True))
    page = desk("sari", Role.REVIEWER).get("/perkara/A-1/").content.decode()
    assert "Sudah dihapus kemarin." not in page
