"""A segment as the trained judge reads it: normalised words without names, and what its relative days mean.

The judge is shown no candidate, party or ballot number, so none can weigh. "Lusa" means nothing without the day of
posting; the date it stands for is written behind the words, with a mark where it is the official day of the vote.
"""

from __future__ import annotations

from collections.abc import Iterator

from suluh.signals.contradiction.official import Official
from suluh.signals.reading import ReadSegment
from suluh.signals.scene import BALLOT_NUMBER
from suluh.text.dates import SeenDate
from suluh.text.names import hide_numbers

MONTHS = (
    "januari februari maret april mei juni juli agustus september oktober november desember".split()
)
LONGEST = 420  # characters of the words; what follows rarely changes what a post claims
DAYS_SHOWN = 3


def wording(segment: ReadSegment, official: Official) -> str:
    """The text that the judge is given for a segment, lower case, at most about 500 characters."""
    text = BALLOT_NUMBER.sub("nomor x", hide_numbers(segment.anonymous))[:LONGEST]
    days = list(dict.fromkeys(_days(segment, official)))[:DAYS_SHOWN]
    return f"{text} ({'; '.join(days)})" if days else text


def _days(segment: ReadSegment, official: Official) -> Iterator[str]:
    words = segment.normal.text
    for day in segment.dates:
        right = day.first == official.poll == day.last
        if day.relative or right:
            said = words[day.start : day.end].strip(" .,;:!?")
            yield f"{said} = {spoken(day)}{', hari coblos' if right else ''}"


def spoken(day: SeenDate) -> str:
    """A day as people write it.

    >>> from datetime import date
    >>> spoken(SeenDate(0, 4, date(2024, 11, 27), date(2024, 11, 27)))
    '27 november'
    """
    return f"{day.first.day} {MONTHS[day.first.month - 1]}"
