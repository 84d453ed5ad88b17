"""A fact is changed by two people, with a source, as a new version; what stood on it is looked at again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from telling_web import by, thing

from suluh.cases import Role
from suluh.cases import events as e
from suluh.facts import load
from suluh.runners.work import DecisionDigest
from suluh.web.jobs import worker
from suluh.web.models import CaseRow
from suluh.web.order import rules
from suluh.web.partner import folders, judging, proposals, published
from suluh.web.partner.answering import sure_answer
from suluh.web.partner.proposals import NotPossible
from suluh.web.partner.waiting import WAIT
from suluh.web.store import case_from, happen, history
from suluh.web.tongue import phrases

Desk = Callable[..., Client]
SOURCE = {
    "source": "Keputusan KPU",
    "source_url": "https://www.kpu.go.id/contoh",
    "why": "Jadwal berubah",
}
FACT = "ID-SCH-001"


def after(old: str = "2024-11-27", new: str = "2024-11-28") -> str:
    written = published.written(FACT, folders.root())
    assert old in written
    moved = written.replace(old, new).replace("Rabu", "Kamis")
    return moved.replace("27 November", "28 November").replace("Wednesday, 27", "Thursday, 28")


def published_at_once(proposal: str, by: str, now: datetime) -> None:
    """Accepted by one and hastened by a third."""
    judging.accept(proposal, by=by, reason="", now=now)
    judging.hasten(proposal, by="p-ketiga", reason="Mendesak.", now=now)


@pytest.fixture
def proposed(desk: Desk) -> str:
    answer = desk("mitra", Role.REPORTER_TRUSTED, "", "Mitra").post(
        f"/fakta/{FACT}/ubah/", {**SOURCE, "after": after()}
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].split("/")[3]


def test_a_proposal_is_a_diff_with_its_source_first(proposed: str) -> None:
    found = proposals.proposal_of(proposed)
    lines = found.diff()
    assert any(line.startswith("-") and "2024-11-27" in line for line in lines)
    assert any(line.startswith("+") and "2024-11-28" in line for line in lines)
    assert any(line.startswith("+") and "kpu.go.id/contoh" in line for line in lines)
    assert folders.latest() == 0


def test_another_person_publishes_a_new_version(
    proposed: str, desk: Desk, installation: Path
) -> None:
    steward = desk("penjaga", Role.FACT_STEWARD)
    assert "2024-11-28" in steward.get(f"/fakta/usulan/{proposed}/").content.decode()
    steward.post(f"/fakta/usulan/{proposed}/terima/", {"reason": "Sesuai keputusan."})
    assert folders.latest() == 0  # it touches the vote: not yet
    worker.work("uji", lambda: datetime.now(UTC) + WAIT)
    assert folders.latest() == 1
    assert published.facts().voting_date.isoformat() == "2024-11-28"
    assert rules()[0].voting_date.isoformat() == "2024-11-28"  # what the desks show, at once
    assert (
        load().voting_date.isoformat() == "2024-11-27"
    )  # the program's own files stay as they were
    assert (installation / "facts/0001/change.yaml").is_file()
    assert proposals.proposal_of(proposed).version == 1


def test_nobody_publishes_their_own(desk: Desk) -> None:
    steward = desk("penjaga", Role.FACT_STEWARD)
    where = steward.post(f"/fakta/{FACT}/ubah/", {**SOURCE, "after": after()})["Location"]
    page = steward.post(where + "terima/", {}, follow=True).content.decode()
    assert "diputuskan orang lain" in page and folders.latest() == 0


def test_nor_does_the_same_organisation(proposed: str, desk: Desk) -> None:
    page = desk("rekan", Role.FACT_STEWARD, "", "Mitra").post(
        f"/fakta/usulan/{proposed}/terima/", {}, follow=True
    )
    assert "dari luar lembaga" in page.content.decode() and folders.latest() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": ""}, "Sumber dengan judul"),
        ({"source_url": "javascript:alert(1)"}, "Sumber dengan judul"),
        ({"why": ""}, "belum ditulis"),
        ({"after": "id: ID-SCH-002\n"}, "tidak dapat diubah"),
        ({"after": "- a\n- b\n"}, "bukan satu fakta"),
        ({"after": "{{{"}, "bukan satu fakta"),
        ({"after": "!!python/object/apply:os.system ['true']"}, "bukan satu fakta"),
        ({"after": None}, "Tidak ada yang berubah"),
        ({"after": "id: ID-SCH-001\nslot: voting_date\n"}, "tidak dapat dimuat"),
    ],
)
def test_what_cannot_be_proposed_is_said(
    change: dict[str, str | None], said: str, desk: Desk
) -> None:
    given = {**SOURCE, "after": after()} | change
    if given["after"] is None:
        given["after"] = published.written(FACT, folders.root())
    page = desk("mitra", Role.REPORTER_TRUSTED).post(f"/fakta/{FACT}/ubah/", given)
    assert said in page.content.decode() and not proposals.every()


def test_a_proposal_that_has_been_overtaken_is_not_published(proposed: str, now: datetime) -> None:
    source = {"title": "Lain", "url": "https://www.kpu.go.id/lain"}
    other = proposals.propose(
        FACT, after(new="2024-11-29"), "Lain", source, by="p-x", organisation="", now=now
    )
    published_at_once(other.id, "p-y", now)
    with pytest.raises(NotPossible, match="outdated"):
        judging.accept(proposed, by="p-y", reason="", now=now)
    assert folders.latest() == 1


def test_rejected_and_withdrawn_are_final(proposed: str, desk: Desk, now: datetime) -> None:
    desk("penjaga", Role.FACT_STEWARD).post(
        f"/fakta/usulan/{proposed}/tolak/", {"reason": "Sumbernya keliru."}
    )
    found = proposals.proposal_of(proposed)
    assert (found.status, found.reason) == ("rejected", "Sumbernya keliru.")
    with pytest.raises(NotPossible, match="judged"):
        judging.accept(proposed, by="p-z", reason="", now=now)


def test_decisions_that_stand_on_it_are_decided_again(
    proposed: str, desk: Desk, now: datetime
) -> None:
    words, then = "Pencoblosan tanggal 28 November 2024", datetime(2024, 11, 20, 5, tzinfo=UTC)
    happen(
        e.Reported(**by("A-1", now, "suluh", Role.MACHINE), track="A", thing=thing(1)),
        saw=DecisionDigest(
            "p1", outcome="reco_ineligible", facts=(FACT,), text=words, posted_at=then
        ),
    )
    steward = desk("penjaga", Role.FACT_STEWARD)
    page = steward.get(f"/fakta/usulan/{proposed}/").content.decode()
    assert "A-1" in page and "berubah: Hapus" in page
    steward.post(f"/fakta/usulan/{proposed}/terima/", {})
    desk("pusat", Role.FACT_STEWARD).post(f"/fakta/usulan/{proposed}/segera/", {"reason": "Besok."})
    note = case_from(history("A-1")).messages[-1]
    assert note.internal and "versi 1" in note.words and "dahulu Hapus" in note.words
    assert CaseRow.objects.get(case="A-1").state == "submitted"  # nothing was decided by it


def test_an_official_account_becomes_a_fact(desk: Desk, now: datetime) -> None:
    given = {
        **SOURCE,
        "platform": "instagram",
        "handle": "@contoh.bawaslu.kota",
        "owner": "Bawaslu Contoh",
        "region": "18.71",
    }
    where = desk("mitra", Role.REPORTER_TRUSTED).post("/fakta/akun/", given)["Location"]
    desk("penjaga", Role.FACT_STEWARD).post(where + "terima/", {})
    desk("pusat", Role.FACT_STEWARD).post(where + "segera/", {"reason": "Akun palsunya beredar."})
    (fact,) = [
        f
        for f in published.facts().by_slot["official_channel"]
        if "contoh.bawaslu" in f.statement_id
    ]
    assert (fact.jurisdiction, fact.sources[0].title) == ("18.71", "Keputusan KPU")


@pytest.mark.parametrize("handle", ["@bawasluri", "a b", "x", "@" * 30, "javascript:alert(1)"])
def test_no_account_or_a_known_one_is_refused(handle: str) -> None:
    with pytest.raises(NotPossible) as problem:
        proposals.account_fact("instagram", handle, "Siapa", "")
    assert f"proposal_{problem.value.key}" in phrases()


def test_the_tip_line_answers_from_the_published_version(proposed: str, now: datetime) -> None:
    asked = "Apakah benar pencoblosan tanggal 29 November 2024?"
    assert "27 November 2024" in sure_answer(asked, now).text  # type: ignore[union-attr]
    published_at_once(proposed, "p-penjaga", now)
    assert "28 November 2024" in sure_answer(asked, now).text  # type: ignore[union-attr]
