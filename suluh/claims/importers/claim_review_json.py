"""ClaimReview as schema.org writes it: JSON-LD files, @graph, lists, or inside a web page.

Also the answer of Google's Fact Check Tools, which says the same in other words.
"""

from __future__ import annotations

import html.parser
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from suluh.claims.importers.reading import Lines, note_on, text_of
from suluh.claims.importers.record import review_of
from suluh.claims.review import ClaimReview, Rejected
from suluh.errors import DataError

_MARK = re.compile(
    r'"@type"\s*:\s*(?:\[[^\[\]]{0,200}?)?"(?:\w+:|https?://schema\.org/)?ClaimReview"|"claimReview"\s*:'
)
_BYTE = re.compile(r"byte (\d+)")


def read(path: Path) -> Iterator[ClaimReview | Rejected]:
    """Every ClaimReview anywhere in a JSON file."""
    found = text_of(path)
    try:
        loaded = msgspec.json.decode(found.text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise DataError(
            f"not JSON: {problem}", file=path, line=_line(found.text, problem)
        ) from None
    yield from _reviews(loaded, path, found.text, 1, note_on(found))


def read_lines(path: Path) -> Iterator[ClaimReview | Rejected]:
    """One JSON object a line."""
    found = text_of(path)
    for number, line in enumerate(found.text.split("\n"), 1):
        if line.strip():
            yield from _reviews_of_text(line, path, number, note_on(found))


def read_html(path: Path) -> Iterator[ClaimReview | Rejected]:
    """Every ClaimReview in the `application/ld+json` scripts of a web page."""
    found = text_of(path)
    scripts = _Scripts()
    scripts.feed(found.text)
    scripts.close()
    if not scripts.found:
        yield Rejected(str(path), 1, "no <script type=application/ld+json> in this page")
    for line, text in scripts.found:
        yield from _reviews_of_text(text, path, line, note_on(found))


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


def _reviews_of_text(
    text: str, path: Path, line: int, note: str
) -> Iterator[ClaimReview | Rejected]:
    try:
        loaded = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        inner = line - 1 + (_line(text, problem) or 1)
        yield Rejected(str(path), inner, f"not JSON: {problem}", text.strip()[:200])
        return
    yield from _reviews(loaded, path, text, line, note)


def _reviews(
    loaded: Any, path: Path, text: str, first: int, note: str
) -> Iterator[ClaimReview | Rejected]:
    """The reviews in a value that was written in this text, which begins on that line."""
    nodes = list(_nodes(loaded, 0))
    if not nodes:
        yield Rejected(str(path), first, "no ClaimReview in it", text.strip()[:200])
    places = [match.start() for match in _MARK.finditer(text)]
    lines = Lines(text)
    for index, node in enumerate(nodes):
        line = first - 1 + lines.of(places[index]) if len(places) == len(nodes) else first
        try:
            yield _review(node, note)
        except ValueError as problem:
            yield Rejected(str(path), line, str(problem), _start_of(msgspec.json.encode(node)))


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object that is a ClaimReview, however deep; 40 levels are enough for any page."""
    if depth > 40:
        return
    if isinstance(value, dict):
        if _is_review(value):
            yield value
            return
        for inner in value.values():
            yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _is_review(value: dict[str, Any]) -> bool:
    kinds = value.get("@type")
    named = [
        re.split("[:/]", k)[-1]
        for k in (kinds if isinstance(kinds, list) else [kinds])
        if isinstance(k, str)
    ]
    return "ClaimReview" in named or isinstance(value.get("claimReview"), list)


def _review(node: dict[str, Any], note: str) -> ClaimReview:
    if isinstance(node.get("claimReview"), list):
        node = _from_google(node)
    claim = _claim(node)
    if not claim:
        raise ValueError('a ClaimReview without "claimReviewed"')
    said = _text(node.get("reviewBody")) or _text(node.get("description"))
    english = _text(node.get("inLanguage"), "alternateName").lower().startswith("en")
    return review_of(
        claim,
        verdict=_rating(_first(node.get("reviewRating"))),
        explanation_id="" if english else said,
        explanation_en=said if english else "",
        publisher=_text(node.get("author"), "name") or _text(node.get("publisher"), "name"),
        url=_text(node.get("url"), "@id") or _text(node.get("mainEntityOfPage"), "@id") or None,
        date=_text(node.get("datePublished")) or _text(node.get("dateModified")) or None,
        note=note,
    )


def _claim(node: dict[str, Any]) -> str:
    """What was said; some sites put it into the item reviewed, or only into the headline."""
    item = node.get("itemReviewed")
    return (
        _text(node.get("claimReviewed"))
        or _text(item, "text", "name", "headline", "description")
        or _text(node.get("headline"))
        or _text(node.get("name"))
    )


def _from_google(node: dict[str, Any]) -> dict[str, Any]:
    """The same in schema.org's words; of several reviews of one claim the first."""
    review = _first(node["claimReview"])
    review = review if isinstance(review, dict) else {}
    return {
        "claimReviewed": node.get("text") or review.get("title"),
        "reviewRating": {"alternateName": review.get("textualRating")},
        "author": review.get("publisher"),
        "url": review.get("url"),
        "datePublished": review.get("reviewDate"),
    }


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
        return _text(rating.get("ratingValue"))
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


def _line(text: str, problem: Exception) -> int | None:
    """The line of a JSON mistake: msgspec says the byte, or that the end came too soon."""
    if found := _BYTE.search(str(problem)):
        return text.encode("utf-8", "replace").count(b"\n", 0, int(found.group(1))) + 1
    return text.rstrip().count("\n") + 1
