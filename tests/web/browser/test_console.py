"""The review console without a mouse: a cluster decided and taken back, media, help, second looks."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from looking import found_by_axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


PNG = (  # a red square
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress((b"\x00" + b"\xff\x00\x00" * 64) * 64))
    + _chunk(b"IEND", b"")
)


def wait_for_cluster(page: Page) -> None:
    """The worker finds it within a round or two."""
    for _ in range(40):
        if page.locator("[data-cluster]").count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("no cluster is shown")


def test_a_cluster_is_opened_decided_watched_and_taken_back_by_keys(opened: Opened) -> None:
    page = opened("peninjau", "/antrean/review/")
    wait_for_cluster(page)
    for _ in range(10):
        page.keyboard.press("j")
        if page.evaluate(
            "document.activeElement.closest('[data-item]').querySelector('[data-cluster]') !== null"
        ):
            break
    page.keyboard.press("g")
    page.wait_for_url("**/kelompok/A-demo0005/")
    page.keyboard.press("3")
    assert page.evaluate("document.activeElement.id") == "reason"
    page.keyboard.type("TPS tidak berpindah.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/borongan/*/")
    page.get_by_text("3 dari 3 perkara").wait_for(timeout=20_000)
    page.get_by_text("dapat diurungkan").wait_for()
    assert found_by_axe(page) == []
    page.keyboard.press("u")
    page.get_by_text("3 putusan diurungkan").wait_for()


def test_the_question_mark_helps_and_escape_leaves(opened: Opened) -> None:
    for name, address in (("peninjau", "/antrean/review/"), ("peninjau", "/perkara/A-demo0005/")):
        page = opened(name, address)
        page.keyboard.press("?")
        assert page.locator("dialog#help").is_visible()
        assert found_by_axe(page) == []
        page.keyboard.press("j")  # nothing moves behind it
        assert page.locator("dialog#help").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("dialog#help").is_visible()


def test_a_priority_explains_itself_under_the_pointer(opened: Opened) -> None:
    page = opened("peninjau", "/antrean/review/")
    page.locator("[data-why]").first.hover()
    page.locator("[data-why][title*=' × ']").wait_for()


def test_j_and_k_go_from_case_to_case(opened: Opened) -> None:
    page = opened("peninjau", "/perkara/A-demo0005/")
    page.keyboard.press("j")
    page.wait_for_url("**/perkara/A-demo0006/")
    page.keyboard.press("k")
    page.wait_for_url("**/perkara/A-demo0005/")


def test_a_note_is_one_key_away(opened: Opened) -> None:
    page = opened("peninjau", "/perkara/A-demo0007/")
    page.keyboard.press("c")
    page.keyboard.type("Cek nama balai desanya.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Cek nama balai desanya.").wait_for()


def test_media_are_blurred_and_grey_until_b_and_counted(opened: Opened) -> None:
    page = opened("peninjau", "/akun/kunci/")
    page.fill("[name=label]", "uji")
    page.check("[name=scope][value=report]")
    page.locator("main form", has=page.locator("[name=label]")).locator("button").click()
    key = page.locator("code.secret").inner_text()
    kept = page.request.post(
        "/api/v1/cases/A-demo0005/evidence?what=picture&name=gambar.png",
        headers={"Authorization": f"Bearer {key}", "Content-Type": "image/png"},
        data=PNG,
    )
    assert kept.status == 201, kept.text()
    page.goto("/perkara/A-demo0005/")
    picture = page.locator(".medium img")
    assert "blur" in picture.evaluate("e => getComputedStyle(e).filter")
    assert found_by_axe(page) == []
    with page.expect_response("**/dilihat/") as told:
        page.keyboard.press("b")
    assert told.value.status == 204
    assert picture.evaluate("e => getComputedStyle(e).filter") == "none"
    page.keyboard.press("b")
    assert "grayscale" in picture.evaluate("e => getComputedStyle(e).filter")
    page.goto("/giliran/")
    assert page.locator("dt:has-text('Media') + dd").inner_text() == "1"


def test_a_second_look_hides_the_first_at_both_widths(opened: Opened) -> None:
    page = opened("panel1", "/perkara/A-demo0003/", 390)
    page.locator("main").get_by_text("Tinjau ulang buta", exact=False).first.wait_for()
    text = page.inner_text("main")
    assert "Tempat pemungutan suara tidak berpindah; lihat fakta resmi." not in text
    page.keyboard.press("3")
    assert page.evaluate("document.activeElement.id") == "reason"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("peninjau", "/antrean/review/kelompok/A-demo0005/"),
        ("peninjau", "/antrean/review/borongan/?region=18"),
        ("peninjau", "/giliran/"),
        ("panel1", "/kesepakatan/"),
    ],
)
def test_axe_finds_nothing_in_the_console(
    width: int, name: str, address: str, opened: Opened
) -> None:
    page = opened(name, address, width)
    assert found_by_axe(page) == []
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
