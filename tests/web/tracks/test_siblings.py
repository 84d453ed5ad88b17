"""Between tracks there are references and nothing else, whatever is tried on which case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telling_tracks import filed
from telling_web import in_review, reported

from suluh.cases import Role
from suluh.cases.events import KINDS
from suluh.web.models import CaseRow
from suluh.web.store import case_from, events_of, history
from suluh.web.tracks import election_law, legal_orders

Desk = Callable[..., Client]
OWN = {track: {kind for kind in KINDS if track in kind.tracks} for track in "ABC"}
SENDING = ("langkah", "perintah", "putus", "pilah", "periksa", "putus-banding", "tanya")
STEPS = sorted({*election_law.STEPS, *legal_orders.ALL_STEPS})
FIELDS = {
    "words": "kata", "number": "1", "finding": "pidana", "body": "x", "reason": "x", "outcome": "remove",
    "severity": "2", "priority": "P1", "to": "in_review", "verdict": "upheld", "region": "18",
    "review": "https://a.example/1", "court_step": "penyidikan",
}  # fmt: skip
URL = "https://www.tiktok.com/@contoh/video/A-1"


def test_the_same_post_on_another_track_is_linked_both_ways(desk: Desk, now: datetime) -> None:
    reported("A-1", now)
    case = filed(desk("warga", Role.REPORTER_PUBLIC), url=URL)
    assert case_from(history(case)).linked == ("A-1",)
    assert case_from(history("A-1")).linked == (case,)
    page = desk("meja", Role.TRIAGE).get("/perkara/A-1/").content.decode()
    assert case in page and f'href="/perkara/{case}/"' not in page  # known, and not theirs to open
    assert (
        'href="/perkara/A-1/"'
        in desk("auditor", Role.AUDITOR).get(f"/perkara/{case}/").content.decode()
    )


def test_a_link_is_made_by_hand_across_tracks_only(desk: Desk, now: datetime) -> None:
    reported("A-1", now)
    reported("A-2", now)
    case = filed(desk("warga", Role.REPORTER_PUBLIC))
    meja = desk("meja", Role.TRIAGE)
    meja.post("/perkara/A-1/tautkan/", {"other": case})
    assert case_from(history("A-1")).linked == (case,) and case_from(history(case)).linked == (
        "A-1",
    )
    page = meja.post("/perkara/A-1/tautkan/", {"other": "A-2"}, follow=True).content.decode()
    assert "digabung, bukan ditautkan" in page
    page = meja.post("/perkara/A-1/tautkan/", {"other": "B-tidakada"}, follow=True).content.decode()
    assert "Tidak ada perkara" in page


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    tried=st.lists(
        st.tuples(st.sampled_from(SENDING), st.sampled_from(STEPS), st.integers(0, 2)), max_size=12
    )
)
def test_no_event_of_one_track_enters_another(
    tried: list[tuple[str, str, int]], desk: Desk, now: datetime
) -> None:
    """Somebody with every role tries every door on every case."""
    if not CaseRow.objects.filter(case="A-1").exists():
        in_review("A-1", now)
        filed(desk("warga", Role.REPORTER_PUBLIC), url=URL)
        order = {
            "issuer": "komdigi",
            "number": "1",
            "legal_basis": "x",
            "url": URL,
            "account_kind": "",
        }
        desk("hukum", Role.LEGAL_GATEWAY).post("/perintah/baru/", order)
    for role in Role:
        client = desk("semua", role)
    cases = sorted(CaseRow.objects.values_list("case", flat=True))
    assert [case[0] for case in cases] == ["A", "B", "C"]
    for door, step, which in tried:
        client.post(f"/perkara/{cases[which]}/{door}/", {"step": step, **FIELDS})
    for case in cases:
        assert {type(event) for event in events_of(history(case))} <= OWN[case[0]], case
