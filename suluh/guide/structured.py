"""The same answers for programs: schema.org's FAQPage, Event, GovernmentService and Claim, as JSON-LD."""

from __future__ import annotations

from typing import Any

from suluh.facts.values import TimeRangeValue
from suluh.guide.book import Book
from suluh.guide.told import Told

Data = dict[str, Any]
CONTEXT = "https://schema.org"


def faq(question: str, says: str, lang: str) -> Data:
    """A question page."""
    return {
        "@context": CONTEXT,
        "@type": "FAQPage",
        "inLanguage": lang,
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": says}}
        ],
    }  # fmt: skip


def event(book: Book, lang: str) -> Data:
    """Voting day. Hours are on the clock of each place, so the times carry no offset."""
    election = book.facts.election
    hours = next(
        (f.value for f in book.facts.of_slot("voting_hours") if isinstance(f.value, TimeRangeValue)), None
    )  # fmt: skip
    day = book.vote.isoformat()
    return {
        "@context": CONTEXT,
        "@type": "Event",
        "name": election.name_en if lang == "en" else election.name_id,
        "inLanguage": lang,
        "startDate": f"{day}T{hours.start}" if hours else day,
        "endDate": f"{day}T{hours.end}" if hours else day,
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "location": {"@type": "Country", "name": "Indonesia"},
    }


def service(book: Book, lang: str) -> Data:
    """Looking up one's name in the voter list; None of it without the official address."""
    address = next(iter(book.facts.of_slot("check_dpt_url")), None)
    url = {"url": address.value.url} if address and hasattr(address.value, "url") else {}
    return {
        "@context": CONTEXT,
        "@type": "GovernmentService",
        "name": "Look up the voter list" if lang == "en" else "Cek daftar pemilih",
        "inLanguage": lang,
        "areaServed": {"@type": "Country", "name": "Indonesia"},
        "provider": {"@type": "GovernmentOrganization", "name": "KPU RI"},
        **url,
    }


def fact_review(told: Told, book: Book, lang: str) -> Data:
    """A fact as a statement with the works that it is taken from."""
    return {
        "@context": CONTEXT,
        "@type": "Statement",
        "identifier": told.id,
        "inLanguage": lang,
        "text": told.says,
        "spatialCoverage": told.region_name,
        **({"temporalCoverage": f"{told.since}/{told.until or '..'}"} if told.since else {}),
        "citation": [
            {"@type": "CreativeWork", "name": s.title, **({"url": s.url} if s.url else {})}
            for s in told.sources
        ],
    }
