"""QR codes and barcodes in pictures: what they say, which a person cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from suluh.content import Place, Segment

Seen = tuple[float | None, str]  # seconds from the start of the medium, and what the code says
QUICK = "QRCode|MicroQRCode|RMQRCode"
RARE = "DataMatrix|Aztec"
MATRIX = f"{QUICK}|{RARE}"  # found in any direction without turning the picture
LONG = 2000  # characters of one code that are kept; a QR code holds 4,296
SMALL = 1000  # pixels of the longer side below which a picture is also looked at enlarged
MOST = 20  # codes of one picture
PASSWORD = re.compile(r"(?i)(?<=;)P:(?:\\.|[^;\\])*;|(?<=^WIFI:)P:(?:\\.|[^;\\])*;")


def codes_in(image: NDArray[np.uint8]) -> tuple[str, ...]:
    """The contents of every two-dimensional code in a picture (height × width × 3 RGB, or height × width), each once.

    Turned, mirrored, light on dark and small ones too. The bars of goods and parcels say nothing to a voter and
    are misread in textures, so they are not looked for. Raises ImportError without zxing-cpp.
    """
    found = list(_read(image))
    if not found and max(image.shape[:2]) < SMALL:
        found = list(_read(np.repeat(np.repeat(image, 2, axis=0), 2, axis=1)))
    return tuple(dict.fromkeys(found))[:MOST]


def codes_in_frame(grey: NDArray[np.uint8]) -> tuple[str, ...]:
    """The same of one frame of a video (height × width), in less than half the time.

    QR codes are looked for at full size, the rarer ones at half: their search costs most and finds least.
    """
    if max(grey.shape) < 2 * SMALL - 1:
        return codes_in(grey)
    found = [*_read(grey, QUICK), *_read(_halved(grey), RARE)]
    return tuple(dict.fromkeys(found))[:MOST]


def _halved(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2

    size = (grey.shape[1] // 2, grey.shape[0] // 2)
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _read(image: NDArray[np.uint8], which: str = MATRIX) -> Iterator[str]:
    import zxingcpp

    # green is near enough to brightness, and costs nothing
    grey = np.ascontiguousarray(image if image.ndim == 2 else image[..., 1])
    formats = zxingcpp.barcode_formats_from_str(which)
    for code in zxingcpp.read_barcodes(grey, formats=formats, try_rotate=False):
        text = code.text.strip()
        if text and code.valid:
            yield without_password(text[:LONG])


def without_password(text: str) -> str:
    """A code that lets a phone into a wireless network holds its password, which is nobody's business here.

    >>> without_password("WIFI:S:balai desa;T:WPA;P:rahasia;;")
    'WIFI:S:balai desa;T:WPA;;'
    """
    return PASSWORD.sub("", text) if text[:5].upper() == "WIFI:" else text


def code_segments(seen: Sequence[Seen], medium: int) -> tuple[Segment, ...]:
    """One segment for each content, with the span in which it was seen (seconds; None for a still picture)."""
    spans: dict[str, tuple[float | None, float | None]] = {}
    for at, text in seen:
        spans[text] = (spans.get(text, (at, at))[0], at)
    return tuple(
        Segment(text, Place("code", at, until, medium)) for text, (at, until) in spans.items()
    )
