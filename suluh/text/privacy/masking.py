"""The door: a text in, the same text without personal data out.

NIK and KK numbers in any spacing, phones (also as wa.me links and in words), e-mail addresses, account numbers, number
plates, home addresses and the way to them. Dates, hours, vote counts, amounts, call centres and official addresses stay
readable. lokal-id knows the rules of NIK and phone numbers; the rules here add what people do to hide or spread them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from suluh.text.characters import Folded, fold
from suluh.text.privacy.addresses import addresses
from suluh.text.privacy.contacts import contacts
from suluh.text.privacy.digits import numbers
from suluh.text.privacy.plates import plates
from suluh.text.privacy.spans import Span
from suluh.text.privacy.spoken import spoken

SHOWN = {
    "nik": "[NIK]",
    "kk": "[KK]",
    "phone": "[telepon]",
    "email": "[surel]",
    "account": "[rekening]",
    "address": "[alamat]",
    "plate": "[pelat]",
}
# What every text is asked first, so that most are not looked at again.
GATE = re.compile(
    r"\w@\w|@ ?(?:gmail|yahoo|hotmail|outlook)|[\[({]\s*at\s*[\])}]|\bat (?:gmail|yahoo|hotmail|outlook|icloud)"
    r"|(?:\d\D{0,3}){7}\d|[Oo\d][Oo\d\s.-]{0,4}8[\dOoIl\s.-]{8}"
    r"|\b(?:jl|jln|jalan|gg|gang|perum\w*|komplek\w*|blok|rt|kediaman\w*|(?:rumah|omah|imah)\w*"
    r"|kosong|e?nol|zero)\b"
    r"|\b(?:pel?at|nopol|nomor polisi|mobil|motor)(?=[^\n]{0,60}\d)",
    re.IGNORECASE,
)
ROUNDS = 4


class PersonalData(msgspec.Struct, frozen=True, gc=False, order=True):
    """`source[start:end]` is personal data: nik, kk, phone, email, account, address or plate."""

    start: int
    end: int
    kind: str


class Masked(msgspec.Struct, frozen=True):
    """A text that may be stored and shown, and what was taken out of the original."""

    text: str
    found: tuple[PersonalData, ...] = ()


def mask(text: str) -> Masked:
    """Replace personal data by its kind in brackets. Masking a masked text changes nothing.

    >>> mask("hub Budi 0812-3456-7890, TPS buka 07.00").text
    'hub Budi [telepon], TPS buka 07.00'
    """
    found: list[PersonalData] = []
    masked = text
    for _ in range(ROUNDS):
        seen = personal_data(masked)
        if not seen:
            break
        found = _merged(found, seen, text)
        masked = _replaced(text, found)
    return Masked(masked, tuple(found))


def personal_data(text: str) -> tuple[PersonalData, ...]:
    """Where personal data stands in a text, in order, not overlapping."""
    folded = fold(text)
    if not GATE.search(folded.text):
        return ()
    spans = _without_overlap(_spans(folded.text))
    return tuple(_in_source(folded, span) for span in spans)


def _in_source(folded: Folded, span: Span) -> PersonalData:
    return PersonalData(folded.start(span.start), folded.end(span.end), span.kind)


def _spans(text: str) -> Iterator[Span]:
    """Everything found, the surest first."""
    for look in (contacts, numbers, spoken, plates, addresses):
        yield from look(text)


def _without_overlap(spans: Iterator[Span]) -> list[Span]:
    """The first found of those that share a character."""
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def _merged(
    found: list[PersonalData], seen: tuple[PersonalData, ...], text: str
) -> list[PersonalData]:
    """Add what was seen in the masked text, told in offsets of the original."""
    if not found:
        return list(seen)
    added = [
        PersonalData(
            _original(found, data.start, False), _original(found, data.end, True), data.kind
        )
        for data in seen
    ]
    kept = [
        old for old in found if all(old.end <= new.start or new.end <= old.start for new in added)
    ]
    return sorted(kept + added)


def _original(found: list[PersonalData], offset: int, after: bool) -> int:
    """An offset in the masked text as one in the original; inside a placeholder, its begin or end."""
    shift = 0
    for data in found:
        shown = len(SHOWN[data.kind])
        start = data.start + shift
        if offset < start or (offset == start and not after):
            return offset - shift
        if offset < start + shown or (offset == start + shown and after):
            return data.end if after else data.start
        shift += shown - (data.end - data.start)
    return offset - shift


def _replaced(text: str, found: list[PersonalData]) -> str:
    parts, at = [], 0
    for data in found:
        parts += [text[at : data.start], SHOWN[data.kind]]
        at = data.end
    return "".join((*parts, text[at:]))
