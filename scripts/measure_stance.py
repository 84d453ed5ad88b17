"""Print how often the reader of stance is right on a table of labelled sentences.

    python scripts/measure_stance.py tests/text/data/stance_rules.tsv [--show]
    python scripts/measure_stance.py --frames items.jsonl

A table has four columns: stance, language, flags (modal, "neg", or "-"), and a text whose statement stands in braces.
With --frames, the JSONL rows have `text` and `label`; printed is the share of each label that is read as a debunk.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from suluh.text.frames import post_frame
from suluh.text.normal import Normal, normalise
from suluh.text.stance import StanceReading, stance_of


class Row(msgspec.Struct, frozen=True):
    stance: str
    language: str
    flags: frozenset[str]
    text: str
    start: int
    end: int


def rows(path: Path) -> Iterator[Row]:
    """Rows of a table; the braces are taken out of the text."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            stance, language, flags, marked = line.split("\t")
            start, end = marked.index("{"), marked.index("}") - 1
            text = marked.replace("{", "").replace("}", "")
            yield Row(stance, language, frozenset(flags.split()) - {"-"}, text, start, end)


def span_of(normal: Normal, start: int, end: int) -> tuple[int, int]:
    """The place in the normalised text of a stretch of the source."""
    inside = [w for w in normal.words if w.source_start < end and start < w.source_end]
    return (inside[0].start, inside[-1].end) if inside else (0, len(normal.text))


def read(row: Row) -> StanceReading:
    normal = normalise(row.text)
    return stance_of(normal, None, span_of(normal, row.start, row.end))


def measure(path: Path, *, show: bool) -> None:
    right: dict[str, Counter[str]] = defaultdict(Counter)
    flags: Counter[str] = Counter()
    for row in rows(path):
        said = read(row)
        for group in ("all", row.stance, f"[{row.language}]"):
            right[group]["n"] += 1
            right[group]["right"] += said.stance == row.stance
        right[f"read as {said.stance}"]["n"] += 1
        right[f"read as {said.stance}"]["right"] += said.stance == row.stance
        given = ({said.modal} if said.modal else set()) | ({"neg"} if said.negated else set())
        flags["n"] += len(row.flags)
        flags["right"] += len(row.flags & given)
        if show and (said.stance != row.stance or row.flags - given):
            cues = ", ".join(
                f"{c.kind} '{normalise(row.text).quote(c.start, c.end)}'" for c in said.cues
            )
            print(
                f"  {row.stance} {set(row.flags) or ''} read {said.stance} {given or ''} ({cues}): {row.text}"
            )
    for group, count in sorted(right.items(), key=lambda g: (g[0] != "all", g[0])):
        print(f"{group:20} {count['right'] / count['n']:.3f}  n {count['n']}")
    print(f"{'modal and negation':20} {flags['right'] / max(1, flags['n']):.3f}  n {flags['n']}")


def measure_frames(path: Path) -> None:
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        for group in (item["label"], f"{item['label']}/{item.get('subtype', '')}"):
            tally[group]["n"] += 1
            tally[group]["debunk"] += post_frame(normalise(item["text"])).has("debunk")
    for group, count in sorted(tally.items()):
        print(f"{group:45} {count['debunk'] / count['n']:.3f}  n {count['n']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--show", action="store_true", help="print the rows read wrongly")
    parser.add_argument("--frames", action="store_true", help="the file is labelled posts")
    asked = parser.parse_args()
    if asked.frames:
        measure_frames(asked.table)
    else:
        measure(asked.table, show=asked.show)


if __name__ == "__main__":
    main()
