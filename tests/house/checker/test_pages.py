"""The checker in a site of plain files, what is sent on, and the tags for other pages."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from suluh.claims import shipped
from suluh.facts import load
from suluh.guide.book import Book
from suluh.house.checker import Checked, Verdict
from suluh.house.checker.card import fact_card, review_card
from suluh.house.checker.telling import answer
from suluh.house.site import Site
from suluh.house.words import words

if TYPE_CHECKING:
    from conftest import Run

ON = date(2024, 11, 20)
ELSEWHERE = "https://panduan.example/"


def html(address: str, checker: str = "") -> str:
    return Site(Book(load(), ON), checker=checker).content(address).decode()


def test_plain_files_point_to_the_server_that_checks_or_say_that_none_is_known() -> None:
    there = html("en/benarkah/", checker=ELSEWHERE.rstrip("/"))
    assert f'href="{ELSEWHERE}en/benarkah/"' in there and "<textarea" not in there
    assert words("id").say("check_needs_server") in html("benarkah/")


def test_the_list_of_reviews_links_each_to_who_checked_it() -> None:
    page = html("benarkah/ulasan/")
    readable = [r for r in shipped() if r.url or any(s.url for s in r.sources)]
    assert page.count('rel="noopener nofollow"') == len(readable)


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_verdict_is_one_sentence_in_both_languages(verdict: Verdict, lang: str) -> None:
    fact = load().by_id["ID-SCH-001"]
    review = next(r for r in shipped() if r.id == "HX-008")
    said = answer(Checked(verdict, (fact,), (review,)), lang, ON, ELSEWHERE)
    assert said.sentence and "{" not in said.sentence and said.on == ON
    assert bool(said.how) == (verdict is Verdict.UNKNOWN)


def test_what_is_sent_on_says_the_fact_first_and_the_claim_never() -> None:
    fact = load().by_id["ID-VOT-023"]
    said = answer(Checked(Verdict.CONTRADICTS, (fact,)), "id", ON, ELSEWHERE)
    assert said.share.startswith(f"✅ {fact.statement_id}")
    assert f"{ELSEWHERE}fakta/ID-VOT-023/" in said.share and "dibaca" in said.share
    review = next(r for r in shipped() if r.id == "HX-008")
    of_review = answer(Checked(Verdict.REVIEWED, (), (review,)), "id", ON, ELSEWHERE)
    assert review.claim not in of_review.share and review.publisher in of_review.share


def test_the_longest_fact_and_every_review_fit_on_a_card() -> None:
    longest = max(load().facts, key=lambda f: len(f.statement_id))
    cards = [fact_card(longest, lang, ON) for lang in ("id", "en")]
    cards += [review_card(r, "id") for r in shipped()[:5] if r.url]
    for card in cards:
        picture = Image.open(BytesIO(card)).convert("L")
        assert picture.size == (1080, 1080) and len(card) < 120_000
        assert (
            min(picture.crop((1000, 40, 1080, 1080)).getdata()) > 200
        )  # nothing runs over the edge


def test_an_election_that_is_over_says_so_where_nothing_is_known() -> None:
    said = answer(Checked(Verdict.UNKNOWN), "id", date(2026, 1, 1), ELSEWHERE, over=True)
    assert "sudah lewat" in said.sentence


def test_the_label_says_the_same_whether_the_address_is_known_or_not() -> None:
    label = json.loads(Site(Book(load(), ON), ELSEWHERE).content("data/label.json"))
    assert label["neutral"]["id"]["link"] == ELSEWHERE and not label["over"]
    plain = json.loads(Site(Book(load(), ON)).content("data/label.json"))
    assert plain["neutral"]["id"]["link"] == ""


def test_the_command_prints_both_tags_and_refuses_what_is_no_address(suluh: Run) -> None:
    ran = suluh("guide", "widget", "--url", "https://panduan.example")
    assert ran.code == 0 and 'integrity="sha384-' in ran.out and "<iframe" in ran.out
    assert f'src="{ELSEWHERE}benarkah/sisip/"' in ran.out
    assert suluh("guide", "widget", "--url", "panduan").code == 2


def test_the_bench_counts_what_is_wrong(suluh: Run) -> None:
    ran = suluh("bench", "checker")
    assert ran.code == 0 and "wrong contradicts" in ran.said.replace("  ", " ")
