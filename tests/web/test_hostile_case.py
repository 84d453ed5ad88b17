"""A post with mark-up through every page that has a case in its address, in every role: nothing of it becomes mark-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from telling_web import by, reported

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.things import Account, Thing
from suluh.runners.work import DecisionDigest
from suluh.web.store import happen, history

Desk = Callable[..., Client]
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)>\"'>"
NIK = "1871014509900003"
RAW = (b"<script>alert(", b"<img src=x", b"<svg/onload")
LISTS = (
    "/meja/",
    "/antrean/",
    "/laporan/",
    "/pelapor/",
    "/peringatan/",
    "/fakta/usulan/",
    "/berbagi/",
)
WORKING = (Role.TRIAGE, Role.REVIEWER, Role.SENIOR_PANEL, Role.AUDITOR, Role.SUPERVISOR, Role.REPORTER_TRUSTED)  # fmt: skip


def with_a_case(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[str]:
    """The addresses that take a case and nothing else."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from with_a_case(pattern.url_patterns, route)
        elif "<slug:case>" in route and route.count("<") == 1:
            yield "/" + route.replace("<slug:case>", "{case}")


@pytest.fixture
def case(now: datetime) -> str:
    thing = Thing(
        url=f"https://www.tiktok.com/@c/video/1?{MARKUP}",
        platform="tiktok",
        text=f"Coblosan diundur {MARKUP} ke 28 November",
        account=Account(platform="tiktok", handle=f"@c{MARKUP}"),
    )
    saw = DecisionDigest(
        "p1", outcome="reco_ineligible", text=thing.text, seen=MARKUP, url=thing.url, author=MARKUP
    )
    happen(
        e.Reported(**by("A-1", now, "p-mitra", Role.REPORTER_TRUSTED), track="A", thing=thing, words=MARKUP, region="18.71"),
        e.Acknowledged(**by("A-1", now)),
        e.Triaged(**by("A-1", now), priority="P2", severity=2),
        e.Routed(**by("A-1", now), to="in_review"),
        saw=saw,
    )  # fmt: skip
    return "A-1"


def test_no_page_of_a_case_carries_the_marks_of_a_post(case: str, desk: Desk) -> None:
    seen = 0
    addresses = [*(address.format(case=case) for address in with_a_case()), *LISTS]
    for role in WORKING:
        client = desk(f"orang-{role.value}", role, "" if role is not Role.SUPERVISOR else "18.71")
        for address in addresses:
            answer = client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            if not answer["Content-Type"].startswith("text/html"):
                continue
            assert not [one for one in RAW if one in body], (role, address)
            if b"alert(1)" in body:
                assert (
                    "script-src" in answer["Content-Security-Policy"]
                    or "default-src" in answer["Content-Security-Policy"]
                )
                seen += 1
    assert seen > 3  # the post is shown, as words


def test_what_is_reported_with_personal_data_is_masked_on_every_page(
    desk: Desk,
) -> None:
    mitra = desk("mitra", Role.REPORTER_TRUSTED, "", "Mitra")
    given = {
        "url": "https://www.tiktok.com/@c/video/7",
        "words": f"NIK dia {NIK}, sebarkan",
        "post": f"NIK {NIK}",
        "region": "18.71",
    }
    mitra.post("/laporan/baru/", given)
    from suluh.web.models import CaseRow
    from suluh.web.store import LEDGER

    cases = list(CaseRow.objects.values_list("case", flat=True))
    assert cases
    assert all(NIK not in event.body for event in LEDGER.events())
    panel = desk("panel", Role.SENIOR_PANEL)
    for address in with_a_case():
        answer = panel.get(address.format(case=cases[0]))
        assert answer.streaming or NIK.encode() not in answer.content, address


def test_what_people_at_the_desk_write_is_masked_before_it_is_kept(now: datetime) -> None:
    """In every free word of every event, through whichever door: the ledger cannot forget."""
    nik, phone = "1871014509900003", "081234567890"
    said = f"NIK {nik}, HP {phone}"
    reported("A-9", now)
    happen(
        e.Acknowledged(**by("A-9", now)),
        e.Message(**by("A-9", now), words=said, internal=True),
        e.Triaged(**by("A-9", now), priority="P1", severity=2),
        e.Routed(**by("A-9", now), to="in_review", why=said),
        e.InfoAsked(**by("A-9", now), question=said),
    )
    told = "".join(str(event.data()) for event in history("A-9"))
    assert nik not in told and phone not in told and told.count("[NIK]") == 3
