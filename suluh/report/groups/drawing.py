"""A group as pictures: who is tied to whom, who posted when, at which hours. SVG; the same group, the same bytes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt
from markupsafe import escape

from suluh.content import WIB
from suluh.networks.found import Group, Member
from suluh.networks.ties import Tie
from suluh.report.svg import svg

MOST, LINES = 120, 1500  # accounts and ties that are drawn; the strongest
SIDE, EDGE = 640, 46
_COLOURS = ("#a34a06", "#2c6e49", "#1d4e89", "#7a3e9d", "#9b2226", "#5d574f")  # by platform
_INK, _LINE = "#5d574f", "#e4ddd2"
F = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


def colours(group: Group) -> dict[str, str]:
    """A colour for each platform of a group, in the order of their names."""
    return {each: _COLOURS[min(at, len(_COLOURS) - 1)] for at, each in enumerate(group.platforms)}


def graph(group: Group, title: str, page: str | None = None) -> str:
    """Accounts as points, ties as lines; a thicker line for more things shared. A point leads to its account's row.

    page: the address of the page that has the rows; the group's own page in the folder otherwise.
    """
    chosen = sorted(group.members, key=lambda one: (-one.together, one.account))[:MOST]
    place = {one.account: at for at, one in enumerate(sorted(chosen, key=lambda one: one.account))}
    ties = [tie for tie in group.ties if tie.one in place and tie.two in place]
    ties = sorted(ties, key=lambda tie: (tie.p, tie.one, tie.two))[:LINES]
    at = layout(len(place), [(place[tie.one], place[tie.two]) for tie in ties])
    lines = _lines(ties, place, at)
    points = _points(group, chosen, place, at, f"{group.id}.html" if page is None else page)
    return svg(SIDE, SIDE, title, [*lines, *points, *_names(group, place, at)], role="group")


def _lines(ties: Sequence[Tie], place: dict[str, int], at: F) -> list[str]:
    """A line for each tie, thicker for more things shared; it names the two points at its ends."""
    most = max((tie.weight for tie in ties), default=1)
    faint = _faint(len(ties))
    drawn = []
    for tie in ties:
        one, two = place[tie.one], place[tie.two]
        drawn.append(
            f'<line data-ends="{one} {two}" x1="{at[one, 0]:.1f}" y1="{at[one, 1]:.1f}" x2="{at[two, 0]:.1f}" '
            f'y2="{at[two, 1]:.1f}" stroke="{_INK}" stroke-opacity="{faint}" '
            f'stroke-width="{0.5 + 2 * tie.weight / most:.2f}"/>'
        )
    return drawn


def _points(
    group: Group, chosen: Sequence[Member], place: dict[str, int], at: F, page: str
) -> list[str]:
    """A point for each account, larger for more posts together, in the colour of its platform."""
    tint, largest = colours(group), max(one.together for one in chosen)
    row = {one.account: number for number, one in enumerate(group.members)}
    return [
        f'<a href="{page}#akun-{row[one.account]}" data-at="{place[one.account]}" '
        f'aria-label="{escape(one.account)} · {one.together}">'
        f'<circle cx="{at[place[one.account], 0]:.1f}" '
        f'cy="{at[place[one.account], 1]:.1f}" r="{4 + 5 * math.sqrt(one.together / max(largest, 1)):.1f}" '
        f'fill="{tint[one.platform or "?"]}" stroke="#fff" stroke-width="1.2">'
        f"<title>{escape(one.account)} · {one.together}</title></circle></a>"
        for one in chosen
    ]


def _faint(ties: int) -> str:
    """Many lines are drawn lightly, so that the points stay to be seen."""
    return f"{max(0.08, min(0.5, 60 / max(ties, 1))):.2f}"


def _names(group: Group, place: dict[str, int], at: F) -> list[str]:
    """Handles beside the points while there is room for them."""
    if len(place) > 24:
        return []
    short = {one.account: one.handle[:18] for one in group.members}
    return [
        f'<text x="{at[number, 0]:.1f}" y="{at[number, 1] + 22:.1f}" font-size="12" text-anchor="middle" '
        f'fill="{_INK}">{escape(short[account])}</text>'
        for account, number in place.items()
    ]


def layout(count: int, ties: Sequence[tuple[int, int]], rounds: int = 80) -> F:
    """Places in the square: points push each other away, ties pull (Fruchterman and Reingold, 1991). No chance in it."""
    turn = np.arange(count) * 2.399963  # the golden angle: a sunflower is a good beginning
    radius = np.sqrt((np.arange(count) + 0.5) / max(count, 1))
    x, y = np.cos(turn) * radius, np.sin(turn) * radius
    one, two = np.array(ties, np.int64).reshape(-1, 2).T
    near = math.sqrt(math.pi / max(count, 1))
    for step in range(rounds):
        across, up = _moves(x, y, one, two, near)
        size = np.maximum(np.sqrt(across * across + up * up), 1e-9)
        most = np.minimum(size, 0.2 * (1 - step / rounds))
        x, y = x + across / size * most, y + up / size * most
    return _fitted(np.stack((x, y), 1))


def _moves(x: F, y: F, one: I64, two: I64, near: float) -> tuple[F, F]:
    """Where each point is drawn, by all the others and by its ties. one, two: the ends of each tie."""
    across, up = x - x[:, None], y - y[:, None]  # from each point, down, to each other one
    length = np.maximum(np.sqrt(across * across + up * up), 1e-3)
    force = near**2 / (length * length)
    along, rise = x[two] - x[one], y[two] - y[one]
    pull = np.sqrt(along * along + rise * rise) / near
    whose = np.concatenate((np.arange(len(x)), one, two))
    return (
        _summed(whose, (across * force).sum(0), along * pull),
        _summed(whose, (up * force).sum(0), rise * pull),
    )


def _summed(whose: I64, push: F, pull: F) -> F:
    """The push of every point and the pulls of its ties, which draw their two ends together."""
    weights = np.concatenate((push, pull, -pull))
    return np.bincount(whose, weights, minlength=len(push)).astype(np.float64)


def _fitted(at: F) -> F:
    low, high = at.min(0), at.max(0)
    return np.asarray(EDGE + (at - low) / np.maximum(high - low, 1e-9) * (SIDE - 2 * EDGE))


def timeline(group: Group, title: str) -> str:
    """A row for each account, a mark for each post, days along the bottom (WIB)."""
    rows = sorted({member for member, _ in group.timeline})[:60]
    row = {member: at for at, member in enumerate(rows)}
    step = 12 if len(rows) <= 30 else 7
    begin, end = group.first.timestamp(), max(group.last.timestamp(), group.first.timestamp() + 60)
    width, height = 880, 34 + step * len(rows)

    def across(seconds: float) -> float:
        return 12 + (seconds - begin) / (end - begin) * (width - 24)

    tint = colours(group)
    marks = [
        f'<circle cx="{across(seconds):.1f}" cy="{10 + row[member] * step}" r="2.6" fill-opacity="0.75" '
        f'fill="{tint[group.members[member].platform or "?"]}"><title>{escape(group.members[member].account)} · '
        f"{datetime.fromtimestamp(seconds, WIB):%d/%m %H:%M:%S}</title></circle>"
        for member, seconds in group.timeline
        if member in row
    ]
    return svg(width, height, title, [*_days(begin, end, height, across), *marks])


def _days(begin: float, end: float, height: int, across: object) -> list[str]:
    """Lines at midnight, or the two ends where no midnight lies between."""
    assert callable(across)
    day = 86_400
    midnight = math.ceil((begin + 7 * 3600) / day) * day - 7 * 3600
    every = max(1, math.ceil((end - begin) / day / 9))
    at = list(range(int(midnight), int(end) + 1, day * every))
    form = "%d/%m"
    if not at:
        at, form = [int(begin), int(end)], "%d/%m %H:%M"
    drawn = []
    for seconds in at:
        x = across(seconds)
        side = "start" if x < 60 else "end" if x > 820 else "middle"
        drawn.append(
            f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{height - 20}" stroke="{_LINE}"/>'
        )
        drawn.append(
            f'<text x="{x:.1f}" y="{height - 5}" font-size="12" text-anchor="{side}" fill="{_INK}">'
            f"{datetime.fromtimestamp(seconds, WIB):{form}}</text>"
        )
    return drawn


def hours(group: Group, title: str) -> str:
    """Posts in each hour of the day, WIB."""
    most = max(max(group.rhythm.hours), 1)
    bars = [
        f'<rect x="{8 + 18 * hour}" y="{72 - 64 * posts / most:.1f}" width="14" height="{64 * posts / most:.1f}" rx="2" '
        f'fill="{_COLOURS[0]}"><title>{hour:02}.00 · {posts}</title></rect>'
        for hour, posts in enumerate(group.rhythm.hours)
    ]
    marks = [
        f'<text x="{15 + 18 * hour}" y="88" font-size="11" text-anchor="middle" fill="{_INK}">{hour:02}</text>'
        for hour in range(0, 24, 3)
    ]
    return svg(
        448,
        94,
        title,
        [
            f'<line x1="4" y1="73" x2="444" y2="73" stroke="{_LINE}"/>',
            *bars,
            *marks,
        ],
    )
