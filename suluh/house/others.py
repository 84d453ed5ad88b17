"""What the house holds beside pages: style and scripts, calendars, data, what phones and robots ask for."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from suluh.guide import calendar, opendata
from suluh.guide.speaking import day
from suluh.guide.zones import ZONES
from suluh.house import files
from suluh.house.cards import card, card_address, has_card
from suluh.house.checker import others as checker
from suluh.house.counts import count_files
from suluh.house.icons import ICONS, IN_MANIFEST, drawn
from suluh.house.jaga import jaga_files
from suluh.house.missing import missing_page, moved_page
from suluh.house.render import address_of
from suluh.house.searching import index_address, index_json
from suluh.house.words import languages, words
from suluh.house.worker import service_worker

if TYPE_CHECKING:
    from suluh.house.site import Site

Maker = Callable[[], bytes]


def others(site: Site) -> dict[str, Maker]:
    """address → its bytes, made when asked for."""
    made: dict[str, Maker] = {
        address: partial(files.contents().__getitem__, address) for address in files.contents()
    }
    made |= _calendars(site) | _data(site)
    for lang in languages():
        made[index_address(site.book, lang)] = partial(index_json, site, lang)
    made |= jaga_files(site)
    made |= {card_address(a): partial(_card, site, a) for a in cards_of(site)}
    made |= {icon.address: partial(drawn, icon) for icon in ICONS}
    made |= checker.others(site) | count_files(site.counts)
    made |= {one: partial(moved_page, site, one, target) for one, target in site.moved.items()}
    made["panduan.webmanifest"] = partial(manifest, site)
    made["sw.js"] = partial(service_worker, site)
    made["404.html"] = partial(missing_page, site)
    made["robots.txt"] = partial(robots, site)
    if site.url:
        made["sitemap.xml"] = partial(sitemap, site)
    return made


def _calendars(site: Site) -> dict[str, Maker]:
    found: dict[str, Maker] = {
        address_of(f"{calendar.ROOT}{zone.lower()}.ics", lang): partial(
            calendar.ics, site.book, lang, zone
        )
        for lang in languages()
        for zone in ZONES
    }
    return found


def _data(site: Site) -> dict[str, Maker]:
    book = site.book
    made: dict[str, Maker] = {
        opendata.JSON: partial(opendata.whole_json, book),
        opendata.CSV: partial(opendata.whole_csv, book),
        opendata.CHANGES: partial(opendata.changes_json, book),
    }
    for fact in book.known:
        made[opendata.fact_address(fact.id)] = partial(opendata.fact_json, book, fact.id)
    return made


def cards_of(site: Site) -> list[str]:
    """The addresses of the pages that have a card."""
    return [address for address in site.html if has_card(address)]


def _card(site: Site, address: str) -> bytes:
    page = site.page(address)
    return card(page, day(site.book.vote, page.lang))


def manifest(site: Site) -> bytes:
    """What a phone needs to keep the guide on its front screen."""
    said = words(languages()[0])
    sign = files.addresses()["sign.svg"]
    content = {
        "name": said.say("site"),
        "short_name": said.say("site"),
        "description": said.say("site_lead"),
        "lang": said.lang,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#fbf8f3",
        "theme_color": "#a34a06",
        "icons": [
            {"src": sign, "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            *(
                {
                    "src": icon.address,
                    "sizes": f"{icon.pixels}x{icon.pixels}",
                    "type": "image/png",
                    "purpose": "maskable" if icon.whole else "any",
                }
                for icon in IN_MANIFEST
            ),
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def robots(site: Site) -> bytes:
    """Everyone may read everything."""
    there = f"Sitemap: {site.url}sitemap.xml\n" if site.url else ""
    return f"User-agent: *\nAllow: /\n{there}".encode()


def sitemap(site: Site) -> bytes:
    """Every page, for search engines; only where the public address is known."""
    rows = "".join(f"<url><loc>{escape(site.url + address)}</loc></url>\n" for address in site.html)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'.encode()
