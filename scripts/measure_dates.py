"""Print precision and recall of the date and hour readers on a file of labelled posts.

    python scripts/measure_dates.py FILE [--posted 2024-11-25] [--vote-day 2024-11-27]

Each line: {"t": text, "d": [ISO days; a range gives its two ends], "h": [[opens, closes], ...]}.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

from suluh.text.dates import dates
from suluh.text.hours import hours
from suluh.text.normal import normalise

WIB = timezone(timedelta(hours=7))


def days_read(text: str, posted: datetime, vote_day: date) -> list[str]:
    """The exact days read, as ISO text; the two ends of a range."""
    read = []
    for seen in dates(normalise(text), posted, vote_day=vote_day):
        if seen.grain == "day":
            read.append(seen.first.isoformat())
            read += [seen.last.isoformat()] if seen.last != seen.first else []
    return read


def hours_read(text: str) -> list[tuple[str | None, str | None]]:
    """The pairs of opening and closing time read."""

    def said(at: time | None) -> str | None:
        return at.strftime("%H:%M") if at else None

    return [(said(h.opens), said(h.closes)) for h in hours(normalise(text))]


class Tally:
    """Found, missed and invented, with the lines that show them."""

    def __init__(self, name: str) -> None:
        self.name, self.hit, self.extra, self.missed = name, 0, 0, 0

    def add(self, text: str, read: Iterable[Hashable], gold: Iterable[Hashable]) -> None:
        seen, want = Counter(read), Counter(gold)
        self.hit += (seen & want).total()
        self.extra += (seen - want).total()
        self.missed += (want - seen).total()
        if seen != want:
            print(f"  {self.name}: read {list(seen)}, expected {list(want)}: {text}")

    def line(self) -> str:
        precision = self.hit / max(1, self.hit + self.extra)
        recall = self.hit / max(1, self.hit + self.missed)
        return f"{self.name}: precision {precision:.3f} recall {recall:.3f} (n {self.hit + self.missed})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path)
    parser.add_argument("--posted", default="2024-11-25")
    parser.add_argument("--vote-day", default="2024-11-27")
    asked = parser.parse_args()
    posted = datetime.fromisoformat(asked.posted).replace(hour=10, tzinfo=WIB)
    vote_day = date.fromisoformat(asked.vote_day)
    in_dates, in_hours = Tally("dates"), Tally("hours")
    for line in asked.file.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        in_dates.add(row["t"], days_read(row["t"], posted, vote_day), row["d"])
        in_hours.add(row["t"], hours_read(row["t"]), [tuple(pair) for pair in row["h"]])
    print(in_dates.line())
    print(in_hours.line())


if __name__ == "__main__":
    main()
