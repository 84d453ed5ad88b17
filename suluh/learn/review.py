"""A person has read a lesson again: its front matter gets the day and the marks of what it quotes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from suluh.learn.load import FENCE, split

_OURS = ("reviewed_on:", "reviewed:")


def reviewed(text: str, on: date, marks: Mapping[str, str], file: str = "") -> str:
    """The file's text with the review written in; all else stays. Raises DataError without front matter."""
    head, body = split(text, file)
    kept = [line for line in head.splitlines() if not _is_ours(line)]
    lines = [*kept, f"reviewed_on: {on.isoformat()}", "reviewed:"]
    lines += [f"  {quote}: '{marks[quote]}'" for quote in sorted(marks)]
    if not marks:
        lines[-1] = "reviewed: {}"
    return FENCE + "\n".join(lines) + f"\n{FENCE}" + body


def _is_ours(line: str) -> bool:
    """The two keys, and the marks below the second: they alone begin with an id in capitals."""
    return line.startswith(_OURS) or (
        line.startswith("  ") and line.strip()[:1].isupper() and "'" in line
    )
