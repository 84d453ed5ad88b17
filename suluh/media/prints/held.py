"""What is held of known media beside prints and points: names, seconds of frames, pictures to lay over; in columns."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.media.prints.known import Look, Remembered, by_frame

FRAME = np.dtype([("known", "<i4"), ("look", "<i4"), ("at", "<f8")])  # look: -1 when there is none
LOOK = np.dtype([("known", "<i4"), ("at", "<f8"), ("end", "<i8")])  # end: in the bytes of all looks
NONE = -1
SAME = 1e-2  # seconds between a frame and its look
COPIED = 1 << 20  # bytes at a time
Labels = NDArray[np.int64]


class Looks:
    """Pictures to lay over, packed. Those of a kept file are read one by one: gigabytes of them cost no memory."""

    def __init__(self, rows: NDArray[np.void] | None = None, path: Path | None = None) -> None:
        self.rows = np.zeros(0, LOOK) if rows is None else rows
        self._fresh: list[bytes] = []
        self._kept = len(self.rows)
        self._file = os.open(path, os.O_RDONLY) if path else None

    def __len__(self) -> int:
        return len(self.rows)

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)

    def get(self, number: int) -> Look:
        """One of them. Raises OSError when its file can no longer be read."""
        if number >= self._kept:
            return msgspec.msgpack.decode(self._fresh[number - self._kept], type=Look)
        begin = int(self.rows["end"][number - 1]) if number else 0
        length = int(self.rows["end"][number]) - begin
        assert self._file is not None
        return msgspec.msgpack.decode(os.pread(self._file, length, begin), type=Look)

    def add(self, many: Sequence[tuple[int, Look]]) -> None:
        """More of them, each with the number of its known medium."""
        packed = [msgspec.msgpack.encode(look) for _, look in many]
        rows = np.zeros(len(many), LOOK)
        rows["known"] = [known for known, _ in many]
        rows["at"] = [look.at for _, look in many]
        before = int(self.rows["end"][-1]) if len(self.rows) else 0
        rows["end"] = before + np.cumsum([len(one) for one in packed], dtype=np.int64)
        self.rows = np.concatenate([self.rows, rows])
        self._fresh += packed

    def seconds_of(self, known: int) -> NDArray[np.float64]:
        """Of every look of one known medium."""
        return np.asarray(self.rows["at"][self.rows["known"] == known], np.float64)

    def save(self, folder: Path) -> None:
        """looks (bytes one after another) and looks.rows."""
        with (folder / "looks").open("wb") as file:
            size = int(self.rows["end"][self._kept - 1]) if self._kept else 0
            for at in range(0, size, COPIED):
                assert self._file is not None
                file.write(os.pread(self._file, min(COPIED, size - at), at))
            file.writelines(self._fresh)
        self.rows.tofile(folder / "looks.rows")


class Held:
    """Known media by number, 0, 1, 2…, and their frames by number."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.kinds: list[str] = []
        self.frames = np.zeros(0, FRAME)
        self.starts = np.zeros(1, np.int64)  # the first frame of each known medium, and the end
        self.looks = Looks()

    def __len__(self) -> int:
        return len(self.names)

    def seconds_of(self, known: int) -> NDArray[np.float64]:
        """Of every frame with prints of one known medium; a zero when it has none."""
        own = self.frames["at"][self.starts[known] : self.starts[known + 1]]
        return np.asarray(own, np.float64) if len(own) else np.zeros(1)

    def enter(self, many: Sequence[tuple[str, Remembered]]) -> list[tuple[Labels, Labels]]:
        """Take in known media. Of each: which prints differ within a frame, and their labels (frame << 8 | view)."""
        frames: list[tuple[int, int, float]] = []
        looks: list[tuple[int, Look]] = []
        entered, starts = [], []
        for number, (name, known) in enumerate(many, len(self.names)):
            first = len(self.looks) + len(looks)
            looks += [(number, look) for look in known.looks]
            entered.append(_labelled(known, number, first, len(self.frames), frames))
            starts.append(len(self.frames) + len(frames))
            self.names.append(name)
            self.kinds.append(known.kind)
        self.frames = np.concatenate([self.frames, np.array(frames, FRAME)])
        self.starts = np.concatenate([self.starts, np.array(starts, np.int64)])
        self.looks.add(looks)
        return entered

    def save(self, folder: Path) -> None:
        """Five files in a folder that is there. Raises OSError."""
        (folder / "names").write_bytes(msgspec.msgpack.encode((self.names, self.kinds)))
        self.frames.tofile(folder / "frames")
        self.starts.astype("<i8").tofile(folder / "starts")
        self.looks.save(folder)

    @classmethod
    def open(cls, folder: Path) -> Held:
        """As saved. Raises OSError or ValueError when it cannot be read or does not fit together."""
        held = cls()
        try:
            names = (folder / "names").read_bytes()
            held.names, held.kinds = msgspec.msgpack.decode(names, type=tuple[list[str], list[str]])
        except msgspec.MsgspecError as error:
            raise ValueError(f"names: {error}") from None
        held.frames = np.fromfile(folder / "frames", FRAME)
        held.starts = np.fromfile(folder / "starts", "<i8").astype(np.int64)
        rows = np.fromfile(folder / "looks.rows", LOOK)
        held.looks = Looks(rows, folder / "looks")
        held._check()
        return held

    def _check(self) -> None:
        """Raises ValueError when one column points beyond another."""
        count = len(self.names)
        fits = (
            len(self.kinds) == count
            and len(self.starts) == count + 1
            and int(self.starts[-1]) == len(self.frames)
            and _below(self.frames["known"], count)
            and _below(self.frames["look"], len(self.looks), least=NONE)
            and _below(self.looks.rows["known"], count)
        )
        if not fits:
            raise ValueError("its columns do not fit together")


def _below(column: NDArray[np.int32], most: int, least: int = 0) -> bool:
    return not len(column) or (int(column.min()) >= least and int(column.max()) < most)


def _labelled(
    known: Remembered, number: int, look: int, before: int, frames: list[tuple[int, int, float]]
) -> tuple[Labels, Labels]:
    """Frames of one known medium are added to `frames`; what a frame has twice gets one label."""
    rows: list[int] = []
    labels: list[int] = []
    row = 0
    for at, same in by_frame(known.rows):
        near = (look + n for n, one in enumerate(known.looks) if abs(one.at - at) < SAME)
        single = {text: view for view, (_, _, text) in reversed(list(enumerate(same)))}
        rows += [row + view for view in single.values()]
        labels += [before + len(frames) << 8 | view for view in single.values()]
        row += len(same)
        frames.append((number, next(near, NONE), at))
    return np.array(rows, np.int64), np.array(labels, np.int64)
