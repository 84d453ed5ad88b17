"""The flows of the people who are at no desk: reporting, tips, facts, reviews, an appeal; on a telephone and on a screen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
WIDTHS = pytest.mark.parametrize("width", [390, 1280])


def send(page: Page, form: str = "main form") -> None:
    page.locator(f"{form} button.go").first.click()
    page.wait_for_load_state()


@WIDTHS
def test_a_partner_reports_a_post_and_writes_to_the_desk(opened: Opened, width: int) -> None:
    page = opened("pelapor", "/laporan/baru/", width)
    page.fill("#url", f"https://www.tiktok.com/@contoh/video/{width}")
    page.fill("#words", "Jam TPS keliru, hubungi 0812-3456-7890")
    page.fill("#post", f"TPS tutup jam {width % 9 + 1} pagi")
    send(page)
    page.wait_for_url("**/laporan/")
    page.locator("main a[href*='/laporan/A-']").first.click()
    page.fill("#words", "Videonya sudah dihapus akunnya.")
    page.locator("form:has(#words) button").click()
    page.get_by_text("Videonya sudah dihapus akunnya.").wait_for()
    assert "0812" not in page.content()


@WIDTHS
def test_a_table_of_links_says_which_rows_are_wrong(
    opened: Opened, width: int, tmp_path: Path
) -> None:
    page = opened("pelapor", "/laporan/lembar/", width)
    with page.expect_download() as coming:
        page.locator("main a[href$='contoh.csv']").click()
    columns = Path(coming.value.path()).read_text("utf-8-sig").splitlines()[0]
    sheet = tmp_path / "lembar.csv"
    right = {"tautan": f"https://x.com/a/status/{width}", "keterangan": "Tanggalnya keliru"}
    wrong = {"tautan": "bukan alamat", "keterangan": "Keliru"}
    named = columns.split(",")
    assert set(right) <= set(named)
    lines = [",".join(row.get(name, "") for name in named) for row in (right, wrong)]
    sheet.write_text("\n".join([columns, *lines]) + "\n", "utf-8")
    page.set_input_files("#file", sheet)
    send(page)
    assert page.locator("main .rows .wrong .fault").count() == 1
    assert page.locator("main .rows a[href*='/laporan/A-']").count() == 1


@WIDTHS
def test_a_citizen_leaves_a_tip_and_reads_what_became_of_it(opened: Opened, width: int) -> None:
    page = opened("", "/lapor/", width)
    page.fill("#words", f"Ada selebaran aneh di gang {width}, katanya dari panitia")
    send(page)
    page.wait_for_url("**/lapor/*/")
    assert page.locator("h1").inner_text()
    page.fill("#words", "Selebarannya kuning.")
    page.locator("form:has(#words) button").click()
    page.get_by_text("Selebarannya kuning.").wait_for()


@WIDTHS
def test_a_fact_on_the_vote_is_accepted_by_another_and_waits(opened: Opened, width: int) -> None:
    page = opened("pelapor", "/fakta/ID-SCH-001/ubah/", width)
    after = page.input_value("#after")
    page.fill("#after", after.replace("27 November", "28 November"))
    page.fill("#source", "Keputusan contoh")
    page.fill("#source_url", "https://www.kpu.go.id/contoh")
    page.fill("#why", f"Latihan {width}")
    send(page)
    page.wait_for_url("**/fakta/usulan/U-*/")
    address = page.url
    assert page.locator(".diff ins").count() and page.locator(".diff del").count()
    steward = opened("penjagafakta", address, width)
    send(steward)
    steward.locator("article.P1[role=status]").wait_for()
    steward.fill("#reason", "Hanya latihan.")
    send(steward)
    assert steward.locator("article.P1[role=status]").count() == 0


@WIDTHS
def test_a_fact_checker_publishes_a_review_that_stands_in_the_feed(
    opened: Opened, width: int
) -> None:
    claim = f"Pencoblosan Pilkada 2024 dapat diwakilkan kepada {width} tetangga"
    page = opened("pemeriksa", "/ulasan/tulis/", width)
    page.fill("#claim", claim)
    page.select_option("#verdict", "false")
    page.fill("#explanation", "Tidak dapat diwakilkan. Contoh latihan.")
    send(page)
    page.wait_for_url("**/ulasan/*/")
    feed: Any = page.request.get("/ulasan/umpan.json").json()
    assert claim in str(feed)


@WIDTHS
def test_an_author_whose_appeal_waits_adds_words_and_a_file(
    opened: Opened, desks: Any, width: int
) -> None:
    page = opened("", desks.appeal(), width)
    assert page.locator("main [role=status]").count()  # that it waits
    page.fill("#words", f"Unggahan saya mengutip berita yang benar ({width}).")
    body = f"%PDF-1.4 {width}".encode()
    page.set_input_files(
        "#file", {"name": "berita.pdf", "mimeType": "application/pdf", "buffer": body}
    )
    page.locator("form:has(#file) button").click()
    page.get_by_text(f"berita yang benar ({width})").wait_for()
    assert page.get_by_text(hashlib.sha256(body).hexdigest()).count() == 1
