"""The whole site looked over: is every page HTML that parses, do links lead somewhere, is nothing fetched elsewhere?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from suluh.errors import RequestError, ServiceError

_LINKS = {
    "a": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "form": "action",
    "iframe": "src",
}
_FETCHED = {"link", "script", "img", "iframe"}  # what a browser asks for without being told to
_SAYS_WHERE = {"canonical", "alternate"}  # links that are read, not fetched


class Fault(msgspec.Struct, frozen=True):
    """file: inside the site. kind: html, link, anchor, elsewhere, inline, size."""

    file: str
    kind: str
    what: str


class Checked(msgspec.Struct, frozen=True):
    pages: int
    links: int
    faults: tuple[Fault, ...]


def check(folder: Path) -> Checked:
    """Every page of a built site. Raises RequestError when there is none, ServiceError when the parser is missing."""
    if not (folder / "index.html").is_file():
        raise RequestError(f"{folder}: there is no site here; make one with suluh guide build")
    try:
        import html5lib  # noqa: F401
    except ImportError as error:
        raise ServiceError("the check needs html5lib, which is not installed") from error
    site = _Site(folder.resolve())
    faults = [fault for page in site.pages for fault in site.faults(page)]
    return Checked(len(site.pages), site.links, tuple(faults))


class _Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = sorted(folder.rglob("*.html"))
        self.links = 0
        self._ids: dict[Path, set[str]] = {}

    def faults(self, page: Path) -> Iterator[Fault]:
        import html5lib

        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(page.read_bytes(), transport_encoding="utf-8")
        name = page.relative_to(self.folder).as_posix()
        elements: list[Any] = [e for e in tree.iter() if isinstance(e.tag, str)]
        self._ids[page] = {str(e.get("id")) for e in elements if e.get("id")}
        for (line, _), code, _ in parser.errors:
            yield Fault(name, "html", f"line {line}: {code}")
        for element in elements:
            for kind, what in self._element(page, element):
                yield Fault(name, kind, what)

    def _element(self, page: Path, element: Any) -> Iterator[tuple[str, str]]:
        if element.get("style") or any(str(k).startswith("on") for k in element.attrib):
            yield "inline", f"<{element.tag}> carries a style or a script"
        data = element.get("type") == "application/ld+json"
        if element.tag == "style" or (
            element.tag == "script" and not element.get("src") and not data
        ):
            yield "inline", f"<{element.tag}> in the page itself"
        address = element.get(_LINKS.get(element.tag, ""))
        if address is not None:
            self.links += 1
            yield from self._link(page, element, str(address))

    def _link(self, page: Path, element: Any, address: str) -> Iterator[tuple[str, str]]:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            fetched = element.tag in _FETCHED and element.get("rel") not in _SAYS_WHERE
            if fetched and parts.scheme != "data":
                yield "elsewhere", address
            return
        target = self._target(page, unquote(parts.path))
        if target is None:
            yield "link", address
        elif (
            parts.fragment
            and target.suffix == ".html"
            and parts.fragment not in self._anchors(target)
        ):
            yield "anchor", address

    def _target(self, page: Path, path: str) -> Path | None:
        """The file that a web server would answer with; None when there is none in the site."""
        base = self.folder if path.startswith("/") else page.parent
        target = (base / path.lstrip("/")).resolve() if path else page
        if target.is_dir():
            target = target / "index.html"
        inside = target == self.folder or self.folder in target.parents
        return target if inside and target.is_file() else None

    def _anchors(self, page: Path) -> set[str]:
        if page not in self._ids:
            import html5lib

            tree = html5lib.parse(page.read_bytes(), namespaceHTMLElements=False)
            self._ids[page] = {str(e.get("id")) for e in tree.iter() if e.get("id")}
        return self._ids[page]
