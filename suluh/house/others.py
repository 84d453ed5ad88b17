"""What the house holds beside pages: style, scripts, the list for robots."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from suluh.house import files

if TYPE_CHECKING:
    from suluh.house.site import Site

Maker = Callable[[], bytes]


def others(site: Site) -> dict[str, Maker]:
    """address → its bytes, made when asked for."""
    made: dict[str, Maker] = {
        address: partial(files.contents().__getitem__, address) for address in files.contents()
    }
    made["robots.txt"] = partial(_robots, site)
    return made


def _robots(site: Site) -> bytes:
    sitemap = f"Sitemap: {site.url}sitemap.xml\n" if site.url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()
