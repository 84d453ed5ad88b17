"""The checker's pages: the form, the answer, the form for other people's pages, and the list of published reviews."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from suluh.claims import ClaimReview, shipped
from suluh.guide.pages import Page
from suluh.house.checker.sure import address_of
from suluh.house.checker.telling import Answer
from suluh.house.words import languages, words

PATH, REVIEWS, FRAMED = "benarkah/", "benarkah/ulasan/", "benarkah/sisip/"
LONGEST = 5000  # characters of a message
LARGEST = 8_000_000  # bytes of a picture


class Asked(msgspec.Struct, frozen=True):
    """What the page shows of one visit. `text` is masked, and stands on this one answer only."""

    text: str = ""
    answer: Answer | None = None
    fault: str = ""  # the key of what went wrong


class ReviewLine(msgspec.Struct, frozen=True):
    claim: str
    rating: str
    publisher: str
    date: str | None
    url: str


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


def reviews_page(lang: str) -> Page:
    """Every claim review that comes with Suluh, the newest first; searchable where scripts run."""
    said = words(lang)
    lines = tuple(_line(review, lang) for review in _newest_first())
    return Page(
        path=REVIEWS, kind="claim_reviews", lang=lang, title=said.say("reviews_title"), body=lines
    )


@cache
def _newest_first() -> Sequence[ClaimReview]:
    known = [r for r in shipped() if address_of(r)]
    return tuple(sorted(known, key=lambda r: (r.date or "", r.id), reverse=True))


def _line(review: ClaimReview, lang: str) -> ReviewLine:
    rating = words(lang).say(f"rated_{review.verdict}")
    return ReviewLine(review.claim, rating, review.publisher, review.date, address_of(review))
