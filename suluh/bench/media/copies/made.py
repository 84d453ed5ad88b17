"""The clips that copies are made of: small, with a sound of their own, made once and kept in a temporary folder.

    python -m suluh.bench.media.copies.made [CLIPS]    makes them and all their edits beforehand

A template is a clip's seed: its moving scene, the look and the place of its captions. Other words on it are another
statement, whatever their pixels say.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from suluh.bench.clips.edits import CHANGES, EDITS
from suluh.bench.clips.encoding import write
from suluh.bench.clips.speech import RATE, Samples
from suluh.bench.clips.video import pictures, script
from suluh.bench.media import sounds
from suluh.bench.media.copies.distractors import sentence
from suluh.media.opening import Frame

MADE = 1  # to be raised with whatever changes their pixels or samples
SIZE, FPS = (180, 320), 12
SHORTEST, LONGEST = 5.0, 8.0  # seconds; below 4.5 the search by sound does not begin
CAPTIONS = 2
VIDEO_EDITS = tuple(edit for edit in CHANGES if not edit.startswith("pitch"))


class Planned(msgspec.Struct, frozen=True):
    """What a clip shows and for how long. Two plans of one `seed` and other captions are one template."""

    name: str
    seed: int
    captions: tuple[str, ...]
    sound: int  # seed of its sound


def known(seed: int) -> Planned:
    """A clip with statements about the vote, as a bank holds them."""
    return Planned(f"known-{seed}", seed, script(seed).captions[:CAPTIONS], seed)


def same_template(seed: int) -> Planned:
    """The same clip with other words and another sound: what must not inherit its verdict."""
    return Planned(f"template-{seed}", seed, _words(500_000 + seed), 500_000 + seed)


def other(seed: int) -> Planned:
    """A clip of another template, words and sound of its own."""
    return Planned(f"other-{seed}", seed, _words(seed), seed)


def _words(seed: int) -> tuple[str, ...]:
    return tuple(sentence(10 * seed + number) for number in range(CAPTIONS))


def seconds_of(planned: Planned) -> float:
    return random.Random(f"seconds {planned.seed}").uniform(SHORTEST, LONGEST)


def sound_of(planned: Planned) -> Samples:
    """Six of ten speak, two have music alone, two speak over music (media/sounds.py); as long as the clip.

    Raises RequestError without espeak-ng.
    """
    whole = sounds.made(planned.sound)
    return whole[: int(seconds_of(planned) * RATE)]


def looks_of(planned: Planned, per_second: int = 2) -> Iterator[Frame]:
    """The frames of a clip that nobody saved, for a bank that needs no file."""
    _, frames = pictures(planned.seed, planned.captions, seconds_of(planned), SIZE, per_second)
    return (Frame(number / per_second, image) for number, image in enumerate(frames))


def file_of(planned: Planned) -> Path:
    """The clip as an MP4, made when it is first asked for. Raises RequestError without espeak-ng."""
    path = _folder() / f"{planned.name}.mp4"
    if not path.exists():
        sound = sound_of(planned)
        _, frames = pictures(planned.seed, planned.captions, len(sound) / RATE, SIZE, FPS)
        fresh = path.with_suffix(".new.mp4")
        write(fresh, frames, SIZE, FPS, sound)
        fresh.replace(path)
    return path


def copy_of(planned: Planned, edit: str) -> Path:
    """A copy of the clip after one of VIDEO_EDITS, made when it is first asked for."""
    source = file_of(planned)
    path = source.with_suffix(f".{edit.replace(' ', '-').replace('%', '')}.mp4")
    if not path.exists():
        EDITS[edit](source, path.with_suffix(".new.mp4")).replace(path)
    return path


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"suluh-copies-{MADE}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def main() -> None:
    """Make the clips of the odd seeds with their edits."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for seed in range(1, 2 * count, 2):
        for edit in VIDEO_EDITS:
            copy_of(known(seed), edit)
        print(seed, flush=True)


if __name__ == "__main__":
    main()
