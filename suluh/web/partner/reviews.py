"""Claim reviews that fact-checkers publish here: ClaimReview as schema.org has it, at a public address and in a feed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from suluh.claims import ClaimReview
from suluh.claims.review import Source
from suluh.content import WIB
from suluh.ledger import NewEvent
from suluh.text.privacy import mask
from suluh.web import home
from suluh.web.store import LEDGER, turn

PUBLISHED, WITHDRAWN = "claim_review_published", "claim_review_withdrawn"
# What can be chosen, with the number that schema.org's rating wants: 1 is false, 5 is true.
RATINGS = {
    "false": 1, "fabricated": 1, "scam": 1, "misleading": 2, "satire": 2, "unproven": 3,
    "partly_true": 3, "true": 5,
}  # fmt: skip
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["@context", "@type", "url", "claimReviewed", "datePublished", "author",
                 "reviewRating", "itemReviewed"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "ClaimReview"},
        "url": {"type": "string", "pattern": "^https?://"},
        "claimReviewed": {"type": "string", "minLength": 1},
        "datePublished": {"type": "string", "format": "date"},
        "author": {"type": "object", "required": ["@type", "name"],
                   "properties": {"name": {"type": "string", "minLength": 1}}},
        "reviewRating": {
            "type": "object",
            "required": ["@type", "ratingValue", "bestRating", "worstRating", "alternateName"],
            "properties": {"ratingValue": {"type": "integer", "minimum": 1, "maximum": 5}},
        },
        "itemReviewed": {"type": "object", "required": ["@type"],
                         "properties": {"@type": {"const": "Claim"}}},
    },
}  # fmt: skip  # the properties that schema.org's ClaimReview and the readers of fact-checks ask for


class Published(msgspec.Struct, frozen=True):
    """A review with who published it and when."""

    review: ClaimReview
    by: str
    at: datetime
    appearance: str = ""  # where the claim was seen
    is_withdrawn: bool = False


def publish(
    claim: str, verdict: str, explanation: str, *, organisation: str, by: str, now: datetime,
    sources: tuple[Source, ...] = (), appearance: str = "", facts: tuple[str, ...] = (),
) -> Published:  # fmt: skip
    """Publishes a review at once. verdict: one of RATINGS. Personal data are masked.

    Raises jsonschema.ValidationError when the document that it makes would not be a valid ClaimReview.
    """
    review = ClaimReview(
        id="UL-" + secrets.token_hex(4), claim=mask(claim).text, verdict=verdict,
        explanation_id=mask(explanation).text, publisher=organisation,
        date=now.astimezone(WIB).date().isoformat(), sources=sources, facts=facts,
    )  # fmt: skip
    review = msgspec.structs.replace(review, url=address(review.id))
    made = Published(review, by, now, appearance)
    validate(json_ld(made))
    body = {"review": msgspec.to_builtins(review), "by": by, "appearance": appearance}
    LEDGER.append([NewEvent(PUBLISHED, review.id, body, now)])
    return made


def withdraw(review: str, *, by: str, reason: str, now: datetime) -> bool:
    """By whoever published it; False when not theirs or gone. Its address then says that it is withdrawn."""
    with turn():
        found = published(review)
        if found is None or found.by != by or found.is_withdrawn:
            return False
        LEDGER.append([NewEvent(WITHDRAWN, review, {"by": by, "reason": reason}, now)])
    return True


def published(review: str) -> Published | None:
    """One review, withdrawn or not."""
    events = list(LEDGER.events(subject=review, kind=(PUBLISHED, WITHDRAWN)))
    if not events or events[0].kind != PUBLISHED:
        return None
    body = events[0].data() | {"at": events[0].at, "is_withdrawn": events[-1].kind == WITHDRAWN}
    return msgspec.convert(body, Published)


def every() -> list[Published]:
    """What is in force, the latest first."""
    gone: set[str] = set()
    found = []
    for event in LEDGER.events(kind=(PUBLISHED, WITHDRAWN), newest_first=True):
        if event.kind == WITHDRAWN:
            gone.add(event.subject)
        elif event.subject not in gone:
            found.append(msgspec.convert(event.data() | {"at": event.at}, Published))
    return found


def in_force() -> Iterator[ClaimReview]:
    """The reviews alone."""
    return (made.review for made in every())


def address(review: str) -> str:
    return f"{home.address()}/ulasan/{review}/"


def json_ld(made: Published) -> dict[str, Any]:
    """The ClaimReview as schema.org writes it."""
    review = made.review
    claim: dict[str, Any] = {"@type": "Claim", "datePublished": review.date}
    if made.appearance:
        claim["appearance"] = {"@type": "CreativeWork", "url": made.appearance}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": review.url,
        "claimReviewed": review.claim,
        "datePublished": review.date,
        "inLanguage": "id",
        "author": {"@type": "Organization", "name": review.publisher},
        "reviewRating": {
            "@type": "Rating", "ratingValue": RATINGS[review.verdict], "bestRating": 5,
            "worstRating": 1, "alternateName": review.verdict,
        },
        "itemReviewed": claim,
        "reviewBody": review.explanation_id,
        "citation": [source.url for source in review.sources if source.url],
    }  # fmt: skip


def feed(found: list[Published]) -> dict[str, Any]:
    """A DataFeed of ClaimReviews."""
    return {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": "Suluh: ulasan klaim",
        "dateModified": max((made.at for made in found), default=None),
        "dataFeedElement": [
            {"@type": "DataFeedItem", "dateCreated": made.at, "item": [json_ld(made)]}
            for made in found
        ],
    }


def in_page(document: dict[str, Any]) -> str:
    """JSON for the inside of a page: no sign in it can end the block it stands in."""
    text = msgspec.json.encode(document).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def validate(document: dict[str, Any]) -> None:
    """Raises jsonschema.ValidationError for what is no ClaimReview."""
    import jsonschema

    jsonschema.validate(document, SCHEMA)


def mark(document: bytes) -> str:
    """An ETag for readers that come again."""
    return f'"{hashlib.sha256(document).hexdigest()[:20]}"'
