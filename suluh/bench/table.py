"""A table of figures, printed the same way by every benchmark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import rich.table
from rich.console import Console


class Table(msgspec.Struct, frozen=True):
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


def show(tables: Iterable[Table], console: Console) -> None:
    """Print tables; numbers to the right, shares with three digits."""
    for one in tables:
        drawn = rich.table.Table(title=one.title, title_justify="left", show_lines=False)
        for index, name in enumerate(one.columns):
            drawn.add_column(name, justify="left" if index == 0 else "right", overflow="fold")
        for row in one.rows:
            drawn.add_row(*(_cell(value) for value in row))
        console.print(drawn)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
