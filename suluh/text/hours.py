"""Clock times a text speaks of: when something opens and when it closes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from typing import TYPE_CHECKING

import msgspec

from suluh.text.numerals import numerals

if TYPE_CHECKING:
    from suluh.text.normal import Normal

_PART = (
    r"dini hari|tengah hari|tengah malam|pagi|siang|sore|petang|malam|subuh|esuk|isuk[ -]isuk|isuk|awan"
    r"|beurang|sonten|soré|bengi|wengi|peuting|enjing|énjing|a\.?m\b\.?|p\.?m\b\.?|noon|midnight"
    r"|in the morning|in the afternoon|in the evening"
)
_ZONE = r"(?:waktu indonesia (?:barat|tengah|timur)|wib|wita|wit)\b"
_CLOCK = (
    r"(?:(?P<half{n}>setengah|satengah)\s+)?(?P<h{n}>\d{{1,2}})(?:\s?[.:]\s?(?P<m{n}>[0-5]\d)(?![\d%]))?"
    r"(?:\s+(?P<way{n}>lewat|lebih|kurang|punjul|kirang)\s+(?P<off{n}>\d{{1,2}})(?:\s+menit)?)?(?:an\b)?"
    rf"(?:\s*(?P<part{{n}}>{_PART})\b)?(?:\s*(?P<zone{{n}}>{_ZONE}))?"
)
_CUE = r"(?:pukul|jam|jm|pkl\.?|pk\.|tabuh|o'clock|at)\s*:?\s*"
_TO = (
    r"\s*(?:-|–|—|s\.?\s?/?\s?d\.?(?=\W)|sampai(?:\s+dengan)?|hingga|to|until|till|through|nepi(?: ka)?"
    r"|dugi(?: ka)?|tekan|nganti|tumeka|sawatara|ke)\s*"
)
_RANGE = re.compile(
    rf"(?<![\d.,/:+])(?P<cue1>{_CUE})?"
    + _CLOCK.format(n=1)
    + rf"{_TO}(?:selesai\b|rampung\b|(?P<cue2>{_CUE})?(?:ka\s+)?"
    + _CLOCK.format(n=2)
    + r")(?![\d/]|[.,]\d)"
)
_SINGLE = re.compile(
    rf"(?<![\d.,/:+-])(?P<cue1>{_CUE})?" + _CLOCK.format(n=1) + r"(?![\d/%]|[.,:]\d|-\d)"
)
_CLOSE_BEFORE = re.compile(
    r"(?:\btutup\w*|ditutup|penutupan|sampai|sampe|hingga|s/d|terakhir|batas\w*|paling (?:lambat|telat)|sebelum"
    r"|maksimal|max|berakhir|diakhiri|selesai|usai|rampung|kelar|bubar|clos(?:e|es|ed|ing)|until|till"
    r"|before|ends?|nganti|tekan|nepi(?: ka)?|dugi(?: ka)?|ditutupe|sakdurunge|saméméh|sameméh)"
    r"(?:\s+(?:pada|di|nya|waktu|at|by|ka|cuma|hanya|setempat|lebih|awal|cepat|menjadi|jadi))*\s*$"
)
_OPEN_BEFORE = re.compile(
    r"(?:\bbuka\w*|dibuka|pembukaan|mulai\w*|dimulai|sejak|dari|start\w*|opens?|from|after|wiwit|ti|saka"
    r"|dibukak|muka|setelah|sesudah|berlangsung|dilayani)"
    r"(?:\s+(?:pada|di|nya|waktu|at|jadi|menjadi|cuma|hanya|baru|lagi))*\s*$"
)
_CLOSE_AFTER = re.compile(
    r"[,\s]*(?:tps\s+)?(?:(?:sudah|udah|wis|geus|bakal|akan|langsung|harus|pasti|aja|saja|sharp)\s+)*"
    r"(?:di)?(?:tutup|selesai|bubar|kelar|closed?|rampung)\b"
)
_OPEN_AFTER = re.compile(
    r"[,\s]*(?:tps\s+)?(?:(?:sudah|udah|wis|geus|baru|mulai)\s+)*(?:di)?(?:buka|mulai)\b"
)
_NOT_CLOCK_AFTER = re.compile(
    r"\s*(?:%|persen|ribu|rb\b|juta|jt\b|orang|tps\b|kali|menit|detik|jam\b|suara|miliar|poin|kg|km\b|/)"
)
_NOT_CLOCK_BEFORE = re.compile(
    r"(?:rp\.?|tps|nomor|nomer|no\.?|pasal|ayat|skor|usia|umur|paslon|urut|versi|rt|rw|uu|bab|dapil)\s*$"
)
_RUNS_BEFORE = re.compile(
    r"\b(?:polls|stations?|booths?|voting|polling) (?:runs?|opens?) (?:from )?$"
)
_BARE_CUE = re.compile(
    r"tps|coblos|nyoblos|buka|tutup|mulai|waktu|antre|antri|sampai|voting|polls?"
)
_MORNING = frozenset(
    [
        *"pagi subuh esuk isuk enjing énjing am a.m a.m. dini in".split(),
        "dini hari",
        "isuk-isuk",
        "isuk isuk",
    ]
)
_GATE = re.compile(r"\d")


class SeenHours(msgspec.Struct, frozen=True):
    """One opening or closing time or both, with its place in the normalised text. 24:00 is read as 00:00."""

    start: int
    end: int
    opens: time | None = None
    closes: time | None = None
    zone: str | None = None  # WIB | WITA | WIT, when said
    said: bool = (
        True  # the text says "opens", "until" ...; False: a lone time, taken as the beginning
    )


def hours(normal: Normal) -> tuple[SeenHours, ...]:
    """All clock times in the text, in order; local time of the place spoken of."""
    return hours_in(normal.text)


def hours_in(text: str) -> tuple[SeenHours, ...]:
    """The same for an already normalised, lower-case text."""
    view = numerals(text)
    if not _GATE.search(view.text):
        return ()
    found = _ranges(view.text)
    found += [s for s in _singles(view.text) if not any(_overlap(s, r) for r in found)]
    found.sort(key=lambda s: s.start)
    joined = _joined(view.text, found)
    if not view.changed:
        return tuple(joined)
    return tuple(_moved(seen, view.origin(seen.start, seen.end)) for seen in joined)


def _moved(seen: SeenHours, place: tuple[int, int]) -> SeenHours:
    return msgspec.structs.replace(seen, start=place[0], end=place[1])


def _overlap(a: SeenHours, b: SeenHours) -> bool:
    return a.start < b.end and b.start < a.end


def _ranges(text: str) -> list[SeenHours]:
    found = []
    for m in _RANGE.finditer(text):
        if not _is_clock(text, m, two=True):
            continue
        part1 = m["part1"] or (m["part2"] if m["part2"] in ("pm", "p.m.") and not m["h2"] else None)
        opens = _time(m, "1", part1)
        closes = _time(m, "2", m["part2"]) if m["h2"] else None
        if opens is None or (m["h2"] and closes is None):
            continue
        if closes and closes <= opens and closes.hour + 12 < 24 and not m["part2"]:
            closes = closes.replace(hour=closes.hour + 12)
        zone = m["zone1"] or m["zone2"]
        found.append(SeenHours(m.start(), m.end(), opens, closes, _zone_code(zone)))
    return found


def _singles(text: str) -> Iterator[SeenHours]:
    for m in _SINGLE.finditer(text):
        if not _is_clock(text, m, two=False):
            continue
        closing, said = _closing(text, m)
        at = _time(m, "1", m["part1"], closing=closing)
        if at is None:
            continue
        zone = _zone_code(m["zone1"])
        opens, closes = (None, at) if closing else (at, None)
        yield SeenHours(m.start(), m.end(), opens, closes, zone, said)


def _closing(text: str, m: re.Match[str]) -> tuple[bool, bool]:
    """Whether this time ends something, and whether the text says so."""
    before = text[max(0, m.start() - 40) : m.start()]
    if _CLOSE_BEFORE.search(before):
        return True, True
    if _OPEN_BEFORE.search(before):
        return False, True
    if _CLOSE_AFTER.match(text, m.end()):
        return True, True
    if _OPEN_AFTER.match(text, m.end()):
        return False, True
    return False, False


def _is_clock(text: str, m: re.Match[str], *, two: bool) -> bool:
    """Keep money, scores, counts, TPS numbers and durations apart from clock times."""
    if m["cue1"] is None and _NOT_CLOCK_BEFORE.search(text[max(0, m.start() - 10) : m.start()]):
        return False
    if _NOT_CLOCK_AFTER.match(text, m.end()) and not (m["part1"] or (m["m1"] and m["cue1"])):
        return False
    cue = m["cue1"] is not None or m["part1"] is not None
    if two:
        cue = cue or m["cue2"] is not None or m["part2"] is not None
        cue = cue or bool(_RUNS_BEFORE.search(text[max(0, m.start() - 16) : m.start()]))
        both_minutes = m["m1"] is not None and (m["m2"] is not None or m["h2"] is None)
        return cue or both_minutes or m["zone1"] is not None or m["zone2"] is not None
    if cue or (m["m1"] is not None and m["zone1"] is not None):
        return True
    near = text[max(0, m.start() - 30) : m.end() + 15]
    return m["m1"] is not None and len(m["h1"]) == 2 and bool(_BARE_CUE.search(near))


def _time(m: re.Match[str], n: str, part: str | None, *, closing: bool = False) -> time | None:
    hour, minute = int(m["h" + n]), int(m["m" + n] or 0)
    if m["half" + n]:
        hour, minute = hour - 1, 30
    if m["way" + n]:
        off = int(m["off" + n])
        if m["way" + n] in ("kurang", "kirang"):
            hour, minute = hour - 1, 60 - off
        else:
            minute = off
    hour = _whole_day(hour, part, closing=closing, written=m["m" + n] is not None)
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    return time(hour % 24, minute)


def _whole_day(hour: int, part: str | None, *, closing: bool, written: bool) -> int:
    """The hour of 24 from the hour said and the part of the day: "1 siang" is 13, "12 malam" 24."""
    if part is None:
        # A bare "tutup jam 2" is an afternoon; "02.00" is written out and stays.
        return hour + 12 if closing and not written and 1 <= hour <= 6 else hour
    if part in _MORNING or (part.startswith(("a", "dini", "in the m")) and part != "awan"):
        return 0 if hour == 12 and part.startswith(("a", "dini")) else hour
    if part in ("siang", "awan", "beurang", "noon", "tengah hari"):
        return hour + 12 if hour <= 4 else hour
    if (part.startswith("p") and part[1] in ".m") or part.startswith("in the"):
        return hour + 12 if hour < 12 else hour
    if part in ("sore", "soré", "sonten", "petang"):
        return hour + 12 if hour <= 7 else hour
    if hour == 12:  # malam
        return 24
    return hour + 12 if 5 <= hour < 12 else hour


def _zone_code(words: str | None) -> str | None:
    if words is None:
        return None
    return {"barat": "WIB", "tengah": "WITA", "timur": "WIT"}.get(words.split()[-1], words.upper())


def _joined(text: str, found: list[SeenHours]) -> Iterator[SeenHours]:
    """An opening and a closing time said side by side are one pair, in either order."""
    held: SeenHours | None = None
    for seen in found:
        if held is None:
            held = seen
        elif _pair(text, held, seen):
            opens, closes = held.opens or seen.opens, held.closes or seen.closes
            held = SeenHours(held.start, seen.end, opens, closes, held.zone or seen.zone)
            yield held
            held = None
        else:
            yield held
            held = seen
    if held is not None:
        yield held


def _pair(text: str, a: SeenHours, b: SeenHours) -> bool:
    between = text[a.end : b.start]
    if (
        len(between) > 40
        or re.search(r"[.?!;\n]\s", between)
        or re.search(r"\b(?:bukan|tapi|not)\b", between)
    ):
        return False
    if a.opens and not a.closes and b.closes and not b.opens:
        return a.said or b.said
    return a.said and b.said and bool(a.closes and not a.opens and b.opens and not b.closes)
