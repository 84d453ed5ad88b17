"""ClaimReview as schema.org writes it: JSON-LD files, @graph, lists, or inside a web page."""

from __future__ import annotations

import html.parser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from suluh.claims.importers.record import review_of
from suluh.claims.review import ClaimReview, Rejected
from suluh.errors import DataError


def read(path: Path) -> Iterator[ClaimReview | Rejected]:
    """Every ClaimReview anywhere in a JSON file."""
    raw = path.read_bytes()
    try:
        loaded = msgspec.json.decode(raw.lstrip(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise DataError(f"not JSON: {problem}", file=path, line=_line(raw, problem)) from problem
    yield from _reviews(loaded, path, None)


def read_lines(path: Path) -> Iterator[ClaimReview | Rejected]:
    """One JSON object a line."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield from _reviews_of_text(line, path, number)


def read_html(path: Path) -> Iterator[ClaimReview | Rejected]:
    """Every ClaimReview in the `application/ld+json` scripts of a web page."""
    scripts = _Scripts()
    scripts.feed(path.read_text(encoding="utf-8", errors="replace"))
    if not scripts.found:
        yield Rejected(str(path), None, "no <script type=application/ld+json> in this page")
    for line, text in scripts.found:
        yield from _reviews_of_text(text.encode(), path, line)


class _Scripts(html.parser.HTMLParser):
    """The JSON-LD scripts of a page with the line on which each begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []
        self._start: int | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").split(";")[0].strip().lower()
        if tag == "script" and kind == "application/ld+json":
            self._start, self._text = self.getpos()[0], []

    def handle_data(self, data: str) -> None:
        if self._start is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._start is not None:
            self.found.append((self._start, "".join(self._text)))
            self._start = None


def _reviews_of_text(raw: bytes, path: Path, line: int) -> Iterator[ClaimReview | Rejected]:
    try:
        loaded = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        yield Rejected(str(path), line, f"not JSON: {problem}", _start_of(raw))
        return
    yield from _reviews(loaded, path, line)


def _reviews(loaded: Any, path: Path, line: int | None) -> Iterator[ClaimReview | Rejected]:
    nodes = list(_nodes(loaded, 0))
    if not nodes:
        yield Rejected(
            str(path), line, "no ClaimReview in it", _start_of(msgspec.json.encode(loaded))
        )
    for node in nodes:
        try:
            yield _review(node)
        except ValueError as problem:
            yield Rejected(str(path), line, str(problem), _start_of(msgspec.json.encode(node)))


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object whose @type is ClaimReview, however deep; 40 levels are enough for any page."""
    if depth > 40:
        return
    if isinstance(value, dict):
        kinds = value.get("@type")
        if "ClaimReview" in (kinds if isinstance(kinds, list) else [kinds]):
            yield value
            return
        for inner in value.values():
            yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _review(node: dict[str, Any]) -> ClaimReview:
    claim = _text(node.get("claimReviewed")) or _text(node.get("name"), "headline")
    if not claim:
        raise ValueError('a ClaimReview without "claimReviewed"')
    rating = _first(node.get("reviewRating"))
    return review_of(
        claim,
        verdict=_rating(rating),
        explanation_id=_text(node.get("reviewBody")) or _text(node.get("description")),
        publisher=_text(node.get("author"), "name") or _text(node.get("publisher"), "name"),
        url=_text(node.get("url"), "@id") or None,
        date=_text(node.get("datePublished")) or None,
    )


def _rating(rating: Any) -> str:
    """`alternateName` when there is one; otherwise the number on its own scale."""
    if not isinstance(rating, dict):
        return _text(rating)
    named = _text(rating.get("alternateName")) or _text(rating.get("name"))
    if named:
        return named
    try:
        value, worst, best = (
            float(rating[key]) for key in ("ratingValue", "worstRating", "bestRating")
        )
    except (KeyError, TypeError, ValueError):
        return ""
    return "true" if value >= best else "false" if value <= worst else "partly true"


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _text(value: Any, *names: str) -> str:
    """The words in a value that may be a string, an object with a name, or a list of them."""
    value = _first(value)
    if isinstance(value, dict):
        return next((t for name in (*names, "@value") if (t := _text(value.get(name)))), "")
    return value.strip() if isinstance(value, str) else ""


def _start_of(raw: bytes) -> str:
    return raw[:200].decode("utf-8", "replace").strip()


def _line(raw: bytes, problem: Exception) -> int | None:
    """The line of a JSON mistake: msgspec says the byte."""
    digits = str(problem).rpartition("byte ")[2].rstrip(")")
    return raw.count(b"\n", 0, int(digits)) + 1 if digits.isdigit() else None
