"""The search on the server and in the page's script: the same first answer, kept nowhere, small."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from suluh.facts import load
from suluh.guide.book import Book
from suluh.guide.search import hear
from suluh.house import files, serving
from suluh.house.searching import index_address
from suluh.house.site import Site

TABLES = Path(__file__).parents[1] / "tables" / "guide_questions"
INDEX, SCRIPT = 45 * 1024, 8 * 1024  # bytes, the index packed; a page with both stays under 60 kB


@cache
def site() -> Site:
    return Site(Book(load("pilkada-2024"), date(2024, 11, 20)))


def get(path: str, query: str = "") -> tuple[str, dict[str, str], str]:
    seen: list[Any] = []
    application = serving.before(serving.House(site), lambda environ, start: [b"elsewhere"])
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
    body = b"".join(application(environ, lambda *said: seen.extend(said)))
    return (seen[0], dict(seen[1]), body.decode()) if seen else ("", {}, body.decode())


def test_a_question_is_answered_without_a_script() -> None:
    status, headers, body = get("/cari/", "q=kpn+nyoblos%3F")
    assert status == "200 OK"
    assert headers["Cache-Control"] == "private, no-store"
    assert "Rabu, 27 November 2024" in body
    assert 'href="../tanya/kapan/"' in body


def test_an_address_without_its_slash_leads_there() -> None:
    status, headers, _ = get("/cari", "q=kapan")
    assert (status[:3], headers["Location"]) == ("301", "/cari/?q=kapan")
    assert get("//x/cari", "q=kapan")[2] == "elsewhere"


def test_without_a_question_the_list_stands_there() -> None:
    assert get("/cari/", "q=")[2] == get("/cari/")[2]
    assert get("/cari/", "&".join(["q=kapan"] * 50))[2] == get("/cari/")[2]


def test_what_is_asked_is_shown_as_text() -> None:
    body = get("/cari/", "q=%3Cscript%3Ealert(1)%3C/script%3E")[2]
    assert "<script>alert" not in body
    assert "Belum ada jawaban resmi" in body


def test_english_is_answered_in_english() -> None:
    assert "Wednesday, 27 November 2024" in get("/en/cari/", "q=when+is+election+day")[2]


def test_index_and_script_are_small() -> None:
    for lang in ("id", "en"):
        assert len(gzip.compress(site().content(index_address(site().book, lang)), 9)) <= INDEX
    assert (files.FOLDER / "search.js").stat().st_size <= SCRIPT


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_script_gives_the_same_first_answer() -> None:
    texts = [
        json.loads(line)["text"]
        for f in sorted(TABLES.glob("*.jsonl"))
        for line in f.read_text("utf-8").splitlines()
    ]
    ours = [hear(text, site().index).best for text in texts]
    program = """
        import { open, hear } from ADDRESS;
        let sent = ""; for await (const part of process.stdin) sent += part;
        const [index, texts] = JSON.parse(sent), ix = open(index);
        console.log(JSON.stringify(texts.map((t) => { const h = hear(t, ix); return h.best < 0 ? "" : index.questions[h.best][1]; })));
    """
    program = program.replace("ADDRESS", json.dumps((files.FOLDER / "search.js").as_uri()))
    index = json.loads(site().content(index_address(site().book, "id")))
    done = subprocess.run(
        ["node", "--input-type=module", "-e", program],
        input=json.dumps([index, texts]),
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    theirs = json.loads(done.stdout)
    same = [b == (f"tanya/{a}/" if a else "") for a, b in zip(ours, theirs, strict=True)]
    assert sum(same) / len(same) >= 0.99
