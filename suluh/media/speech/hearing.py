"""Speech to segments: what both listeners heard, read by its sound, with what is doubtful marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import exp
from operator import attrgetter

from rapidfuzz.fuzz import ratio

from suluh.content import Place, Segment
from suluh.media.limits import LIMITS, Limits
from suluh.media.speech.everyday import ordinary
from suluh.media.speech.figures import figures
from suluh.media.speech.heard import Heard, Raw
from suluh.media.speech.hints import Hints
from suluh.media.speech.judging import Judges, Tried
from suluh.media.speech.network import listen
from suluh.media.speech.phones import Floats
from suluh.media.speech.reading import Reading, read, read_sounds, says_no
from suluh.media.speech.rivals import rivals
from suluh.text.dates import MONTHS

_WORD = re.compile(r"\w+")
LEAST_WORDS = 4  # of what is said again
ROUNDS = 2  # of asking for rivals
AGAIN = 80.0  # how alike both must be, of 100
LEAD = 3.0  # by how much (log probability) a sure reading is ahead of one that says something else
# Least log probability a sound, of the network and of the second listener; from the curve in docs/models/speech.md.
SURE = (1.3, 0.4)  # for words that may act
PLAIN = (1.6, 0.6)  # for words so plain that the network need not write
# Asks the network to write a stretch down; None when it says that nobody speaks.
Write = Callable[[], Raw | None]


def hear(
    samples: Floats, hints: Hints | None = None, limits: Limits = LIMITS
) -> tuple[Segment, ...]:
    """What is said, as segments with their seconds; none for music and silence.

    samples: one channel, 16 kHz, -1..1, as `opening.sound` gives them. Place.doubtful marks what the network or the
    reading was not sure of. Raises Unreadable when the speech packages or weights are missing or the network fails.
    """
    return tuple(
        Segment(one.text, Place("speech", one.start, one.end, doubtful=one.doubtful))
        for one in heard(samples, hints, limits)
    )


def heard(samples: Floats, hints: Hints | None = None, limits: Limits = LIMITS) -> Iterator[Heard]:
    """The same with what was written down and what was read otherwise, stretch by stretch as it is understood."""
    names = hints.names if hints else ()
    for stretch in listen(samples, limits):
        unwritten = Raw((), stretch.start, stretch.end, 0.0)
        judges = Judges(stretch.judge, stretch.sounds)
        one = understood(unwritten, names, judges, stretch.write)
        if one is not None:
            yield one


def understood(
    raw: Raw,
    names: tuple[str, ...] = (),
    judges: Judges | None = None,
    write: Write | None = None,
) -> Heard | None:
    """The best reading of one stretch: of what both listeners are read as, what fits the sound itself best.

    judges: say how well a text fits the sound; without the network among them nothing is sure. write: is asked only
    where what was read from the sounds does not fit. None when neither heard a word, or nobody speaks.
    """
    by = judges or Judges()
    scored = by.judged(_by_sound(by.sounds, names) + _as_written(raw, names))
    if write is not None and not any(one.fitting(*PLAIN) for one in scored):
        written = write()
        if written is None:
            return None
        raw = written
        scored = scored + by.judged(_unknown(_as_written(raw, names), scored))
    return _settled(raw, scored, by, names) if scored else None


def _by_sound(sounds: Floats | None, names: tuple[str, ...]) -> list[Reading]:
    one = read_sounds(sounds, names) if sounds is not None else None
    return [one] if one and one.words else []


def _as_written(raw: Raw, names: tuple[str, ...]) -> list[Reading]:
    """What is read from the first guess of each way in which the network wrote it."""
    first = {guess.way: guess.text for guess in reversed(raw.guesses)}
    readings = (read(once(text), names) for text in first.values())
    return [one for one in readings if one.words]


def _unknown(readings: list[Reading], scored: list[Tried]) -> list[Reading]:
    known = {one.reading.said for one in scored}
    return list({one.said: one for one in readings if one.said not in known}.values())


def _settled(raw: Raw, scored: list[Tried], by: Judges, names: tuple[str, ...]) -> Heard:
    """The best of all after it was held against its rivals."""
    best = max(scored, key=attrgetter("value"))
    for _ in range(ROUNDS if by.network else 0):
        scored = scored + by.near(best, _unknown([*rivals(best.reading, names)], scored))
        before, best = best, max(scored, key=attrgetter("value"))
        if best is before:
            break
    text = figures(best.reading.text)
    sure = by.network is not None and clear(text) and best.fitting(*SURE)
    return Heard(
        text=text,
        raw=raw.guesses[0].text if raw.guesses else best.reading.written,
        start=raw.start,
        end=raw.end,
        confidence=round(exp(-best.reading.cost / max(1, best.reading.sounds)), 3),
        doubtful=not sure or _lead(best, scored) < LEAD,
        changes=best.reading.changes,
    )


def _lead(best: Tried, scored: list[Tried]) -> float:
    """By how much the best reading is ahead of every one that says other numbers or another count of negations."""
    marks = _marks(figures(best.reading.text))
    rest = [one.value for one in scored if _marks(figures(one.reading.text)) != marks]
    return best.value - max(rest, default=-1e9)


def _marks(text: str) -> tuple[list[str], int]:
    """What changes the sense of a statement: its numbers and months, and how often it says no."""
    words = _WORD.findall(text.lower())
    return [word for word in words if word.isdigit() or word in MONTHS], says_no(text)


def clear(text: str) -> bool:
    """Whether every number stands between words that are known, and no number or date right after another.

    >>> clear("diundur ke 28 November 2024"), clear("matukankah 2 April"), clear("2 April 13 November")
    (True, False, False)
    >>> clear("tanggal 2 8 November")
    False
    """
    words = _WORD.findall(text.lower())
    kinds = ["number" if w.isdigit() else "known" if ordinary(w) else "strange" for w in words]
    beside = pairwise(kinds)
    dated = [w.isdigit() and w2 in MONTHS for w, w2 in pairwise(words)]
    again = any(a and b for a, b in zip(dated, dated[2:], strict=False))
    again = again or any(a.isdigit() and b.isdigit() for a, b in pairwise(words))
    return not again and not any({a, b} == {"number", "strange"} for a, b in beside)


def once(text: str) -> str:
    """The network sometimes says the whole of a stretch again; it is kept once.

    >>> once("kamu tetap bisa mencoblos. Kamu tetap bisa mencoblot. kamu tetap")
    'kamu tetap bisa mencoblos.'
    """
    words = text.split()
    plain = [word.lower().strip(".,!?") for word in words]
    for period in range(LEAST_WORDS, len(words) // 2 + 1):
        first, again = " ".join(plain[:period]), " ".join(plain[period : 2 * period])
        rest = " ".join(plain[2 * period :])
        if ratio(first, again) >= AGAIN and ratio(first[: len(rest)], rest) >= AGAIN:
            return " ".join(words[:period])
    return text
