"""The transparency reports in a built guide: in its frame, at addresses that stay, without a fault; or a clear refusal."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from suluh.bench.transparency import fill
from suluh.ledger import open_ledger

if TYPE_CHECKING:
    from conftest import Run

pytest.importorskip("icalendar")
pytest.importorskip("html5lib")
DESA = ("--election", "contoh-desa-2031", "--on", "2031-03-01")
FIRST, SECOND = "2024-11-01_2024-11-15", "2024-11-16_2024-11-30"


@pytest.fixture(scope="module")
def reports(suluh: Run, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What `suluh report make` left for two halves of a month."""
    here = tmp_path_factory.mktemp("hitung")
    with open_ledger(str(here / "ledger.sqlite")) as ledger:
        fill(ledger, 600)
    for period in (FIRST, SECOND):
        start, end = period.split("_")
        made = suluh("report", "make", here, "--from", start, "--to", end, "--out", here / period)
        assert made.code == 0, made.err
    return [here / FIRST, here / SECOND]


@pytest.fixture(scope="module")
def site(suluh: Run, reports: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("umum") / "situs"
    both = [option for folder in reports for option in ("--report", folder)]
    built = suluh("guide", "build", "--out", out, *DESA, *both)
    assert built.code == 0, built.err
    return out


def test_the_whole_site_is_still_without_fault(suluh: Run, site: Path) -> None:
    looked = suluh("guide", "check", site, "--json")
    assert looked.code == 0 and json.loads(looked.out)["faults"] == []


@pytest.mark.parametrize(("start", "root"), [("", "transparansi/"), ("en/", "../en/transparansi/")])
def test_every_page_leads_to_the_reports_in_its_language(site: Path, start: str, root: str) -> None:
    assert f'href="{root}"' in (site / start / "index.html").read_text("utf-8")
    listed = (site / start / "transparansi/index.html").read_text("utf-8")
    assert listed.index(SECOND) < listed.index(FIRST)  # the newest first


def test_a_report_stands_in_the_frame_of_the_guide(site: Path, reports: list[Path]) -> None:
    page = (site / "transparansi" / FIRST / "index.html").read_text("utf-8")
    found = json.loads((reports[0] / "laporan.json").read_bytes())
    assert found["head"]["root"] in page and "Lima rasio" in page
    assert "default-src 'none'" in page and "<style" not in page and page.count("<main") == 1
    assert page.count("<h1") == 1


def test_the_forms_stand_beside_it_as_they_were_made(site: Path, reports: list[Path]) -> None:
    for name in ("laporan.json", "laporan.csv", "laporan.pdf"):
        copy = site / "transparansi" / SECOND / name
        assert copy.read_bytes() == (reports[1] / name).read_bytes()
        english = (site / "en/transparansi" / SECOND / "index.html").read_text("utf-8")
        assert f'href="../../../transparansi/{SECOND}/{name}"' in english


def test_what_is_no_report_is_refused_in_words(
    suluh: Run, reports: list[Path], tmp_path: Path
) -> None:
    def built(*folders: Path) -> tuple[int, str]:
        options = [option for folder in folders for option in ("--report", folder)]
        ran = suluh("guide", "build", "--out", tmp_path / "situs", *DESA, *options)
        return ran.code, ran.err

    code, says = built(tmp_path / "nowhere")
    assert code == 2 and "suluh report make" in says
    code, says = built(reports[0], reports[0])
    assert code == 2 and "same days" in says
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    whole = json.loads((reports[0] / "laporan.json").read_bytes())
    for text in ("{", json.dumps(whole | {"form": "suluh-transparency/0"}), '{"head": 1}'):
        (wrong / "laporan.json").write_text(text)
        code, says = built(wrong)
        assert code and "laporan.json" in says
    assert not (tmp_path / "situs").exists()


def test_a_day_is_said_once(reports: list[Path]) -> None:
    import msgspec

    from suluh.house.counts import count_pages
    from suluh.report.transparency.shown import counts

    day = date(2024, 11, 27)
    one = msgspec.structs.replace(counts(reports[:1])[0], start=day, end=day)
    pages = dict(count_pages([one]))
    assert pages["transparansi/"]("id").links[0].title == "Rabu, 27 November 2024"
