"""From boxes that came and went to captions with their time: one segment for what was one caption to a viewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from suluh.content import Place, Segment
from suluh.media.words.lines import Line, captions, region_of
from suluh.media.words.picture import doubtful
from suluh.media.words.watching import Shown

NEAR = 0.12  # edits per character up to which two readings are of the same words, if their digits are the same
PAUSE = 1.0  # seconds between two showings of one caption
FLASH = 0.9  # seconds; words that come one or a few at a time stay no longer
FEW = 3  # words at a time in such a caption


class Caption(NamedTuple):
    """Words on the screen from `at` until `until`, in seconds, with every reading of them."""

    text: str
    at: float
    until: float
    region: str
    doubtful: bool
    readings: tuple[str, ...]


def segments_of(
    shown: Sequence[Shown], height: int, step: float, medium: int | None = None
) -> tuple[Segment, ...]:
    """Everything shown in a video whose frames are `height` high and were looked at every `step` seconds."""
    found = [
        _caption(lines, one, height)
        for one in _together(shown, step)
        for lines in captions(one.lines)
    ]
    merged = _flashed(_grown(_merged(found), step), step)
    return tuple(_segment(one, medium) for one in sorted(merged, key=lambda c: c.at))


def _segment(one: Caption, medium: int | None) -> Segment:
    place = Place(
        "picture", round(one.at, 2), round(one.until, 2), medium, one.region, one.doubtful
    )
    return Segment(one.text, place)


def _together(shown: Sequence[Shown], step: float) -> list[Shown]:
    """Boxes that came and went at the same looks, as one."""
    groups: list[Shown] = []
    for one in sorted((s for s in shown if s.lines), key=lambda s: s.at):
        for group in groups:
            if abs(group.at - one.at) < 1.5 * step and abs(group.until - one.until) < 2.5 * step:
                group.lines.extend(one.lines)
                break
        else:
            groups.append(Shown(one.box, one.strokes, one.at, one.until, lines=list(one.lines)))
    return groups


def _caption(lines: Sequence[Line], one: Shown, height: int) -> Caption:
    text = " ".join(line.text for line in lines)
    return Caption(text, one.at, one.until, region_of(lines, height), doubtful(lines), (text,))


def _merged(found: Sequence[Caption]) -> list[Caption]:
    """The same words again at once, or a handle again at any time, are one caption; the commonest reading holds."""
    kept: list[Caption] = []
    for one in sorted(found, key=lambda c: c.at):
        for index, before in enumerate(kept):
            again = one.at - before.until <= PAUSE or _is_mark(one.text)
            if again and same_words(before.text, one.text):
                kept[index] = _both(before, one)
                break
        else:
            kept.append(one)
    return kept


def _both(one: Caption, other: Caption) -> Caption:
    readings = one.readings + other.readings
    votes = Counter(readings)
    best = max(readings, key=lambda text: (votes[text], text == one.text and not one.doubtful))
    sure = (one.text == best and not one.doubtful) or (other.text == best and not other.doubtful)
    return Caption(best, one.at, max(one.until, other.until), one.region, not sure, readings)


def _is_mark(text: str) -> bool:
    """A handle, or the mark that a platform burns in."""
    return " " not in text.strip() or text.lower().startswith(("tiktok", "@"))


def same_words(one: str, other: str) -> bool:
    """Whether two readings are of the same words: the same numbers, and hardly a letter apart.

    >>> same_words("Nyoblos tanggal 27", "Nyoblas tanggal 27"), same_words("Nyoblos tanggal 27", "Nyoblos tanggal 28")
    (True, False)
    """
    if one == other:
        return True
    if [s for s in one if s.isdigit()] != [s for s in other if s.isdigit()]:
        return False
    return Levenshtein.distance(one.lower(), other.lower()) <= NEAR * min(len(one), len(other))


def _grown(found: Sequence[Caption], step: float) -> list[Caption]:
    """A caption that gets longer word by word is the longest, from when its first word came."""
    kept: list[Caption] = []
    for one in sorted(found, key=lambda c: (c.at, len(c.text))):
        index = next((i for i, c in enumerate(kept) if _grows(c, one, step)), None)
        if index is None:
            kept.append(one)
        else:
            kept[index] = one._replace(at=kept[index].at, until=max(kept[index].until, one.until))
    return kept


def _grows(before: Caption, after: Caption, step: float) -> bool:
    start = after.text[: len(before.text)]
    near = abs(after.at - before.until) <= 3.5 * step  # a stage between may have gone unread
    return near and len(after.text) > len(before.text) and same_words(before.text, start)


def _flashed(found: Sequence[Caption], step: float) -> list[Caption]:
    """Words shown one or a few at a time, one upon the other, are one caption."""
    kept: list[Caption] = []
    for one in sorted(found, key=lambda c: c.at):
        before = kept[-1] if kept else None
        if before is not None and _flash(one) and _follows(before, one, step):
            text = f"{before.text} {one.text}"
            either = before.doubtful or one.doubtful
            kept[-1] = Caption(text, before.at, one.until, one.region, either, (text, one.text))
        else:
            kept.append(one)
    return kept


def _flash(one: Caption) -> bool:
    return one.until - one.at <= FLASH and len(one.text.split()) <= FEW and not _is_handle(one.text)


def _is_handle(text: str) -> bool:
    return text.startswith("@")


def _follows(before: Caption, one: Caption, step: float) -> bool:
    last = before._replace(text=before.readings[-1])
    short = len(before.readings) > 1 or before.until - before.at <= FLASH
    return (
        short
        and len(last.text.split()) <= FEW
        and not _is_handle(before.text)
        and not before.text.endswith((".", "!", "?"))
        and before.region == one.region
        and -0.5 * step <= one.at - before.until <= 2.5 * step
    )
