"""Copies of known pictures and videos: candidates by prints and by points, each looked at closely, two thresholds.

A match says "this is that picture", never "this says the same": a card of the same template with other words lies
within the threshold of any print. Whoever acts on a match compares the words.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.media.opening import Frame
from suluh.media.prints.closely import (
    Asked,
    Meeting,
    by_map,
    by_views,
    level_of,
    level_of_line,
    nearest,
)
from suluh.media.prints.index import Index, Near
from suluh.media.prints.known import Look, Remembered, bits_of_rows, by_frame
from suluh.media.prints.laying import Laid
from suluh.media.prints.looked import Looked
from suluh.media.prints.orb import ASKED, points_of
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
SURE = 0.9  # of the cells agree: no need to look further
TEMPLATE = 0.06  # of the cells: how far below a sure match another may lie and still be a copy too
FRAME_FAR = 48  # bits between prints of frames that count as alike
CUTS = {"picture": PICTURE_CUTS, "video": FRAME_CUTS}


class Match(msgspec.Struct, frozen=True):
    """A known medium found in this one. `level` act only means that pixels are sure; the words are not compared here."""

    known: str
    by: str  # picture | video
    level: str  # suggest | act
    score: float  # 0..1
    distance: int | None = None  # bits between the nearest prints; None when found by points alone
    at: float | None = None  # seconds from the start of this medium where the copy begins
    offset: float | None = None  # seconds into the known medium where that is
    coverage: float | None = None  # 0..1, the part of the known medium that is there
    mirrored: bool = False
    speed: float | None = None  # seconds of the known video in one of this


class Copies:
    """Known media by name, and the search for copies of them."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._kinds: list[str] = []
        self._times: list[
            NDArray[np.float64]
        ] = []  # seconds of every frame with prints, by known medium
        self._frames: list[tuple[int, float, int | None]] = []  # known medium, second, look
        self._prints = Index()  # label: frame << 8 | view
        self._looks: list[bytes] = []
        self._look_of: list[tuple[int, float]] = []  # known medium, second
        self._points = PointIndex()

    def __len__(self) -> int:
        return len(self._names)

    def add(self, name: str, known: Remembered) -> None:
        """Take in one more. Raises ValueError when its prints cannot be read."""
        self.add_all([(name, known)])

    def add_all(self, many: Iterable[tuple[str, Remembered]]) -> None:
        """Take in many at once, which is faster. Raises ValueError when prints cannot be read; then none is taken in."""
        batch = [(name, known, bits_of_rows(known)) for name, known in many]
        bits: list[Bytes] = []
        labels: list[int] = []
        for name, known, printed in batch:
            views = self._enter(name, known)
            bits += [printed[row] for row, _ in views]
            labels += [label for _, label in views]
        if bits:
            self._prints.add(np.stack(bits), np.array(labels, np.int64))

    def find_picture(self, image: Bytes) -> tuple[Match, ...]:
        """Known pictures, and videos with such a frame, that this RGB or grey picture is a copy of; surest first."""
        if not len(self):
            return ()
        seen = views(image, PICTURE_CUTS)
        sides = [Asked(image, seen, mirror, ASKED) for mirror in (False, True)]
        found: list[Match] = []
        for look in (self._by_prints, self._by_points):
            for side in sides:
                if not _settled(found):
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
            known, at, look = self._frames[meeting.frame]
            if look is None:
                found += self._by_print_alone(asked, known, meeting)
            else:
                laid = by_views(asked, self._look(look), CUTS[self._kinds[known]], meeting)
                found += self._judged(asked, known, at, laid, meeting.distance)
        return found

    def _by_print_alone(self, asked: Asked, known: int, meeting: Meeting) -> list[Match]:
        """A known medium of which only prints came (an import): by a print that may speak alone."""
        if meeting.distance > CLOSE or asked.quality[meeting.asked_view] < QUALITY:
            return []
        score = 1 - meeting.distance / 128
        return [
            Match(
                self._names[known],
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
            known, at = self._look_of[number]
            laid = by_map(asked, self._look(number))
            found += self._judged(asked, known, at, laid, None)
            if _settled(found):
                break
        return found

    def _judged(
        self, asked: Asked, known: int, at: float, laid: Laid | None, distance: int | None
    ) -> list[Match]:
        level = level_of(laid, distance)
        if laid is None or level is None:
            return []
        video = self._kinds[known] == "video"
        return [
            Match(
                self._names[known],
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
        owners = np.array([self._frames[label >> 8][0] for label in near.label], np.int64)
        names, counts = np.unique(owners[good], return_counts=True)
        best = names[np.argsort(-counts, kind="stable")][: 4 * MOST]
        return [(int(one), good & (owners == one)) for one in best]

    def _seconds(self, near: Near, mask: NDArray[np.bool_], looked: Looked) -> tuple[Hits, int]:
        known = np.array([self._frames[label >> 8][1] for label in near.label[mask]])
        distance = near.distance[mask]
        weight = np.clip((FRAME_FAR + 17 - distance) / (FRAME_FAR + 17 - CLOSE), 0, 1)
        return Hits(looked.second[near.question[mask]], known, weight), int(distance.min())

    def _aligned(
        self, known: int, hits: Hits, distance: int | None, looked: Looked, mirror: bool
    ) -> list[Match]:
        line = align(hits, looked.seconds, self._times[known])
        level = level_of_line(line, len(looked.seconds), len(self._times[known]))
        if line is None or level is None:
            return []
        picture = self._kinds[known] == "picture"
        return [
            Match(
                self._names[known],
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
            laid = by_map(asked, self._look(number))
            if laid and level_of(laid, None):
                alike.append((*self._look_of[number], laid))
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
        times = np.array([at for number, at in self._look_of if number == known])
        line = align(hits, keys, times)
        if line is None:
            return []
        sure = line.frames >= 3 and any(level_of(laid, None) == "act" for _, _, laid in seen)
        return [
            Match(
                self._names[known],
                self._kinds[known],
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

    # -- keeping

    def _enter(self, name: str, known: Remembered) -> list[tuple[int, int]]:
        """Everything of one known medium but its prints; row and label of those, without what a frame has twice."""
        number = len(self._names)
        self._names.append(name)
        self._kinds.append(known.kind)
        looks = [self._enter_look(number, look) for look in known.looks]
        labels: list[tuple[int, int]] = []
        seconds: list[float] = []
        row = 0
        for at, same in by_frame(known.rows):
            seconds.append(at)
            look = next((n for n in looks if abs(self._look_of[n][1] - at) < 1e-2), None)
            single = {text: view for view, (_, _, text) in reversed(list(enumerate(same)))}
            labels += [(row + view, len(self._frames) << 8 | view) for view in single.values()]
            row += len(same)
            self._frames.append((number, at, look))
        self._times.append(np.array(seconds or [0.0]))
        return labels

    def _enter_look(self, known: int, look: Look) -> int:
        number = len(self._looks)
        self._looks.append(msgspec.msgpack.encode(look))
        self._look_of.append((known, look.at))
        self._points.add(number, *points_of(look.features))
        return number

    def _look(self, number: int) -> Look:
        return msgspec.msgpack.decode(self._looks[number], type=Look)


def _settled(found: Iterable[Match]) -> bool:
    """Whether one is so sure that no dearer way of looking is needed."""
    return any(match.level == "act" and match.score >= SURE for match in found)


def surest(found: Iterable[Match]) -> tuple[Match, ...]:
    """The best match of every known medium, surest first; where one is sure, others much less alike are its templates."""
    best: dict[str, Match] = {}
    for match in sorted(found, key=lambda m: (m.level == "act", m.score), reverse=True):
        best.setdefault(match.known, match)
    kept = tuple(best.values())
    if kept and kept[0].level == "act":
        return tuple(m for m in kept if m.score >= kept[0].score - TEMPLATE)
    return kept
