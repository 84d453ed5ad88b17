"""What went round in a week, told truth first, from claim reviews by their week of publishing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from xml.sax.saxutils import escape, quoteattr

import msgspec

from suluh.errors import RequestError
from suluh.facts.values import spoken_date
from suluh.literacy.reading import say
from suluh.literacy.reviewed import Reviewed, published, shareable, truth

ROOT = "salingjaga/"
PATH = f"{ROOT}beredar/"
FEED_LENGTH = 12  # weeks
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


class Week(msgspec.Struct, frozen=True, order=True):
    """An ISO 8601 week: it begins on a Monday, and week 1 holds the year's first Thursday."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def read(cls, text: str) -> Week:
        """From "2024-W48". Raises RequestError.

        >>> Week.read("2024-W48").start
        datetime.date(2024, 11, 25)
        """
        found = re.fullmatch(r"(\d{4})-W(\d{2})", text)
        try:
            if found:
                week = cls(int(found[1]), int(found[2]))
                _ = week.end
                return week
        except (ValueError, OverflowError):
            pass
        raise RequestError(f'"{text}" is not a week; write it as 2024-W48')

    @property
    def start(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def end(self) -> date:
        return self.start + timedelta(days=6)

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"


class Digest(msgspec.Struct, frozen=True):
    """The reviews published in a week, newest first."""

    week: Week
    reviews: tuple[Reviewed, ...]

    @property
    def path(self) -> str:
        return f"{PATH}{self.week}/"


def digests(reviews: Iterable[Reviewed], until: date | None = None) -> tuple[Digest, ...]:
    """Every week in which something was published, newest first.

    until: the day in WIB on which it is read; what is dated later is left out. A review that names no day is in no week.
    """
    found: dict[Week, list[Reviewed]] = defaultdict(list)
    for review in shareable(reviews):
        day = published(review)
        if day is not None and (until is None or day <= until):
            found[Week.of(day)].append(review)
    return tuple(Digest(week, tuple(found[week])) for week in sorted(found, reverse=True))


def undated(reviews: Iterable[Reviewed]) -> tuple[Reviewed, ...]:
    """Those that no week can hold."""
    return tuple(r for r in shareable(reviews) if published(r) is None)


def spoken_day(day: date, lang: str) -> str:
    """
    >>> spoken_day(date(2024, 11, 25), "en"), spoken_day(date(2024, 11, 25), "id")
    ('25 November 2024', '25 November 2024')
    """
    if lang == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return spoken_date(day).split(", ")[-1]


def heading(week: Week, lang: str) -> str:
    days = {"start": spoken_day(week.start, lang), "end": spoken_day(week.end, lang)}
    return say("digest_week", lang, **days)


def whatsapp(digest: Digest, lang: str, url: str = "") -> str:
    """The week as a message: truth first, the rumour after it, the source. url: the site's address, "" when unknown."""
    parts = [f"*{say('digest_title', lang)}*\n{heading(digest.week, lang)}"]
    for number, review in enumerate(digest.reviews, 1):
        verdict = say(f"verdict_{review.verdict}", lang)
        lines = [
            f"{number}. *{say('digest_true', lang)}:* {_plain(truth(review, lang))}",
            f"{say('digest_rumour', lang)} ({verdict}): {_plain(review.claim)}",
            say("source", lang, source=_plain(review.publisher)),
            review.url or "",
        ]
        parts.append("\n".join(filter(None, lines)))
    more = f"{say('digest_more', lang)}: {url}{_prefix(lang)}{digest.path}" if url else ""
    parts.append("\n".join(filter(None, [say("digest_close", lang), more, say("tag", lang)])))
    return "\n\n".join(parts) + "\n"


def atom(found: Sequence[Digest], lang: str, url: str) -> bytes:
    """An Atom feed (RFC 4287) of the newest weeks. url: the site's address with a slash at its end.

    Without a public address an entry has a URN as its id and no link, as addresses in a feed must be whole.
    """
    updated = found[0].week.end if found else date(1970, 1, 1)
    own = f"{url}{_prefix(lang)}{PATH}" if url else "urn:suluh:salingjaga:beredar"
    links = f"<link href={quoteattr(own)}/>" if url else ""
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">\n'
        f"<title>{escape(say('digest_title', lang))}</title><id>{escape(own)}</id>{links}"
        f"<updated>{_moment(updated)}</updated><author><name>Suluh</name></author>\n"
    )
    entries = "".join(_entry(d, lang, url) for d in found[:FEED_LENGTH])
    return f"{head}{entries}</feed>\n".encode()


def _entry(digest: Digest, lang: str, url: str) -> str:
    own = f"{url}{_prefix(lang)}{digest.path}" if url else f"urn:suluh:salingjaga:{digest.week}"
    link = f"<link href={quoteattr(own)}/>" if url else ""
    newest = published(digest.reviews[0]) or digest.week.end
    return (
        f"<entry><title>{escape(heading(digest.week, lang))}</title><id>{escape(own)}</id>{link}"
        f"<updated>{_moment(newest)}</updated>"
        f'<content type="text">{escape(_printable(whatsapp(digest, lang, url)))}</content></entry>\n'
    )


def _moment(day: date) -> str:
    return f"{day}T00:00:00+07:00"


def _prefix(lang: str) -> str:
    return "" if lang == "id" else f"{lang}/"


def _plain(text: str) -> str:
    """On one line, without the marks that a messenger takes as bold or struck out."""
    return re.sub(r"\s+", " ", re.sub(r"[*_~`]", "", text)).strip()


def _printable(text: str) -> str:
    """Without the characters that XML 1.0 has no place for."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
