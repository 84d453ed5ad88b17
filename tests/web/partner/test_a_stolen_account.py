"""Whoever steals an account, or two, does not move election day: the change waits, others are told, one of them stops it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from suluh.cases import Role
from suluh.facts import load
from suluh.web import people
from suluh.web.jobs import hooks, worker
from suluh.web.jobs.models import Job
from suluh.web.partner import folders, judging, proposals, published
from suluh.web.partner.proposals import NotPossible
from suluh.web.partner.waiting import TOUCHING_THE_VOTE, WAIT

Desk = Callable[..., Client]
DAY, TURNOUT = "ID-SCH-001", "LP-RES-019"


def change(fact: str, old: str, new: str) -> str:
    written = published.written(fact, folders.root())
    assert old in written
    return written.replace(old, new)


def proposed(fact: str, old: str, new: str, now: datetime, by: str = "p-curian") -> str:
    source = {"title": "Surat palsu", "url": "https://contoh.id/surat"}
    after = change(fact, old, new)
    made = proposals.propose(fact, after, "Ralat", source, by=by, organisation="Mitra", now=now)
    return made.id


@pytest.fixture
def held(now: datetime) -> str:
    """A change to election day, by one stolen account, accepted with another."""
    proposal = proposed(DAY, "2024-11-27", "2024-11-28", now)
    judging.accept(proposal, by="p-curian-2", organisation="KPU", reason="", now=now)
    return proposal


def test_two_stolen_accounts_change_nothing_yet(held: str, now: datetime) -> None:
    found = proposals.proposal_of(held)
    assert (found.status, found.due) == ("waiting", now + WAIT)
    assert folders.latest() == 0 and published.facts().voting_date.day == 27


@pytest.mark.parametrize("thief", ["p-curian", "p-curian-2"])
def test_nor_do_they_hasten_it(held: str, thief: str, now: datetime) -> None:
    with pytest.raises(NotPossible, match="third_person"):
        judging.hasten(held, by=thief, reason="Mendesak", now=now)
    assert folders.latest() == 0


def test_those_who_know_better_are_told_at_once(now: datetime) -> None:
    for name, role in (("penjaga", Role.FACT_STEWARD), ("pengawas", Role.SUPERVISOR), ("peninjau", Role.REVIEWER)):  # fmt: skip
        people.invite(name, role)
        people.new_email(name, f"{name}@contoh.id")
    hooks.add("http://127.0.0.1:9/", ("fact.waiting",), "", now)
    proposal = proposed(DAY, "2024-11-27", "2024-11-28", now)
    judging.accept(proposal, by="p-curian-2", reason="", now=now)
    letters = "".join(Job.objects.filter(kind="email").values_list("body", flat=True))
    assert "penjaga@contoh.id" in letters and "pengawas@contoh.id" in letters
    assert "peninjau@contoh.id" not in letters and f"/fakta/usulan/{proposal}/" in letters
    (call,) = Job.objects.filter(kind="webhook").values_list("body", flat=True)
    assert DAY in call and "Ralat" not in call  # what happened, not what was written


def test_one_who_knows_better_stops_it_from_the_page(held: str, desk: Desk) -> None:
    steward = desk(
        "penjaga", Role.FACT_STEWARD, "", "Mitra"
    )  # even of the organisation that proposed
    for address in ("/fakta/", "/fakta/usulan/"):
        page = steward.get(address).content.decode()
        assert "sedang ditahan" in page and f"/fakta/usulan/{held}/" in page
    steward.post(f"/fakta/usulan/{held}/tolak/", {"reason": "KPU tidak mengubah hari."})
    worker.work("uji", lambda: datetime.now(UTC) + 2 * WAIT)
    found = proposals.proposal_of(held)
    assert (found.status, folders.latest(), found.judged_by) == ("rejected", 0, "p-curian-2")
    assert "sedang ditahan" not in steward.get("/fakta/").content.decode()


def test_a_true_change_is_published_when_it_has_waited(held: str, now: datetime) -> None:
    assert judging.publish_due(now + WAIT - timedelta(seconds=1)) == []
    (done,) = judging.publish_due(now + WAIT)
    assert (done.proposal.status, done.proposal.version) == ("accepted", 1)
    assert judging.publish_due(now + 2 * WAIT) == [] and folders.latest() == 1
    assert done.proposal.judged_by == "p-curian-2"  # who accepted it stays


def test_a_third_person_hastens_it_and_that_is_kept(held: str, desk: Desk) -> None:
    steward = desk("penjaga", Role.FACT_STEWARD)
    where = f"/fakta/usulan/{held}/"
    assert (
        "tidak dapat menunggu" in steward.post(where + "segera/", {}, follow=True).content.decode()
    )
    assert folders.latest() == 0
    page = steward.post(
        where + "segera/", {"reason": "Banjir, besok."}, follow=True
    ).content.decode()
    assert "Terbit sebagai versi 1" in page and "Banjir, besok." in page
    note = (folders.folder_of(1) / "change.yaml").read_text("utf-8")
    assert "accepted_by: p-curian-2" in note and "published_by" in note


def test_a_fact_that_does_not_touch_the_vote_does_not_wait(now: datetime) -> None:
    proposal = proposed(TURNOUT, "65", "66", now)
    assert judging.accept(proposal, by="p-lain", reason="", now=now).proposal.version == 1


def test_moving_the_fact_to_another_slot_is_no_way_around(now: datetime) -> None:
    proposal = proposed("ID-VOT-004", "slot: late_queue", "slot: turnout", now)
    done = judging.accept(proposal, by="p-lain", reason="", now=now).proposal
    assert done.status == "waiting"


def test_of_two_that_wait_the_later_is_refused(held: str, now: datetime) -> None:
    later = proposed(DAY, "2024-11-27", "2024-11-29", now, by="p-x")
    judging.accept(later, by="p-y", reason="", now=now + timedelta(hours=1))
    judging.publish_due(now + 2 * WAIT)
    assert proposals.proposal_of(held).version == 1
    refused = proposals.proposal_of(later)
    assert refused.status == "rejected" and "sudah berubah" in refused.end_why


def test_every_slot_that_is_held_back_is_one_of_the_facts() -> None:
    known = set(load().by_slot)
    assert [s for slots in TOUCHING_THE_VOTE.values() for s in slots if s not in known] == []


def test_whoever_runs_the_installation_sees_and_stops_it(
    held: str, suluh: Callable[..., Any], installation: Path
) -> None:
    here = ("--data", installation)
    assert held in suluh("facts", "waiting", *here).said
    assert suluh("facts", "stop", held, "--why", "Akun dicuri.", *here).code == 0
    assert suluh("facts", "stop", held, "--why", "Lagi.", *here).code == 2
    assert held not in suluh("facts", "waiting", *here).said and folders.latest() == 0
