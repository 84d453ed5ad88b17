"""A transcript that lies beside a video: used first, so that the speech network has nothing to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from suluh.content import Place, Segment
from suluh.text.subtitles import Cue, cues

ENDINGS = (".srt", ".vtt")
OURS = (
    "",
    ".id",
    ".ind",
    ".id-ID",
    ".in",
)  # the language tags of Indonesian, as download programs write them
MACHINE = (".asr", ".auto", ".id.asr", ".id.auto")
LARGEST = 8 << 20  # bytes; a longer file is no transcript of a short video


def transcript_beside(path: Path, medium: int | None = None) -> tuple[Segment, ...] | None:
    """The words of `video.srt`, `video.id.vtt` … beside `video.mp4`; None when there is none with words in it.

    medium: index into Post.media. Never raises: a transcript that cannot be read is none. A name that says a machine
    wrote it (`video.asr.srt`, `video.auto.vtt`) makes its words doubtful, and is taken only when there is no other.
    """
    for machine in (False, True):
        for candidate in _candidates(path, MACHINE if machine else OURS):
            if found := cues(_bytes(candidate)):
                return tuple(_segment(cue, medium, machine) for cue in found)
    return None


def _candidates(path: Path, tags: tuple[str, ...]) -> Iterator[Path]:
    for tag in tags:
        for ending in ENDINGS:
            yield path.with_name(path.stem + tag + ending)


def _bytes(path: Path) -> bytes:
    """What is in it; nothing when it is missing, too long or not readable."""
    try:
        if path.is_file() and path.stat().st_size <= LARGEST:
            return path.read_bytes()
    except (OSError, ValueError):
        pass
    return b""


def _segment(cue: Cue, medium: int | None, doubtful: bool) -> Segment:
    place = Place("transcript", cue.start, cue.end, medium=medium, doubtful=doubtful)
    return Segment(cue.text, place)
