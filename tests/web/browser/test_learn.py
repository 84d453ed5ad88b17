"""A workshop in real browsers: the trainer's wall, a telephone that follows it, practice, certificates, the lessons."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from looking import found_by_axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
SHOTS = os.environ.get("SULUH_SHOTS")  # a folder for pictures, to look at


def looked_at(page: Page, name: str) -> None:
    """Axe finds nothing, nothing is wider than the window."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_telephone_follows_the_wall(opened: Opened) -> None:
    wall = opened("pengawas", "/lokakarya/")
    looked_at(wall, "workshops-1280")
    wall.select_option("[name=course]", "keamanan")
    wall.click("form:has([name=course]) button.go")
    wall.wait_for_url("**/lokakarya/layar/**", timeout=120_000)
    looked_at(wall, "wall-lobby-1280")
    code = wall.inner_text(".big").strip()
    phone = opened("", "/lokakarya/ikut/", width=390)
    looked_at(phone, "join-390")
    phone.fill("[name=code]", code.lower())
    phone.click("button.go")
    phone.fill("[name=pseudonym]", "Melati")
    looked_at(phone, "pseudonym-390")
    phone.click("main button.go")
    phone.get_by_text("Selamat datang").wait_for()
    wall.get_by_text(re.compile(r"1\s+peserta")).wait_for(timeout=15_000)
    wall.click("[data-wall] button.go")
    phone.locator("fieldset.asked").first.wait_for(timeout=15_000)
    looked_at(phone, "test-390")
    for group in phone.locator("fieldset.asked").all():
        group.locator("input").first.check()
    phone.click("main button.go")
    phone.get_by_text("Jawaban tersimpan").wait_for()
    wall.click("[data-wall] button.go")
    phone.get_by_text("Karangan untuk latihan").wait_for(timeout=15_000)
    looked_at(phone, "post-390")
    looked_at(wall, "wall-post-1280")
    phone.locator("fieldset.asked input").first.check()
    phone.click("main button.go")
    wall.click("[data-wall] button.go")
    phone.get_by_role("heading", name="Putusan mesin").wait_for(timeout=15_000)
    looked_at(phone, "why-390")
    looked_at(wall, "wall-why-1280")
    wall.set_viewport_size({"width": 390, "height": 900})
    looked_at(wall, "wall-why-390")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("", "/belajar/"),
        ("", "/belajar/kebijakan/"),
        ("", "/belajar/kebijakan/1/"),
        ("", "/en/belajar/keamanan/3/"),
        ("", "/sertifikat/"),
        ("", "/sertifikat/7K3M-9QXA-2BCD/"),
        ("peninjau", "/latihan/"),
        ("peninjau", "/latihan/kebijakan/"),
        ("pengawas", "/lokakarya/keliru/"),
    ],
)
def test_pages_of_the_lessons_hold(who: str, address: str, width: int, opened: Opened) -> None:
    page = opened(who, address, width)
    for answer in page.locator("details").all():
        answer.locator("summary").click()
    looked_at(page, f"{address.strip('/').replace('/', '-')}-{width}")
