"""What is seen in a picture or a video: one decoding for the words, the codes, the prints and the search for copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from suluh.content import Segment
from suluh.media.codes import Seen, code_segments, codes_in, codes_in_frame
from suluh.media.found import Found, noted, with_segments
from suluh.media.opening import Frame, Glimpse, glimpses, picture, shape
from suluh.media.together import Watcher, together

if TYPE_CHECKING:
    from suluh.media.bank.bank import Bank
    from suluh.media.prints.match import Match
    from suluh.media.understand import Work

Image = NDArray[np.uint8]
PER_SECOND = 6.0  # frames decoded a second: the words take every second, the prints every third
WORDS_A_SECOND = 3.0
PRINTS_A_SECOND = 2.0
CODES_A_SECOND = 1.0
GRID = 64  # rows and columns of points by which two frames are compared
STILL = 2.0  # of 255, mean difference up to which a frame shows the same codes as the one before


def looked_at_picture(work: Work, found: Found) -> Found:
    """Codes, prints and words of a still picture. Raises Unreadable, ImportError."""
    notes: list[str] = []
    image = picture(work.path, work.settings.limits, notes)
    found = replace(
        found, height=image.shape[0], width=image.shape[1], notes=(*found.notes, *notes)
    )
    for name, look in _looks_at_picture(work, found.medium):
        found = work.tried(name, partial(_look_at, look, image), found)
    return found


def _looks_at_picture(work: Work, medium: int) -> Iterator[tuple[str, Any]]:
    def codes(found: Found, image: Image) -> Found:
        seen: list[Seen] = [(None, text) for text in codes_in(image)]
        return with_segments(found, code_segments(seen, medium))

    def prints(found: Found, image: Image) -> Found:
        from suluh.media.prints.known import remember_picture

        return _with_rows(found, remember_picture(image).rows)

    def copies(found: Found, image: Image) -> Found:
        bank = bank_of(work.settings.bank)
        if bank is not None:
            work.matches.extend(bank.pictures.find_picture(image))
        return found

    def words(found: Found, image: Image) -> Found:
        from suluh.media.words import words_of_picture

        return with_segments(found, words_of_picture(image, medium))

    for name, wanted, look in (
        ("codes", work.settings.codes, codes),
        ("prints", work.settings.prints, prints),
        ("copies", work.settings.bank is not None, copies),
        ("words", work.settings.words, words),
    ):
        if wanted:
            yield name, look


def looked_at_video(work: Work, found: Found) -> Found:
    """The same of a video. Raises Unreadable, ImportError."""
    about = shape(work.path, work.settings.limits)
    found = replace(found, seconds=about.seconds, width=about.width, height=about.height)
    notes: list[str] = []
    watchers = watchers_for(work, found.medium)
    try:
        together(glimpses(work.path, PER_SECOND, work.settings.limits, notes), watchers.values())
    finally:
        found = noted(found, *notes)
    for name, watcher in watchers.items():
        found = work.tried(name, partial(_taken, watcher), found)
    return found


def watchers_for(work: Work, medium: int) -> dict[str, Watcher[Glimpse, Any]]:
    """Those who look at the frames of a video, as the settings wish."""

    def words(looks: Iterator[Glimpse]) -> tuple[Segment, ...]:
        from suluh.media.words.video import words_of_glimpses

        return words_of_glimpses(every(looks, WORDS_A_SECOND), medium)

    def prints(looks: Iterator[Glimpse]) -> Any:
        from suluh.media.prints.known import printed_video
        from suluh.media.prints.views import SIDE

        return printed_video(_frames(looks, SIDE))

    def copies(looks: Iterator[Glimpse]) -> Sequence[Match]:
        from suluh.media.prints.looked import SIZE

        bank = bank_of(work.settings.bank)
        return bank.pictures.find_video(_frames(looks, SIZE[0])) if bank is not None else ()

    wanted = {
        "codes": (work.settings.codes, codes_of),
        "prints": (work.settings.prints, prints),
        "copies": (work.settings.bank is not None, copies),
        "words": (work.settings.words, words),
    }
    return {name: Watcher(name, look) for name, (want, look) in wanted.items() if want}


def _look_at(look: Callable[[Found, Image], Found], image: Image, _: Work, found: Found) -> Found:
    return look(found, image)


def _taken(watcher: Watcher[Glimpse, Any], work: Work, found: Found) -> Found:
    """What one watcher saw, added to what was found. Raises what it failed with."""
    if watcher.error is not None:
        raise watcher.error
    if watcher.name == "prints":
        return _with_rows(found, watcher.result)
    if watcher.name == "copies":
        work.matches.extend(watcher.result or ())
        return found
    if watcher.name == "codes":
        return with_segments(found, code_segments(watcher.result or (), found.medium))
    return with_segments(found, watcher.result or ())


def codes_of(looks: Iterable[Glimpse]) -> list[Seen]:
    """What the codes of a video say, at every second; a frame like the one before is not read again."""
    seen: list[Seen] = []
    before: NDArray[np.float32] | None = None
    codes: tuple[str, ...] = ()
    for look in every(looks, CODES_A_SECOND):
        grey = look.grey()
        points = _points(grey)
        if before is None or float(np.abs(points - before).mean()) > STILL:
            codes, before = codes_in_frame(grey), points
        seen += [(round(look.at, 2), code) for code in codes]
    return seen


def _points(grey: Image) -> NDArray[np.float32]:
    rows, columns = (np.linspace(0, edge - 1, GRID).astype(int) for edge in grey.shape[:2])
    return np.asarray(grey[np.ix_(rows, columns)], np.float32)


def every(looks: Iterable[Glimpse], per_second: float) -> Iterator[Glimpse]:
    """The first of each 1/per_second seconds."""
    due = 0
    for look in looks:
        now = int(look.at * per_second + 1e-3)
        if now >= due:
            due = now + 1
            yield look


def _frames(looks: Iterable[Glimpse], longest: int) -> Iterator[Frame]:
    """Grey, and no larger than the prints are made of."""
    return (Frame(look.at, look.light(longest)) for look in every(looks, PRINTS_A_SECOND))


def _with_rows(found: Found, rows: Any) -> Found:
    return replace(found, prints=replace(found.prints, frames=tuple(rows or ())))


@lru_cache(maxsize=2)
def bank_of(folder: str | None) -> Bank | None:
    """The bank in the user's own folder, opened once. Raises RequestError, ServiceError."""
    if folder is None:
        return None
    from suluh.media.bank.bank import open_bank

    return open_bank(Path(folder))
