"""A laporan on the web, from the form to its receipt at Gakkumdu; what is missing is shown, the wrong order refused."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from telling_tracks import filed, filled

from suluh.cases import Case, Role
from suluh.cases.events import KINDS
from suluh.cases.requirements import FORMAL, MATERIAL
from suluh.web.models import CaseRow
from suluh.web.order import rules
from suluh.web.papers.record import SEEN
from suluh.web.store import LEDGER, case_from, events_of, history, rebuild
from suluh.web.tracks import forms
from suluh.web.tracks.models import FormRow

Desk = Callable[..., Client]
PDF = b"%PDF-1.4 contoh"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg=="
)


def at(case: str) -> Case:
    return case_from(history(case))


def step(client: Client, case: str, name: str, **fields: Any) -> str:
    answer = client.post(f"/perkara/{case}/langkah/", {"step": name, **fields}, follow=True)
    return answer.content.decode()


def judged(*lacking: str) -> dict[str, str]:
    return {f"met_{key}": "no" if key in lacking else "yes" for key in (*FORMAL, *MATERIAL)}


@pytest.fixture
def warga(desk: Desk) -> Client:
    return desk("warga", Role.REPORTER_PUBLIC)


@pytest.fixture
def awas(desk: Desk) -> Client:
    return desk("awas", Role.SUPERVISOR, "18.71")


def test_the_form_has_the_fields_of_the_fact_and_no_other(warga: Client) -> None:
    page = warga.get("/dugaan/baru/").content.decode()
    fields = set(forms.names(rules()[0]))
    assert fields and all(f'name="{name}"' in page for name in fields)
    named = {part.split('"')[0] for part in page.split('name="')[1:]}
    assert {name for name in named if "." in name or "[]" in name} == fields


def test_what_is_missing_is_shown_at_once(warga: Client) -> None:
    case = filed(warga)
    page = warga.get(f"/dugaan/{case}/").content.decode()
    looked = {r.key: r.met for r in forms.requirements(at(case), forms.kept(case), rules()[0])}
    assert looked == {
        "identitas_pelapor": True,
        "identitas_terlapor": False,  # no address
        "tenggat": True,
        "tanda_tangan": None,
        "waktu_tempat": True,
        "uraian": True,
        "bukti": False,
    }
    assert "nama dan alamat/domisili terlapor" in page and "belum ada" in page


def test_no_name_reaches_the_ledger_and_a_changed_form_is_noticed(
    warga: Client, awas: Client
) -> None:
    case = filed(warga, **{"peristiwa.uraian": "Hubungi 0812-3456-7890, dia saksinya."})
    told = "".join(str(event.data()) for event in history(case))
    assert "Karangan" not in told and "0812" not in told
    page = awas.get(f"/perkara/{case}/").content.decode()
    assert "Nama Karangan" not in page and "[disamarkan]" in page
    row = FormRow.objects.get(case=case)
    row.fields = row.fields.replace("Pos ronda", "Rumah")
    row.save()
    assert "bukan lagi yang sidiknya" in awas.get(f"/perkara/{case}/").content.decode()


def test_a_sight_of_personal_data_is_recorded(warga: Client, awas: Client) -> None:
    case = filed(warga)
    why = {"why": "Diminta penyidik dengan surat."}
    assert "Nama Karangan" in awas.post(f"/perkara/{case}/isian/", why).content.decode()
    assert [e.data()["what"] for e in LEDGER.events(kind=SEEN, subject=case)] == ["form"]


def test_from_the_form_to_the_receipt(warga: Client, awas: Client) -> None:
    case = filed(warga)
    step(awas, case, "acknowledged", number="TT/1")
    step(awas, case, "initial_review_started")
    step(awas, case, "initially_reviewed", **judged("identitas_terlapor", "bukti"))
    step(awas, case, "repair_asked")
    page = warga.get(f"/dugaan/{case}/").content.decode()
    assert "Laporan perlu diperbaiki" in page and "nama dan alamat/domisili terlapor" in page
    assert "sisa 1 hari" in page or "sisa 2 hari" in page  # two days, to the end of the local day
    file = SimpleUploadedFile("../foto.png", PNG)
    page = warga.post(f"/dugaan/{case}/bukti/", {"file": file, "note": "foto"}, follow=True)
    assert "disimpan dengan sidiknya" in page.content.decode(), re.findall(
        r'class="said[^>]*>([^<]*)', page.content.decode()
    )
    warga.post(f"/dugaan/{case}/perbaiki/", filled(**{"terlapor.alamat": "Jalan Karangan 1"}))
    assert at(case).state == "kajian_awal" and len(at(case).evidence) == 1
    warga.post(f"/dugaan/{case}/bukti/", {"file": SimpleUploadedFile("surat.pdf", PDF)})
    got = awas.get(f"/perkara/{case}/bukti/{hashlib.sha256(PDF).hexdigest()}/")
    assert b"".join(got.streaming_content) == PDF  # type: ignore[attr-defined]
    step(awas, case, "initially_reviewed", **judged())
    step(awas, case, "registered", number="001/REG/CONTOH")
    step(awas, case, "handling_started")
    step(awas, case, "extra_info_asked", words="Siapa saksinya?")
    assert at(case).state == "keterangan_tambahan", [e.state for e in at(case).history]
    assert "Siapa saksinya?" in warga.get(f"/dugaan/{case}/").content.decode()
    warga.post(f"/dugaan/{case}/tulis/", {"words": "Tetangga saya."})
    step(awas, case, "ruled", finding="pidana", words="Cukup bukti.")
    assert "Gakkumdu" in step(awas, case, "closed")  # first to whom it concerns
    step(awas, case, "handed_over", number="S-1")
    step(awas, case, "handover_received", number="GK-7")
    step(awas, case, "gakkumdu_moved", court_step="penyidikan")
    page = warga.get(f"/dugaan/{case}/").content.decode()
    assert "GK-7" in page and "001/REG/CONTOH" in page and "S-1" in page
    step(awas, case, "closed")
    assert at(case).state == "selesai"
    assert LEDGER.verify().ok
    before = list(CaseRow.objects.values())
    rebuild()
    assert list(CaseRow.objects.values()) == before


def test_other_law_goes_to_the_body_that_is_named(warga: Client, awas: Client) -> None:
    case = filed(warga)
    for name, more in (
        ("acknowledged", {"number": "1"}), ("initial_review_started", {}),
        ("initially_reviewed", judged()), ("registered", {"number": "2"}), ("handling_started", {}),
        ("ruled", {"finding": "hukum_lain", "words": "-"}),
    ):  # fmt: skip
        step(awas, case, name, **more)
    assert "Sebutkan instansi" in step(awas, case, "handed_over", number="S-2")
    assert "Kepolisian" in step(awas, case, "handed_over", number="S-2", body="Kepolisian")
    filing = at(case).filing
    assert filing and (filing.handed_to, filing.body) == ("instansi", "Kepolisian")


@pytest.mark.parametrize(
    ("name", "fields", "why"),
    [
        ("registered", {"number": "1"}, "registrasi mempunyai tempat dalam keadaan"),
        ("ruled", {"finding": "pidana", "words": "-"}, "keputusan mempunyai tempat dalam keadaan"),
        ("handed_over", {"number": "1"}, "penerusan ke lembaga lain mempunyai tempat"),
        ("initially_reviewed", {}, "Belum ada yang dipilih"),
        ("nirwana", {}, "Belum ada yang dipilih"),
    ],
)
def test_the_wrong_order_is_refused_with_the_sentence_why(
    name: str, fields: dict[str, str], why: str, warga: Client, awas: Client
) -> None:
    case = filed(warga)
    assert why in step(awas, case, name, **fields)
    assert at(case).state == "laporan"


def test_registered_only_once_found_complete_and_then_not_withdrawn(
    warga: Client, awas: Client
) -> None:
    case = filed(warga)
    step(awas, case, "acknowledged", number="1")
    step(awas, case, "initial_review_started")
    assert "belum menyatakan syarat" in step(awas, case, "registered", number="1")
    step(awas, case, "initially_reviewed", **judged())
    step(awas, case, "registered", number="1")
    warga.post(f"/dugaan/{case}/cabut/")
    assert at(case).state == "diregister"


def test_a_report_is_withdrawn_before_it_is_registered_by_whoever_made_it(
    warga: Client, desk: Desk
) -> None:
    case = filed(warga)
    assert desk("lain", Role.REPORTER_PUBLIC).post(f"/dugaan/{case}/cabut/").status_code == 404
    warga.post(f"/dugaan/{case}/cabut/")
    assert at(case).state == "dicabut"


def test_days_are_counted_as_the_law_of_the_election_counts_them(
    awas: Client, warga: Client
) -> None:
    for law, kind in (("pilkada", "7 hari"), ("pemilu", "7 hari kerja")):
        case = filed(warga, law=law)
        page = " ".join(awas.get(f"/perkara/{case}/").content.decode().split())
        assert f"· {kind} " in page or f"· {kind}<" in page, law
    assert "UU 7/2017 Pasal 454 ayat (6)" in page


def test_a_finding_is_recorded_in_ones_own_region_and_reviewed_by_another(
    desk: Desk, awas: Client
) -> None:
    page = awas.post("/dugaan/baru/", filled(origin="temuan", region="18.72")).content.decode()
    assert (
        "wilayah tugas sendiri" in page and "Ada pembagian amplop" in page
    )  # nothing typed is lost
    case = filed(awas, origin="temuan")
    step(awas, case, "acknowledged", number="1")
    assert "laporannya sendiri" in step(awas, case, "initial_review_started")
    step(desk("awas2", Role.SUPERVISOR, "18"), case, "initial_review_started")
    assert at(case).state == "kajian_awal"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"peristiwa.tanggal_diketahui": ""}, "hari dan tanggal diketahui"),
        ({"peristiwa.tanggal_diketahui": "kemarin"}, "tidak terbaca"),
        ({"peristiwa.uraian": " "}, "belum ditulis"),
        ({"region": "99.99"}, "wilayah tidak dikenal"),
        ({"origin": "temuan"}, "Belum ada yang dipilih"),
        ({"url": "javascript:alert(1)"}, "bukan alamat laman"),
    ],
)
def test_what_does_not_fit_is_said(change: dict[str, str], why: str, warga: Client) -> None:
    assert why in warga.post("/dugaan/baru/", filled(**change)).content.decode()
    assert not CaseRow.objects.exists()


def test_a_file_that_is_no_evidence_is_refused(warga: Client) -> None:
    case = filed(warga)
    for bytes_ in (b"<svg onload=alert(1)>", b"", b"MZ"):
        file = SimpleUploadedFile("x.png", bytes_ or b"\0")
        page = warga.post(f"/dugaan/{case}/bukti/", {"file": file}, follow=True).content.decode()
        assert "tidak diterima" in page
    assert not at(case).evidence


def test_no_event_of_another_track_is_among_them(warga: Client, awas: Client) -> None:
    case = filed(warga)
    step(awas, case, "acknowledged", number="1")
    kinds = {type(event) for event in events_of(history(case))}
    assert kinds <= {kind for kind in KINDS if "B" in kind.tracks}
