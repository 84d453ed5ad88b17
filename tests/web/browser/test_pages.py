"""Every page in a real browser: axe finds nothing at WCAG 2.2 AA, nothing is cut off, on a telephone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from looking import found_by_axe

from suluh.web.menu import MENU

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
QUICK = [
    ("", "/akun/masuk/"),
    ("", "/netral/"),
    ("pemilah", "/antrean/triage/"),
    ("panel1", "/perkara/A-demo0002/"),
]
LONG = [
    ("", "APPEAL"),
    ("", "/tidak-ada/"),
    ("peninjau", "/antrean/review/"),
    ("pemilah", "/perkara/A-demo0001/"),
    ("panel1", "/antrean/panel/"),
    ("panel1", "/antrean/security/"),
    ("panel1", "/akun-bersama/"),
    ("panel1", "/perkara/A-demo0004/"),
    ("pemeriksa", "/antrean/facts/"),
    ("banding", "/antrean/appeals/"),
    ("banding", "/perkara/A-demo0003/"),
    ("hukum", "/perkara/C-demo0001/"),
    ("pengawas", "/perkara/B-demo0001/"),
    ("auditor", "/antrean/triage/"),
    ("auditor", "/perkara/A-demo0003/"),
    ("auditor", "/peristiwa/"),
    ("auditor", "/data-pribadi/"),
    ("auditor", "/pemeriksaan/"),
    ("auditor", "/pemeriksaan/dilihat/"),
    ("", "/catatan/"),
    ("", "/transparansi/"),
    ("", "/transparansi/alasan/"),
    ("", "STATEMENT"),
    ("panel1", "GROUP"),
    ("pengawas", "/dibagikan/"),
    ("pengawas", "/penyerahan/"),
    ("", "/transparansi/alasan/harian/"),
    ("peninjau", "/akun/perangkat/"),
    ("pelapor", "/laporan/"),
    ("pelapor", "/laporan/baru/"),
    ("pelapor", "/perkara/A-demo0001/"),
    ("penjagafakta", "/"),
    ("peninjau", "/antrean/review/kelompok/A-demo0005/"),
    ("peninjau", "/antrean/review/borongan/?region=18"),
    ("pemilah", "/antrean/triage/borongan/?region=18"),
    ("peninjau", "/borongan/"),
    ("peninjau", "/perkara/A-demo0006/"),
    ("peninjau", "/giliran/"),
    ("panel1", "/tinjau-ulang/"),
    ("panel1", "/perkara/A-demo0003/"),
    ("panel1", "/kesepakatan/"),
    ("peninjau", "/akun/kunci/"),
    ("peninjau", "/akun/mfa/"),
    ("peninjau", "/akun/sandi/"),
    ("peninjau", "/akun/keluar/"),
    ("peninjau", "/akun/mfa/totp/activate/"),
    ("peninjau", "/akun/mfa/webauthn/"),
    ("peninjau", "/akun/mfa/recovery-codes/"),
    ("warga", "/meja/"),
    ("peninjau", "/peringatan/"),
    ("panel1", "/perkara/A-demo0002/waktu/"),
    ("pengawas", "/perkara/B-demo0001/waktu/"),
    ("pengawas", "/perkara/B-demo0001/berkas/"),
    ("pelapor", "/laporan/lembar/"),
    ("pelapor", "/laporan/A-demo0001/"),
    ("pelapor", "/fakta/"),
    ("pelapor", "/fakta/akun/"),
    ("pelapor", "/fakta/ID-SCH-001/ubah/"),
    ("penjagafakta", "/fakta/usulan/"),
    ("penjagafakta", "/pelajaran/"),
    ("", "/ulasan/"),
    ("pemeriksa", "/ulasan/tulis/"),
    ("", "/lapor/"),
    ("pengawas", "/dugaan/baru/"),
    ("pelapor", "/dugaan/baru/"),
    ("hukum", "/perintah/"),
    ("hukum", "/perintah/baru/"),
    ("panel1", "/pelapor/"),
    ("pelapor", "/pelapor/"),
    ("auditor", "/pelapor/"),
    ("pengawas", "/lokakarya/"),
    ("peninjau", "/latihan/"),
]


def is_fine(opened: Opened, desks: Any, name: str, address: str, width: int, scheme: str) -> None:
    page = opened(name, desks.address(address), width, scheme)
    assert found_by_axe(page) == []
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0, f"{wide} pixels are cut off"


@pytest.mark.parametrize(("name", "address"), QUICK)
def test_axe_finds_nothing_on_a_telephone(
    name: str, address: str, opened: Opened, desks: Any
) -> None:
    is_fine(opened, desks, name, address, 390, "light")


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
@pytest.mark.parametrize(("name", "address"), QUICK + LONG)
def test_axe_finds_nothing_anywhere(
    name: str, address: str, width: int, scheme: str, opened: Opened, desks: Any
) -> None:
    is_fine(opened, desks, name, address, width, scheme)


def test_what_the_public_can_count_is_not_an_empty_page(opened: Opened, desks: Any) -> None:
    page = opened("", "/netral/")
    assert page.locator("main td", has_text="Budi Contohan").count() > 10
    page = opened("", desks.address("STATEMENT"))
    assert page.locator("dt", has_text="Diputus oleh").count() == 1
    page = opened("", "/transparansi/")
    assert page.locator("main svg").count() + page.locator("main img").count() > 3


def test_no_page_of_the_menu_is_left_out() -> None:
    walked = {address.partition("?")[0] for _, address in QUICK + LONG}
    entries = [entry for _, found in MENU.items() for entry in found]
    assert {reverse(entry.url) for entry in entries} <= walked


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_open_menus(width: int, opened: Opened) -> None:
    page = opened("panel1", "/antrean/panel/", width)
    for menu in ("menu", "own"):
        page.click(f"[popovertarget={menu}]")
        assert page.locator(f"#{menu}").is_visible()
        assert found_by_axe(page) == []
        page.keyboard.press("Escape")
        assert page.locator(f"#{menu}").is_hidden()


def test_axe_would_find_something(opened: Opened) -> None:
    page = opened("", "/akun/masuk/")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=\"/static/x.png\"><input>'")
    assert {one.partition(":")[0] for one in found_by_axe(page)} >= {"image-alt", "label"}
