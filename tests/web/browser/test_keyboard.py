"""A day at the desk without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
MANY = 80  # presses of Tab, more than any page has places
SHOWN = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
}"""


def tab_to(page: Page, selector: str) -> None:
    """Tab after Tab until it has the focus, which must be seen at each place."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement !== document.body"):
            assert page.evaluate(SHOWN), page.evaluate(
                "document.activeElement.outerHTML.slice(0, 200)"
            )
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached")


def test_sign_in_sort_and_leave_by_keyboard_alone(opened: Opened, desks: Any) -> None:
    page = opened("", "/akun/masuk/")
    tab_to(page, "[name=login]")
    page.keyboard.type("pemilah")
    tab_to(page, "[name=password]")
    page.keyboard.type(desks.passwords["pemilah"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/antrean/triage/")
    tab_to(page, "[data-item] a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/perkara/*/")
    tab_to(page, "#note")
    page.keyboard.type("Lihat juga laporan kemarin.")
    page.keyboard.press("Control+Enter")
    page.wait_for_load_state()
    page.get_by_text("Lihat juga laporan kemarin.").wait_for()
    tab_to(page, "[popovertarget=own]")
    page.keyboard.press("Enter")
    tab_to(page, "form[action$='/akun/keluar/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/akun/masuk/**")


def test_the_first_place_skips_to_the_content(opened: Opened) -> None:
    page = opened("pemilah", "/antrean/triage/")
    tab_to(page, "a.skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_one_key_each_takes_chooses_decides_and_undoes(opened: Opened) -> None:
    page = opened("panel1", "/antrean/panel/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-item] a')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/perkara/A-demo0002/")
    page.keyboard.press("2")
    assert page.evaluate("document.activeElement.id") == "reason"
    page.keyboard.type("Belum ada hasil resmi.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/antrean/panel/")
    page.keyboard.press("u")
    page.wait_for_url("**/perkara/A-demo0002/")
    page.get_by_text("diurungkan").wait_for()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("pemilah", "/perkara/A-demo0001/"),
        ("pelapor", "/laporan/baru/"),
        ("peninjau", "/akun/kunci/"),
    ],
)
def test_no_place_holds_the_focus_fast(name: str, address: str, opened: Opened) -> None:
    page, seen = opened(name, address), []
    for _ in range(MANY):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "document.activeElement === document.body || document.activeElement.matches('a.skip')"
            )
        )
    assert sum(seen) >= 2  # around at least once
