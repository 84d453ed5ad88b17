"""Other languages: the voter's pages, no phrase of them missing, and plainly said that nobody has checked the words."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from suluh.facts import load
from suluh.guide.book import Book
from suluh.house.render import TEMPLATES
from suluh.house.site import Site
from suluh.house.words import FACTS_IN, languages, words

OTHER = [lang for lang in languages() if lang not in FACTS_IN]
VOTERS = "base front question list schedule class step fact_parts search_form found".split()
SAID, VALUE = re.compile(r"say\('(\w+)'"), re.compile(r"{\w+}")


@cache
def site() -> Site:
    return Site(Book(load("pilkada-2024"), date(2024, 11, 20)))


def test_english_has_every_phrase() -> None:
    assert words("en").whole


@pytest.mark.parametrize("lang", OTHER)
def test_no_phrase_of_a_voters_page_is_missing(lang: str) -> None:
    needed = {
        key for name in VOTERS for key in SAID.findall((TEMPLATES / f"{name}.html.j2").read_text())
    }
    assert needed <= words(lang).own


@pytest.mark.parametrize("lang", ["en", *OTHER])
def test_a_phrase_takes_the_same_values_in_each_language(lang: str) -> None:
    first, here = words("id"), words(lang)
    for key in here.own:
        assert set(VALUE.findall(here.phrases[key])) == set(VALUE.findall(first.phrases[key])), key


@pytest.mark.parametrize("lang", OTHER)
def test_every_page_says_that_nobody_has_checked_it_and_what_it_lacks_leads_to_indonesian(
    lang: str,
) -> None:
    here = [address for address, (one, _) in site().html.items() if one == lang]
    assert {f"{lang}/", f"{lang}/tanya/kapan/", f"{lang}/cari/"} <= set(here)
    assert not any(address.startswith(f"{lang}/fakta/") for address in here)
    for address in here:
        text = site().content(address).decode()
        assert words(lang).phrases["unchecked"] in text, address
    assert 'href="../../../data/"' in site().content(f"{lang}/tanya/kapan/").decode()


@pytest.mark.parametrize("lang", OTHER)
def test_what_is_said_in_indonesian_is_marked_as_indonesian(lang: str) -> None:
    """Voices that read pages aloud go by this mark."""
    marked = {
        "": '<b lang="id">Kapan saya memilih?</b>',
        "cari/": '<h2 id="memilih" lang="id">Hari memilih</h2>',
        "tanya/kapan/": '<h1 class="asked" lang="id">Kapan saya memilih?</h1>',
        "jadwal/": '<b lang="id">Masa tenang</b>',
        "pemilih/": 'terdaftar/" lang="id">',
        "pemilih/dpk/": '<h1 lang="id">',
    }
    for path, mark in marked.items():
        assert mark in site().content(f"{lang}/{path}").decode(), path
        assert mark not in site().content(path).decode(), path


def test_what_is_checked_does_not_say_so() -> None:
    for address in ("", "en/"):
        assert words("id").phrases["unchecked"] not in site().content(address).decode()
