"""One record of an outside file made into a claim review."""

from __future__ import annotations

import hashlib
import html
import re
from datetime import date as date_type
from email.utils import parsedate_to_datetime

from suluh.claims.importers.headline import headline, rating_of
from suluh.claims.review import ClaimReview, Source
from suluh.text.stamps import written_moment

_TAGS = re.compile(r"<[^>]{0,2000}>")
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_PARTIAL = re.compile(r"\d{4}(-\d{2})?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T\s])")


def review_of(
    claim: str,
    *,
    verdict: str = "",
    explanation_id: str = "",
    explanation_en: str = "",
    publisher: str = "",
    url: str | None = None,
    date: str | None = None,
    id: str | None = None,  # noqa: A002  the field's own name
    patterns: tuple[str, ...] = (),
    topic: str = "",
    policy: str | None = None,
    election: str | None = None,
    jurisdiction: str = "",
    note: str = "",
) -> ClaimReview:
    """A review from loose words: tags stripped, verdict understood, id made if there is none.

    What was given but not understood, a rating or a date, is said in the review's notes.

    Raises ValueError when no claim is left.
    """
    words, from_title = headline(plain(claim))
    if not words:
        raise ValueError("the claim is empty")
    rated = rating_of(verdict) if verdict else None
    when = iso_date(date)
    notes = [note] if note else []
    if verdict and not rated:
        notes.append(f'rating not understood: "{plain(verdict)[:60]}"')
    if date and date.strip() and not when:
        notes.append(f'date not understood: "{date.strip()[:40]}"')
    return ClaimReview(
        id=id or made_id(words, url or publisher),
        claim=words,
        verdict=rated or from_title or "unknown",
        explanation_id=plain(explanation_id)[:4000],
        explanation_en=plain(explanation_en)[:4000],
        patterns=patterns,
        publisher=publisher or "",
        url=url,
        date=when,
        topic=topic or "other",
        policy=policy or None,
        election=election or None,
        jurisdiction=jurisdiction or "ID",
        status="imported",
        notes="; ".join(notes) or None,
        sources=(Source(title=words, publisher=publisher or "", date=when, url=url),),
    )


def made_id(claim: str, origin: str) -> str:
    """A stable id for a review that came without one."""
    return "CR-" + hashlib.sha256(f"{origin}\n{claim}".encode()).hexdigest()[:12]


def plain(text: str) -> str:
    """Text without HTML tags and entities, spaces collapsed.

    >>> plain("<p>Surat&nbsp;suara <b>sah</b></p>")
    'Surat suara sah'
    """
    return " ".join(html.unescape(_TAGS.sub(" ", _HIDDEN.sub(" ", text))).split())


def iso_date(value: str | None) -> str | None:
    """A date as ISO 8601, from ISO, 27/11/2024 (day first, as in Indonesia), 27 November 2024 or an e-mail date.

    >>> iso_date("27/11/2024"), iso_date("2024-11"), iso_date("kemarin"), iso_date("31/31/2024")
    ('2024-11-27', '2024-11', None, None)
    """
    text = " ".join((value or "").split())[:80]
    if _PARTIAL.fullmatch(text):
        return text
    try:
        if iso := _ISO.match(text):
            return date_type.fromisoformat(iso.group()).isoformat()
        if stamp := written_moment(text):
            return stamp.moment.date().isoformat()
        return parsedate_to_datetime(text).date().isoformat() if text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
