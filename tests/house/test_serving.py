"""What a server answers: bytes that can be kept, and not a single cookie."""

from __future__ import annotations

import gzip
from datetime import date
from typing import Any

import pytest

from suluh.facts import load
from suluh.guide.book import Book
from suluh.house.serving import House, before
from suluh.house.site import Site

SITE = Site(Book(load("contoh-desa-2031"), date(2031, 3, 1)))
Answered = tuple[str, dict[str, str], bytes]


def ask(path: str, method: str = "GET", house: House | None = None, **more: str) -> Answered:
    said: list[Any] = []

    def otherwise(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("418 somebody else", [])
        return [b""]

    application = before(house or House(lambda: SITE), otherwise)
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, **more}
    body = b"".join(application(environ, lambda status, headers: said.extend((status, headers))))
    return said[0], dict(said[1]), body


def test_a_page_is_answered_packed_where_the_visitor_reads_that() -> None:
    status, headers, body = ask("/tanya/kapan/", HTTP_ACCEPT_ENCODING="gzip, br")
    assert status == "200 OK" and headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == ask("/tanya/kapan/")[2] == SITE.content("tanya/kapan/")
    assert headers["Content-Length"] == str(len(body))


def test_what_is_known_is_not_sent_again() -> None:
    _, headers, _ = ask("/")
    status, again, body = ask("/", HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (status, body) == ("304 Not Modified", b"")
    assert again["ETag"] == headers["ETag"]


def test_no_answer_sets_a_cookie_or_depends_on_one() -> None:
    for address in SITE.addresses():
        if not address.endswith((".png", ".ics")):
            _, headers, _ = ask("/" + address, HTTP_COOKIE="suluh_sesi=x")
            assert "Set-Cookie" not in headers and headers["Vary"] == "Accept-Encoding", address
            assert headers["Cache-Control"].startswith("public"), address


def test_style_is_kept_for_ever_and_pages_for_a_minute() -> None:
    style = next(a for a in SITE.addresses() if a.startswith("a/guide") and a.endswith(".css"))
    assert "immutable" in ask("/" + style)[1]["Cache-Control"]
    assert "max-age=60" in ask("/")[1]["Cache-Control"]


def test_a_head_has_the_headers_and_no_body() -> None:
    status, headers, body = ask("/", "HEAD")
    assert status == "200 OK" and body == b"" and int(headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    "path", ["/antrean/peninjau/", "/fakta/", "/fakta/TIDAK-ADA/", "/tanya/", "/../x", "/en"]
)
def test_what_the_house_does_not_have_is_somebody_elses(path: str) -> None:
    assert ask(path)[0] == "418 somebody else"


def test_a_post_is_never_the_houses() -> None:
    assert ask("/", "POST")[0] == "418 somebody else"


def test_a_correction_is_answered_at_once() -> None:
    sites = [SITE]
    house = House(lambda: sites[-1])
    first = ask("/", house=house)[1]["ETag"]
    sites.append(Site(Book(load("contoh-desa-2031"), date(2031, 3, 9))))
    assert ask("/", house=house)[1]["ETag"] != first


def test_an_address_that_moved_leads_on_and_in_plain_files_too() -> None:
    status, headers, _ = ask("/en/salingjaga/ulasan/")
    assert (status, headers["Location"]) == ("301 Moved Permanently", "/en/benarkah/ulasan/")
    page = SITE.content("salingjaga/ulasan/").decode()
    assert 'content="0; url=../../benarkah/ulasan/"' in page
