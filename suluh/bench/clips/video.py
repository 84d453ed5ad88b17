"""Short videos made from a seed: a moving background, captions that come, change and go, speech and music by script."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from PIL import Image

from suluh.bench.clips.backgrounds import Pixels, scene
from suluh.bench.clips.encoding import write
from suluh.bench.clips.letters import Line, Look, block, broken, shrunk
from suluh.bench.clips.sounds import mixed, music, silence
from suluh.bench.clips.speech import RATE, Said, Samples, Voice, speech, voice
from suluh.bench.clips.statements import half, statement

REGIONS = {"top": 0.12, "middle": 0.42, "bottom": 0.68}  # of the height, where a caption begins


class Script(msgspec.Struct, frozen=True):
    """What a clip shows and says. `music` lies under the speech, or alone when nothing is said."""

    captions: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    music: bool = False
    seconds: float = 0.0  # at least so long
    mirrored: bool = False  # the picture with its captions, as a selfie camera leaves it


class Shown(msgspec.Struct, frozen=True):
    """A caption: its lines exactly as drawn, its seconds, and the region (top, middle, bottom)."""

    lines: tuple[str, ...]
    at: float
    until: float
    region: str


class Clip(msgspec.Struct, frozen=True):
    """A made clip and the truth about it."""

    seed: int
    path: Path
    seconds: float
    width: int
    height: int
    shown: tuple[Shown, ...]
    said: tuple[Said, ...]
    music: bool


def script(seed: int) -> Script:
    """Captions and other sentences that are spoken, all of the seed's half. Every fifth clip has music and no speech."""
    chance = random.Random(f"script {seed}")
    texts = [s.text for s in chance.sample(half(seed), 8)]
    spoken = () if seed // 2 % 5 == 4 else (statement(seed).text, *texts[: chance.randint(1, 2)])
    shown = tuple(t for t in texts[3:] if t not in spoken)[: chance.randint(3, 5)]
    return Script(shown, spoken, music=not spoken or chance.random() < 0.4)


def clip(
    seed: int,
    path: Path,
    words: Script | None = None,
    size: tuple[int, int] = (1080, 1920),
    rate: int = 15,
    quality: int = 27,
    how: Voice | None = None,
    preset: str = "superfast",
) -> Clip:
    """The clip of a seed, written to `path`; the same seed gives the same pixels and samples.

    `words` takes the place of the seed's own script, `how` of its voice; preset and quality are x264's.
    Raises RequestError when something must be said and espeak-ng is missing.
    """
    words = words or script(seed)
    sound, said = _sound(seed, words, how or voice(seed))
    seconds = len(sound) / RATE
    shown, frames = pictures(seed, words.captions, seconds, size, rate)
    if words.mirrored:
        frames = (np.ascontiguousarray(f[:, ::-1]) for f in frames)
    write(path, frames, size, rate, sound, quality, preset)
    return Clip(seed, path, seconds, *size, shown, said, words.music)


def pictures(
    seed: int, captions: tuple[str, ...], seconds: float, size: tuple[int, int], rate: int
) -> tuple[tuple[Shown, ...], Iterator[Pixels]]:
    """When each caption of a seed's clip is shown, and its frames, `rate` a second. Other captions, same template."""
    shown, layers = _captions(seed, captions, seconds, size)
    return shown, _frames(seed, size, round(seconds * rate), rate, shown, layers)


def _sound(seed: int, words: Script, how: Voice) -> tuple[Samples, tuple[Said, ...]]:
    spoken, said = speech(list(words.spoken), how) if words.spoken else (silence(0), ())
    seconds = max(len(spoken) / RATE + 0.3, 2.0 * len(words.captions), words.seconds, 2.0)
    behind = music(seconds, seed) if words.music else silence(seconds)
    if not words.spoken:
        return behind, ()
    return mixed(spoken, behind, 14.0 if words.music else 99.0), said


class Layer(msgspec.Struct, frozen=True):
    """A caption ready to be laid on a frame: RGB times its cover, what is left of the frame (0..256), and its top row."""

    colour: np.ndarray
    rest: np.ndarray
    top: int


def _captions(
    seed: int, captions: tuple[str, ...], seconds: float, size: tuple[int, int]
) -> tuple[tuple[Shown, ...], tuple[Layer, ...]]:
    """Captions share the time, with a pause of a quarter of a second before some of them."""
    chance = random.Random(f"captions {seed}")
    look = _look(chance, size)
    each, shown, layers = seconds / max(len(captions), 1), [], []
    for number, text in enumerate(captions):
        region = chance.choice(tuple(REGIONS))
        lines, layer = _layer(text, look, size, REGIONS[region])
        at = number * each + (0.25 if chance.random() < 0.5 else 0.0)
        shown.append(
            Shown(
                tuple(line.text for line in lines),
                round(at, 3),
                round((number + 1) * each, 3),
                region,
            )
        )
        layers.append(layer)
    return tuple(shown), tuple(layers)


def _look(chance: random.Random, size: tuple[int, int]) -> Look:
    letters = int(size[0] * chance.uniform(0.055, 0.075))
    boxed = chance.random() < 0.35
    return Look(
        chance.choice(("heavy", "round", "narrow", "plain")),
        letters,
        chance.choice(((255, 255, 255), (255, 255, 255), (255, 225, 60))),
        outline=0 if boxed else max(2, letters // 11),
        shadow=0 if boxed else chance.choice((0, max(2, letters // 14))),
        box=chance.choice(((15, 15, 15), (160, 20, 40))) if boxed else None,
    )


def _layer(text: str, look: Look, size: tuple[int, int], share: float) -> tuple[list[Line], Layer]:
    width, height = size
    rows = broken(text, look, width * 0.82)
    look = shrunk(rows, look, width * 0.86)
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    lines, below = block(picture, rows, look, width * 0.07, height * share, width * 0.86)
    top, low = max(0, int(height * share) - look.size), min(height, int(below) + look.size)
    part = np.asarray(picture)[top:low].astype(np.uint16)
    cover = part[..., 3:] + (part[..., 3:] > 127)  # 0..256, so that a shift divides
    return lines, Layer(part[..., :3] * cover, 256 - cover, top)


def _frames(
    seed: int,
    size: tuple[int, int],
    count: int,
    rate: int,
    shown: tuple[Shown, ...],
    layers: tuple[Layer, ...],
) -> Iterator[Pixels]:
    """A wide scene slid past, a light that swings over it, and the caption of the moment."""
    width, height = size
    chance = random.Random(f"motion {seed}")
    wide = scene(seed, width + width // 4, height + height // 8)
    turn, tempo = chance.uniform(0, 6.28), chance.uniform(0.25, 0.6)
    disc = _disc(max(12, width // 9), chance)
    for number in range(count):
        at = number / rate
        x = int((np.sin(turn + tempo * at) + 1) / 2 * (width // 4))
        y = int((np.cos(turn + 0.7 * tempo * at) + 1) / 2 * (height // 8))
        frame = wide[y : y + height, x : x + width].copy()
        _laid(
            frame,
            disc,
            int((np.sin(tempo * 2 * at + turn) + 1) / 2 * (width - disc.colour.shape[1])),
        )
        for caption, layer in zip(shown, layers, strict=True):
            if caption.at <= at < caption.until:
                _laid(frame, layer, 0)
        yield frame


def _disc(radius: int, chance: random.Random) -> Layer:
    y, x = np.mgrid[-radius:radius, -radius:radius]
    cover = (np.clip(radius - np.hypot(x, y), 0, 8) * 24).astype(np.uint16)[..., None]
    colour = np.array([chance.randint(30, 230) for _ in range(3)], np.uint16)
    return Layer(colour * cover, 256 - cover, radius * 3)


def _laid(frame: Pixels, layer: Layer, left: int) -> None:
    tall, wide = layer.colour.shape[:2]
    part = frame[layer.top : layer.top + tall, left : left + wide]
    part[:] = (part * layer.rest[: part.shape[0]] + layer.colour[: part.shape[0]]) >> 8
