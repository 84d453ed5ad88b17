"""A shift: what was done, for how long, what was looked at; the suggestion to rest, which stops nobody."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from telling_web import by, in_review

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.things import EvidenceItem
from suluh.web.console.models import Shift, Sight
from suluh.web.store import happen

Opened = Callable[..., Client]
HASH = hashlib.sha256(b"gambar").hexdigest()


class Clock:
    """Moves only when told."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.at = datetime.now(UTC)
        patch.setattr("django.utils.timezone.now", lambda: self.at)

    def pages(self, client: Client, minutes: int, every: int = 1) -> str:
        """A page every few minutes; the last one."""
        page = ""
        for _ in range(0, minutes, every):
            self.at += timedelta(minutes=every)
            page = client.get("/antrean/review/").content.decode()
        return page


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_after_fifty_minutes_a_rest_is_suggested_and_stops_nobody(
    desk: Opened, clock: Clock
) -> None:
    in_review("A-1", clock.at)
    rani = desk("rani", Role.REVIEWER)
    assert "tanpa jeda" not in clock.pages(rani, 50)
    assert "50 menit tanpa jeda" in clock.pages(rani, 1)
    assert rani.post("/antrean/review/ambil/")["Location"] == "/perkara/A-1/"
    assert "tanpa jeda" in rani.get("/perkara/A-1/").content.decode()
    assert (
        rani.post("/giliran/nanti/", {"next": "/antrean/review/"})["Location"] == "/antrean/review/"
    )
    assert "tanpa jeda" not in clock.pages(rani, 14)
    assert "tanpa jeda" in clock.pages(rani, 2)
    rani.post("/giliran/istirahat/", {"next": "https://jahat.example/"})
    assert "tanpa jeda" not in clock.pages(rani, 49)


def test_a_pause_is_noticed_and_not_counted_as_work(desk: Opened, clock: Clock) -> None:
    rani = desk("rani", Role.REVIEWER)
    clock.pages(rani, 40)
    clock.at += timedelta(minutes=20)
    assert "tanpa jeda" not in clock.pages(rani, 31)
    shift = Shift.objects.get()
    assert 65 <= shift.busy / 60 <= 70


def test_a_long_time_away_begins_a_new_shift(desk: Opened, clock: Clock) -> None:
    rani = desk("rani", Role.REVIEWER)
    clock.pages(rani, 3)
    clock.at += timedelta(hours=5)
    clock.pages(rani, 3)
    assert Shift.objects.count() == 2


def test_the_page_tells_what_was_done_to_its_owner_only(desk: Opened, now: datetime) -> None:
    in_review("A-1", now)
    in_review("A-2", now)
    rani, sari = desk("rani", Role.REVIEWER), desk("sari", Role.REVIEWER)
    for client in (rani, sari):
        assert "Belum ada dalam giliran ini" in client.get("/giliran/").content.decode()
    rani.post("/perkara/A-1/ambil/")
    rani.post("/perkara/A-1/catat/", {"words": "Lihat lagi."})
    page = rani.get("/giliran/").content.decode()
    assert "catatan" in page and "diambil" in page and "A-1" in page and "A-2" not in page
    assert "Belum ada dalam giliran ini" in sari.get("/giliran/").content.decode()


def test_media_that_were_wanted_clear_are_counted_once(
    desk: Opened, person: Callable[..., Any], now: datetime
) -> None:
    in_review("A-1", now)
    item = EvidenceItem(
        sha256=HASH, size=6, media_type="image/png", what="picture", captured_at=now
    )
    happen(e.EvidenceAdded(**by("A-1", now), item=item))
    rani = desk("rani", Role.REVIEWER)
    page = rani.get("/perkara/A-1/").content.decode()
    assert f"/perkara/A-1/bukti/{HASH}/dilihat/" in page and "muted" not in page
    for _ in range(3):
        assert rani.post(f"/perkara/A-1/bukti/{HASH}/dilihat/").status_code == 204
    rani.post(f"/perkara/A-1/bukti/{'0' * 64}/dilihat/")  # not of this case
    assert Sight.objects.count() == 1
    assert "<dd>1</dd>" in rani.get("/giliran/").content.decode()


def test_who_has_no_desk_has_no_shift(desk: Opened) -> None:
    page = desk("warga", Role.REPORTER_PUBLIC).get("/giliran/").content.decode()
    assert "tidak bekerja di meja" in page
    assert not Shift.objects.exists()
