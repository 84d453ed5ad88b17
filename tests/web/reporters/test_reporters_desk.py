"""Precision out of the ledger as an input to the order; status by two people and a hearing; candidates for audits only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.test import Client
from telling_web import by, in_review

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.reporters import Measured
from suluh.web.models import CaseRow
from suluh.web.reporters import measure, standing
from suluh.web.reporters.models import CameOf, Tally
from suluh.web.store import LEDGER, happen, rebuild

Desk = Callable[..., Client]


def told(
    case: str, at: datetime, organisation: str, outcome: str = "", concerns: tuple[str, ...] = ()
) -> None:
    """A case that the organisation reported, decided where an outcome is given."""
    reporter = by(case, at, f"p-{organisation}", Role.REPORTER_TRUSTED) | {
        "organisation": organisation
    }
    from telling_web import thing

    happen(
        e.Reported(**reporter, track="A", thing=thing(case), words="Keliru.", region="18.71"),
        e.Acknowledged(**by(case, at)),
        e.Triaged(**by(case, at), priority="P2", severity=2, concerns=concerns),
        e.Routed(**by(case, at), to="in_review"),
    )
    if outcome:
        happen(
            e.Decided(
                **by(case, at, "rani", Role.REVIEWER), outcome=outcome, severity=2, reason="-"
            )
        )


def test_a_new_reporter_begins_in_the_middle_and_is_measured_from_there(now: datetime) -> None:
    assert measure.measured("Baik") == Measured() and Measured().expected == 0.5
    for number in range(6):
        told(f"A-{number}", now, "Baik", "context_label")
        told(f"A-9{number}", now, "Buruk", "no_action")
    assert measure.measured("Baik") == Measured(6, 6)
    assert measure.measured("Buruk") == Measured(6, 0)
    for name in ("Baik", "Baru", "Buruk"):
        told(f"A-x{name}", now, name)
    order = (
        CaseRow.objects.filter(case__startswith="A-x")
        .order_by("-score")
        .values_list("case", flat=True)
    )
    assert list(order) == ["A-xBaik", "A-xBaru", "A-xBuruk"]


def test_the_number_explains_itself_on_the_page(desk: Desk, now: datetime) -> None:
    told("A-1", now, "Baik", "context_label")
    told("A-2", now, "Baik")
    told("A-3", now, "Baru")
    meja = desk("meja", Role.TRIAGE)
    assert (
        "55% laporan pelapor ini diperkirakan berujung tindakan, dari 1"
        in meja.get("/perkara/A-2/").content.decode()
    )
    assert "pelapor baru, dianggap 50%" in meja.get("/perkara/A-3/").content.decode()


def test_an_overturned_decision_counts_against_the_report(now: datetime) -> None:
    told("A-1", now, "Baik", "context_label")
    machine = by("A-1", now, "suluh", Role.MACHINE)
    happen(
        e.Executed(**machine, outcome="context_label"),
        e.Notified(**machine, whom="author", appeal_key="0" * 64),
        e.Notified(**machine, whom="reporter"),
        e.Appealed(**by("A-1", now, "author", Role.AUTHOR)),
        e.AppealDecided(
            **by("A-1", now, "hakim", Role.APPEAL_PANEL), verdict="overturned", reason="-"
        ),
    )
    assert measure.measured("Baik") == Measured(1, 0)
    before = (
        list(CameOf.objects.order_by("case").values("source", "case", "acted")),
        list(Tally.objects.values()),
    )
    rebuild()
    after = (
        list(CameOf.objects.order_by("case").values("source", "case", "acted")),
        list(Tally.objects.values()),
    )
    assert before == after


def test_whom_reports_speak_of_changes_no_place(now: datetime) -> None:
    told("A-1", now, "Satu", "context_label", concerns=("paslon-1",))
    told("A-2", now, "Dua", "context_label", concerns=("paslon-2",))
    told("A-3", now, "Satu", concerns=("paslon-1",))
    told("A-4", now, "Dua", concerns=("paslon-2",))
    scores = dict(CaseRow.objects.values_list("case", "score"))
    assert scores["A-3"] == scores["A-4"]


def test_citizens_and_the_machine_are_each_one_source(now: datetime) -> None:
    in_review("A-1", now)
    happen(
        e.Decided(**by("A-1", now, "rani", Role.REVIEWER), outcome="remove", severity=2, reason="-")
    )
    assert list(Tally.objects.values_list("source", flat=True)) == [measure.CITIZENS]


def test_suspension_takes_coaching_a_hearing_and_another_person(desk: Desk, now: datetime) -> None:
    mitra = desk("mitra", Role.REPORTER_TRUSTED, "", "Mitra")
    one, two = desk("ketua1", Role.SENIOR_PANEL), desk("ketua2", Role.SENIOR_PANEL)

    def step(client: Client, kind: str, **more: str) -> str:
        given = {"nama": "Mitra", "step": kind, "words": "angka triwulan", **more}
        return client.post("/pelapor/lembaga/langkah/", given, follow=True).content.decode()

    step(one, "granted", sector="civil_society", area="hoaks")
    assert "tidak ada" in step(one, "suspended")  # uncoached
    step(one, "coached")
    step(one, "suspension_proposed")
    assert "belum didengar" in step(two, "suspended")
    page = mitra.get("/pelapor/", follow=True).content.decode()
    assert "berhak didengar" in page and "Sebaran" not in page
    mitra.post("/pelapor/lembaga/jawab/", {"words": "Petugas kami berganti."})
    offered = [
        'value="suspended"' in who.get("/pelapor/lembaga/", {"nama": "Mitra"}).content.decode()
        for who in (one, two)
    ]
    assert offered == [False, True]
    assert "Yang mengusulkan penangguhan tidak memutusnya" in step(one, "suspended")
    assert "Petugas kami berganti." in step(two, "suspended")
    assert standing.known("Mitra").status.standing == "suspended"
    mitra.post("/laporan/baru/", {"url": "https://x.com/a/status/1", "words": "keliru"})
    told = next(iter(LEDGER.events(kind="case_reported"))).data()
    assert (told["role"], told["organisation"]) == ("reporter_public", "Mitra")  # no report is lost
    step(two, "reinstated")
    mitra.post("/laporan/baru/", {"url": "https://x.com/a/status/2", "words": "keliru"})
    assert [e.data()["role"] for e in LEDGER.events(kind="case_reported")][-1] == "reporter_trusted"


def test_the_distribution_is_for_audits_and_each_look_is_recorded(
    desk: Desk, now: datetime
) -> None:
    mitra = desk("mitra", Role.REPORTER_TRUSTED, "", "Mitra")
    mitra.post("/laporan/baru/", {"url": "https://x.com/a/status/1", "words": "keliru"})
    case = CaseRow.objects.get().case
    later = datetime.now(now.tzinfo) + timedelta(seconds=1)
    happen(
        e.Acknowledged(**by(case, later)),
        e.Triaged(**by(case, later), priority="P2", severity=2, concerns=("paslon-1",)),
    )
    auditor = desk("auditor", Role.AUDITOR)
    page = auditor.post("/pelapor/lembaga/sebaran/", {"nama": "Mitra"}).content.decode()
    assert "paslon-1" in page
    assert [e.data()["role"] for e in LEDGER.events(kind=standing.LOOKED)] == ["auditor"]
    for name, role in (("mitra", Role.REPORTER_TRUSTED), ("meja", Role.TRIAGE)):
        answer = desk(name, role).post("/pelapor/lembaga/sebaran/", {"nama": "Mitra"})
        assert answer.status_code == 403


def test_an_organisation_sees_its_own_page_only(desk: Desk) -> None:
    desk("mitra", Role.REPORTER_TRUSTED, "", "Mitra")
    lain = desk("lain", Role.REPORTER_TRUSTED, "", "Lain")
    assert lain.get("/pelapor/lembaga/?nama=Mitra").status_code == 404
    assert lain.get("/pelapor/lembaga/?nama=Lain").status_code == 200
    assert desk("ketua", Role.SENIOR_PANEL).get("/pelapor/").status_code == 200
