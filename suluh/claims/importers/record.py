"""One record of an outside file made into a claim review."""

from __future__ import annotations

import hashlib
import html
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from suluh.claims.review import ClaimReview, Source
from suluh.claims.verdict import split_title, verdict_of

_TAGS = re.compile(r"<[^>]{0,2000}>")
_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


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
) -> ClaimReview:
    """A review from loose words: tags stripped, verdict understood, id made if there is none.

    Raises ValueError when no claim is left.
    """
    words, from_title = split_title(plain(claim))
    if not words:
        raise ValueError("the claim is empty")
    rated = verdict_of(verdict) if verdict else None
    when = iso_date(date)
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
        notes=f'rating not understood: "{verdict[:60]}"' if verdict and not rated else None,
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
    return " ".join(html.unescape(_TAGS.sub(" ", text)).split())


def iso_date(value: str | None) -> str | None:
    """A date as ISO 8601, from ISO, 27/11/2024 (day first, as in Indonesia) or an e-mail date.

    >>> iso_date("27/11/2024"), iso_date("2024-11"), iso_date("kemarin")
    ('2024-11-27', '2024-11', None)
    """
    text = (value or "").strip()
    if day_first := _DAY_FIRST.match(text):
        day, month, year = (int(part) for part in day_first.groups())
        try:
            return datetime(year, month, day, tzinfo=UTC).date().isoformat()
        except ValueError:
            return None
    if iso := _DATE.match(text):
        return iso.group(0)
    try:
        return parsedate_to_datetime(text).date().isoformat() if text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
