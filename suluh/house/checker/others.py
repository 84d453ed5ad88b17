"""The checker's files: cards to send on where they can be asked for, and the label for platforms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from suluh.house.checker import label
from suluh.house.checker.card import fact_card, review_card
from suluh.house.checker.sure import address_of
from suluh.house.checker.telling import FAMILY
from suluh.house.render import address_of as address_in
from suluh.house.reviews import listed
from suluh.house.words import FACTS_IN

if TYPE_CHECKING:
    from suluh.house.site import Site

Maker = Callable[[], bytes]


def others(site: Site) -> dict[str, Maker]:
    """address → its bytes. Cards only where a server makes them when asked: as files nobody would find them."""
    made: dict[str, Maker] = {label.ADDRESS: partial(label.label_json, site.book, site.url)}
    return made | (dict(_cards(site)) if site.served else {})


def _cards(site: Site) -> Iterator[tuple[str, Maker]]:
    for lang in FACTS_IN:
        for fact in site.book.known:
            if fact.firm and fact.sources:
                address = FAMILY + address_in(f"{fact.id}.png", lang)
                yield address, partial(fact_card, fact, lang, site.on)
        for review in listed(site.book.facts):
            if address_of(review):
                address = FAMILY + address_in(f"ulasan-{review.id}.png", lang)
                yield address, partial(review_card, review, lang)
