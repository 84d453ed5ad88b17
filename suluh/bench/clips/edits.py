"""What happens to a picture or video on its way from account to account, each as a function from a file to a new file.

EDITS holds all of them by name; PICTURE_EDITS and VIDEO_EDITS say which apply to what. Every edit also saves anew, as
any platform does. The same file gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import msgspec
import numpy as np
from PIL import Image, ImageDraw

from suluh.bench.clips.backgrounds import Pixels, scene
from suluh.bench.clips.encoding import write
from suluh.bench.clips.fonts import font
from suluh.bench.clips.sounds import music, paced, pitched
from suluh.bench.clips.speech import RATE, Samples
from suluh.media.opening import frames, kind_of, picture, sound

Look = Callable[[Pixels], Pixels]
Hearing = Callable[[Samples], Samples]
Edit = Callable[[Path, Path], Path]


def _same(pixels: Pixels) -> Pixels:
    return pixels


def _unheard(samples: Samples) -> Samples:
    return samples


def scaled(pixels: Pixels, by: float) -> Pixels:
    """Smaller or larger, to even sides, as video wants."""
    height, width = pixels.shape[:2]
    return _sized(pixels, _even(width * by), _even(height * by))


def cropped(pixels: Pixels, share: float) -> Pixels:
    """That share of the width and of the height cut away, half at each side."""
    height, width = pixels.shape[:2]
    x, y = int(width * share / 2), int(height * share / 2)
    return _evened(pixels[y : height - y, x : width - x])


def letterboxed(pixels: Pixels) -> Pixels:
    """Black bars: above and below a wide picture's square, at the sides of a tall one."""
    height, width = pixels.shape[:2]
    tall, wide = (
        (_even(height * 1.3), _even(width))
        if width >= height
        else (_even(height), _even(width * 1.4))
    )
    whole = np.zeros((tall, wide, 3), np.uint8)
    return _pasted(whole, pixels[:tall, :wide], (wide - width) // 2, (tall - height) // 2)


def mirrored(pixels: Pixels) -> Pixels:
    return _evened(np.ascontiguousarray(pixels[:, ::-1]))


def barred(pixels: Pixels, share: float) -> Pixels:
    """A white bar with someone's words set above the picture, `share` of its height."""
    height, width = pixels.shape[:2]
    bar = int(height * share)
    whole = Image.new("RGB", (_even(width), _even(height + bar)), (255, 255, 255))
    whole.paste(Image.fromarray(pixels), (0, bar))
    size = max(10, min(bar // 2, width // 14))
    ImageDraw.Draw(whole).text(
        (width * 0.04, (bar - size) / 2), "LIHAT INI SAMPAI HABIS", (0, 0, 0), font("heavy", size)
    )
    return np.asarray(whole)


def marked(pixels: Pixels) -> Pixels:
    """A platform's mark and an account's name in the corner, half see-through."""
    height, width = pixels.shape[:2]
    sheet, size = Image.new("RGBA", (width, height), (0, 0, 0, 0)), max(10, width // 22)
    pen = ImageDraw.Draw(sheet)
    x, y = width * 0.64, height * 0.88
    pen.ellipse((x - size * 1.5, y, x - size * 0.3, y + size * 1.2), (255, 255, 255, 190))
    pen.text((x, y), "@akun.rekaan", (255, 255, 255, 190), font("heavy", size))
    whole = Image.fromarray(pixels).convert("RGBA")
    return _evened(np.asarray(Image.alpha_composite(whole, sheet).convert("RGB")))


def photographed(pixels: Pixels) -> Pixels:
    """A phone's screen around it: hour and battery, the app's bar, the picture rescaled, buttons and comments below."""
    height, width = pixels.shape[:2]
    wide = _even(min(width, 720))
    tall = _even(wide * 2.1)
    screen = Image.new("RGB", (wide, tall), (250, 250, 250))
    room = (int(wide * 0.94), int(tall * 0.68))
    by = min(room[0] / width, room[1] / height)
    small = Image.fromarray(_sized(pixels, int(width * by), int(height * by)))
    screen.paste(small, ((wide - small.width) // 2, int(tall * 0.13)))
    _furniture(screen)
    return np.asarray(screen)


def _furniture(screen: Image.Image) -> None:
    pen, (wide, tall), size = ImageDraw.Draw(screen), screen.size, screen.width // 24
    pen.text((wide * 0.06, tall * 0.012), "21.07", (20, 20, 20), font("heavy", size))
    pen.rounded_rectangle(
        (wide * 0.86, tall * 0.014, wide * 0.94, tall * 0.03), 4, outline=(20, 20, 20), width=2
    )
    pen.ellipse((wide * 0.04, tall * 0.055, wide * 0.14, tall * 0.103), (90, 130, 200))
    pen.text((wide * 0.18, tall * 0.065), "akun.rekaan", (20, 20, 20), font("heavy", size))
    for number in range(3):
        left = wide * (0.05 + 0.12 * number)
        pen.ellipse(
            (left, tall * 0.835, left + wide * 0.07, tall * 0.868), outline=(20, 20, 20), width=3
        )
    pen.text((wide * 0.05, tall * 0.885), "1.204 suka", (20, 20, 20), font("heavy", size))
    pen.text(
        (wide * 0.05, tall * 0.92), "Lihat semua 88 komentar", (120, 120, 120), font("plain", size)
    )


def inset(pixels: Pixels) -> Pixels:
    """The medium small in a corner of another one (a reaction, a duet)."""
    height, width = _even(pixels.shape[0]), _even(pixels.shape[1])
    whole = _another(width, height).copy()
    small = _sized(pixels, int(width * 0.6), int(height * 0.6))
    return _pasted(whole, small, int(width * 0.35), int(height * 0.06))


_OTHERS: dict[tuple[int, int], Pixels] = {}


def _another(width: int, height: int) -> Pixels:
    if (width, height) not in _OTHERS:
        _OTHERS.clear()
        _OTHERS[width, height] = scene(90_210, width, height)
    return _OTHERS[width, height]


def dubbed(samples: Samples) -> Samples:
    """Other sound in place of its own: made music."""
    return music(len(samples) / RATE, 777)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def _evened(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    return np.ascontiguousarray(pixels[: height // 2 * 2, : width // 2 * 2])


def _sized(pixels: Pixels, width: int, height: int) -> Pixels:
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BILINEAR))


def _pasted(whole: Pixels, part: Pixels, left: int, top: int) -> Pixels:
    whole[top : top + part.shape[0], left : left + part.shape[1]] = part
    return whole


class Change(msgspec.Struct, frozen=True):
    """An edit's parts: what it does to frames, to sound, to the pace; x264's factor and JPEG's quality when saved."""

    look: Look = _same
    hearing: Hearing = _unheard
    pace: float = 1.0
    factor: int = 27
    jpeg: int = 82


CHANGES: dict[str, Change] = {
    "re-encode": Change(_evened, factor=36, jpeg=35),
    "resize": Change(partial(scaled, by=0.5)),
    "crop 5%": Change(partial(cropped, share=0.05)),
    "crop 10%": Change(partial(cropped, share=0.10)),
    "crop 20%": Change(partial(cropped, share=0.20)),
    "letterbox": Change(letterboxed),
    "mirror": Change(mirrored),
    "caption bar 10%": Change(partial(barred, share=0.10)),
    "caption bar 20%": Change(partial(barred, share=0.20)),
    "logo": Change(marked),
    "screenshot": Change(photographed),
    "picture in picture": Change(inset),
    "speed 0.9": Change(_evened, partial(paced, by=0.9), pace=0.9),
    "speed 1.1": Change(_evened, partial(paced, by=1.1), pace=1.1),
    "re-dub": Change(_evened, dubbed),
    "pitch +2": Change(_evened, partial(pitched, semitones=2)),
    "pitch -2": Change(_evened, partial(pitched, semitones=-2)),
}
VIDEO_EDITS = tuple(CHANGES)
PICTURE_EDITS = tuple(name for name in CHANGES if not name.startswith(("speed", "re-dub", "pitch")))
SOUND_EDITS = (
    "re-encode",
    "speed 0.9",
    "speed 1.1",
    "pitch +2",
    "pitch -2",
)  # sound changed, not lost


def edited(source: Path, target: Path, change: Change) -> Path:
    """A changed copy: a JPEG of a picture, whatever its suffix, or an MP4 of a video. Raises media.opening.Unreadable."""
    if kind_of(source) == "picture":
        seen = Image.fromarray(change.look(picture(source)))
        seen.save(target, "JPEG", quality=change.jpeg)
        return target
    return _video(source, target, change)


def _video(source: Path, target: Path, change: Change) -> Path:
    with av.open(str(source)) as box:
        rate = Fraction(box.streams.video[0].average_rate or 25)
    looks = _looks(source, change)
    first = next(looks)
    heard = sound(source)
    pace = rate * Fraction(change.pace).limit_denominator(100)
    size = (first.shape[1], first.shape[0])
    new_sound = change.hearing(heard) if len(heard) else None
    return write(target, _chained(first, looks), size, pace, new_sound, change.factor)


def _looks(source: Path, change: Change) -> Iterator[Pixels]:
    for frame in frames(source, per_second=1000):
        yield change.look(frame.image)


def _chained(first: Pixels, rest: Iterator[Pixels]) -> Iterator[Pixels]:
    yield first
    yield from rest


EDITS: dict[str, Edit] = {name: partial(edited, change=change) for name, change in CHANGES.items()}
