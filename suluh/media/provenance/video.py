"""What the metadata of a video or a sound says of its making."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.container import opened
from suluh.media.provenance.evidence import Evidence, of_program, of_saying
from suluh.media.provenance.picture import aigc_label, xmp_says

PROGRAMS = (
    "encoder",
    "software",
    "com.apple.quicktime.software",
    "encoded_by",
    "creation_tool",
    "writing_application",
)
SAYINGS = ("comment", "description", "title", "synopsis", "artist", "information")
XMP_BOX = bytes.fromhex(
    "be7acfcb97a942e89c71999491e3afac"
)  # the uuid box of XMP in MP4 (XMP specification, part 3)
LOOKED = 4 << 20  # bytes at each end of a file in which an XMP box is looked for
PACKET = 1 << 18


def video_says(path: Path, limits: Limits = LIMITS) -> list[Evidence]:
    """Everything that speaks of the making, in no order. Raises Unreadable."""
    with opened(path, limits) as box:
        tags = {str(k).lower(): str(v) for k, v in box.metadata.items()}
        for stream in box.streams:
            for key, value in stream.metadata.items():
                tags.setdefault(str(key).lower(), str(value))
    return [*tags_say(tags), *_xmp(path)]


def tags_say(tags: Mapping[str, str]) -> Iterator[Evidence]:
    """`tags`: names in lower case. TikTok's own download writes its label as JSON, {"aigc_label_type": 0, 1 or 2}."""
    for name, text in tags.items():
        if "aigc_label_type" in text:
            yield from _tiktok_label(text)
        if name == "aigc":
            yield from aigc_label(f"AIGC {text}")
        seen = of_program(name, text) if name in PROGRAMS else None
        if name.rsplit(".", 1)[-1] in SAYINGS:
            seen = of_saying(name, text)
            yield from aigc_label(text)
        if seen:
            yield seen


def _tiktok_label(text: str) -> Iterator[Evidence]:
    """The platform's AI label in the file that its app saves; 0 is none. Seen in files, not in a published standard."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return
    kind = said.get("aigc_label_type") if isinstance(said, dict) else None
    if isinstance(kind, int) and kind > 0:
        yield Evidence(f"aigc_label_type: {kind}", True, None, None)


def _xmp(path: Path) -> Iterator[Evidence]:
    """The XMP packet of an MP4, which FFmpeg does not show, from the file's beginning or end."""
    with path.open("rb") as file:
        data = file.read(LOOKED)
        file.seek(max(len(data), path.stat().st_size - LOOKED))
        data += file.read(LOOKED)
    at = data.find(XMP_BOX)
    if at >= 0:
        yield from xmp_says(data[at + 16 : at + PACKET].decode("utf-8", "replace"))
