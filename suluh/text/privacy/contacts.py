"""E-mail addresses and links that open a conversation with a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.text.privacy.spans import Span

EMAIL = re.compile(
    r"(?<![\w.+%-])[a-z0-9._%+-]+(?:@|\s?(?:@|\bat\b)\s?(?=(?:gmail|yahoo|hotmail|outlook|icloud)\b)|\s*[\[({]\s*at\s*[\])}]\s*)"
    r"[a-z0-9-]+(?:(?:\s*[\[({]\s*(?:dot|titik)\s*[\])}]\s*|\s(?:dot|titik)\s|\.)[a-z0-9-]+)*"
    r"(?:\s*[\[({]\s*(?:dot|titik)\s*[\])}]\s*|\s(?:dot|titik)\s|\.)[a-z]{2,}(?![\w-])",
    re.IGNORECASE,
)
OFFICIAL_EMAIL = re.compile(r"(?:\.|@)(?:go|mil|desa)\.id$", re.IGNORECASE)
PHONE_LINK = re.compile(
    r"(?:https?://)?(?:wa\.me|api\.whatsapp\.com/send/?\?(?:[^\s]*&)?phone=|(?:whatsapp|tel):(?://send\?phone=)?)"
    r"/?\+?(?P<number>\d[\d\s-]{7,16}\d)",
    re.IGNORECASE,
)


def contacts(text: str) -> Iterator[Span]:
    """Private e-mail addresses, and links to a number."""
    for found in EMAIL.finditer(text):
        if not OFFICIAL_EMAIL.search(found.group()):
            yield Span(found.start(), found.end(), "email")
    for link in PHONE_LINK.finditer(text):
        yield Span(link.start(), link.end(), "phone")
