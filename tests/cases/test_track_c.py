"""Track C: an order is checked, limited to where it holds, told to the user, and counted whatever became of it."""

from __future__ import annotations

import pytest
from telling import CANDIDATE, ordered

from suluh.cases import NotAllowed, NotNow
from suluh.cases import events as e
from suluh.cases.actors import Role


def test_a_valid_order_limits_the_post_where_it_holds() -> None:
    story = ordered()
    story.say(e.OrderValidated, "hukum", 60, reason="pejabat berwenang, dasar jelas")
    story.say(e.OrderExecuted, "mesin", 61, action="geo_restrict")
    assert story.now.state == "geo_limited"
    story.say(e.Notified, "hukum", 70, whom="author")
    assert story.say(e.Closed, "hukum", 80).state == "closed"
    assert story.now.is_government_request


def test_a_refused_order_counts_as_a_government_request_too() -> None:
    story = ordered()
    assert story.say(e.OrderRefused, "hukum", 60, reason="tanpa dasar hukum").is_government_request
    with pytest.raises(NotNow):
        story.say(e.OrderExecuted, "mesin", 61, action="geo_restrict")


def test_nothing_is_done_before_the_order_is_valid_and_only_the_legal_gateway_says_so() -> None:
    story = ordered()
    with pytest.raises(NotNow):
        story.say(e.OrderExecuted, "hukum", 30, action="geo_restrict")
    for role in (Role.REVIEWER, Role.AUTHORITY, Role.MACHINE, Role.SENIOR_PANEL):
        with pytest.raises(NotAllowed):
            story.say(e.OrderValidated, "x", 30, role=role, reason="-")


def test_a_removal_for_everyone_needs_its_own_reason() -> None:
    story = ordered()
    story.say(e.OrderValidated, "hukum", 60, reason="putusan pengadilan")
    with pytest.raises(NotNow, match="regional limit is not enough"):
        story.say(e.OrderExecuted, "hukum", 61, action="remove", reason="  ")
    with pytest.raises(NotAllowed):
        story.say(
            e.OrderExecuted, "mesin", 61, action="remove", reason="putusan menyebut penghapusan"
        )
    assert (
        story.say(
            e.OrderExecuted, "hukum", 62, action="remove", reason="putusan menyebut penghapusan"
        ).state
        == "removed"
    )


def test_an_order_about_a_candidates_account_takes_two_persons() -> None:
    story = ordered(CANDIDATE)
    assert story.say(e.OrderValidated, "hukum", 60, reason="sah").state == "awaiting_second"
    with pytest.raises(NotAllowed):
        story.say(e.OrderValidated, "hukum", 61, reason="sah")
    assert story.say(e.OrderValidated, "hukum2", 62, reason="sah").state == "validated"


def test_a_revoked_order_is_undone_before_the_case_is_closed() -> None:
    story = ordered()
    story.say(e.OrderValidated, "hukum", 60, reason="sah")
    story.say(e.OrderExecuted, "mesin", 61, action="geo_restrict")
    story.say(e.OrderRevoked, "komdigi", 100, reason="dibatalkan pengadilan")
    with pytest.raises(NotNow, match="restore first"):
        story.say(e.Closed, "hukum", 101)
    story.say(e.Restored, "mesin", 102)
    with pytest.raises(NotNow, match="restored already"):
        story.say(e.Restored, "mesin", 103)
    assert story.say(e.Closed, "hukum", 104).state == "closed"


def test_asking_whoever_ordered_leads_back_to_the_check() -> None:
    story = ordered()
    story.say(e.InfoAsked, "hukum", 30, question="Nomor surat?")
    assert story.say(e.InfoAnswered, "komdigi", 60, answer="B-1").state == "under_legal_check"
