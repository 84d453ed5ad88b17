"""Papers: what is known is on them, what is not stays empty, personal data only for whom they are, all of it recorded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from telling_web import by, in_review, reported, thing

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.evidence import EvidenceStore, verify_package
from suluh.cases.things import EvidenceItem
from suluh.report.sheet import Sheet
from suluh.web.decisions import carry_out
from suluh.web.models import Letter
from suluh.web.papers.record import MADE, SEEN
from suluh.web.store import LEDGER, happen
from suluh.web.tracks.models import FormRow

pypdf = pytest.importorskip("pypdf")
Opened = Callable[..., Client]
PICTURE = b"\x89PNG tangkapan layar"


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def filed(now: datetime, who: str = "p-warga") -> None:
    """A laporan of election law with a picture."""
    happen(
        e.Reported(
            **by("B-1", now, who, Role.REPORTER_PUBLIC),
            track="B",
            thing=thing("B-1"),
            words="Ada amplop. Hubungi 0812-3456-7890.",
            region="18.71",
            known_on=date(2024, 11, 25),
        )
    )


def with_picture(case: str, now: datetime, folder: Path) -> None:
    sha256, size = EvidenceStore(folder / "evidence").put(PICTURE)
    item = EvidenceItem(
        sha256=sha256, size=size, media_type="image/png", what="screenshot", captured_at=now
    )
    happen(e.EvidenceAdded(**by(case, now, "p-warga", Role.REPORTER_PUBLIC), item=item))


def kinds(case: str) -> list[str]:
    return [event.kind for event in LEDGER.events(subject=case) if event.kind in (MADE, SEEN)]


def test_the_form_says_what_is_known_and_masks_who(
    desk: Opened, person: Callable[..., object], now: datetime
) -> None:
    warga = person("Siti Aminah", Role.REPORTER_PUBLIC)
    filed(now, warga.key)  # type: ignore[attr-defined]
    answer = desk("awas", Role.SUPERVISOR, "18.71").post("/perkara/B-1/berkas/laporan.pdf")
    said = text_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    for word in (
        "Formulir Laporan",
        "25 November 2024",
        "18.71",
        "Perbawaslu 9/2024",
        "ID-LAW-021",
        "Saksi 3",
    ):
        assert word in said, word
    assert "0812" not in said and "@cB-1" not in said and "[disamarkan]" in said
    assert kinds("B-1") == [MADE]


def test_personal_data_are_shown_to_whom_may_see_them_and_that_is_recorded(
    desk: Opened, person: Callable[..., object], now: datetime
) -> None:
    warga = person("siti", Role.REPORTER_PUBLIC)
    warga.first_name, warga.email = "Siti Aminah", "siti@example.org"  # type: ignore[attr-defined]
    warga.save()  # type: ignore[attr-defined]
    filed(now, warga.key)  # type: ignore[attr-defined]
    answer = desk("awas", Role.SUPERVISOR).post(
        "/perkara/B-1/berkas/laporan.pdf",
        {"personal": "yes", "why": "Diminta penyidik dengan surat."},
    )
    said = text_of(answer.content)
    assert "Siti Aminah" in said and "siti@example.org" in said and "@cB-1" in said
    assert kinds("B-1") == [MADE, SEEN]
    assert LEDGER.verify().ok


def test_who_may_not_see_them_does_not_by_asking(desk: Opened, now: datetime) -> None:
    reported("A-1", now)
    said = text_of(
        desk("rani", Role.TRIAGE)
        .post(
            "/perkara/A-1/berkas/laporan.pdf",
            {"personal": "yes", "why": "Diminta penyidik dengan surat."},
        )
        .content
    )
    assert "@cA-1" not in said and kinds("A-1") == [MADE]


def test_a_package_with_its_anchor_holds(
    desk: Opened, installation: Path, now: datetime, tmp_path: Path
) -> None:
    filed(now)
    with_picture("B-1", now, installation)
    awas = desk("awas", Role.SUPERVISOR)
    answer = awas.post(
        "/perkara/B-1/berkas/bukti.zip",
        {"personal": "yes", "why": "Diminta penyidik dengan surat."},
    )
    path = tmp_path / "bukti.zip"
    path.write_bytes(answer.content)
    assert verify_package(path, answer["Suluh-Anchor"]) == []
    assert PICTURE in path.read_bytes()
    assert answer["Suluh-Anchor"] in awas.get("/perkara/B-1/berkas/").content.decode()
    assert kinds("B-1") == [MADE, SEEN]


def test_a_masked_package_leaves_the_recordings_at_home(
    desk: Opened, installation: Path, now: datetime, tmp_path: Path
) -> None:
    in_review("A-1", now)
    with_picture("A-1", now, installation)
    happen(e.Message(**by("A-1", now), words="hanya untuk meja", internal=True))
    answer = desk("rani", Role.REVIEWER).post(
        "/perkara/A-1/berkas/bukti.zip",
        {"personal": "yes", "why": "Diminta penyidik dengan surat."},
    )
    path = tmp_path / "bukti.zip"
    path.write_bytes(answer.content)
    assert verify_package(path, answer["Suluh-Anchor"]) == []
    with zipfile.ZipFile(path) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert PICTURE not in whole and b"hanya untuk meja" not in whole and b"masked" in whole
    assert kinds("A-1") == [MADE]


def test_altered_evidence_makes_no_package(desk: Opened, installation: Path, now: datetime) -> None:
    filed(now)
    with_picture("B-1", now, installation)
    kept = (installation / "evidence").rglob("*")
    file = next(path for path in kept if path.is_file() and path.read_bytes() == PICTURE)
    file.chmod(0o600)
    file.write_bytes(b"lain")
    answer = desk("awas", Role.SUPERVISOR).post(
        "/perkara/B-1/berkas/bukti.zip",
        {"personal": "yes", "why": "Diminta penyidik dengan surat."},
        follow=True,
    )
    assert "hilang atau berubah" in answer.content.decode() and kinds("B-1") == []


def test_the_statement_says_why_and_names_nobody(desk: Opened, now: datetime) -> None:
    in_review("A-1", now - timedelta(minutes=5), who="p-pelapor")
    decided = e.Decided(
        **by("A-1", now, "p-rani", Role.REVIEWER),
        outcome="context_label",
        rule="pilkada-2024@1/CIV-PROC",
        severity=3,
        reason="Tanggalnya keliru.",
    )
    carry_out(happen(decided), now)
    said = text_of(desk("rani", Role.REVIEWER).post("/perkara/A-1/berkas/alasan.pdf").content)
    for word in (
        "Label konteks",
        "Tanggalnya keliru.",
        "CIV-PROC",
        "Statement of Reasons",
        "SOURCE_TRUSTED_FLAGGER",
    ):
        assert word in said, word
    assert "p-rani" not in said and "p-pelapor" not in said


def test_the_author_gets_the_statement_by_the_link_and_nobody_else(now: datetime) -> None:
    in_review("A-1", now - timedelta(minutes=5))
    decided = e.Decided(
        **by("A-1", now, "p-rani", Role.REVIEWER), outcome="remove", reason="Keliru.", severity=3
    )
    carry_out(happen(decided), now)
    secret = Letter.objects.get(whom="author").secret
    answer = Client().get(f"/banding/{secret}/alasan.pdf")
    assert answer.status_code == 200 and "Keliru." in text_of(answer.content)
    assert f"/banding/{secret}/alasan.pdf" in Client().get(f"/banding/{secret}/").content.decode()
    assert Client().get(f"/banding/{secret[:-1]}x/alasan.pdf").status_code == 404


def test_without_a_decision_there_is_no_statement(desk: Opened, now: datetime) -> None:
    reported("A-1", now)
    answer = desk("rani", Role.REVIEWER).post("/perkara/A-1/berkas/alasan.pdf", follow=True)
    assert "Belum ada putusan" in answer.content.decode() and kinds("A-1") == []


@given(st.lists(st.text(max_size=400), max_size=4), st.text(max_size=60))
@settings(max_examples=25, deadline=None)
def test_whatever_a_post_says_a_sheet_can_be_made(texts: list[str], label: str) -> None:
    sheet = Sheet("Uji", "kaki", datetime.fromisoformat("2024-11-26T08:00:00+07:00"))
    for text in texts:
        sheet.words(text)
        sheet.field(label, text)
    assert sheet.pdf().startswith(b"%PDF")


def test_dressed_up_letters_become_plain_ones_and_the_rest_is_counted() -> None:
    sheet = Sheet("Uji", "kaki", datetime.fromisoformat("2024-11-26T08:00:00+07:00"))
    sheet.words("𝗣𝗶𝗹𝗸𝗮𝗱𝗮 🗳️ ꦲ")
    assert "Pilkada ? ?" in text_of(sheet.pdf()) and sheet.missing == 2


def test_a_long_field_goes_on_over_the_page() -> None:
    sheet = Sheet("Uji", "kaki", datetime.fromisoformat("2024-11-26T08:00:00+07:00"))
    sheet.field("Uraian", "kata " * 3000)
    sheet.field("Sesudahnya", "akhir")
    assert "akhir" in text_of(sheet.pdf())


WRITTEN = {
    "origin": "laporan",
    "law": "pilkada",
    "region": "18.71",
    "url": "https://www.tiktok.com/@contoh/video/9",
    "pelapor.nama": "Pelapor Karangan",
    "pelapor.ttl": "Kota Contoh, 1 Januari 1990",
    "pelapor.telepon": "0812-3456-7890",
    "terlapor.nama": "Terlapor Karangan",
    "terlapor.alamat": "Jalan Contoh 1",
    "peristiwa.uraian": "Ada pembagian amplop. Saksi dapat dihubungi di 0813-1111-2222.",
    "peristiwa.tempat": "Pos ronda contoh",
    "peristiwa.tanggal_kejadian": "2024-11-24",
    "peristiwa.tanggal_diketahui": "2024-11-25",
    "saksi[]": "Saksi Karangan, Jalan Contoh 2",
}
PERSONAL = (
    "Pelapor Karangan",
    "Kota Contoh",
    "0812",
    "Terlapor Karangan",
    "Jalan Contoh 1",
    "0813",
    "Saksi Karangan",
)


def form_filed(client: Client, **changes: str) -> str:
    answer = client.post("/dugaan/baru/", WRITTEN | changes)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"].split("/")[2])


def paper(client: Client, case: str, **more: str) -> str:
    return text_of(client.post(f"/perkara/{case}/berkas/laporan.pdf", more).content)


def test_a_form_that_was_filled_in_comes_out_filled_in(desk: Opened) -> None:
    case = form_filed(desk("warga", Role.REPORTER_PUBLIC))
    awas = desk("awas", Role.SUPERVISOR, "18.71")
    said = paper(awas, case, personal="yes", why="Diminta penyidik dengan surat.")
    for word in PERSONAL:
        assert word in said, word
    for word in (
        "Pos ronda contoh",
        "Minggu, 24 November 2024",
        "Senin, 25 November 2024",
        "video/9",
    ):
        assert word in said, word
    assert said.count("Ada pembagian amplop.") == 1 and "[disamarkan]" not in said
    assert "bukan lagi" not in said and kinds(case) == [MADE, SEEN]


def test_without_a_reason_the_filled_form_names_nobody(desk: Opened) -> None:
    case = form_filed(desk("warga", Role.REPORTER_PUBLIC))
    said = paper(desk("awas", Role.SUPERVISOR, "18.71"), case)
    for word in PERSONAL:
        assert word not in said, word
    assert said.count("[disamarkan]") == 6 and "Pos ronda contoh" in said
    assert "Ada pembagian amplop." in said and kinds(case) == [MADE]


def test_a_finding_has_no_reporter_on_its_form(desk: Opened) -> None:
    awas = desk("awas", Role.SUPERVISOR, "18.71")
    said = paper(awas, form_filed(awas, origin="temuan"), personal="yes", why="Untuk berkas resmi.")
    assert "tidak ada pelapor" in said and "Pelapor Karangan" not in said
    assert "Tanda tangan pengawas" in said and "Terlapor Karangan" in said


def test_a_form_altered_behind_the_ledger_says_so(desk: Opened) -> None:
    case = form_filed(desk("warga", Role.REPORTER_PUBLIC))
    row = FormRow.objects.get(case=case)
    FormRow.objects.filter(case=case).update(fields=row.fields.replace("Pos ronda", "Balai"))
    said = paper(desk("awas", Role.SUPERVISOR, "18.71"), case)
    assert "bukan lagi isian" in said and "Balai contoh" in said
