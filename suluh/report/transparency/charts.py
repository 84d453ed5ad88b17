"""Bars as SVG, drawn here: a label and a value in words on every bar, so that nothing is told by colour or length alone.

Each bar lies below its label, so that a chart can be read on a telephone. A whisker is the 95 % interval; a diamond is
somebody else's figure, and says whose.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import escape

from suluh.report.svg import svg

WIDTH, FULL = 340, 245  # of the drawing; of the longest bar, so that a mark has room for its words
LETTERS = 50  # on a line
STEP, HIGH = 44, 14  # of one bar with its label; of the bar
_INK, _SOFT, _BAR, _LINE = "#1c1a17", "#5d574f", "#a34a06", "#8a8175"


class Mark(NamedTuple):
    """Somebody else's figure on a bar, and whose it is."""

    part: float
    says: str


class Bar(NamedTuple):
    """One bar: `part` of the full length, 0..1, None where there is no figure; low, high: the same way."""

    label: str
    value: str
    part: float | None
    low: float | None = None
    high: float | None = None
    mark: Mark | None = None


def bars(title: str, rows: Sequence[Bar]) -> str:
    """A chart of some bars. title: what is read aloud in its place."""
    drawn = [line for at, row in enumerate(rows) for line in _bar(row, 6 + STEP * at)]
    return svg(WIDTH, STEP * max(len(rows), 1) + 6, title, drawn)


def against_most(rows: Sequence[tuple[str, str, int | None]]) -> list[Bar]:
    """Bars of counts, the largest as long as there is room: label, value in words, count."""
    most = max((count or 0 for _, _, count in rows), default=0) or 1
    return [Bar(label, value, None if n is None else n / most) for label, value, n in rows]


def _bar(row: Bar, y: int) -> list[str]:
    length, base = FULL * (row.part or 0), y + 18
    name = f'{escape(_short(row.label, row.value))}  <tspan font-weight="700">{escape(row.value)}</tspan>'
    lines = [
        f'<text x="0" y="{y + 12}" font-size="13" fill="{_INK}">{name}</text>',
        f'<line x1="0.5" y1="{base - 2}" x2="0.5" y2="{base + HIGH + 2}" stroke="{_LINE}"/>',
        f'<rect x="0.5" y="{base}" width="{length:.1f}" height="{HIGH}" fill="{_BAR}"/>',
    ]
    if row.low is not None and row.high is not None:
        lines.append(_whisker(row.low, row.high, base))
    if row.mark:
        lines.append(_diamond(row.mark, row.high or 0, base))
    return lines


def _whisker(low: float, high: float, base: int) -> str:
    left, right, middle = FULL * low, FULL * high, base + HIGH / 2
    ends = "".join(f"M{x:.1f} {middle - 4}V{middle + 4}" for x in (left, right))
    path = f"M{left:.1f} {middle}H{right:.1f}{ends}"
    return (
        f'<path d="{path}" stroke="#fff" stroke-width="4" fill="none"/>'
        f'<path d="{path}" stroke="{_INK}" stroke-width="1.6" fill="none"/>'
    )


def _diamond(mark: Mark, high: float, base: int) -> str:
    """The words stand right of the whisker too."""
    x, middle, right = FULL * mark.part, base + HIGH / 2, FULL * max(mark.part, high)
    return (
        f'<line x1="{x:.1f}" y1="{base - 3}" x2="{x:.1f}" y2="{base + HIGH + 3}" stroke="{_SOFT}"/>'
        f'<path d="M{x:.1f} {middle - 5}l5 5l-5 5l-5 -5z" fill="#fff" stroke="{_INK}" stroke-width="1.4"/>'
        f'<text x="{right + 10:.1f}" y="{middle + 4}" font-size="12" fill="{_SOFT}">{escape(mark.says)}</text>'
    )


def _short(label: str, value: str) -> str:
    """As much of a label as there is room for beside its value; the whole of it stands in the table."""
    room = LETTERS - len(value)
    return label if len(label) <= room else label[: room - 1] + "…"
