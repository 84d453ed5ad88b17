"""The lessons in the public house: read by anybody, and stale where a fact has changed."""

from __future__ import annotations

from datetime import date
from functools import cache

import msgspec

from suluh.facts import Facts, load
from suluh.guide.book import Book
from suluh.house.site import Site
from suluh.house.words import words

ON = date(2024, 11, 20)
TRACKS = "belajar/kebijakan/4/"


@cache
def site() -> Site:
    return Site(Book(load("pilkada-2024"), ON))


def corrected() -> Site:
    facts = load("pilkada-2024")
    new = msgspec.structs.replace(
        facts.by_id["ID-LAW-016"], statement_id="Laporan disampaikan paling lama 9 hari."
    )
    return Site(
        Book(Facts.of(facts.election, [new if f.id == new.id else f for f in facts.facts], "x"), ON)
    )


def test_a_corrected_fact_is_in_the_lesson_at_once_and_the_lesson_says_it_is_stale() -> None:
    before, after = (s.content(TRACKS).decode() for s in (site(), corrected()))
    note = words("id").say("lesson_stale")
    assert note not in before
    assert note in after and "ID-LAW-016: isinya berubah" in after
    assert "paling lama 9 hari" in after
    listed = corrected().content("belajar/kebijakan/").decode()
    assert listed.count(words("id").say("lesson_stale_short")) == 1


def test_every_lesson_is_reached_from_the_front_page() -> None:
    assert 'href="belajar/"' in site().content("").decode()
    for course in ("kebijakan", "keamanan"):
        assert f'href="../belajar/{course}/"' in site().content("belajar/").decode()
        page = site().content(f"belajar/{course}/").decode()
        numbers = [n for n in range(1, 9) if f"belajar/{course}/{n}/" in page]
        assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 4


def test_a_post_is_decided_before_its_answer_is_open() -> None:
    page = site().content("belajar/kebijakan/1/").decode()
    posts = page.split("<article>")[1:]
    assert posts and all(
        post.index("<details>") > post.index("<blockquote")
        for post in posts
        if "<blockquote" in post
    )
    assert "<details open" not in page
    assert words("id").say("practice_made_up") in page


def test_an_election_without_courses_has_no_lessons() -> None:
    other = Site(Book(load("contoh-desa-2031"), date(2031, 3, 1)))
    assert not [address for address in other.html if "belajar" in address]
    assert "belajar/" not in other.content("").decode()
