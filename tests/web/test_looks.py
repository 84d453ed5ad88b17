"""An auditor reads everything, changes nothing, and is seen: each look is in the ledger before the page goes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import get_resolver
from telling_web import by, reported, thing

from suluh.cases import Role
from suluh.cases import events as e
from suluh.web.access import TABLE, Action
from suluh.web.looks import LOOKED
from suluh.web.store import LEDGER, happen

Opened = Callable[..., Client]


def looks() -> list[str]:
    return [event.data()["address"] for event in LEDGER.events(kind=LOOKED)]


PAGES = ["/pemeriksaan/", "/peristiwa/", "/data-pribadi/?oleh=rani", "/antrean/triage/", "/perkara/A-1/", "/perkara/B-1/", "/pemeriksaan/dilihat/"]  # fmt: skip


@pytest.fixture
def two_cases(now: datetime) -> None:
    reported("A-1", now)
    happen(
        e.Reported(
            **by("B-1", now, "w", Role.REPORTER_PUBLIC), track="B", thing=thing(), region="18.71"
        )
    )


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_a_look(address: str, desk: Opened, two_cases: None) -> None:
    auditor = desk("auditor", Role.AUDITOR)
    assert auditor.get(address).status_code == 200
    assert looks() == [address]
    auditor.get(address)
    assert looks() == [address]  # once in a quarter of an hour
    assert LEDGER.verify().ok


def test_who_works_at_a_desk_leaves_no_look(desk: Opened, two_cases: None) -> None:
    desk("rani", Role.REVIEWER).get("/antrean/review/")
    desk("pemilah", Role.TRIAGE).get("/perkara/A-1/")
    assert looks() == []


def test_what_is_refused_is_no_look(desk: Opened, two_cases: None) -> None:
    auditor = desk("auditor", Role.AUDITOR)
    assert auditor.get("/perkara/A-tiada/").status_code == 404
    assert auditor.post("/perkara/A-1/catat/", {"words": "catatan"}).status_code == 403
    assert looks() == []


def test_nothing_an_auditor_sends_changes_a_case(desk: Opened, two_cases: None) -> None:
    auditor = desk("auditor", Role.AUDITOR)
    before = [event.hash for event in LEDGER.about("A-1")]
    for way in ("ambil", "pilah", "putus", "catat", "tanya", "periksa", "bagikan"):
        assert auditor.post(f"/perkara/A-1/{way}/", {"words": "x" * 20}).status_code in (403, 404)
    assert [event.hash for event in LEDGER.about("A-1")] == before


def test_the_audited_read_what_was_looked_at(desk: Opened, two_cases: None) -> None:
    auditor = desk("auditor", Role.AUDITOR)
    for address in ("/perkara/A-1/", "/perkara/B-1/", "/peristiwa/"):
        auditor.get(address)
    panel = desk("panel", Role.SENIOR_PANEL).get("/pemeriksaan/dilihat/").content.decode()
    assert "auditor" in panel and "/perkara/A-1/" in panel and "/peristiwa/" in panel
    assert "/perkara/B-1/" not in panel  # of another track: that it exists is none of theirs
    assert "/perkara/B-1/" in auditor.get("/pemeriksaan/dilihat/").content.decode()
    for role in set(Role) - set(TABLE[Action.LOOKS]):
        assert desk(role.value, role).get("/pemeriksaan/dilihat/").status_code == 403


def test_personal_data_in_an_address_are_not_kept(desk: Opened) -> None:
    desk("auditor", Role.AUDITOR).get("/data-pribadi/?oleh=0812-3456-7890")
    assert "3456" not in json.dumps(looks())


def test_everything_is_taken_along_and_checked(desk: Opened, two_cases: None) -> None:
    from suluh.web import log

    auditor = desk("auditor", Role.AUDITOR)
    assert auditor.get("/pemeriksaan/catatan.jsonl").status_code == 302  # no head yet
    log.sign_when_due(datetime.now().astimezone())
    size = log.newest().tree_size  # type: ignore[union-attr]
    whole = b"".join(auditor.get("/pemeriksaan/catatan.jsonl?ulang=1").streaming_content)  # type: ignore[attr-defined]
    lines = [json.loads(line) for line in whole.splitlines()]
    assert lines[0]["head"]["tree_size"] == size == len(lines) - 1
    assert {line["subject"] for line in lines[1:]} >= {"A-1", "B-1"}
    hashes = b"".join(auditor.get("/pemeriksaan/catatan.jsonl?hashes=yes").streaming_content)  # type: ignore[attr-defined]
    assert b"A-1" not in hashes and len(hashes.splitlines()) == size + 1
    assert looks()[-1] == "/pemeriksaan/catatan.jsonl?hashes=yes"


@pytest.mark.parametrize("before", ["x", "99999999999999999999", "-1", ""])
def test_any_question_is_answered(before: str, desk: Opened) -> None:
    assert (
        desk("auditor", Role.AUDITOR).get(f"/pemeriksaan/dilihat/?before={before}").status_code
        == 200
    )


def test_no_address_of_the_door_changes_anything(desk: Opened) -> None:
    auditor = desk("auditor", Role.AUDITOR)
    ways = [
        str(p.pattern)
        for p in get_resolver().url_patterns
        if str(p.pattern).startswith("pemeriksaan/")
    ]
    assert len(ways) == 3
    assert {auditor.post(f"/{way}").status_code for way in ways} == {405}
