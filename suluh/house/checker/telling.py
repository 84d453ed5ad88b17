"""An answer as people read it and as programs do: one sentence, its source and date, and words to send on.

What is sent on is a truth sandwich: the fact, that something else is going round, the fact's source. The false
statement itself is not said again.
"""

from __future__ import annotations

from datetime import date

import msgspec

from suluh.claims import ClaimReview
from suluh.facts import Fact, Source
from suluh.guide.speaking import day, day_said, statement
from suluh.guide.telling import fact_path
from suluh.house.checker.sure import address_of
from suluh.house.checker.verdict import Checked, Verdict
from suluh.house.render import address_of as address_in
from suluh.house.words import Words, words

FAMILY = "kartu/kirim/"  # where the cards for a group of friends or family stand


class FactSaid(msgspec.Struct, frozen=True):
    """A fact in an answer. `page`: inside the guide, with the language. `date`: of the source, ISO 8601."""

    id: str
    says: str
    source: str
    ref: str | None
    url: str | None
    date: str | None
    page: str


class ReviewSaid(msgspec.Struct, frozen=True):
    """A review in an answer. `rating` in words; `date` as the publisher gives it, which may stop at the month."""

    id: str
    claim: str
    rating: str
    explanation: str
    publisher: str
    url: str
    date: str | None


class Answer(msgspec.Struct, frozen=True):
    """What the checker says. `share` and `card` are "" where there is nothing to send on."""

    verdict: Verdict
    sentence: str
    on: date  # the day in WIB for which it was answered
    facts: tuple[FactSaid, ...] = ()
    reviews: tuple[ReviewSaid, ...] = ()
    share: str = ""
    card: str = ""  # inside the guide
    how: tuple[str, ...] = ()  # to judge it oneself
    notes: tuple[str, ...] = ()


def answer(checked: Checked, lang: str, on: date, root: str, over: bool = False) -> Answer:
    """The answer in a language. on: today in WIB.

    root: the guide's public address, with its slash, for links that are sent on.
    over: whether the election of the facts is past.
    """
    said = words(lang)
    facts = tuple(_fact(f, lang) for f in checked.facts)
    reviews = tuple(_review(r, said) for r in checked.reviews)
    return Answer(
        verdict=checked.verdict,
        sentence=_sentence(checked, said, facts, reviews, over),
        on=on,
        facts=facts,
        reviews=reviews,
        share=share(said, facts, reviews, on, root),
        card=card_of(checked, lang),
        how=_how(said) if checked.verdict is Verdict.UNKNOWN else (),
        notes=tuple(said.say(f"check_note_{note}") for note in checked.notes),
    )


def share(
    said: Words, facts: tuple[FactSaid, ...], reviews: tuple[ReviewSaid, ...], on: date, root: str
) -> str:
    """Words for a chat. With a fact: what is so, that something else goes round, where it stands."""
    if facts:
        lines = [f"✅ {fact.says}" for fact in facts]
        lines.append(said.say("check_share_other"))
        lines += [f"{dated(said, facts[0], on)}\n{root}{facts[0].page}"]
        return "\n\n".join(lines)
    if reviews:
        one = reviews[0]
        head = said.say("check_share_review", publisher=one.publisher, rating=one.rating)
        return "\n\n".join(filter(None, (f"🔎 {head}", one.explanation, one.url)))
    return ""


def dated(said: Words, fact: FactSaid, on: date) -> str:
    """The source with its date; where that is not recorded, the day on which this was read."""
    source = fact.ref or fact.source
    if fact.date:
        when = day_said(fact.date, said.lang)
        return said.say("check_source_dated", source=source, day=when)
    return said.say("check_source_read", source=source, day=day(on, said.lang))


def card_of(checked: Checked, lang: str) -> str:
    """The address of the card that answers, "" where nothing does."""
    if checked.facts:
        return FAMILY + address_in(f"{checked.facts[0].id}.png", lang)
    if checked.reviews:
        return FAMILY + address_in(f"ulasan-{checked.reviews[0].id}.png", lang)
    return ""


def _sentence(
    checked: Checked,
    said: Words,
    facts: tuple[FactSaid, ...],
    reviews: tuple[ReviewSaid, ...],
    over: bool,
) -> str:
    if checked.verdict is Verdict.REVIEWED:
        one = reviews[0]
        when = said.say("check_on", day=day_said(one.date, said.lang)) if one.date else ""
        return said.say(
            "check_says_reviewed", publisher=one.publisher, when=when, rating=one.rating
        )
    key = "check_says_satire" if checked.satire else f"check_says_{checked.verdict.value}"
    if checked.verdict is Verdict.UNKNOWN and over and not checked.satire:
        key = "check_says_over"
    return said.say(key, says=" ".join(f.says for f in facts))


def _how(said: Words) -> tuple[str, ...]:
    return tuple(said.say(f"check_how_{n}") for n in (1, 2, 3, 4))


def _fact(fact: Fact, lang: str) -> FactSaid:
    source = source_of(fact)
    return FactSaid(
        id=fact.id,
        says=statement(fact, lang),
        source=source.title,
        ref=source.ref,
        url=source.url,
        date=source.published.isoformat() if source.published else None,
        page=address_in(fact_path(fact.id), lang),
    )


def source_of(fact: Fact) -> Source:
    """The first source that can be opened, else the first."""
    return next((s for s in fact.sources if s.url), fact.sources[0])


def _review(review: ClaimReview, said: Words) -> ReviewSaid:
    english = said.lang == "en" and review.explanation_en
    return ReviewSaid(
        id=review.id,
        claim=review.claim,
        rating=said.say(f"rated_{review.verdict}"),
        explanation=review.explanation_en if english else review.explanation_id,
        publisher=review.publisher,
        url=address_of(review),
        date=review.date,
    )
