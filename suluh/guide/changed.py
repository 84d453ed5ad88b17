"""What has changed: the facts whose answer became another, newest first."""

from __future__ import annotations

from suluh.guide.book import Book
from suluh.guide.pages import Page

PATH = "perubahan/"


def changes_page(book: Book, lang: str) -> Page:
    """Every fact that is no longer what it was, by the day of its change."""
    told = [book.tell(f, lang) for f in book.known]
    changed = sorted((t for t in told if t.changed and not t.over), key=lambda t: str(t.changed))
    return Page(path=PATH, kind="changes", lang=lang, title="", told=tuple(reversed(changed)))
