"""Subtitles beside a video (SRT or WebVTT) as spoken words with their seconds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from suluh.text.encoding import file_text

SEGMENT_CHARACTERS = 400  # cues are joined up to here, so that a sentence is rarely cut in two
_LARGEST = 8 * 1024 * 1024
_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"{_STAMP}\s*-->\s*{_STAMP}")
_MARKUP = re.compile(r"<[^<>]{0,80}>|\{\\[^{}]{0,40}\}")


_SOUND = re.compile(
    r"[\[(](?:musik|music|tepuk tangan|applause|tertawa|tawa|laughter|sorak|cheering)[\])]|♪|^\s*>>+",
    re.IGNORECASE,
)


class Cue(NamedTuple):
    """Words on the screen between two moments, in seconds."""

    start: float
    end: float
    text: str


def cues(data: bytes) -> tuple[Cue, ...]:
    """The words of a subtitle file, joined up to SEGMENT_CHARACTERS; empty for anything that is no subtitle file.

    >>> cues(b"1\\n00:00:07,000 --> 00:00:09,500\\nhalo semua")
    (Cue(start=7.0, end=9.5, text='halo semua'),)
    """
    return tuple(_joined(_without_repeats(_cues(file_text(data[:_LARGEST]).text))))


def _cues(text: str) -> Iterator[Cue]:
    times: re.Match[str] | None = None
    words: list[str] = []
    for line in [*text.splitlines(), ""]:
        found = _TIMES.search(line)
        if (found or not line.strip()) and times:
            if words:
                yield Cue(*_seconds(times), " ".join(words))
            times, words = None, []
        if found:
            times, words = found, []
        elif times and (clean := _spoken(line)):
            words.append(clean)


def _spoken(line: str) -> str:
    """The words alone: no markup, no `>>` before a speaker, no sound put into brackets."""
    plain = html.unescape(_MARKUP.sub("", line))
    return " ".join(_SOUND.sub(" ", plain).split())


def _seconds(times: re.Match[str]) -> tuple[float, float]:
    values = [int(group or 0) for group in times.groups()]
    return _one(values[:4], times.group(4)), _one(values[4:], times.group(8))


def _one(parts: list[int], fraction: str) -> float:
    hours, minutes, seconds, _ = parts
    return float(hours * 3600 + minutes * 60 + seconds) + int(fraction) / float(10 ** len(fraction))


def _without_repeats(every: Iterator[Cue]) -> Iterator[Cue]:
    """Rolling captions say each line again in the next cue; what was just said is left out."""
    before = ""
    for cue in every:
        text = cue.text
        if text == before or before.endswith(text):
            continue
        before, fresh = text, text.removeprefix(before).strip() if before else text
        yield Cue(cue.start, cue.end, fresh or text)


def _joined(every: Iterator[Cue]) -> Iterator[Cue]:
    held: list[Cue] = []
    for cue in every:
        if held and sum(len(one.text) for one in held) + len(cue.text) > SEGMENT_CHARACTERS:
            yield _one_of(held)
            held = []
        held.append(cue)
    if held:
        yield _one_of(held)


def _one_of(held: list[Cue]) -> Cue:
    return Cue(held[0].start, held[-1].end, " ".join(cue.text for cue in held))
