"""The checker's pages: the form, the answer, the form for other people's pages, and the list of published reviews."""

from __future__ import annotations

import msgspec

from suluh.claims import ClaimReview
from suluh.guide.book import Book
from suluh.guide.pages import Page
from suluh.guide.speaking import day_said
from suluh.house.checker.sure import address_of
from suluh.house.checker.telling import Answer
from suluh.house.reviews import listed, reviews_for
from suluh.house.words import languages, words
from suluh.literacy.cards import review_path

PATH, REVIEWS, FRAMED = "benarkah/", "benarkah/ulasan/", "benarkah/sisip/"
LONGEST = 5000  # characters of a message
LISTED = 300  # claims on the list, the newest; older ones stand with their weeks
LARGEST = 8_000_000  # bytes of a picture


class Asked(msgspec.Struct, frozen=True):
    """What the page shows of one visit. `text` is masked, and stands on this one answer only."""

    text: str = ""
    answer: Answer | None = None
    fault: str = ""  # the key of what went wrong


class ReviewLine(msgspec.Struct, frozen=True):
    """`page`: its own page in the house, `url`: where it was published; each "" where there is none."""

    claim: str
    rating: str
    publisher: str
    date: str | None
    url: str
    page: str


class ReviewList(msgspec.Struct, frozen=True):
    """`known`: how many there are, of which `lines` are the newest."""

    known: int
    lines: tuple[ReviewLine, ...]


def is_framed(address: str) -> bool:
    """Whether an address, in whatever language, is the form for frames.

    >>> is_framed("en/benarkah/sisip/"), is_framed("benarkah/")
    (True, False)
    """
    lang, _, rest = address.partition("/")
    return address == FRAMED or (lang in languages() and rest == FRAMED)


def form_page(lang: str, asked: Asked | None = None, framed: bool = False) -> Page:
    """The form, with the answer above it once something was asked. framed: for a frame in another page."""
    asked = asked or Asked()
    said = words(lang)
    return Page(
        path=FRAMED if framed else PATH,
        kind="checker_framed" if framed else "checker",
        lang=lang,
        title=said.say("check_title"),
        body=asked,
    )


def reviews_page(book: Book, lang: str) -> Page:
    """The claim reviews, the newest first; searchable where scripts run."""
    known, own = listed(book.facts), {review.id for review in reviews_for(book.facts)}
    lines = tuple(_line(review, lang, review.id in own) for review in known[:LISTED])
    return Page(
        path=REVIEWS,
        kind="claim_reviews",
        lang=lang,
        title=words(lang).say("reviews_title"),
        body=ReviewList(len(known), lines),
    )


def _line(review: ClaimReview, lang: str, has_page: bool) -> ReviewLine:
    rating = words(lang).say(f"rated_{review.verdict}")
    page = review_path(review.id) if has_page else ""
    when = day_said(review.date, lang) if review.date else None
    where = (review.publisher, when, address_of(review), page)
    return ReviewLine(review.claim, rating, *where)
