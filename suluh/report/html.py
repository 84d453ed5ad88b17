"""The summary as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from suluh.content import WIB
from suluh.errors import ServiceError
from suluh.facts.values import MONTHS
from suluh.report.listing import BANNER, ListedPost, now_says, words
from suluh.report.summary import Summary

TEMPLATES = Path(__file__).parent / "templates"


def write(summary: Summary, path: Path) -> Path:
    """Write report.html whole. Raises ServiceError when it cannot be written."""
    page = render(summary)
    try:
        part = path.with_suffix(".part")
        part.write_text(page, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise ServiceError(f"cannot write {path}: {error.strerror}") from error
    return path


def render(summary: Summary) -> str:
    """The page. Everything that came from a post is escaped."""
    loader = FileSystemLoader(TEMPLATES)
    environment = Environment(
        loader=loader, autoescape=select_autoescape(["j2"]), undefined=StrictUndefined
    )
    environment.filters |= {
        "n": _number,
        "moment": _moment,
        "mark": _marked,
        "share": _share,
        "day": _day,
        "brief": _brief,
        "now": now_says,
        "reason": _reason,
    }
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment.get_template("report.html.j2").render(s=summary, words=words())


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}".replace(".", ",") if whole else "0"


def _moment(value: datetime) -> str:
    return f"{_day(value)} pukul {value.astimezone(WIB):%H.%M} WIB"


def _day(value: datetime) -> str:
    at = value.astimezone(WIB)
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def _brief(text: str, width: int = 180) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"


def _reason(post: ListedPost) -> str:
    """Why a post is limited: the titles of the rules, or what a person is asked."""
    titles = [rule.title_id for rule in post.rules if rule.id != BANNER]
    return "; ".join(titles) or post.why


def _marked(text: str, seen: str) -> Markup:
    """The text with the words seen marked, wherever they stand; when they are not in it, the text alone."""
    words = seen.rstrip("…").strip()
    match = re.search(re.escape(words), text) if words else None
    if match is None or match.end() - match.start() >= len(text) - 2:
        return escape(text)
    return (
        escape(text[: match.start()])
        + Markup("<mark>")
        + escape(match[0])
        + Markup("</mark>")
        + escape(text[match.end() :])
    )
