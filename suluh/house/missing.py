"""The pages for addresses where nothing is, or where something else has moved."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from suluh.guide.pages import Page
from suluh.guide.speaking import FIRST
from suluh.house.render import render

if TYPE_CHECKING:
    from suluh.house.site import Site


def missing_page(site: Site, lang: str = FIRST) -> bytes:
    """404.html, as static hosts look for it: shown at any depth, so its links begin at the site's root."""
    root = urlsplit(site.url).path or "/"
    page = Page(path="404.html", kind="missing", lang=lang, title="")
    return render(page, site.setting, root).encode()


def moved_page(site: Site, address: str, target: str) -> bytes:
    """For a site of plain files: leads a browser on, with a link for whoever it does not. A server says it with 301."""
    way, lang = "../" * address.count("/") + target, site.html[target][0]
    title = escape(site.page(target).title)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={way}">\n<link rel="canonical" href="{way}">\n'
        f'<p><a href="{way}">{title}</a></p>\n</html>\n'
    ).encode()
