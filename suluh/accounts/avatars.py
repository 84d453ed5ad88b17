"""Profile pictures beside those of registered accounts, by PDQ, the print that platforms exchange."""

from __future__ import annotations

from pathlib import Path

from suluh.accounts.register import Official, Register

# Bits of 256 by which two PDQ prints of one picture may differ: the distance that Meta's PDQ paper recommends for
# matching (ThreatExchange, pdq/README.md: "distance threshold 31").
SAME = 31
_PRINT = 64  # hex digits
LARGEST = 20 << 20  # bytes of a picture file


def same_picture(print_: str | None, register: Register) -> tuple[Official, int] | None:
    """The registered account with this picture, and by how many bits the prints differ."""
    if not print_ or len(print_) != _PRINT:
        return None
    try:
        bits = int(print_, 16)
    except ValueError:
        return None
    near = [
        ((int(str(e.avatar), 16) ^ bits).bit_count(), n) for n, e in enumerate(register.pictures)
    ]
    distance, at = min(near, default=(SAME + 1, 0))
    return (register.pictures[at], distance) if distance <= SAME else None


def print_of(path: Path) -> str | None:
    """The PDQ of a picture file; None for one without enough detail to be told from others.

    Raises OSError when it cannot be read, ValueError when it is no picture, ImportError without the media parts.
    """
    import numpy as np
    from PIL import Image, UnidentifiedImageError

    from suluh.media.prints.pdq import pdq

    if path.stat().st_size > LARGEST:
        raise ValueError("larger than 20 MiB")
    try:
        with Image.open(path) as picture:
            picture.thumbnail((512, 512))
            pixels = np.asarray(picture.convert("RGB"))
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError) as error:
        raise ValueError("not a picture") from error
    made = pdq(pixels)
    return made.hex if made.quality >= LEAST_QUALITY else None


LEAST_QUALITY = (
    50  # of 100, as recommended with PDQ: below, two different plain pictures may have one print
)
