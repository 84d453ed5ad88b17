"""What stands in the fields of the report form: what was written into it, and else what the case and the post say.

Who may not see personal data gets the fields about persons as masked, never as empty: a line to write on would say that
nobody has named them.
"""

from __future__ import annotations

from calendar import day_name
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from suluh.cases import Case
from suluh.cases.days import zone_of
from suluh.facts import Facts
from suluh.facts.values import WEEKDAYS
from suluh.runners.work import DecisionDigest
from suluh.text.privacy import mask
from suluh.web.tongue import day, moment, said
from suluh.web.tracks.forms import DATES, is_personal


class Reporter(NamedTuple):
    """Who reports, as far as the account says. Only for a reader who may see it."""

    name: str = ""
    organisation: str = ""
    email: str = ""


class Known(NamedTuple):
    """What goes into the form."""

    case: Case
    saw: DecisionDigest | None
    reporter: Reporter | None  # None: masked
    personal: bool  # whether the reader may see personal data, and asked
    written: Mapping[str, str] = {}  # field of the fact to what was filled in; empty: no form here
    as_filed: bool = True  # whether it is still the form whose hash the ledger has

    @property
    def is_finding(self) -> bool:
        """A temuan is the supervisors' own; it names no reporter."""
        return self.case.filing is not None and self.case.filing.origin == "temuan"


def filled(known: Known, facts: Facts, lang: str) -> dict[str, str]:
    """Field of the fact to what stands there. What was written goes before what is only known."""
    found = dict(_known(known, facts, lang))
    for field, words in known.written.items():
        if field != "peristiwa.uraian":
            found[field] = _written(known, field, words, lang)
    return found


def _written(known: Known, field: str, words: str, lang: str) -> str:
    if is_personal(field) and not known.personal:
        return said("form_masked", lang)
    if field.split(".")[-1] in DATES:
        return _weekday(date.fromisoformat(words), lang)
    return words if known.personal else mask(words).text


def _known(known: Known, facts: Facts, lang: str) -> Iterator[tuple[str, str]]:
    """Field and what the case, the post and the account say of it."""
    yield from _of_reporter(known, lang)
    yield "terlapor.nama", _account(known, lang)
    yield "peristiwa.uraian", _story(known, lang)
    yield "peristiwa.tempat", _place(known.case, facts, lang)
    case, saw = known.case, known.saw
    if saw and saw.posted_at:
        yield "peristiwa.tanggal_kejadian", moment(saw.posted_at, lang, zone_of(case.region))
    if case.filing and case.filing.known_on:
        known_on = date.fromisoformat(case.filing.known_on)
        yield "peristiwa.tanggal_diketahui", _weekday(known_on, lang)


def _weekday(on: date, lang: str) -> str:
    """The form asks for the day of the week too: "Senin, 25 November 2024"."""
    name = WEEKDAYS[on.weekday()] if lang == "id" else day_name[on.weekday()]
    return f"{name}, {day(on, lang)}"


def _of_reporter(known: Known, lang: str) -> Iterator[tuple[str, str]]:
    if known.reporter is None:
        if known.case.sightings:
            yield "pelapor.nama", said("form_masked", lang)
        return
    name, organisation, email = known.reporter
    yield "pelapor.nama", ", ".join(filter(None, (name, organisation)))
    yield "pelapor.email", email


def _account(known: Known, lang: str) -> str:
    """The account; whose it is the form asks for, and nobody here says."""
    account = known.case.account
    handle = account.handle or account.id or (known.saw.author if known.saw else None)
    if not handle:
        return ""
    bare = handle if known.personal else f"{handle.removeprefix('@')[:2]}•••"
    platform = account.platform or known.case.thing.platform or "?"
    return said("form_account", lang, account=bare, platform=platform)


def _story(known: Known, lang: str) -> str:
    """What was written; else what those who reported it said, of which the ledger has the masked words."""
    thing, written = known.case.thing, known.written.get("peristiwa.uraian")
    text = thing.text or (known.saw.text or known.saw.seen if known.saw else "")
    told = [sighting.words for sighting in known.case.sightings if sighting.words]
    parts = [
        *([written] if written else told),
        said("form_said", lang, text=text) if text else "",
        said("form_post", lang, url=thing.url) if thing.url else "",
    ]
    whole = "\n".join(filter(None, parts))
    return whole if known.personal else mask(whole).text


def _place(case: Case, facts: Facts, lang: str) -> str:
    if not case.region:
        return ""
    return said("form_region", lang, name=facts.regions.name(case.region), code=case.region)
