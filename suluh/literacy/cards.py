"""What a share card says: the answer first, then the source and the date. From a fact or from a claim review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from suluh.facts import NATION, Fact, Facts
from suluh.literacy.digest import ROOT, spoken_day
from suluh.literacy.reading import say
from suluh.literacy.reviewed import Reviewed, published, shareable, truth


class Card(msgspec.Struct, frozen=True):
    """`answer` is read first. `claim` is the rumour, empty on the card of a fact. `url` is where the QR leads, or ""."""

    id: str
    lang: str
    kind: str  # the small word on top
    answer: str
    source: str
    dated: str
    claim: str = ""
    verdict: str = ""
    below: str = ""
    url: str = ""


def fact_cards(facts: Facts, on: date, lang: str, url: str = "") -> tuple[Card, ...]:
    """A card for each fact that is worth spreading: in force on that day (WIB), seen at a source, undisputed."""
    return tuple(fact_card(f, facts, on, lang, url) for f in facts.facts if is_firm(f, on))


def is_firm(fact: Fact, on: date) -> bool:
    """Not what is only remembered, still disputed, or not in force on the day."""
    doubted = fact.confidence == "memory" or (fact.conflicts and not fact.settled)
    return fact.holds_on(on) and bool(fact.sources) and not doubted


def fact_card(fact: Fact, facts: Facts, on: date, lang: str, url: str = "") -> Card:
    """url: the site's address with a slash at its end, "" when unknown."""
    says = fact.statement_en if lang == "en" and fact.statement_en else fact.statement_id
    region = facts.regions.name(fact.jurisdiction).strip()
    source = fact.sources[0]
    return Card(
        id=fact.id,
        lang=lang,
        kind=say("fact", lang),
        answer=says,
        source=say("source", lang, source=source.ref or source.title),
        dated=say("as_of", lang, day=spoken_day(on, lang)),
        below="" if fact.jurisdiction == NATION else say("region", lang, region=region),
        url=_address(url, lang, f"fakta/{fact.id}/"),
    )


def review_cards(reviews: Iterable[Reviewed], lang: str, url: str = "") -> tuple[Card, ...]:
    return tuple(review_card(r, lang, url) for r in shareable(reviews))


def review_card(review: Reviewed, lang: str, url: str = "") -> Card:
    """Truth first, the rumour small and named as such below it (Debunking Handbook 2020)."""
    day = published(review)
    return Card(
        id=review.id,
        lang=lang,
        kind=say("check", lang),
        answer=truth(review, lang),
        source=say("source", lang, source=review.publisher),
        dated=spoken_day(day, lang) if day else review.date or say("no_date", lang),
        claim=review.claim,
        verdict=say(f"verdict_{review.verdict}", lang),
        url=_address(url, lang, review_path(review.id)),
    )


def review_path(review: str) -> str:
    return f"{ROOT}ulasan/{review}/"


def _address(url: str, lang: str, path: str) -> str:
    return f"{url}{'' if lang == 'id' else lang + '/'}{path}" if url else ""
