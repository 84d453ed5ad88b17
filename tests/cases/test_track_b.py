"""Track B told as Bawaslu works: laporan and temuan, kajian awal, registration, penanganan, hand-over."""

from __future__ import annotations

from datetime import date

import pytest
from telling import Story, filed, registered

from suluh.cases import NotAllowed, NotNow
from suluh.cases import events as e


def ruled(finding: str) -> Story:
    story = registered()
    story.say(e.HandlingStarted, "pengawas", 300)
    story.say(e.Ruled, "pengawas", 400, finding=finding, reason="kajian")
    return story


def test_a_report_is_reviewed_registered_handled_and_found_to_be_no_violation() -> None:
    story = ruled("bukan_pelanggaran")
    assert story.say(e.Closed, "pengawas", 500).state == "selesai"
    states = [entry.state for entry in story.now.history]
    assert states == [
        "laporan",
        "diterima",
        "kajian_awal",
        "diregister",
        "penanganan",
        "keputusan",
        "selesai",
    ]


def test_an_incomplete_report_is_repaired_and_then_registered() -> None:
    story = filed(known_on=date(2024, 11, 24))
    story.say(e.Acknowledged, "pengawas", 60)
    story.say(e.InitialReviewStarted, "pengawas", 61)
    with pytest.raises(NotNow, match="complete"):
        story.say(e.Registered, "pengawas", 62, number="1")
    story.say(e.InitiallyReviewed, "pengawas", 63, formal=("tanda_tangan",), material=("bukti",))
    assert story.now.state == "tidak_memenuhi"
    story.say(e.RepairAsked, "pengawas", 64)
    story.say(e.Repaired, "warga", 65, words="KTP dan tangkapan layar dilampirkan")
    with pytest.raises(NotNow, match="complete"):
        story.say(e.Registered, "pengawas", 66, number="1")
    story.say(e.InitiallyReviewed, "pengawas", 67)
    assert story.say(e.Registered, "pengawas", 68, number="1").state == "diregister"


def test_what_is_not_repaired_is_not_registered() -> None:
    story = filed()
    story.say(e.Acknowledged, "pengawas", 60)
    story.say(e.InitialReviewStarted, "pengawas", 61)
    story.say(e.InitiallyReviewed, "pengawas", 63, formal=("tenggat",))
    story.say(e.RepairAsked, "pengawas", 64)
    assert (
        story.say(e.NotRegistered, "pengawas", 5000, why="lewat masa perbaikan").state
        == "tidak_diregister"
    )
    assert story.say(e.Closed, "pengawas", 5001).state == "selesai"


def test_a_registered_report_cannot_be_withdrawn_and_an_unregistered_one_can() -> None:
    with pytest.raises(NotNow):
        registered().say(e.Withdrawn, "warga", 300)
    story = filed()
    with pytest.raises(NotAllowed):
        story.say(e.Withdrawn, "pengawas", 10)
    assert story.say(e.Withdrawn, "warga", 10).state == "dicabut"


def test_a_finding_comes_from_supervisors_and_another_of_them_rules() -> None:
    with pytest.raises(NotAllowed):
        Story("B2").say(e.Reported, "warga", 0, track="B", thing=filed().now.thing, origin="temuan")
    story = filed("temuan")
    story.say(e.Acknowledged, "pengawas", 1)
    with pytest.raises(NotAllowed, match="own report"):
        story.say(e.InitialReviewStarted, "pengawas", 2)
    story.say(e.InitialReviewStarted, "pengawas2", 3)
    with pytest.raises(NotNow):
        story.say(e.Withdrawn, "pengawas", 4)


@pytest.mark.parametrize(
    ("finding", "to"),
    [
        ("administrasi", "KPU"),
        ("kode_etik", "DKPP"),
        ("pidana", "Gakkumdu"),
        ("hukum_lain", "instansi"),
    ],
)
def test_what_was_found_goes_to_whom_it_concerns_and_nowhere_else(finding: str, to: str) -> None:
    story = ruled(finding)
    with pytest.raises(NotNow, match="hand it over"):
        story.say(e.Closed, "pengawas", 500)
    for other in {"KPU", "DKPP", "Gakkumdu", "instansi"} - {to}:
        with pytest.raises(NotNow, match="goes to"):
            story.say(e.HandedOver, "pengawas", 500, to=other)
    assert story.say(e.HandedOver, "pengawas", 500, to=to).state == "diteruskan"
    assert story.say(e.Closed, "pengawas", 600).state == "selesai"


def test_the_criminal_procedure_is_gakkumdus() -> None:
    story = ruled("administrasi")
    story.say(e.HandedOver, "pengawas", 500, to="KPU")
    with pytest.raises(NotNow, match="Gakkumdu"):
        story.say(e.GakkumduMoved, "pengawas", 600, step="penyidikan")


def test_extra_information_comes_between_handling_and_ruling() -> None:
    story = registered()
    story.say(e.HandlingStarted, "pengawas", 300)
    assert (
        story.say(e.ExtraInfoAsked, "pengawas", 310, question="saksi?").state
        == "keterangan_tambahan"
    )
    assert (
        story.say(e.Ruled, "pengawas", 320, finding="kode_etik", reason="kajian").state
        == "keputusan"
    )
