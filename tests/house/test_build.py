"""`suluh guide build` and `suluh guide check`, through the public door."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from suluh.errors import RequestError, ServiceError
from suluh.facts import load
from suluh.guide.book import Book
from suluh.house.build import build
from suluh.house.check import check
from suluh.house.site import Site

if TYPE_CHECKING:
    from conftest import Run

pytest.importorskip("icalendar")
pytest.importorskip("html5lib")


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(Book(load("contoh-desa-2031"), date(2031, 3, 1)), "https://desa.example/panduan/")


def test_the_second_election_builds_and_is_without_fault(suluh: Run, tmp_path: Path) -> None:
    out = tmp_path / "situs"
    done = suluh(
        "guide", "build", "--out", out, "--election", "contoh-desa-2031", "--on", "2031-03-01"
    )
    assert done.code == 0 and str(out) in done.out.replace("\n", "")
    looked = suluh("guide", "check", out, "--json")
    assert looked.code == 0 and json.loads(looked.out)["faults"] == []
    assert "Minggu, 9 Maret 2031" in (out / "tanya/kapan/index.html").read_text("utf-8")


def test_a_second_build_replaces_the_first(site: Site, tmp_path: Path) -> None:
    out = tmp_path / "situs"
    build(site, out)
    (out / "tanya/lama").mkdir()
    built = build(site, out)
    assert not (out / "tanya/lama").exists() and built.files == len(site.addresses())
    assert [p.name for p in tmp_path.iterdir()] == ["situs"]


def test_a_folder_with_something_else_is_left_alone(site: Site, tmp_path: Path) -> None:
    (tmp_path / "skripsi.txt").write_text("penting")
    with pytest.raises(RequestError, match="something else"):
        build(site, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["skripsi.txt"]


def test_a_file_in_the_way_is_refused(site: Site, tmp_path: Path) -> None:
    (tmp_path / "situs").write_text("x")
    with pytest.raises(RequestError, match="not a folder"):
        build(site, tmp_path / "situs")


def test_a_full_disk_leaves_the_old_site(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "situs"
    build(site, out)
    before = (out / "index.html").read_bytes()

    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ServiceError, match="No space left"):
        build(site, out)
    assert (out / "index.html").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["situs"]


def test_the_check_sees_what_is_wrong(suluh: Run, site: Site, tmp_path: Path) -> None:
    out = tmp_path / "situs"
    build(site, out)
    page = out / "tanya/kapan/index.html"
    text = page.read_text("utf-8")
    wrong = (
        '<p onclick="x()">a</p><a href="../tidak-ada/">b</a><a href="#nowhere">c</a>'
        '<img src="https://elsewhere.example/x.png" alt=""><p></div>'
    )
    page.write_text(text.replace("<main", wrong + "<main"), "utf-8")
    assert suluh("guide", "check", out).code == 1
    kinds = {fault.kind for fault in check(out).faults if fault.file == "tanya/kapan/index.html"}
    assert kinds == {"inline", "link", "anchor", "elsewhere", "html"}


def test_a_folder_without_a_site_is_said(suluh: Run, tmp_path: Path) -> None:
    done = suluh("guide", "check", tmp_path)
    assert done.code == 2


def test_previews_carry_the_public_address(site: Site) -> None:
    text = site.content("tanya/kapan/").decode()
    assert '<link rel="canonical" href="https://desa.example/panduan/tanya/kapan/">' in text
    assert 'content="https://desa.example/panduan/kartu/tanya-kapan.png"' in text
    card = site.content("kartu/tanya-kapan.png")
    assert card[:8] == b"\x89PNG\r\n\x1a\n" and len(card) < 60_000
    assert b"https://desa.example/panduan/en/tanya/kapan/" in site.content("sitemap.xml")
