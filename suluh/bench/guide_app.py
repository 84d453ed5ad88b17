"""The guide alone as a WSGI application, for `suluh bench guide`; SULUH_BENCH_ELECTION and _DAY say which."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from typing import Any

from suluh.bench.guide import DAY, ELECTION
from suluh.facts import load
from suluh.guide.book import Book
from suluh.house.serving import House, before
from suluh.house.site import Site


def _missing(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("404 Not Found", [("Content-Length", "0")])
    return [b""]


_site = Site(
    Book(load(os.environ[ELECTION]), date.fromisoformat(os.environ[DAY])), "http://127.0.0.1/"
)
application = before(House(lambda: _site), _missing)
