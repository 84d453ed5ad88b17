"""Copies of known pictures and videos: candidates by prints and by points, each looked at closely, two thresholds.

A match says "this is that picture", never "this says the same": a card of the same template with other words lies
within the threshold of any print. Whoever acts on a match compares the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from suluh.media.opening import Frame
from suluh.media.prints.closely import (
    FRAME_LEVELS,
    Asked,
    Meeting,
    by_map,
    by_views,
    level_of,
    level_of_line,
    nearest,
)
from suluh.media.prints.held import NONE, Held
from suluh.media.prints.index import Index, Near
from suluh.media.prints.known import Look, Remembered, bits_of_rows
from suluh.media.prints.laying import Laid
from suluh.media.prints.looked import Looked
from suluh.media.prints.match import Match, settled, surest
from suluh.media.prints.orb import ASKED, Floats, points_of
from suluh.media.prints.video import Hits, align
from suluh.media.prints.views import FRAME_CUTS, PICTURE_CUTS, views
from suluh.media.prints.voting import PointIndex

Bytes = NDArray[np.uint8]

FAR = 64  # bits between prints of a picture that is worth a closer look
CLOSE = (
    31  # bits between prints that mean a copy, by the measure of the field (PDQ's own threshold)
)
QUALITY = 50  # of a print that may speak alone, as PDQ's authors advise
MOST = 6  # candidates by prints looked at closely
MOST_BY_POINTS = 12
MOST_BY_KEY = 5  # for each of a video's key frames
FRAME_FAR = 48  # bits between prints of frames that count as alike
CUTS = {"picture": PICTURE_CUTS, "video": FRAME_CUTS}


class Copies:
    """Known media by name, and the search for copies of them."""

    def __init__(self) -> None:
        self._held = Held()
        self._prints = Index()  # label: frame << 8 | view
        self._points = PointIndex()  # number: that of the look

    def __len__(self) -> int:
        return len(self._held)

    @property
    def prints(self) -> int:
        """How many prints of them can be met; what a frame has twice counts once."""
        return len(self._prints)

    def add(self, name: str, known: Remembered) -> None:
        """Take in one more. Raises ValueError when its prints cannot be read."""
        self.add_all([(name, known)])

    def add_all(self, many: Iterable[tuple[str, Remembered]]) -> None:
        """Take in many at once, which is faster. Raises ValueError when prints cannot be read; then none is taken in."""
        batch = list(many)
        bits = [bits_of_rows(known) for _, known in batch]
        first = len(self._held.looks)
        entered = self._held.enter(batch)
        if batch:
            self._prints.add(
                np.concatenate([one[rows] for one, (rows, _) in zip(bits, entered, strict=True)]),
                np.concatenate([labels for _, labels in entered]),
            )
        looks = [look for _, known in batch for look in known.looks]
        self._points.add_all(*_points(looks, first))

    def save(self, folder: Path) -> None:
        """Everything as files in a folder, which is made. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        self._held.save(folder)
        self._prints.save(folder, "prints")
        self._points.save(folder)

    @classmethod
    def open(cls, folder: Path) -> Copies:
        """As saved, read from the disk as it is needed. Raises OSError or ValueError when it cannot be read."""
        opened = cls()
        opened._held = Held.open(folder)
        opened._prints = Index.open(folder, "prints")
        opened._points = PointIndex.open(folder)
        if opened._prints.largest >> 8 >= len(opened._held.frames):
            raise ValueError("prints of frames that are not there")
        if opened._points.largest >= len(opened._held.looks):
            raise ValueError("points of pictures that are not there")
        return opened

    def find_picture(self, image: Bytes) -> tuple[Match, ...]:
        """Known pictures, and videos with such a frame, that this RGB or grey picture is a copy of; surest first."""
        if not len(self):
            return ()
        seen = views(image, PICTURE_CUTS)
        sides = [Asked(image, seen, mirror, ASKED) for mirror in (False, True)]
        found: list[Match] = []
        for look in (self._by_prints, self._by_points):
            for side in sides:
                if not settled(found):
                    found += look(side)
        return surest(found)

    def find_video(self, frames: Iterable[Frame]) -> tuple[Match, ...]:
        """Known videos, and pictures shown in it, that these frames (in order) are a copy of; surest first.

        Passes on what the reading of frames raises.
        """
        if not len(self):
            return ()
        looked = Looked(frames)
        found = self._by_frames(looked)
        if not any(match.level == "act" for match in found):
            found += self._by_keys(looked)
        return surest(found)

    # -- pictures

    def _by_prints(self, asked: Asked) -> list[Match]:
        near = self._prints.within(asked.bits, FAR)
        found = []
        for meeting in nearest(near)[:MOST]:
            known, look, at = self._held.frames[meeting.frame].item()
            if look == NONE:
                found += self._by_print_alone(asked, known, meeting)
            else:
                kept, cuts = self._held.looks.get(look), CUTS[self._held.kinds[known]]
                laid = by_views(asked, kept, cuts, meeting)
                found += self._judged(asked, known, at, laid, meeting.distance)
        return found

    def _by_print_alone(self, asked: Asked, known: int, meeting: Meeting) -> list[Match]:
        """A known medium of which only prints came (an import): by a print that may speak alone."""
        if meeting.distance > CLOSE or asked.quality[meeting.asked_view] < QUALITY:
            return []
        score = 1 - meeting.distance / 128
        return [
            Match(
                self._held.names[known],
                "picture",
                "suggest",
                score,
                meeting.distance,
                mirrored=asked.mirror,
            )
        ]

    def _by_points(self, asked: Asked) -> list[Match]:
        found = []
        for number, _ in self._points.candidates(asked.points, MOST_BY_POINTS):
            known, at, _ = self._held.looks.rows[number].item()
            laid = by_map(asked, self._held.looks.get(number))
            found += self._judged(asked, known, at, laid, None)
            if settled(found):
                break
        return found

    def _judged(
        self, asked: Asked, known: int, at: float, laid: Laid | None, distance: int | None
    ) -> list[Match]:
        level = level_of(laid, distance)
        if laid is None or level is None:
            return []
        video = self._held.kinds[known] == "video"
        return [
            Match(
                self._held.names[known],
                "picture",
                level,
                laid.agree,
                distance,
                None,
                at if video else None,
                round(laid.coverage, 3),
                asked.mirror,
            )
        ]

    # -- videos

    def _by_frames(self, looked: Looked) -> list[Match]:
        found = []
        for mirror in (False, True):
            near = self._near(looked.bits(mirror))
            good = looked.quality[near.question] >= QUALITY // 2
            hits = [
                (int(known), *self._seconds(near, mask, looked))
                for known, mask in self._shared_out(near, good)
            ]
            found += [
                m
                for known, pair, apart in hits
                for m in self._aligned(known, pair, apart, looked, mirror)
            ]
        return found

    def _near(self, bits: Bytes) -> Near:
        """As Index.within, each print asked once: a frame without borders has its whole twice, a still clip all."""
        single, place = np.unique(bits, axis=0, return_inverse=True)
        near = self._prints.within(single, FRAME_FAR)
        asked = [np.flatnonzero(place.ravel() == one) for one in range(len(single))]
        times = np.array([len(asked[question]) for question in near.question], np.int64)
        questions = [asked[question] for question in near.question]
        return Near(
            np.concatenate(questions) if questions else near.question,
            np.repeat(near.label, times),
            np.repeat(near.distance, times),
        )

    def _shared_out(
        self, near: Near, good: NDArray[np.bool_]
    ) -> list[tuple[int, NDArray[np.bool_]]]:
        owners = self._held.frames["known"][near.label >> 8]
        names, counts = np.unique(owners[good], return_counts=True)
        best = names[np.argsort(-counts, kind="stable")][: 4 * MOST]
        return [(int(one), good & (owners == one)) for one in best]

    def _seconds(self, near: Near, mask: NDArray[np.bool_], looked: Looked) -> tuple[Hits, int]:
        known = self._held.frames["at"][near.label[mask] >> 8]
        distance = near.distance[mask]
        weight = np.clip((FRAME_FAR + 17 - distance) / (FRAME_FAR + 17 - CLOSE), 0, 1)
        return Hits(looked.second[near.question[mask]], known, weight), int(distance.min())

    def _aligned(
        self, known: int, hits: Hits, distance: int | None, looked: Looked, mirror: bool
    ) -> list[Match]:
        times = self._held.seconds_of(known)
        line = align(hits, looked.seconds, times)
        level = level_of_line(line, len(looked.seconds), len(times))
        if line is None or level is None:
            return []
        picture = self._held.kinds[known] == "picture"
        return [
            Match(
                self._held.names[known],
                "picture" if picture else "video",
                level,
                min(1.0, line.score),
                distance,
                round(line.begin, 2),
                None if picture else round(line.offset + line.speed * line.begin, 2),
                round(line.coverage, 3),
                mirror,
                None if picture else line.speed,
            )
        ]

    def _by_keys(self, looked: Looked) -> list[Match]:
        found: list[Match] = []
        for mirror in (False, True):
            hits: dict[int, list[tuple[float, float, Laid]]] = {}
            for second, asked in looked.keys(mirror):
                for known, at, laid in self._alike(asked):
                    hits.setdefault(known, []).append((second, at, laid))
            for known, seen in hits.items():
                found += self._joined(known, seen, looked, mirror)
        return found

    def _alike(self, asked: Asked) -> list[tuple[int, float, Laid]]:
        alike = []
        for number, _ in self._points.candidates(asked.points, MOST_BY_KEY):
            laid = by_map(asked, self._held.looks.get(number))
            if laid and level_of(laid, None, FRAME_LEVELS):
                known, at, _ = self._held.looks.rows[number].item()
                alike.append((known, at, laid))
        return alike

    def _joined(
        self, known: int, seen: list[tuple[float, float, Laid]], looked: Looked, mirror: bool
    ) -> list[Match]:
        """Frames found by their points, joined into one match: two of them suggest, three that agree in time are sure."""
        keys = np.array(sorted({second for second, _, _ in looked.key_frames}))
        hits = Hits(
            *(
                np.array(row)
                for row in zip(*((s, a, laid.agree) for s, a, laid in seen), strict=True)
            )
        )
        times = self._held.looks.seconds_of(known)
        line = align(hits, keys, times)
        if line is None or line.frames < min(2, len(keys), len(times)):
            return []
        levels = {level_of(laid, None, FRAME_LEVELS) for _, _, laid in seen}
        sure = line.frames >= 3 and "act" in levels
        return [
            Match(
                self._held.names[known],
                self._held.kinds[known],
                "act" if sure else "suggest",
                min(1.0, line.score),
                None,
                round(line.begin, 2),
                round(line.offset + line.speed * line.begin, 2),
                round(line.coverage, 3),
                mirror,
                line.speed,
            )
        ]


def _points(looks: Sequence[Look], first: int) -> tuple[NDArray[np.int64], Floats, Bytes]:
    """Of all looks, which are numbered from `first` on: the look's number, place and bits of every point."""
    points = [points_of(look.features) for look in looks]
    numbers = np.repeat(np.arange(first, first + len(looks)), [len(at) for at, _ in points])
    places = [at for at, _ in points] or [np.zeros((0, 4), np.float32)]
    bits = [bits for _, bits in points] or [np.zeros((0, 32), np.uint8)]
    return numbers, np.concatenate(places), np.concatenate(bits)
