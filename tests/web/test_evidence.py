"""Media: only to the desk, only those of the case, never anything that runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from telling_web import by, in_review

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.things import EvidenceItem
from suluh.web.store import happen
from suluh.web.views.evidence import store

Opened = Callable[..., Client]


def kept(
    case: str, now: datetime, media_type: str, content: bytes = b"bukan gambar sungguhan"
) -> str:
    sha256, size = store().put(content)
    item = EvidenceItem(
        sha256=sha256, size=size, media_type=media_type, what="picture", captured_at=now
    )
    happen(e.EvidenceAdded(**by(case, now), item=item))
    return sha256


def test_a_picture_is_shown_blurred_until_wanted(desk: Opened, now: datetime) -> None:
    in_review("A-1", now)
    sha256 = kept("A-1", now, "image/png")
    rani = desk("rani", Role.REVIEWER)
    page = rani.get("/perkara/A-1/").content.decode()
    assert '<figure class="medium">' in page and f"/perkara/A-1/bukti/{sha256}/" in page
    answer = rani.get(f"/perkara/A-1/bukti/{sha256}/")
    assert (
        answer["Content-Type"] == "image/png"
        and b"".join(answer.streaming_content) == b"bukan gambar sungguhan"
    )  # type: ignore[attr-defined]
    assert (
        "sandbox" in answer["Content-Security-Policy"]
        and answer["X-Content-Type-Options"] == "nosniff"
    )


def test_a_document_is_downloaded_and_never_opened_within_the_site(
    desk: Opened, now: datetime
) -> None:
    in_review("A-1", now)
    sha256 = kept("A-1", now, "application/pdf")
    rani = desk("rani", Role.REVIEWER)
    assert f"/perkara/A-1/bukti/{sha256}/" in rani.get("/perkara/A-1/").content.decode()
    answer = rani.get(f"/perkara/A-1/bukti/{sha256}/")
    assert answer["Content-Disposition"] == f'attachment; filename="{sha256[:16]}.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("media_type", ["image/svg+xml", "text/html", "IMAGE/PNG", ""])
def test_what_could_run_is_not_handed_out(media_type: str, desk: Opened, now: datetime) -> None:
    in_review("A-1", now)
    sha256 = kept("A-1", now, media_type)
    assert desk("rani", Role.REVIEWER).get(f"/perkara/A-1/bukti/{sha256}/").status_code == 404


def test_only_those_of_the_case_and_only_to_the_desk(
    desk: Opened, person: Callable[..., object], now: datetime
) -> None:
    mine = person("bawaslu", Role.REPORTER_TRUSTED)
    in_review("A-1", now, who=mine.key)  # type: ignore[attr-defined]
    in_review("A-2", now)
    sha256 = kept("A-2", now, "image/png")
    assert desk("rani", Role.REVIEWER).get(f"/perkara/A-1/bukti/{sha256}/").status_code == 404
    own = kept("A-1", now, "image/png", b"lain")
    assert (
        desk("bawaslu", Role.REPORTER_TRUSTED).get(f"/perkara/A-1/bukti/{own}/").status_code == 403
    )
