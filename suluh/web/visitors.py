"""The public house on this server: the guide, for visitors without an account. No cookie, no session, no trace.

It stands before Django (`wsgi.py`), which a visitor's page never reaches; the route below is the same for whoever asks
Django directly.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from suluh.content import WIB
from suluh.errors import SuluhError
from suluh.facts.load import DATA
from suluh.facts.published import newest
from suluh.guide.book import Book, Edition
from suluh.guide.editions import editions
from suluh.house.serving import House, asked, reply
from suluh.house.site import Site
from suluh.house.words import languages
from suluh.knowledge import imported_mark
from suluh.learn import reread
from suluh.literacy.reach import Reach
from suluh.web import home
from suluh.web.access import anyone
from suluh.web.partner.answering import as_of
from suluh.web.partner.folders import home_of_facts
from suluh.web.partner.published import facts_at

_TOPICS = "a|belajar|benarkah|calon|cari|data|hasil|jadwal|kartu|pemilih|perubahan|salingjaga|tanya|wilayah"
_FILES = "robots.txt|sitemap.xml|sw.js|panduan.webmanifest|404.html"
PATTERN = (
    rf"^(?P<address>(?:(?:{'|'.join(languages()[1:])})/)?"
    rf"(?:(?:{_TOPICS})/.*|fakta/[^/]+/|{_FILES.replace('.', re.escape('.'))})?)$"
)
WRITTEN = 5.0  # seconds between two writings of what was read
Key = tuple[str, int, str, str, date]


class _Kept:
    """The site of the facts in force today; made again when a fact or a review was published, or a new day has begun."""

    def __init__(self) -> None:
        self._made: tuple[Key, Site] | None = None
        self._editions: dict[str, list[Edition]] = {}  # by installation

    def site(self) -> Site:
        today = as_of(datetime.now(WIB)).date()
        here = home.folder()
        key = (str(here), _touched(), imported_mark(), reread.mark(here), today)
        if self._made is None or self._made[0] != key:
            self._made = key, self._renewed(here, today)
        return self._made[1]

    def _renewed(self, here: Path, today: date) -> Site:
        """As things are now; where a file cannot be read, as they were, which is logged."""
        try:
            book = Book.of(self.editions(), today)
            found = reread.rereadings(here)
            return Site(book, home.address(), served=True, reread=found)
        except SuluhError:
            if self._made is None:
                raise
            logging.getLogger(__name__).exception("the guide stays as it was")
            return self._made[1]

    def editions(self) -> list[Edition]:
        """Every version of the facts, oldest first; what was read once is kept."""
        there = home_of_facts()
        known = self._editions.get(str(there), [])
        if not known or newest(there) < len(known) - 1:  # an older copy of the folder was put back
            known = [Edition(facts_at(DATA))]
        self._editions[str(there)] = editions(known, there)
        return self._editions[str(there)]


def _touched() -> int:
    """Changes whenever a version is published. Nanoseconds."""
    try:
        return home_of_facts().stat().st_mtime_ns
    except OSError:
        return 0


HOUSE = House(_Kept().site)


def _write_for_ever(reach: Reach) -> None:
    while True:
        time.sleep(WRITTEN)
        reach.write()


@cache
def _reach() -> Reach:
    """Where the readings of this installation are summed up; a process that is stopped loses the last seconds."""
    reach = Reach(home.folder() / "reach.sqlite")
    threading.Thread(target=_write_for_ever, args=(reach,), name="reach", daemon=True).start()
    return reach


def read(address: str) -> None:
    """One more reading of a page today (WIB). By whom is not asked."""
    _reach().count(address, datetime.now(WIB).date())


@anyone
@require_safe
def page(request: HttpRequest, address: str) -> HttpResponse:
    """A page or a file of the guide."""
    if target := HOUSE.moved(address):
        return HttpResponsePermanentRedirect(f"/{target}")
    query: str = request.META.get("QUERY_STRING", "")
    found = HOUSE.search(address, query) or HOUSE.find(address)
    if found is None:
        nothing = HOUSE.missing(address)
        return HttpResponse(nothing.body, status=404, headers=dict(nothing.headers))
    status, headers, body = reply(found, *asked(request.META))
    return HttpResponse(body, status=int(status[:3]), headers=dict(headers))
