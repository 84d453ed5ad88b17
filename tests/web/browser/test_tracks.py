"""Election law and legal orders as those who may meet them, from the form to the end; and that no track moves another."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
WIDTHS = pytest.mark.parametrize("width", [390, 1280])
FORM = "form:has(input[name=step][value={}])"


def send(page: Page, form: str = "main form") -> None:
    page.locator(f"{form} button").first.click()
    page.wait_for_load_state()


def step(page: Page, name: str, **fields: str) -> None:
    """One step on the page of a case, with what is written into its form."""
    form = FORM.format(name)
    for field, words in fields.items():
        page.locator(form).locator(f"[name={field}]:not([type=radio])").fill(words)
    send(page, form)


def judge(page: Page, *lacking: str) -> None:
    """Kajian awal: every requirement, one by one."""
    form = page.locator(FORM.format("initially_reviewed"))
    for legend in form.locator("fieldset.judge").all():
        name = legend.locator("input").first.get_attribute("name") or ""
        met = "no" if name.removeprefix("met_") in lacking else "yes"
        legend.locator(f"input[value={met}]").check()
    send(page, FORM.format("initially_reviewed"))


def number_of(page: Page) -> str:
    """The case's number, as the address has it."""
    return page.url.rstrip("/").rsplit("/", 1)[1]


def state_of(page: Page) -> str:
    """Where the case stands, as its page says it."""
    return page.locator("p.place:not(.tools) > span").first.inner_text()


class Told:
    """What the ledger and the public count say, as anybody gets them: the auditor's dump, and /transparansi/."""

    def __init__(self, opened: Opened, folder: Path) -> None:
        self.opened, self.folder = opened, folder

    def events(self, case: str) -> list[str]:
        lines = self.opened("auditor", "/pemeriksaan/").request.get("/pemeriksaan/catatan.jsonl")
        found = map(json.loads, lines.text().splitlines())
        return [one["kind"] for one in found if one.get("subject") == case]

    def counted(self) -> dict[str, Any]:
        """The public figures of the three tracks, brought up to this moment."""
        command = [sys.executable, "-m", "suluh", "jobs", "count", "--data", str(self.folder)]
        subprocess.run(command, check=True, capture_output=True)
        page = self.opened("", "/transparansi/")
        report: Any = page.request.get("/transparansi/laporan.json").json()
        counts = {one["name"]: one["numerator"] for one in report["counts"]}
        return {
            "A": counts["cases"],
            "B": {one["name"]: one["numerator"] for one in report["election_law"]},
            "C": report["orders"]["rows"],
        }


@pytest.fixture
def told(opened: Opened, desks: Any) -> Told:
    return Told(opened, desks.folder)


def reported_on_a(opened: Opened, url: str, width: int) -> str:
    """The same post as a partner reports it to the platform; its number on track A."""
    page = opened("pelapor", "/laporan/baru/", width)
    page.fill("#url", url)
    page.fill("#words", "Mohon diperiksa.")
    send(page)
    page.wait_for_url("**/laporan/")
    page.locator("main a[href*='/laporan/A-']").first.click()
    page.wait_for_url("**/laporan/A-*/")
    return number_of(page)


def filed(opened: Opened, url: str, width: int) -> Page:
    """A citizen's laporan without the address of whom it is about and without evidence."""
    page = opened("warga", "/dugaan/baru/", width)
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    page.check("input[name=origin][value=laporan]")
    page.check("input[name=law][value=pilkada]")
    page.fill("#region", "18.71")
    page.fill("[name='pelapor.nama']", "Nama Karangan")
    page.fill("[name='terlapor.nama']", "Terlapor Karangan")
    page.fill("[name='peristiwa.tempat']", "Pos ronda contoh")
    page.fill("[name='peristiwa.uraian']", "Ada pembagian amplop di pos ronda.")
    page.fill("[name='peristiwa.tanggal_kejadian']", yesterday)
    page.fill("[name='peristiwa.tanggal_diketahui']", yesterday)
    page.fill("#url", url)
    page.locator("main form button.go").click()
    page.wait_for_url("**/dugaan/B-*/")
    return page


@pytest.mark.parametrize(
    ("width", "finding", "body"),
    [
        (390, "pidana", "Gakkumdu"),
        (1280, "administrasi", "KPU"),
        pytest.param(1280, "kode_etik", "DKPP", marks=pytest.mark.slow),
    ],
)
def test_a_laporan_from_the_form_to_the_hand_over(
    width: int, finding: str, body: str, opened: Opened, told: Told
) -> None:
    url = f"https://www.facebook.com/contoh.{body.lower()}/posts/{width}"
    platform = reported_on_a(opened, url, width)
    before, stood = told.counted(), told.events(platform)
    own = filed(opened, url, width)
    case = number_of(own)
    page = opened("pengawas", f"/perkara/{case}/", width)
    assert "Nama Karangan" not in page.content()

    step(page, "acknowledged", number=f"TT/{width}")
    step(page, "initial_review_started")
    assert page.locator(FORM.format("registered")).count() == 0  # before it has been judged
    judge(page, "identitas_terlapor", "bukti")
    step(page, "repair_asked")

    own.reload()
    asked = own.locator(".said.asked")
    assert asked.locator("li").count() == 2 and asked.get_by_text("sisa").count()
    own.set_input_files(
        "#file", {"name": "foto.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 contoh"}
    )
    own.locator("form:has(#file) button").click()
    own.locator(".said.success").wait_for()
    own.fill("[name='terlapor.alamat']", "Jalan Karangan 1")
    own.locator("form[action$='/perbaiki/'] button").click()
    own.locator(".said.success").wait_for()

    page.reload()
    judge(page)
    step(page, "registered", number=f"{width}/{body}/CONTOH")
    step(page, "handling_started")
    assert page.locator("dl.due").count() >= 3 and page.locator("dl.due.late").count() == 0
    own.reload()
    assert own.locator("form[action$='/cabut/']").count() == 0  # what is registered stays
    step(page, "extra_info_asked", words="Siapa saksinya?")
    own.reload()
    own.get_by_text("Siapa saksinya?").wait_for()
    own.fill("#words", "Tetangga saya.")
    own.locator("form:has(#words) button").click()

    page.reload()
    page.locator(f"input[name=finding][value={finding}]").check()
    step(page, "ruled", words="Cukup bukti, hanya latihan.")
    assert page.locator(FORM.format("handed_over")).get_by_text(body).count()
    step(page, "handed_over", number=f"S-{width}")
    step(page, "handover_received", number=f"{body}-7")
    step(page, "closed")
    own.reload()
    assert own.locator("h1").inner_text() == "selesai"
    assert (
        own.get_by_text(f"{body}-7").count() and own.get_by_text(f"{width}/{body}/CONTOH").count()
    )

    now = told.counted()
    assert (now["A"], now["C"]) == (before["A"], before["C"])
    for figure in ("filed", "filed_registered", "filed_ruled", "filed_handed_over"):
        assert now["B"][figure] == before["B"][figure] + 1
    assert told.events(platform) == [*stood, "case_linked"]  # a reference, and nothing else
    is_shut_to_others(opened, case, ("peninjau", "hukum", "pelapor"), width)


@WIDTHS
def test_a_legal_order_from_its_receipt_to_the_public_count(
    width: int, opened: Opened, told: Told, desks: Any
) -> None:
    url = f"https://www.instagram.com/p/contoh{width}/"
    platform = reported_on_a(opened, url, width)
    before, stood = told.counted(), told.events(platform)
    page = opened("hukum", "/perintah/baru/", width)
    page.select_option("#issuer", "komdigi")
    page.fill("#number", f"contoh/{width}")
    page.fill("#legal_basis", "Permenkominfo 5/2020")
    page.check("[name=urgent]")
    page.fill("#url", url)
    page.fill("#region", "18")
    page.locator("main form button.go").click()
    page.wait_for_url("**/perkara/C-*/")
    case = number_of(page)

    assert page.locator(FORM.format("limited")).count() == 0  # nothing is done unexamined
    page.set_input_files(
        "#file",
        {
            "name": "perintah.pdf",
            "mimeType": "application/pdf",
            "buffer": f"%PDF-1.4 {width}".encode(),
        },
    )
    page.locator("form[action$='/naskah/'] button").click()
    page.locator(".said.success").wait_for()
    step(page, "order_examined")
    step(page, "order_validated", words="Berwenang.")
    assert page.locator(".said.error").count()  # none of the four checks is ticked
    for check in page.locator("[name=checks]").all():
        check.check()
    step(page, "order_validated", words="Berwenang dan jelas batasnya.")
    step(page, "limited")
    step(page, "notified")
    author = opened("", desks.letter(case), width)
    assert author.get_by_text(f"contoh/{width}").count()
    author.fill("#words", "Ini liputan.")
    author.locator("main form button").click()
    page.reload()
    step(page, "closed")
    assert page.locator(".said.error").count()  # the objection is answered first
    step(page, "challenge_answered", words="Perintahnya sah, hanya latihan.")
    step(page, "closed")
    author.reload()
    author.get_by_text("Perintahnya sah, hanya latihan.").wait_for()

    now = told.counted()
    assert (now["A"], now["B"]) == (before["A"], before["B"])
    then = {row["key"]: {f["name"]: f["numerator"] for f in row["figures"]} for row in before["C"]}
    for row in now["C"]:
        more = {f["name"]: f["numerator"] - then[row["key"]][f["name"]] for f in row["figures"]}
        mine = {"order_received", "order_urgent", "order_validated", "order_geo_limited"}
        wanted = set() if row["key"] == "pengadilan" else mine
        assert {name for name, n in more.items() if n} == wanted
    assert told.events(platform) == [*stood, "case_linked"]
    public = opened("", "/transparansi/", width)
    assert public.get_by_text("Komdigi").count()
    is_shut_to_others(opened, case, ("peninjau", "pengawas", "pelapor"), width)


def is_shut_to_others(opened: Opened, case: str, names: tuple[str, ...], width: int) -> None:
    """Whoever works on another track does not find it."""
    for name in names:
        page = opened(name, "/meja/", width)
        assert page.request.get(f"/perkara/{case}/").status == 404, name
