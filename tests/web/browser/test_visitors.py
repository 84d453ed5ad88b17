"""What visitors meet on a server and not in plain files, in a real browser: the checker's answers, a search, nothing there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from looking import found_by_axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
MESSAGES = {
    "is-reviewed": "Khofifah membagi bantuan Rp10 juta lewat TikTok",
    "is-opinion": "Menurut saya calon nomor satu lebih pintar",
    "is-unknown": "Katanya pak lurah ketemu bupati tadi malam di warung",
}


def looked_at(page: Page) -> None:
    """Axe finds nothing, nothing is wider than the window."""
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_checkers_answers_hold(opened: Opened, width: int) -> None:
    page = opened("", "/benarkah/", width)
    for verdict, message in MESSAGES.items():
        page.fill("#words", message)
        page.click("form.check button")
        page.locator(f".verdict.{verdict}").wait_for(timeout=60_000)
        looked_at(page)
        shown = page.locator(".send img")
        if shown.count():
            shown.scroll_into_view_if_needed()
            shown.evaluate("picture => picture.decode()")  # fails where the picture does not come


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "address",
    [
        "/cari/?q=kpn+nyoblos",
        "/cari/?q=gaji+kpps+brp",
        "/benarkah/sisip/",
        "/tanya/tidak-ada/",
        "/en/tanya/tidak-ada/",
        "/lokakarya/ikut/",
    ],
)
def test_a_visitors_page_holds(opened: Opened, address: str, width: int) -> None:
    looked_at(opened("", address, width))
