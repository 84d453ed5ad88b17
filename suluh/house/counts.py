"""The transparency reports in the guide: what the public can count, period by period, in the guide's own frame.

A report is made elsewhere (`suluh report make`); here it gets an address that stays, its forms beside it, and a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import msgspec

from suluh.guide.pages import Link, Page
from suluh.guide.speaking import FIRST, day
from suluh.house.words import words

ROOT = "transparansi/"
Inside = Callable[[str, Mapping[str, str]], str]


class Count(msgspec.Struct, frozen=True):
    """One report. Days in WIB, both inclusive; None for an empty ledger.

    inside: language and the addresses of the forms in, by name → its HTML, whose maker has escaped what came from
    elsewhere. forms: name of a form → its file's name. files: a file's name → its bytes.
    """

    start: date | None
    end: date | None
    events: int
    inside: Inside
    forms: Mapping[str, str]
    files: Mapping[str, bytes]

    @property
    def path(self) -> str:
        return f"{ROOT}{self.start}_{self.end}/" if self.start else f"{ROOT}kosong/"


def count_pages(counts: Sequence[Count]) -> Iterator[tuple[str, Callable[[str], Page]]]:
    """The list and each report; nothing where no report is published."""
    if not counts:
        return
    newest_first = sorted(
        counts, key=lambda c: (c.end or date.min, c.start or date.min), reverse=True
    )
    yield ROOT, partial(_list_page, newest_first)
    for count in counts:
        yield count.path, partial(_count_page, count)


def count_files(counts: Sequence[Count]) -> dict[str, Callable[[], bytes]]:
    """address → its bytes. The same for all languages."""
    return {
        count.path + name: partial(count.files.__getitem__, name)
        for count in counts
        for name in count.files
    }


def _list_page(counts: Sequence[Count], lang: str) -> Page:
    links = tuple(Link(c.path, _period(c, lang), _events(c, lang)) for c in counts)
    return Page(
        path=ROOT, kind="counts", lang=lang, title=words(lang).say("counts_title"), links=links
    )


def _count_page(count: Count, lang: str) -> Page:
    up = "" if lang == FIRST else "../" * (count.path.count("/") + 1) + count.path
    addresses = {name: up + file for name, file in count.forms.items()}
    title = f"{words(lang).say('counts_title')} · {_period(count, lang)}"
    return Page(
        path=count.path, kind="count", lang=lang, title=title, body=count.inside(lang, addresses)
    )


def _period(count: Count, lang: str) -> str:
    if count.start is None or count.end is None:
        return words(lang).say("counts_empty")
    return " – ".join(day(one, lang) for one in sorted({count.start, count.end}))


def _events(count: Count, lang: str) -> str:
    number = f"{count.events:,}"
    return words(lang).say("counts_events", n=number if lang == "en" else number.replace(",", "."))
