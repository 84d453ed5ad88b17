"""#SalingJaga in the public house: tips, the game, what is going round, cards and the kit. Everybody may read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import msgspec

from suluh.guide.book import Book
from suluh.guide.pages import Page
from suluh.guide.questions import questions
from suluh.house.reviews import reviews_for
from suluh.house.words import FACTS_IN
from suluh.literacy import digest, game, kit
from suluh.literacy.cards import Card, fact_card, is_firm, review_card, review_path
from suluh.literacy.digest import ROOT, Digest, digests, heading, undated
from suluh.literacy.layout import SIZES, drawing
from suluh.literacy.pictures import png, svg
from suluh.literacy.reading import say
from suluh.literacy.reviewed import Reviewed, truth
from suluh.literacy.techniques import Technique, techniques

if TYPE_CHECKING:
    from suluh.house.site import Site

GAME = f"{ROOT}permainan/"
KIT = f"{ROOT}perlengkapan/"
CARDS = f"{ROOT}kartu/"
PageOf = Callable[[str], Page]


class Front(msgspec.Struct, frozen=True):
    """What #SalingJaga has. The newest week is None where nothing was reviewed."""

    techniques: tuple[Technique, ...]
    newest: Digest | None


class Rounds(msgspec.Struct, frozen=True):
    """A round of the game and where it stands among the others; `round` is None on the last page."""

    number: int
    of: int
    round: game.Round | None
    technique: Technique | None
    following: str


class Told(msgspec.Struct, frozen=True):
    """A claim review for a reader, truth first."""

    review: Reviewed
    truth: str
    verdict: str
    facts: tuple[str, ...]


class Weeks(msgspec.Struct, frozen=True):
    """`rest` are the reviews that name no day."""

    weeks: tuple[tuple[Digest, str], ...]
    rest: tuple[Told, ...]


class Week(msgspec.Struct, frozen=True):
    digest: Digest
    told: tuple[Told, ...]
    message: str


def jaga_pages(book: Book) -> Iterator[tuple[str, PageOf]]:
    yield ROOT, partial(front_page, book)
    for number in range(len(techniques("id"))):
        path = technique_path(techniques("id")[number])
        yield path, partial(technique_page, number)
    yield GAME, game_page
    for number in range(1, len(game.rounds("id")) + 2):
        yield f"{GAME}{number}/", partial(round_page, number)
    yield digest.PATH, partial(weeks_page, book)
    for each in digests(reviews_for(book.facts), book.on):
        yield each.path, partial(week_page, book, each)
    for review in reviews_for(book.facts):
        yield review_path(review.id), partial(review_page, book, review)
    yield KIT, partial(kit_page, book)


def technique_path(technique: Technique) -> str:
    return f"{ROOT}teknik/{technique.id}/"


def front_page(book: Book, lang: str) -> Page:
    newest = next(iter(digests(reviews_for(book.facts), book.on)), None)
    return _page(ROOT, "jaga", lang, say("tag", lang), Front(techniques(lang), newest))


def technique_page(number: int, lang: str) -> Page:
    found = techniques(lang)[number]
    return _page(technique_path(found), "technique", lang, found.title, found)


def game_page(lang: str) -> Page:
    return _page(GAME, "game", lang, "", len(game.rounds(lang)))


def round_page(number: int, lang: str) -> Page:
    """The page after the last round ends the game."""
    found = game.rounds(lang)
    here = found[number - 1] if number <= len(found) else None
    named = {t.id: t for t in techniques(lang)}
    body = Rounds(
        number, len(found), here, named[here.technique] if here else None, f"{GAME}{number + 1}/"
    )
    return _page(f"{GAME}{number}/", "round", lang, "", body)


def weeks_page(book: Book, lang: str) -> Page:
    found = reviews_for(book.facts)
    weeks = tuple((d, heading(d.week, lang)) for d in digests(found, book.on))
    rest = tuple(_told(book, r, lang) for r in undated(found))
    return _page(digest.PATH, "weeks", lang, say("digest_title", lang), Weeks(weeks, rest))


def week_page(book: Book, found: Digest, lang: str) -> Page:
    told = tuple(_told(book, r, lang) for r in found.reviews)
    body = Week(found, told, digest.whatsapp(found, lang))
    return _page(found.path, "week", lang, heading(found.week, lang), body)


def review_page(book: Book, review: Reviewed, lang: str) -> Page:
    told = _told(book, review, lang)
    return _page(review_path(review.id), "checked", lang, told.truth, told)


def kit_page(book: Book, lang: str) -> Page:
    return _page(KIT, "kit", lang, say("kit_title", lang), _front_cards(book, lang, ""))


def _page(path: str, kind: str, lang: str, title: str, body: Any) -> Page:
    return Page(path=path, kind=kind, lang=lang, title=title, body=body)


def _told(book: Book, review: Reviewed, lang: str) -> Told:
    known = {f.id for f in book.known}
    shown = tuple(f for f in review.facts if f in known)
    return Told(review, truth(review, lang), say(f"verdict_{review.verdict}", lang), shown)


def _front_cards(book: Book, lang: str, url: str) -> tuple[Card, ...]:
    """The facts that answer the six questions on the front page."""
    found = {
        fact.id: fact
        for question in questions().front
        if question in book.questions
        for facts in book.facts_for(question).values()
        for fact in facts
        if is_firm(fact, book.on)
    }
    return tuple(fact_card(f, book.facts, book.on, lang, url) for f in found.values())


# --- files


def jaga_files(site: Site) -> dict[str, Callable[[], bytes]]:
    """Feeds, messages, cards and the kit: address → its bytes, made when asked for."""
    made: dict[str, Callable[[], bytes]] = {}
    book = site.book
    weeks = digests(reviews_for(book.facts), book.on)
    for lang in FACTS_IN:
        start = "" if lang == "id" else f"{lang}/"
        made[f"{start}{digest.PATH}pekanan.atom"] = partial(digest.atom, weeks, lang, site.url)
        for week in weeks:
            made[f"{start}{week.path}pesan.txt"] = partial(_message, week, lang, site.url)
        for card in _cards(site, lang):
            for shape in SIZES:
                made[f"{start}{CARDS}{card.id}-{shape}.png"] = partial(_drawn, card, shape, "png")
                made[f"{start}{CARDS}{card.id}-{shape}.svg"] = partial(_drawn, card, shape, "svg")
        made[f"{start}{KIT}poster.pdf"] = partial(kit.posters, lang, book.on)
        made[f"{start}{KIT}salingjaga.zip"] = partial(_kit, site, lang)
    return made


def _cards(site: Site, lang: str) -> Iterable[Card]:
    yield from _front_cards(site.book, lang, site.url)
    for review in reviews_for(site.book.facts):
        yield review_card(review, lang, site.url)


def _message(week: Digest, lang: str, url: str) -> bytes:
    return digest.whatsapp(week, lang, url).encode()


def _kit(site: Site, lang: str) -> bytes:
    weeks = digests(reviews_for(site.book.facts), site.book.on)
    return kit.kit(lang, site.book.on, _front_cards(site.book, lang, site.url), weeks[:1], site.url)


@lru_cache(maxsize=64)
def _drawn(card: Card, shape: str, how: str) -> bytes:
    return (png if how == "png" else svg)(drawing(card, shape))
