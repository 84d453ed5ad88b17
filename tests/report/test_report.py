"""The HTML report: Indonesian, whole in itself, and safe whatever the posts hold."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """Elements with their attributes, and whether every element is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture(scope="module")
def page(demo: Path) -> str:
    return (demo / "report.html").read_text("utf-8")


def report_on(suluh: Run, folder: Path, *texts: str) -> str:
    lines = [
        json.dumps({"id": f"p{n}", "text": text, "posted_at": "2024-11-25T10:00:00+07:00"})
        for n, text in enumerate(texts)
    ]
    (folder / "p.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert suluh("scan", folder / "p.jsonl", "--out", folder / "o", "--replay").code == 0
    return (folder / "o/report.html").read_text("utf-8")


def test_it_needs_nothing_from_elsewhere(page: str) -> None:
    elements = Page(page).elements
    assert {tag for tag, _ in elements} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
    } == set()
    assert [a for _, a in elements if "src" in a or any(name.startswith("on") for name in a)] == []
    assert re.findall(r"@import|url\(", page) == []
    assert {tag for tag, a in elements if "href" in a} <= {
        "a"
    }  # sources may be followed, nothing is fetched


def test_it_is_indonesian_and_well_formed(page: str) -> None:
    parsed = Page(page)
    assert parsed.wrong == [] and parsed.open == []
    assert ("html", {"lang": "id"}) in parsed.elements
    for words in (
        "Laporan pemeriksaan unggahan",
        "Paling mendesak untuk dilihat orang",
        "Mesin tidak menghapus unggahan politik sendirian",
        "Aturan yang mengena",
        "Bagaimana membaca laporan ini",
    ):
        assert words in page


def test_its_counts_are_those_of_the_decisions(page: str, demo: Path) -> None:
    decisions = [
        json.loads(line) for line in (demo / "decisions.jsonl").read_text("utf-8").splitlines()
    ]
    limited = sum(d["outcome"] not in ("none", "info_label") for d in decisions)
    people = sum(d["review"] is not None for d in decisions)
    assert f"{len(decisions)} unggahan diperiksa" in page
    assert f"<b>{limited}</b> dibatasi sementara" in page
    assert f"<b>{people}</b> menunggu orang" in page


def test_urgent_posts_come_in_order_with_the_words_seen_marked(page: str) -> None:
    priorities = re.findall(r'<article class="(P\d)">', page)
    assert len(priorities) == 10
    assert priorities == sorted(priorities)
    assert "<mark>" in page


HOSTILE = 'Coblosan diundur jadi 30 November <script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7*7 }} & "kutip"'


def test_markup_in_a_post_is_shown_and_never_obeyed(suluh: Run, tmp_path: Path) -> None:
    page = report_on(suluh, tmp_path, HOSTILE)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    tags = {tag for tag, _ in Page(page).elements}
    assert "script" not in tags and "img" not in tags


def test_markup_in_an_id_is_no_danger_either(suluh: Run, tmp_path: Path) -> None:
    line = {
        "id": "<b onclick=x>",
        "text": "Coblosan diundur jadi 30 November",
        "posted_at": "2024-11-25T10:00:00+07:00",
    }
    (tmp_path / "p.jsonl").write_text(json.dumps(line), "utf-8")
    assert suluh("scan", tmp_path / "p.jsonl", "--out", tmp_path / "o").code == 0
    assert "<b onclick" not in (tmp_path / "o/report.html").read_text("utf-8")
    shown = suluh("explain", "<b onclick=x>", "--in", tmp_path / "o")
    assert shown.code == 0


@pytest.mark.parametrize(
    "text",
    [
        "Coblosan diundur jadi 30 November [bold]tebal[/bold] [/red]",
        "[/] coblosan diundur 30 November [",
    ],
)
def test_terminal_markup_in_a_post_is_shown_as_it_is(suluh: Run, tmp_path: Path, text: str) -> None:
    report_on(suluh, tmp_path, text)
    shown = suluh("explain", "p0", "--in", tmp_path / "o")
    assert shown.code == 0, shown.err
    assert " ".join(text.split()) in shown.said


def test_personal_data_are_masked(suluh: Run, tmp_path: Path) -> None:
    page = report_on(
        suluh,
        tmp_path,
        "Ketua KPPS TPS 5 NIK 1871012304850001 HP 0812-7890-1234, datangi rumahnya, bakar",
    )
    assert "1871012304850001" not in page and "7890" not in page
    assert "[NIK]" in page or "[telepon]" in page


def test_numbers_are_written_as_indonesians_write_them() -> None:
    from suluh.report.html import _number, _share

    assert _number(1234567) == "1.234.567"
    assert _share(1, 8) == "12,5"
    assert _share(0, 0) == "0"
