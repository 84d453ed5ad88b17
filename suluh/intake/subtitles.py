"""Subtitles beside a video as segments of a post."""

from __future__ import annotations

from suluh.content import Place, Segment
from suluh.text.subtitles import cues


def segments(data: bytes, *, doubtful: bool) -> tuple[Segment, ...]:
    """The words of a subtitle file; empty for anything that is no subtitle file.

    `doubtful` when a machine wrote the subtitles: such words may suggest, not act.

    >>> segments(b"1\\n00:00:07,000 --> 00:00:09,500\\nhalo semua", doubtful=False)[0].place.at
    7.0
    """
    return tuple(
        Segment(
            cue.text,
            Place(kind="transcript", at=cue.start, until=cue.end, medium=0, doubtful=doubtful),
        )
        for cue in cues(data)
    )
