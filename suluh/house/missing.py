"""The page for an address where nothing is. A server shows it at any depth, so its links begin at the site's root."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from suluh.guide.pages import Page
from suluh.guide.speaking import FIRST
from suluh.house.render import render

if TYPE_CHECKING:
    from suluh.house.site import Site


def missing_page(site: Site) -> bytes:
    """404.html, as static hosts look for it."""
    root = urlsplit(site.url).path or "/"
    page = Page(path="404.html", kind="missing", lang=FIRST, title="")
    return render(page, site.setting, root).encode()
