"""The house for a server: an address in, an answer out. It knows no cookie, no session and no visitor."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import msgspec

from suluh.guide.speaking import FIRST
from suluh.house import files
from suluh.house.checker.page import is_framed
from suluh.house.missing import missing_page
from suluh.house.searching import asked as asked_of_search
from suluh.house.searching import found_html
from suluh.house.site import Site
from suluh.house.words import FACTS_IN

KEPT = 4096  # answers in memory; a page takes about 8 kB with its packed form
_FOR_ALL = re.compile(r"data/|a/benarkah-sisip\.")  # what pages elsewhere may fetch
FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60, stale-while-revalidate=600"  # facts change within days, corrections within minutes
KEPT_NOWHERE = "private, no-store"  # what somebody asked is nobody else's
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
Start: TypeAlias = Callable[[str, list[tuple[str, str]]], Any]
Wsgi: TypeAlias = Callable[[dict[str, Any], Start], Iterable[bytes]]


class Answer(msgspec.Struct, frozen=True):
    """An answer as it goes out. `packed` is the body in gzip, None where that would not help."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    packed: bytes | None
    etag: str


class House:
    """Answers from the site that `current` gives, which may be another one tomorrow or after a correction.

    Safe to be used by many threads.
    """

    def __init__(self, current: Callable[[], Site]) -> None:
        self._current = current
        self._site: Site | None = None
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, address: str) -> Answer | None:
        """The answer at an address without its leading slash; None when the house has nothing there."""
        site = self._current()
        if site is not self._site:
            with self._lock:
                self._site = site
                self._kept = OrderedDict()
        kept = self._kept.get(address)
        return kept or self._made(site, address)

    def search(self, address: str, query: str) -> Answer | None:
        """The answer to a question in a query string; None when nothing is asked. It is kept nowhere."""
        question = asked_of_search(address, query)
        if question is None:
            return None
        return _answer(
            found_html(self._current(), *question), files.kind_of(address), address, KEPT_NOWHERE
        )

    def site(self) -> Site:
        """The site as it is now."""
        return self._current()

    def _made(self, site: Site, address: str) -> Answer | None:
        try:
            body = site.content(address)
        except KeyError:
            return None
        answer = _answer(body, site.kind(address), address)
        with self._lock:
            self._kept[address] = answer
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return answer

    def moved(self, address: str) -> str | None:
        """The address that this one leads to; None when it stays."""
        return self._current().moved.get(address)

    def missing(self, address: str) -> Answer:
        """What a visitor reads where nothing is, in the language of the address: a search, and the way back."""
        first = address.partition("/")[0]
        lang = first if first in FACTS_IN else FIRST
        page = missing_page(self._current(), lang)
        return _answer(page, files.kind_of(""), address, KEPT_NOWHERE)

    def has(self, address: str) -> bool:
        """Whether there is something, without making it."""
        site = self._current()
        return address in site.html or address in site.others


def reply(
    answer: Answer, known: str = "", packs: bool = False
) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status, headers and body. known: the visitor's If-None-Match. packs: the visitor reads gzip."""
    headers = list(answer.headers)
    if known and answer.etag in known:
        return "304 Not Modified", headers, b""
    if packs and answer.packed is not None:
        headers.append(("Content-Encoding", "gzip"))
        return "200 OK", headers, answer.packed
    return "200 OK", headers, answer.body


def before(
    house: House, otherwise: Wsgi, read: Callable[[str], None] = lambda address: None
) -> Wsgi:
    """A WSGI application that answers for the house, and leaves every other address to `otherwise`.

    read: told the address of each page that was read, and nothing about who did.
    """

    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        path: str = environ.get("PATH_INFO", "/")
        if method not in ("GET", "HEAD"):
            return otherwise(environ, start)
        query: str = environ.get("QUERY_STRING", "")
        if asked_of_search(f"{_address(path)}/", query):
            start("301 Moved Permanently", [("Location", f"{path}/?{query}")])
            return [b""]
        if target := house.moved(_address(path)):
            kept = [("Cache-Control", A_MINUTE), ("Vary", "Accept-Encoding")]
            start("301 Moved Permanently", [("Location", f"/{target}"), *kept])
            return [b""]
        answer = house.search(_address(path), query) or house.find(_address(path))
        if answer is None:
            return otherwise(environ, start)
        if method == "GET" and (path == "/" or path.endswith("/")):
            read(_address(path))
        status, headers, body = reply(answer, *asked(environ))
        start(status, [*headers, ("Content-Length", str(len(body)))] if body else headers)
        return [b"" if method == "HEAD" else body]

    return application


def asked(environ: Mapping[str, Any]) -> tuple[str, bool]:
    """What the visitor has and reads: If-None-Match, and whether gzip."""
    packs = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    return environ.get("HTTP_IF_NONE_MATCH", ""), packs


def _address(path: str) -> str:
    """PATH_INFO as WSGI hands it over (bytes as Latin-1), without the leading slash."""
    return path[1:]


def policy(address: str) -> str:
    """The content security policy of an address: the checker's frame alone may stand in other people's pages."""
    return (
        POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
        if is_framed(address)
        else POLICY
    )


def _answer(body: bytes, kind: str, address: str, keeping: str = "") -> Answer:
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    text = kind.startswith(("text/", "application/", "image/svg"))
    headers = (
        ("Content-Type", kind),
        ("Cache-Control", keeping or (FOR_EVER if address.startswith("a/") else A_MINUTE)),
        ("ETag", etag.replace('"', 'W/"', 1)),
        ("Vary", "Accept-Encoding"),
        ("Content-Security-Policy", policy(address)),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        *((("Access-Control-Allow-Origin", "*"),) if _FOR_ALL.match(address) else ()),
    )
    return Answer(headers, body, gzip.compress(body, 6, mtime=0) if text else None, etag)
