"""Each sight of personal data is in the ledger before anything is handed out, and auditors read who, what, when and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver
from telling_web import by, in_review, reported, thing

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.evidence import EvidenceStore
from suluh.cases.things import EvidenceItem
from suluh.web.sights import SEEN
from suluh.web.store import LEDGER, happen

Opened = Callable[..., Client]
WHY = "Diminta penyidik dengan surat."


@pytest.fixture
def picture(installation: Path, now: datetime) -> str:
    """In review with a screenshot; its hash."""
    in_review("A-1", now)
    sha256, size = EvidenceStore(installation / "evidence").put(b"\x89PNG gambar")
    item = EvidenceItem(
        sha256=sha256, size=size, media_type="image/png", what="screenshot",
        captured_at=now - timedelta(minutes=2),
    )  # fmt: skip
    happen(e.EvidenceAdded(**by("A-1", now), item=item))
    return sha256


def opened(client: Client, sha256: str) -> int:
    """The picture's page, read to its end."""
    answer = client.get(f"/perkara/A-1/bukti/{sha256}/")
    answer.close()
    return answer.status_code


def sights() -> list[dict[str, str]]:
    return [event.data() for event in LEDGER.events(kind=SEEN)]


def test_opening_a_picture_is_written_down_once_a_while(
    picture: str, desk: Opened, person: Callable[..., object]
) -> None:
    rani = desk("rani", Role.REVIEWER)
    assert rani.get("/perkara/A-1/").status_code == 200
    assert sights() == []  # the page alone shows nothing
    for _ in range(3):
        assert opened(rani, picture) == 200
    key = person("rani", Role.REVIEWER).key  # type: ignore[attr-defined]
    assert sights() == [
        {"by": key, "role": "reviewer", "what": "medium", "sha256": picture, "state": "in_review"}
    ]
    opened(desk("sari", Role.SENIOR_PANEL), picture)
    assert len(sights()) == 2 and LEDGER.verify().ok


def test_what_is_refused_is_no_sight(picture: str, desk: Opened) -> None:
    assert (
        desk("warga", Role.REPORTER_PUBLIC).get(f"/perkara/A-1/bukti/{picture}/").status_code == 403
    )
    assert (
        desk("rani", Role.REVIEWER, "31").get(f"/perkara/A-1/bukti/{picture}/").status_code == 404
    )
    assert desk("sari", Role.REVIEWER).get(f"/perkara/A-1/bukti/{'0' * 64}/").status_code == 404
    assert sights() == []


@pytest.mark.parametrize("why", ["", "   ", "pendek"])
@pytest.mark.parametrize("paper", ["laporan.pdf", "bukti.zip"])
def test_nothing_unmasked_without_a_reason(
    paper: str, why: str, desk: Opened, now: datetime
) -> None:
    reported("A-1", now)
    panel = desk("panel", Role.SENIOR_PANEL)
    answer = panel.post(
        f"/perkara/A-1/berkas/{paper}", {"personal": "yes", "why": why}, follow=True
    )
    assert "dengan alasan" in answer.content.decode() and sights() == []


def test_the_reason_is_read_by_auditors_and_by_nobody_else(picture: str, desk: Opened) -> None:
    opened(desk("rani", Role.REVIEWER), picture)
    desk("panel", Role.SENIOR_PANEL).post(
        "/perkara/A-1/berkas/laporan.pdf", {"personal": "yes", "why": WHY}
    )
    auditor = desk("auditor", Role.AUDITOR)
    page = auditor.get("/data-pribadi/").content.decode()
    assert WHY in page and "rani" in page and "panel" in page and "A-1" in page
    assert "rani" not in auditor.get("/data-pribadi/?oleh=panel").content.decode()
    assert WHY not in auditor.get("/data-pribadi/?oleh=rani").content.decode()
    assert "rani" not in auditor.get("/data-pribadi/?perkara=A-2").content.decode()
    for role in set(Role) - {Role.AUDITOR}:
        assert desk(role.value, role).get("/data-pribadi/").status_code == 403


@pytest.mark.parametrize(
    "asked",
    ["before=x", "before=99999999999999999999", "oleh=%25", "perkara=%00", "oleh=" + "a" * 500],
)
def test_any_question_is_answered(asked: str, desk: Opened) -> None:
    assert desk("auditor", Role.AUDITOR).get(f"/data-pribadi/?{asked}").status_code == 200


@pytest.mark.parametrize(
    ("region", "reads"), [("", True), ("18", True), ("18.71", True), ("18.72", False), ("1", False)]
)
def test_an_auditor_of_a_region_reads_its_own(
    region: str, reads: bool, picture: str, desk: Opened
) -> None:
    opened(desk("rani", Role.REVIEWER), picture)
    auditor = desk("auditor", Role.AUDITOR, region)
    for asked in ("", "?perkara=A-1", "?oleh=rani"):
        shown = auditor.get(f"/data-pribadi/{asked}").content.decode()
        assert ("<b>rani</b>" in shown) is reads, asked
    shown = auditor.get("/peristiwa/").content.decode()
    assert (SEEN in shown) is reads and ("A-1" in shown) is reads


def test_what_offices_share_brings_no_sights_along(picture: str, desk: Opened) -> None:
    opened(desk("rani", Role.REVIEWER), picture)
    share = {"region": "18.72", "why": "Beredar juga di sana."}
    assert desk("meja", Role.TRIAGE).post("/perkara/A-1/bagikan/", share).status_code == 302
    auditor = desk("auditor", Role.AUDITOR, "18.72")
    assert auditor.get("/perkara/A-1/").status_code == 200
    assert "rani" not in auditor.get("/data-pribadi/").content.decode()


def test_the_form_is_shown_for_a_reason_that_the_auditor_reads(desk: Opened, now: datetime) -> None:
    citizen = by("B-1", now, "p-warga", Role.REPORTER_PUBLIC)
    happen(e.Reported(**citizen, track="B", thing=thing("B-1"), region="18.71"))
    awas = desk("awas", Role.SUPERVISOR)
    refused = awas.post("/perkara/B-1/isian/", {"why": "pendek"}, follow=True)
    assert "dengan alasan" in refused.content.decode() and sights() == []
    assert awas.post("/perkara/B-1/isian/", {"why": WHY}).status_code == 200
    page = desk("auditor", Role.AUDITOR).get("/data-pribadi/").content.decode()
    assert WHY in page and "isian laporan" in page


def test_nobody_edits(desk: Opened) -> None:
    assert desk("auditor", Role.AUDITOR).post("/data-pribadi/").status_code == 405
    names = [
        p.name for p in get_resolver().url_patterns if str(p.pattern).startswith("data-pribadi")
    ]
    assert names == ["sights"]
