"""The public house on this server: the guide, for visitors without an account. No cookie, no session, no trace.

It stands before Django (`wsgi.py`), which a visitor's page never reaches; the route below is the same for whoever asks
Django directly.
"""

from __future__ import annotations

import re
import threading
import time
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suluh.content import WIB
from suluh.facts.load import DATA, with_file
from suluh.guide.book import Book, Edition
from suluh.house.serving import House, asked, reply
from suluh.house.site import Site
from suluh.house.words import languages
from suluh.literacy.reach import Reach
from suluh.web import home
from suluh.web.access import anyone
from suluh.web.order import ELECTION
from suluh.web.partner.folders import folder_of, home_of_facts, latest
from suluh.web.partner.published import NEW, facts_at

_TOPICS = "a|belajar|benarkah|calon|cari|data|hasil|jadwal|kartu|pemilih|perubahan|salingjaga|tanya|wilayah"
_FILES = "robots.txt|sitemap.xml|sw.js|panduan.webmanifest|404.html"
PATTERN = (
    rf"^(?P<address>(?:(?:{'|'.join(languages()[1:])})/)?"
    rf"(?:(?:{_TOPICS})/.*|fakta/[^/]+/|{_FILES.replace('.', re.escape('.'))})?)$"
)
WRITTEN = 5.0  # seconds between two writings of what was read
Key = tuple[str, int, date]


class _Kept:
    """The site of the facts in force today, made again when somebody has published or a new day has begun."""

    def __init__(self) -> None:
        self._made: tuple[Key, Site] | None = None
        self._editions: dict[str, list[Edition]] = {}  # by installation

    def site(self) -> Site:
        key = (str(home_of_facts()), _touched(), datetime.now(WIB).date())
        if self._made is None or self._made[0] != key:
            book = Book.of(self.editions(), key[2])
            self._made = key, Site(book, home.address(), served=True)
        return self._made[1]

    def editions(self) -> list[Edition]:
        """Every version of the facts, oldest first; of a new one, only the file that changed is read."""
        known = self._editions.setdefault(str(home_of_facts()), [Edition(facts_at(DATA))])
        for number in range(len(known), latest() + 1):
            known.append(_edition(number, known[-1]))
        return known


def _touched() -> int:
    """Changes whenever a version is published. Nanoseconds."""
    try:
        return home_of_facts().stat().st_mtime_ns
    except OSError:
        return 0


def _edition(number: int, before: Edition) -> Edition:
    folder: Path = folder_of(number) / ELECTION
    note: dict[str, Any] = yaml.safe_load((folder.parent / "change.yaml").read_text("utf-8"))
    known = before.facts.get(str(note["fact"]))
    facts = with_file(before.facts, folder / (known.file if known else NEW), folder)
    on = datetime.fromisoformat(str(note["at"])).astimezone(WIB).date()
    return Edition(facts, on, str(note.get("why", "")))


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
    query: str = request.META.get("QUERY_STRING", "")
    found = HOUSE.search(address, query) or HOUSE.find(address)
    if found is None:
        raise Http404
    status, headers, body = reply(found, *asked(request.META))
    return HttpResponse(body, status=int(status[:3]), headers=dict(headers))
