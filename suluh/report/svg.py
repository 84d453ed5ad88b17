"""The frame of a drawing that is served as it is: SVG with a name that is read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape


def svg(width: int, height: int, title: str, body: Sequence[str], role: str = "img") -> str:
    """A drawing of that size, in its own units. title: what it shows. body: its elements.

    role: img, or group where something in it can be reached by itself.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="{role}" font-family="sans-serif" '
        f'aria-label="{escape(title)}">\n<title>{escape(title)}</title>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )
