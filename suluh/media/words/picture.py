"""The words of one picture: found, read, and read again another way when they make no sense."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from unicodedata import category

import cv2
import numpy as np
from numpy.typing import NDArray

from suluh.content import Place, Segment
from suluh.media.words.finding import Corners, lines_in
from suluh.media.words.lines import Line, captions, height_of, joined, length_of, region_of
from suluh.media.words.reading import Reading, read, strip
from suluh.media.words.sense import sense
from suluh.media.words.spacing import spaced

Image = NDArray[np.uint8]
SIDE = 640  # longest side on which lines are looked for; measured on frames of 1080 × 1920
NARROW = 352  # shorter side at least, so that a long screenshot is not looked at as a thread
LONGEST = 1920  # nor longer than this, whatever its shape
LARGEST = 3200  # longest side in pixels that is worked on; a larger picture is made smaller first
KEPT = 0.5  # a line read with less is texture, not words
LONE = 0.9  # the same for one or two characters: circles and edges read as O, C or I
SURE = 0.85  # below, a caption is doubtful
SENSE = 0.5  # below, too: so few of its letters stand in words
FAINT = 70  # grey levels between the darkest and the lightest of a line, below it the ends are looked for again
ASIDE = 1.3  # heights of the line, so far to both sides
EDGES = tuple("[](){}|")  # what the edge of a box is read as
TIGHT = 0.85  # of the box's height, to leave such an edge out
SIGNS = ("So", "Sk", "Cn", "Co")  # emoji and other pictures among characters
JUDGED = 6  # of the largest lines, to see which way a picture is turned
MOST = 120  # lines that are read in a picture; a page of print has fewer
GOOD = 0.75  # sense × sure of a whole picture above which no other way is tried
TURNS: tuple[Callable[[Image], Image], ...] = (
    lambda image: image[:, ::-1],
    lambda image: image[::-1, ::-1],
    lambda image: np.rot90(image, 1),
    lambda image: np.rot90(image, 3),
)


def words_of_picture(image: Image, medium: int | None = None) -> tuple[Segment, ...]:
    """The captions on a picture (height × width × 3, RGB), one segment each, in reading order.

    `medium` is the index into Post.media, kept in the place. A caption that was read badly is `doubtful`.
    Raises Unreadable when the networks or their packages are missing.
    """
    upright, lines = best_reading(image)
    return tuple(segment(caption, upright.shape[0], medium) for caption in captions(lines))


def best_reading(image: Image) -> tuple[Image, list[Line]]:
    """The lines, and the picture as it was turned to read them: mirrored, upside down or by a quarter."""
    image = bounded(image)
    first = all_lines(image)
    if not first or worth(first) >= GOOD:
        return image, readable(first)
    best, most = image, weight(first[:JUDGED])
    for turn in TURNS:
        turned = np.ascontiguousarray(turn(image))
        lines = _lines(turned, turned, lines_in(turned, side_for(turned)), JUDGED)
        if weight(lines) > most:
            best, most = turned, weight(lines)
        if worth(lines) >= GOOD:
            break
    return best, readable(first if best is image else all_lines(best))


def side_for(image: Image) -> int:
    """The longest side to look at: 640, more for long and narrow pictures."""
    height, width = image.shape[:2]
    stretch = max(height, width) / max(min(height, width), 1)
    return min(max(SIDE, int(NARROW * stretch)), LONGEST)


def bounded(image: Image) -> Image:
    """The picture, made smaller when it is a very large one."""
    height, width = image.shape[:2]
    shrink = LARGEST / max(height, width)
    if shrink >= 1:
        return image
    size = max(1, round(width * shrink)), max(1, round(height * shrink))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def all_lines(image: Image) -> list[Line]:
    """The lines of a picture as it stands, the largest first; looked for as it is and with its contrast raised.

    Among them what can hardly be text: see `readable`.
    """
    clear, side = stretched(image), side_for(image)
    return _lines(image, clear, lines_in(image, side) + lines_in(clear, side))


def lines_within(image: Image, side: int) -> list[Line]:
    """The readable ones, looked for once, and again with the contrast raised where that found little sense."""
    found = _lines(image, image, lines_in(image, side))
    if found and worth(found) < GOOD:
        clear = stretched(image)
        found = max(found, _lines(image, clear, lines_in(clear, side)), key=weight)
    return readable(found)


def readable(lines: Sequence[Line]) -> list[Line]:
    """Those with letters or digits, read surely enough for their number."""
    return [line for line in lines if is_text(line.text, line.sure)]


def is_text(text: str, sure: float) -> bool:
    signs = sum(sign.isalnum() for sign in text)
    return signs > 0 and sure >= (LONE if signs <= 2 else KEPT)


def _lines(image: Image, clear: Image, boxes: Sequence[Corners], most: int = MOST) -> list[Line]:
    largest = sorted(joined(boxes), key=lambda box: -height_of(box) * length_of(box))
    return [_line(image, clear, box) for box in largest[:most]]


def _line(image: Image, clear: Image, box: Corners) -> Line:
    cut = strip(image, box)
    reading = read(cut)
    if reading.sure < LONE:
        reading = max(reading, read(strip(clear, box)), key=lambda r: r.sure)
    if is_faint(cut):
        reading, box = _longer(clear, box, reading)
    if reading.text[:1] in EDGES or reading.text[-1:] in EDGES:
        reading = max(reading, read(strip(image, _inset(box))), key=lambda r: r.sure)
    return Line(*tidy(reading), box)


def is_faint(cut: Image) -> bool:
    """So little contrast that the detector may have lost an end of the line."""
    low, high = np.percentile(cut[::4, ::4].mean(axis=2), (3, 97))
    return bool(high - low < FAINT)


def _longer(clear: Image, box: Corners, before: Reading) -> tuple[Reading, Corners]:
    """The line with its surroundings to the left and right, where that reads more and as surely."""
    wider = stretched_along(box, ASIDE)
    reading = read(strip(clear, wider))
    better = len(reading.text) > len(before.text) and reading.sure >= SURE
    return (reading, wider) if better else (before, box)


def stretched_along(box: Corners, heights: float) -> Corners:
    """The box made longer at both ends, or shorter, by some of its heights."""
    across = box[1] - box[0]
    step = across / max(float(np.linalg.norm(across)), 1.0) * height_of(box) * heights
    return box + np.array((-step, step, step, -step), np.float32)


def _inset(box: Corners) -> Corners:
    middle = box.mean(axis=0)
    return stretched_along(np.asarray(middle + (box - middle) * (1.0, TIGHT), np.float32), -0.2)


def tidy(reading: Reading) -> Reading:
    """Without what the edges of a box and the emoji at the ends of a line were read as."""
    text = reading.text.strip("".join(sign for sign in reading.text if category(sign) in SIGNS))
    for opening, closing in ("[]", "()"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return Reading(spaced(text.strip()), reading.sure)


def stretched(image: Image) -> Image:
    """The picture with the contrast of its lightness raised part by part (CLAHE), its colours left."""
    lab = cv2.cvtColor(image, cv2.COLOR_RGB2LAB)
    lab[:, :, 0] = cv2.createCLAHE(clipLimit=4.0, tileGridSize=(8, 8)).apply(lab[:, :, 0])
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), np.uint8)


def worth(lines: Sequence[Line]) -> float:
    """0..1: how much the lines look like words that were read well, by their length."""
    return weight(lines) / max(sum(max(len(line.text), 1) for line in lines), 1)


def weight(lines: Sequence[Line]) -> float:
    """The same, in characters."""
    return sum(len(line.text) * line.sure * sense(line.text) for line in lines)


def segment(
    caption: Sequence[Line],
    height: int,
    medium: int | None,
    at: float | None = None,
    until: float | None = None,
) -> Segment:
    """One caption as a segment of its post."""
    text = " ".join(line.text for line in caption)
    place = Place("picture", at, until, medium, region_of(caption, height), doubtful(caption))
    return Segment(text, place)


def doubtful(caption: Sequence[Line]) -> bool:
    """A line read unsurely, or hardly a word among them."""
    whole = " ".join(line.text for line in caption)
    return min(line.sure for line in caption) < SURE or sense(whole) < SENSE
