"""#SalingJaga in the house and at the command line: truth first, sources named, small pages, nothing half-written."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from posixpath import join, normpath
from typing import TYPE_CHECKING

import pytest

from suluh.claims import ClaimReview
from suluh.facts import load
from suluh.guide.book import Book
from suluh.house import files
from suluh.house.reviews import reviews_for
from suluh.house.site import Site
from suluh.literacy.techniques import techniques

if TYPE_CHECKING:
    from conftest import Run

ON = date(2024, 12, 20)
LIMIT = 60_000  # bytes of a page with its style and scripts
TAG = re.compile(r"<[^>]+>")


@cache
def site(election: str = "pilkada-2024") -> Site:
    return Site(
        Book(load(election), ON if election == "pilkada-2024" else date(2031, 3, 1)),
        "https://panduan.example",
    )


def text_of(address: str) -> str:
    return " ".join(unescape(TAG.sub(" ", site().content(address).decode())).split())


def ours() -> list[str]:
    return [address for address in site().html if "salingjaga/" in address]


def test_every_page_is_small_with_all_that_it_fetches() -> None:
    beside = sum(
        len(files.contents()[files.addresses()[name]])
        for name in ("guide.css", "guide.js", "jaga.css", "jaga.js", "sign.svg")
    )
    assert max(len(site().content(address)) for address in ours()) + beside < LIMIT
    assert len(files.contents()[files.addresses()["jaga.js"]]) < 12_000


def test_a_review_is_told_truth_first_with_its_source() -> None:
    for review in reviews_for(site().book.facts):
        text = text_of(f"salingjaga/ulasan/{review.id}/")
        says = " ".join(review.explanation_id.split())
        main = text[text.index("Yang benar") :]
        assert main.index(says) < main.index(" ".join(review.claim.split()))
        assert review.publisher in main


def test_every_example_is_marked_as_made_up() -> None:
    for one in techniques("id"):
        text = text_of(f"salingjaga/teknik/{one.id}/")
        assert "Contoh, karangan kami " + one.example in text
        assert all(source in text for source in one.sources)


def target(address: str, link: str) -> str:
    return normpath(join("/" + address, link)).lstrip("/")


def test_every_link_to_a_file_leads_somewhere() -> None:
    for address in ours():
        for link in re.findall(
            r'href="([^":]*\.(?:png|svg|txt|zip|pdf|atom))"',
            site().content(address).decode(),
        ):
            assert target(address, link) in site().others, (address, link)
    assert site().content("salingjaga/kartu/HX-033-tegak.png")[:8] == b"\x89PNG\r\n\x1a\n"
    assert site().kind("salingjaga/beredar/pekanan.atom").startswith("application/atom+xml")


def test_an_invented_election_has_tips_and_no_real_rumours() -> None:
    found = site("contoh-desa-2031").html
    assert "salingjaga/permainan/1/" in found
    assert not [
        address for address in found if "salingjaga/ulasan/" in address or "/2024-W" in address
    ]


def test_imported_reviews_are_told_unless_their_id_is_no_address(
    suluh: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from suluh.knowledge import keep_imported

    monkeypatch.setenv("SULUH_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    review = ClaimReview(
        "BARU-1", "Kabar.", "false", "Yang benar.", publisher="X", date="2024-12-18"
    )
    odd = ClaimReview("../../x", "Kabar.", "false", "Yang benar.", publisher="X", date="2024-12-18")
    keep_imported([review, odd])
    ids = {r.id for r in reviews_for(load())}
    assert "BARU-1" in ids and "../../x" not in ids


def test_cards_are_written_as_svg_and_png(suluh: Run, tmp_path: Path) -> None:
    done = suluh("jaga", "cards", "--out", tmp_path / "k", "--only", "HX-033", "--on", "2024-11-20")
    assert done.code == 0
    assert sorted(p.name for p in (tmp_path / "k").iterdir()) == [
        f"HX-033-{shape}.{kind}" for shape in ("persegi", "tegak") for kind in ("png", "svg")
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("cards", "--only", "ID-TIDAK-ADA"), "ID-TIDAK-ADA"),
        (("cards", "--url", "panduan.example"), "https://"),
        (("digest", "--week", "besok"), "besok"),
        (("digest", "--week", "1999-W01"), "1999-W01"),
    ],
)
def test_what_cannot_be_made_is_said(
    suluh: Run, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = (
        suluh("jaga", *arguments, "--out", tmp_path / "k")
        if arguments[0] == "cards"
        else suluh("jaga", *arguments)
    )
    assert done.code == 2 and says in done.err
    assert not (tmp_path / "k").exists()


def test_the_digest_is_a_message_or_data(suluh: Run) -> None:
    done = suluh("jaga", "digest", "--week", "2024-W48")
    assert done.code == 0 and done.out.startswith("*Apa yang sedang beredar*")
    data = json.loads(suluh("jaga", "digest", "--week", "2024-W48", "--json").out)
    assert data["week"] == "2024-W48" and len(data["reviews"]) == done.out.count("*Yang benar:*")


def test_the_kit_replaces_the_old_one_at_once(suluh: Run, tmp_path: Path) -> None:
    out = tmp_path / "kit.zip"
    out.write_text("lama")
    assert suluh("jaga", "kit", "--out", out, "--on", "2024-11-20", "--words", "en").code == 0
    assert zipfile.ZipFile(out).testzip() is None
    assert [p.name for p in tmp_path.iterdir()] == ["kit.zip"]


def test_a_disk_that_refuses_is_said(suluh: Run, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    done = suluh("jaga", "kit", "--out", tmp_path / "berkas" / "kit.zip", "--on", "2024-11-20")
    assert done.code == 3 and "kit.zip" in done.err
