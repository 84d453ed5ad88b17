"""The card for the family group: a square picture that says the fact large and the rumour not at all."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from suluh.claims import ClaimReview
from suluh.facts import Fact
from suluh.guide.speaking import day, statement
from suluh.house.cards import INK, PAPER, SOFT, TORCH, font, wrapped
from suluh.house.checker.sure import address_of
from suluh.house.checker.telling import source_of
from suluh.house.words import words

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SIDE, EDGE, LINE = 1080, 84, 1.28
MOST = 530  # pixels that the fact may take in height


def fact_card(fact: Fact, lang: str, on: date) -> bytes:
    """A PNG of 1080×1080: the fact, that something else goes round, the source and its date. on: today in WIB."""
    said, source = words(lang), source_of(fact)
    when = source.published or on
    key = "check_source_dated" if source.published else "check_source_read"
    foot = said.say(key, source=source.ref or source.title, day=day(when, lang))
    parts = (said.say("check_card_head"), statement(fact, lang), said.say("check_share_other"))
    return _card(*parts, foot)


def review_card(review: ClaimReview, lang: str) -> bytes:
    """The same for a review: who checked it and what they found; the claim stays unsaid."""
    said = words(lang)
    english = lang == "en" and review.explanation_en
    found = review.explanation_en if english else review.explanation_id
    rating = said.say(f"rated_{review.verdict}")
    head = said.say("check_share_review", publisher=review.publisher, rating=rating)
    foot = ", ".join(
        filter(None, (review.publisher, review.date, urlsplit(address_of(review)).hostname))
    )
    return _card(said.say("check_card_review"), found or head, head if found else "", foot)


def _card(head: str, says: str, after: str, foot: str) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (SIDE, SIDE), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIDE, 26), fill=TORCH)
    _set(draw, head, EDGE, "heavy", 40, TORCH)
    size = _fitting(draw, says)
    under = _set(draw, says, EDGE + 90, "heavy", size, INK)
    _set(draw, after, under + 28, "plain", 34, SOFT)
    _foot(draw, foot)
    out = BytesIO()
    picture.quantize(16, method=Image.Quantize.FASTOCTREE).save(out, "PNG")
    return out.getvalue()


def _foot(draw: ImageDraw, text: str) -> None:
    """At most three lines above the lower edge."""
    lines = wrapped(draw, text, font("plain", 28), SIDE - 2 * EDGE)
    shown = lines[:3] if len(lines) <= 3 else [*lines[:2], lines[2] + " …"]
    top = SIDE - EDGE - len(shown) * 28 * LINE - 46
    draw.line((EDGE, top - 18, SIDE - EDGE, top - 18), fill=SOFT, width=2)
    under = _set(draw, "\n".join(shown), top, "plain", 28, SOFT)
    _set(draw, words("id").say("site"), under + 8, "heavy", 30, TORCH)


def _fitting(draw: ImageDraw, says: str) -> int:
    """The largest size at which the fact fits."""
    for size in range(84, 30, -2):
        lines = wrapped(draw, says, font("heavy", size), SIDE - 2 * EDGE)
        widest = max(draw.textlength(line, font=font("heavy", size)) for line in lines)
        if len(lines) * size * LINE <= MOST and widest <= SIDE - 2 * EDGE:
            return size
    return 30


def _set(draw: ImageDraw, text: str, top: float, face: str, size: int, ink: str) -> float:
    """Sets the text in the column; where it ends."""
    for part in text.split("\n"):
        for line in wrapped(draw, part, font(face, size), SIDE - 2 * EDGE):
            draw.text((EDGE, top), line, fill=ink, font=font(face, size))
            top += size * LINE
    return top
