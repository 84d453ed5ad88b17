"""The whole site: what can be asked for, and the bytes that answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType

from suluh.guide.book import Book
from suluh.guide.pages import Page
from suluh.guide.search import Index, index_of
from suluh.house import files
from suluh.house.contents import MOVED, PageOf, pages
from suluh.house.counts import Count
from suluh.house.render import Setting, address_of, render
from suluh.house.searching import index_address
from suluh.house.sentences import Sentences
from suluh.house.words import is_told, languages
from suluh.learn.reread import Reread


class Site:
    """A book as addresses and bytes. Nothing is made before it is asked for.

    url: the public address, "" when unknown; links for previews and calendars need it.
    checker: the address of a served house, for the checker of a site that is files alone.
    reread: the lessons that this installation has read again, by id. counts: the transparency reports to publish.
    """

    def __init__(
        self,
        book: Book,
        url: str = "",
        served: bool = False,
        checker: str = "",
        reread: Mapping[str, Reread] = MappingProxyType({}),
        counts: Sequence[Count] = (),
    ) -> None:
        self.book = book
        self.url = url.rstrip("/") + "/" if url else ""
        self.served = served
        self._checker = checker.rstrip("/") + "/" if checker else ""
        self.counts = counts
        self._pages = pages(book, reread, counts)

    @property
    def on(self) -> date:
        return self.book.on

    @cached_property
    def setting(self) -> Setting:
        book = self.book
        return Setting(
            election=book.facts.election,
            on=book.on,
            vote=book.vote,
            over=book.over,
            version=book.facts.version,
            url=self.url,
            paths=frozenset(self._pages),
            search={lang: index_address(book, lang) for lang in languages()},
            checker=self._checker,
            served=self.served,
        )

    @cached_property
    def index(self) -> Index:
        """What the search looks in."""
        return index_of(self.book)

    @cached_property
    def sentences(self) -> Sentences:
        """The ear of the search. A page's script has none."""
        return Sentences(self.index)

    @cached_property
    def html(self) -> dict[str, tuple[str, PageOf]]:
        """address → language and page."""
        return {
            address_of(path, lang): (lang, page)
            for lang in languages()
            for path, page in self._pages.items()
            if is_told(path, lang)
        }

    @cached_property
    def moved(self) -> dict[str, str]:
        """address → the one that it leads to."""
        return {
            address_of(path, lang): address_of(target, lang)
            for lang in languages()
            for path, target in MOVED.items()
            if target in self._pages and path not in self._pages and is_told(path, lang)
        }

    @cached_property
    def others(self) -> dict[str, Callable[[], bytes]]:
        """Everything that is not a page: address → its bytes."""
        from suluh.house.others import others

        return others(self)

    def addresses(self) -> list[str]:
        """Every address, without a leading slash; a page's ends with a slash, the front page's is ""."""
        return [*self.html, *self.others]

    def page(self, address: str) -> Page:
        """Raises KeyError when there is no such page."""
        lang, page = self.html[address]
        return page(lang)

    def content(self, address: str) -> bytes:
        """The bytes at an address. Raises KeyError when there is nothing."""
        if address in self.html:
            return render(self.page(address), self.setting).encode()
        return self.others[address]()

    def kind(self, address: str) -> str:
        """The content type."""
        return files.kind_of(address)
