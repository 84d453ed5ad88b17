"""Words that stand together and mean one day: "Rabu, 27 November", "besok tanggal 27"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from suluh.text.dates.seen import SeenDate

_SAME_DAY = re.compile(
    r"[\s,(]*(?:(?:pahing|pon|wage|kliwon|legi|manis|tanggal|tgl\.?|kaping|yaitu|yakni|itu|ya"
    r"|\()[\s,]*)*"
)


def joined(text: str, found: list[SeenDate]) -> Iterator[SeenDate]:
    """ "Rabu, 27 November" and "besok tanggal 27" are one mention: the exact date speaks, the rest is kept as weekday."""
    held: SeenDate | None = None
    for seen in found:
        if held is None:
            held = seen
        elif _SAME_DAY.fullmatch(text[held.end : seen.start]) and held.relative != seen.relative:
            held = _one(held, seen)
        elif (
            held.relative
            and seen.relative
            and _SAME_DAY.fullmatch(text[held.end : seen.start])
            and (
                held.grain == seen.grain == "day"
                and (held.weekday is None) != (seen.weekday is None)
            )
        ):
            held = _one(held, seen) if held.weekday is not None else _one(seen, held)
        else:
            yield held
            held = seen
    if held is not None:
        yield held


def _one(a: SeenDate, b: SeenDate) -> SeenDate:
    exact, loose = (b, a) if a.relative else (a, b)
    weekday = exact.weekday if exact.weekday is not None else loose.weekday
    start, end = min(a.start, b.start), max(a.end, b.end)
    return msgspec.structs.replace(exact, start=start, end=end, weekday=weekday)
