"""Copies of known clips, edit by edit, with their sound and without, and clips that nobody put into the bank.

The bank is opened from the disk by each process. Words are not read here: a match by pixels or sound says "this is
that clip", and the clip of the same template is counted apart, with what its words do to the match.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import faiss

from suluh.bench.media.copies.made import (
    VIDEO_EDITS,
    Planned,
    copy_of,
    file_of,
    known,
    looks_of,
    other,
    same_template,
    sound_of,
)
from suluh.bench.media.copies.peers import Vpdq
from suluh.bench.media.copies.pictures import levels_of
from suluh.bench.media.copies.tally import Tally, merged
from suluh.content import Place, Segment
from suluh.media.bank import agree
from suluh.media.opening import RATE, frames, sound
from suluh.media.prints.chroma import Numbers
from suluh.media.prints.known import Remembered, remember_video
from suluh.media.prints.search import Copies
from suluh.media.prints.sound import SoundIndex, sound_print, sound_views, surely

OTHERS, STRANGERS = 10_000, 20_000  # their first seeds
LOOP = 6  # of ten seeds of sounds.made: four chords that many share


class Plan(NamedTuple):
    """How many known clips and others, and which half of the seeds (1: kept apart)."""

    clips: int
    first: int = 1

    def known(self) -> list[Planned]:
        return [known(seed) for seed in self._seeds(0)]

    def templates(self) -> list[Planned]:
        return [same_template(seed) for seed in self._seeds(0)]

    def others(self) -> list[Planned]:
        return [other(seed) for seed in self._seeds(OTHERS)]

    def strangers(self) -> list[Planned]:
        return [other(seed) for seed in self._seeds(STRANGERS)]

    def _seeds(self, begin: int) -> range:
        return range(begin + self.first, begin + self.first + 2 * self.clips, 2)


def in_bank(plan: Plan) -> Iterator[tuple[str, Remembered]]:
    """Known clips from their files, their templates with other words, and as many others, all with points."""
    for planned in plan.known():
        yield planned.name, remember_video(frames(file_of(planned)))
    for planned in (*plan.templates(), *plan.others()):
        yield planned.name, remember_video(looks_of(planned))


def measured(folder: Path, vpdq: Vpdq, plan: Plan, workers: int = 2) -> dict[str, Tally]:
    """Found of every edit of every known clip, in the bank that lies in `folder`."""
    clips = plan.known()
    shares = [clips[number::workers] for number in range(workers)]
    work = partial(_share, folder, vpdq, Ears.of(plan))
    if workers == 1:
        return work(shares[0])
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        return merged(pool.map(work, shares))


def _share(folder: Path, vpdq: Vpdq, ears: Ears, clips: Sequence[Planned]) -> dict[str, Tally]:
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    bank = Copies.open(folder)
    found = {edit: Tally() for edit in VIDEO_EDITS}
    for planned in clips:
        for edit, tally in found.items():
            _count(tally, planned, edit, bank, ears, vpdq)
    return found


def _count(tally: Tally, planned: Planned, edit: str, bank: Copies, ears: Ears, vpdq: Vpdq) -> None:
    copy = copy_of(planned, edit)
    shown = list(frames(copy))
    began = time.process_time()
    seen = levels_of(bank.find_video(shown))
    tally.seconds += time.process_time() - began
    tally.parts += len(shown)
    tally.count(seen, planned.name, f"template-{planned.seed}")
    heard = ears.hear(copy)
    levels = {seen.get(planned.name), heard.get(planned.name)} - {None}
    tally.sounding += bool(levels)
    tally.sounding_act += "act" in levels
    looped = edit == "re-dub" or planned.sound % 10 == LOOP
    for name in heard.keys() - {planned.name}:
        if looped and ears.seeds[name] % 10 == LOOP:
            tally.same_loop += 1
        else:
            tally.false_by_sound += 1
    named = vpdq.query(vpdq.of_file(copy))
    tally.plain += planned.name in named
    tally.plain_false += len(named - {planned.name, f"template-{planned.seed}"})


class Ears:
    """The search by sound among the sounds of everything in the bank."""

    def __init__(self, seeds: dict[str, int], prints: Sequence[Numbers]) -> None:
        """seeds: of each sound, by the name of its clip; prints: of each, in the same order."""
        self.seeds = seeds
        self._names = list(seeds)
        self._index = SoundIndex(prints)

    @classmethod
    def of(cls, plan: Plan) -> Ears:
        """Of known clips, their templates, and the others."""
        planned = (*plan.known(), *plan.templates(), *plan.others())
        prints = [sound_print(sound_of(one), RATE) for one in planned]
        return cls({one.name: one.sound for one in planned}, prints)

    def hear(self, copy: Path) -> dict[str, str]:
        """suggest | act by name of what the sound of a file is a copy of."""
        matches = self._index.search(sound_views(sound(copy, RATE), RATE))
        return {self._names[m.known]: "act" if surely(m) else "suggest" for m in matches}


def strangers(bank: Copies, plan: Plan) -> dict[str, Any]:
    """Clips of templates and words that the bank has not, as they are."""
    found = [bank.find_video(looks_of(planned)) for planned in plan.strangers()]
    levels = [matches[0].level for matches in found if matches]
    return {
        "asked": len(found),
        "suggest": levels.count("suggest"),
        "act": levels.count("act"),
        "matches": sum(map(len, found)),
        "comparisons": len(found) * len(bank),
    }


def words_agree(plan: Plan) -> int:
    """How many clips say, as written, the same as the other of their template; a copy may act only where that is so."""
    both = zip(plan.known(), plan.templates(), strict=True)
    return sum(agree(_said(one), _said(two)) is True for one, two in both)


def _said(planned: Planned) -> list[Segment]:
    return [Segment(text, Place("picture", medium=0)) for text in planned.captions]
