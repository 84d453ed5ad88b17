"""The whole site: every fact is reached, every page has its sources and its language, nothing comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from posixpath import join, normpath

import pytest

from suluh.facts import load
from suluh.guide.book import Book
from suluh.house import files, render
from suluh.house.site import Site
from suluh.house.words import languages, words

ON = date(2024, 11, 20)
FIRST_VISIT = 60_000  # bytes of a page with its style and scripts, unpacked, without pictures
STYLE = 12_000
TAG = re.compile(r"<[^>]+>")
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]*)')
FOREIGN = re.compile(r'<(?:script|img|link|iframe|source)\b[^>]*\b(?:src|href)="(?:https?:)?//')
# Words that an English sentence can hardly do without and an Indonesian one never has.
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|with|for|not|this|your|you|from|when|where|which|until|since)\b", re.I
)
QUOTED = re.compile(
    r'<(\w+)[^>]* lang="(?:id|en)"[^>]*>.*?</\1>', re.S
)  # titles of sources, names of languages


@cache
def site(election: str = "pilkada-2024") -> Site:
    return Site(Book(load(election), ON), "https://panduan.example")


@cache
def html(address: str, election: str = "pilkada-2024") -> str:
    return site(election).content(address).decode()


def pages(lang: str = "id") -> Iterator[str]:
    """Every kind of page, and of the regions one in forty: they are alike."""
    for at, (address, (spoken, _)) in enumerate(site().html.items()):
        if spoken == lang and ("wilayah/" not in address or at % 40 == 0):
            yield address


def links(address: str, election: str = "pilkada-2024") -> set[str]:
    found = (unescape(link) for link in LINK.findall(html(address, election)))
    inside = (link for link in found if link and ":" not in link)
    here = {
        normpath(join("/" + address, link)) + ("/" if link.endswith("/") else "") for link in inside
    }
    return {link.replace("//", "/").lstrip("/") for link in here}


@pytest.mark.parametrize("election", ["pilkada-2024", "contoh-desa-2031"])
def test_every_fact_is_reached_from_the_front_page(election: str) -> None:
    seen, waiting = {""}, [""]
    while waiting:
        for link in links(waiting.pop(), election) - seen:
            seen.add(link)
            far = (
                link.startswith("wilayah/")
                and link.count("/") > 1
                and not link.startswith("wilayah/18")
            )
            if link in site(election).html and not link.startswith("en/") and not far:
                waiting.append(link)
    facts = {f"fakta/{f.id}/" for f in site(election).book.known}
    assert facts <= seen
    assert {link for link in seen if link not in site(election).html} <= set(site(election).others)


def test_every_page_that_answers_names_a_source() -> None:
    for address in pages():
        page = site().page(address)
        assert page.sourced, address
        if page.answer:
            assert page.told and page.told[0].sources, address
            assert words("id").say("source") in html(address), address


def test_no_english_is_left_in_an_indonesian_page() -> None:
    names = re.compile(
        "|".join(re.escape(s.title) for f in site().book.facts.facts for s in f.sources)
    )
    for address in pages():
        body = html(address).partition("<body")[2].partition(">")[2]
        text = unescape(TAG.sub(" ", QUOTED.sub(" ", body)))
        assert not ENGLISH.search(names.sub(" ", text)), (address, ENGLISH.search(text))


def test_templates_hold_no_words_of_their_own() -> None:
    code = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
    allowed = {"JSON", "CSV", "WIB", "json", "x", "PNG", "SVG"}
    for path in render.TEMPLATES.glob("*.j2"):
        text = TAG.sub(
            " ",
            re.sub(r"<script.*?</script>", "", code.sub("", path.read_text("utf-8")), flags=re.S),
        )
        assert set(re.findall(r"[A-Za-z]{2,}", text)) <= allowed, path.name


def test_nothing_is_fetched_from_elsewhere_and_nothing_stands_in_line() -> None:
    for lang in languages():
        for address in pages(lang):
            text = html(address)
            assert not FOREIGN.search(text.replace('rel="canonical" href="https', "")), address
            assert (
                " style=" not in text and "<style" not in text and not re.search(r"\son\w+=", text)
            ), address
            for script in re.findall(r"<script[^>]*>", text):
                assert "src=" in script or 'type="application/ld+json"' in script, address


def test_a_first_visit_is_small() -> None:
    beside = sum(
        len(files.contents()[files.addresses()[name]])
        for name in ("guide.css", "guide.js", "sign.svg")
    )
    largest = max(len(html(address).encode()) for address in pages())
    assert largest + beside < FIRST_VISIT
    assert len(files.contents()[files.addresses()["guide.css"]]) < STYLE


def test_every_page_says_its_language_and_leads_to_the_other() -> None:
    for address in pages():
        text = html(address)
        assert '<html lang="id">' in text
        assert '<html lang="en">' in html(f"en/{address}")
        assert 'hreflang="en"' in text


def test_doubt_is_said_plainly() -> None:
    memory = next(f for f in site().book.facts.facts if f.confidence == "memory")
    disputed = next(f for f in site().book.facts.facts if f.conflicts and not f.settled)
    assert words("id").say("remembered") in html(f"fakta/{memory.id}/")
    page = html(f"fakta/{disputed.id}/")
    assert words("id").say("disputed") in page and disputed.conflicts[0] in unescape(page)


def test_what_a_fact_says_cannot_become_markup() -> None:
    import msgspec

    from suluh.facts import Facts

    facts = site().book.facts
    evil = msgspec.structs.replace(
        facts.by_id["ID-SCH-001"], statement_id="</script><script>alert(1)</script>"
    )
    changed = Facts.of(facts.election, [evil if f.id == evil.id else f for f in facts.facts], "x")
    text = Site(Book(changed, ON)).content("fakta/ID-SCH-001/").decode()
    assert "<script>alert" not in text and "\\u003c/script>" in text


def test_the_invented_election_says_so_on_every_page() -> None:
    for address, (lang, _) in site("contoh-desa-2031").html.items():
        assert words(lang).say("invented") in html(address, "contoh-desa-2031"), address


def test_a_language_with_gaps_says_so(tmp_path: Path) -> None:
    for name in ("id", "en"):
        (tmp_path / f"{name}.yaml").write_text(
            (Path(files.__file__).parent / f"words/{name}.yaml").read_text("utf-8")
        )
    (tmp_path / "jv.yaml").write_text("language: Basa Jawa\nsearch: Golek\n")
    assert languages(tmp_path) == ("id", "en", "jv")
    said = words("jv", tmp_path)
    assert said.say("search") == "Golek" and said.say("home") == words("id").say("home")
    assert not said.whole and words("id").whole and words("en").whole
