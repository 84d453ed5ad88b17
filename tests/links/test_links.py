"""Links and files: where they lead, what they hide, which are blocked, and what nothing here ever calls."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.content import Post
from suluh.errors import DataError, RequestError
from suluh.facts import load
from suluh.knowledge import Knowledge
from suluh.links import blocklist
from suluh.links.addresses import addresses, key_of
from suluh.links.asking import ask
from suluh.links.book import LinkBook
from suluh.links.files import disguises
from suluh.links.shortlinks import read_shortlinks
from suluh.outgoing import Closed, public_address, to_found
from suluh.signals.links import links
from suluh.signals.reading import read

if TYPE_CHECKING:
    from conftest import Run

NOW = datetime(2024, 11, 20, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SULUH_HOME", str(tmp_path / "rumah"))
    return tmp_path / "rumah"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Undangan.pdf.apk", ["Undangan.pdf.apk"]),  # two endings
        ("Surat Tilang.apk", ["Surat Tilang.apk"]),  # a paper that is an app
        ("buka bukti transfer.JPG.APK!", ["bukti transfer.JPG.APK"]),
        ("Foto_TPS.zip", ["Foto_TPS.zip"]),
        ("Unduh kpu.apk", []),  # an app that says so
        ("surat.pdf", []),
        ("Lihat https://contoh.com/surat.zip", []),  # a link is looked at as a link
        ("Ini surat. Apk itu apa?", []),
    ],
)
def test_a_file_that_hides_what_it_is(text: str, names: list[str]) -> None:
    assert [one.name for one in disguises(text)] == names


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_place_is_right(text: str) -> None:
    for one in disguises(text):
        assert text[one.start : one.end] == one.name
    for address in addresses(text):
        assert text[address.start : address.end].lower().endswith(address.path.lower())
    key_of(text)


@pytest.mark.parametrize(
    ("entry", "link", "blocked"),
    [
        ("contoh-jahat.com", "https://www.contoh-jahat.com/a?b=c", True),
        ("contoh-jahat.com", "cek.contoh-jahat.com", True),  # below it
        ("contoh-jahat.com", "bukancontoh-jahat.com", False),
        ("contoh.my.id/dpt", "contoh.my.id/dpt/klaim", True),
        ("contoh.my.id/dpt", "contoh.my.id/dptb", False),  # another folder
        ("contoh.my.id/dpt", "contoh.my.id", False),
    ],
)
def test_an_entry_blocks_what_is_below_it(
    tmp_path: Path, entry: str, link: str, blocked: bool
) -> None:
    path = tmp_path / "d.jsonl"
    blocklist.add(path, entry, "laporan A-1", NOW)
    book = LinkBook((), blocklist.in_force(blocklist.read_lines(path)))
    assert bool(book.blocks(key_of(link))) is blocked


def test_undone_is_open_again_and_both_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    blocklist.add(path, "contoh-jahat.com", "laporan A-1", NOW)
    blocklist.undo(path, "contoh-jahat.com", "keliru", NOW)
    lines = blocklist.read_lines(path)
    assert [line.what for line in lines] == ["add", "undo"] and not blocklist.in_force(lines)


@pytest.mark.parametrize("link", ["kpu.go.id", "lampung.bawaslu.go.id/x", "bit.ly", "bukan", ""])
def test_what_is_never_blocked(tmp_path: Path, link: str) -> None:
    with pytest.raises(RequestError):
        blocklist.add(tmp_path / "d.jsonl", link, "laporan", NOW)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    blocklist.add(path, "contoh-jahat.com", "laporan A-1", NOW)
    path.write_bytes(path.read_bytes() + b"{\n")
    with pytest.raises(DataError, match=":2"):
        blocklist.read_lines(path)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("https://contoh.com/a,contoh.com/b,x,2024-11-01", "no known shortener"),
        ("bit.ly/a,contoh.com/b,,2024-11-01", "source is missing"),
        ("bit.ly/a,contoh.com/b,x,kemarin", "not a day"),
        ("bit.ly/a,,x,2024-11-01", "must be links"),
    ],
)
def test_a_mistake_in_the_short_links_is_named_with_its_line(
    tmp_path: Path, row: str, why: str
) -> None:
    path = tmp_path / "s.csv"
    path.write_text(f"short,target,source,seen\n{row}\n")
    with pytest.raises(DataError, match=f":2.*{why}"):
        read_shortlinks(path)


def test_a_short_link_to_a_look_alike_is_seen_from_the_list_alone(own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "shortlinks.csv").write_text(
        "short,target,source,seen\nhttps://bit.ly/dpt,https://kpu-go.id/dpt,laporan A-3,2024-11-01\n"
    )
    known = Knowledge(load(), None, (), LinkBook.read(own_home))
    (seen,) = links(read(Post("x", "Cek DPT pemilih di https://bit.ly/dpt"), known), known)
    assert seen.against and seen.against.id == "kpu.go.id" and "A-3" in str(seen.against.value)
    assert known.version != Knowledge(load(), None).version


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]".strip("[]"), "0.0.0.0", "::ffff:127.0.0.1", "224.0.0.1"],
)  # fmt: skip
def test_a_post_leads_to_no_host_inside(host: str) -> None:
    with pytest.raises(Closed):
        public_address(host, 80)


def test_nor_to_another_port_nor_past_the_client() -> None:
    import httpx

    with pytest.raises(Closed):
        public_address("example.org", 22)
    with to_found() as line, pytest.raises(httpx.ConnectError, match="not a public"):
        line.get("http://127.0.0.1/")


def test_nothing_is_asked_without_a_word_for_it_or_at_another_host(suluh: Run) -> None:
    assert suluh("links", "ask", "https://bit.ly/x").code == 2
    with pytest.raises(RequestError, match="no known shortener"):
        ask("https://contoh.com/x")


def test_the_door_from_a_warning_to_a_scan(suluh: Run, tmp_path: Path) -> None:
    assert suluh("links", "add", "contoh-jahat.com", "--source", "laporan A-12").code == 0
    told = json.loads(
        suluh("links", "check", "cek contoh-jahat.com/dpt atau Surat.pdf.apk", "--json").said
    )
    assert told["links"][0]["blocked"]["source"] == "laporan A-12" and told["files"][0]["runs"]
    posts = tmp_path / "p.jsonl"
    row = {"id": "p1", "text": "Pemilih wajib cek DPT di contoh-jahat.com/dpt", "posted_at": "2024-11-20T10:00:00+07:00"}  # fmt: skip
    posts.write_text(json.dumps(row) + "\n")
    ran = suluh("scan", posts, "--out", tmp_path / "o", "--replay", "--no-media", "--workers", "0")
    decided = json.loads((tmp_path / "o/decisions.jsonl").read_text())
    assert ran.code == 0 and "blocked_link" in json.dumps(decided["signals"]) and decided["review"]
    assert suluh("links", "undo", "contoh-jahat.com", "--source", "keliru").code == 0
    assert "contoh-jahat" not in suluh("links", "list").said
    assert "contoh-jahat" in suluh("links", "list", "--all").said
