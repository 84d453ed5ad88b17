"""Vertical video cards of fifteen seconds: the answer first, then the rumour or the region, then the source. No voice.

The same words are in the picture and in a caption track (WebVTT), for whoever cannot read the one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec
import numpy as np

from suluh.errors import ServiceError
from suluh.literacy.cards import Card
from suluh.literacy.layout import SIZES, TORCH, Drawing, drawing
from suluh.literacy.pictures import picture
from suluh.literacy.reading import say

if TYPE_CHECKING:
    import av
    from numpy.typing import NDArray

SECONDS, RATE = 15, 10  # frames a second: only a bar moves
LAST = 4.0  # seconds for the source
BAR = 16  # pixels
SIZE = SIZES["tegak"]


class Scene(msgspec.Struct, frozen=True):
    """From and until in seconds; what is shown and the same words as a caption."""

    at: float
    until: float
    drawn: Drawing
    says: str


def scenes(card: Card) -> tuple[Scene, ...]:
    """Together fifteen seconds. What is true has the longest time, in step with its length."""
    bare = msgspec.structs.replace(card, claim="", verdict="", below="", url="")
    texts = [(card.answer, bare)]
    if card.claim:
        head = f"{say('wrong_claim', card.lang)}: {card.verdict}"
        texts.append((f"{head}. {card.claim}", msgspec.structs.replace(card, url="")))
    elif card.below:
        texts.append((card.below, msgspec.structs.replace(card, url="")))
    texts.append((f"{card.source}. {card.dated}.", card))
    found, at = [], 0.0
    for (says, shown), length in zip(texts, _shares([t for t, _ in texts]), strict=True):
        found.append(Scene(round(at, 1), round(at + length, 1), drawing(shown, "tegak"), says))
        at += length
    return tuple(found)


def _shares(texts: list[str]) -> list[float]:
    """Seconds for each: the last has four, the others share the rest by length with three at least."""
    rest = SECONDS - LAST
    if len(texts) == 2:
        return [rest, LAST]
    first = rest * len(texts[0]) / max(1, len(texts[0]) + len(texts[1]))
    first = round(min(max(first, 3.0), rest - 3.0), 1)
    return [first, rest - first, LAST]


def captions(found: tuple[Scene, ...]) -> str:
    """The caption track (WebVTT).

    >>> _stamp(7.5)
    '00:00:07.500'
    """
    cues = [f"{_stamp(s.at)} --> {_stamp(s.until)}\n{_safe(s.says)}\n" for s in found]
    return "WEBVTT\n\n" + "\n".join(cues)


def _stamp(seconds: float) -> str:
    whole, part = divmod(round(seconds * 1000), 1000)
    return f"00:00:{whole:02}.{part:03}"


def _safe(text: str) -> str:
    plain = " ".join(text.split())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def write(card: Card, folder: Path) -> tuple[Path, Path]:
    """The video and its captions: ID.mp4 and ID.vtt, each whole or not at all.

    Raises ServiceError when the encoder is missing or the disk refuses.
    """
    found = scenes(card)
    video, track = folder / f"{card.id}.mp4", folder / f"{card.id}.vtt"
    try:
        import av
    except ImportError as error:
        raise ServiceError("videos need PyAV, which is not installed") from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as draft:
            made = Path(draft) / "v.mp4"
            _encode(made, found)
            (Path(draft) / "v.vtt").write_text(captions(found), "utf-8")
            made.replace(video)
            (Path(draft) / "v.vtt").replace(track)
    except (OSError, av.FFmpegError) as error:
        raise ServiceError(f"cannot write {video}: {error}") from error
    return video, track


def _encode(path: Path, found: tuple[Scene, ...]) -> None:
    import av

    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as box:
        stream = _stream(box)
        for pixels in _frames(found):
            box.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        box.mux(stream.encode(None))


def _stream(box: av.container.OutputContainer) -> av.VideoStream:
    import av

    name = "libx264" if "libx264" in av.codecs_available else "mpeg4"
    options = {"crf": "25", "preset": "superfast"} if name == "libx264" else {"qscale": "5"}
    stream = cast("av.VideoStream", box.add_stream(name, rate=Fraction(RATE), options=options))
    stream.width, stream.height = SIZE
    stream.pix_fmt = "yuv420p"
    stream.thread_count = 1  # other numbers of threads give other bytes
    return stream


def _frames(found: tuple[Scene, ...]) -> Iterator[NDArray[np.uint8]]:
    """Each scene as it stands, with a bar below it that says how much is left."""
    colour = [int(TORCH[i : i + 2], 16) for i in (1, 3, 5)]
    stills = [np.asarray(picture(scene.drawn)) for scene in found]
    for number in range(SECONDS * RATE):
        at = number / RATE
        shown = next(n for n, s in enumerate(found) if at < s.until or n == len(found) - 1)
        frame = stills[shown].copy()
        frame[-BAR:, : SIZE[0] * (number + 1) // (SECONDS * RATE)] = colour
        yield frame
