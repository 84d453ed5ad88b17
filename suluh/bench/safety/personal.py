"""Personal data in invented texts, and numbers and places that only look like it: is all of it hidden, and nothing else?

    kind <TAB> text ⟦what must not be readable⟧        personal.tsv; `leave` for what must stay as it is

Half of the texts is kept apart by the hash of their line, chosen before anything was run.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from suluh.bench.safety.measure import LEAVE, Row, rows
from suluh.bench.table import Table
from suluh.text.privacy import SHOWN, mask

FILE = Path(__file__).with_name("personal.tsv")
_MARKED = re.compile("⟦(.*?)⟧")
# The first words of a number stand before its mark in some lines; that they go with it harms nobody.
_NUMBERS = frozenset("nol kosong lapan wolu plus enam dua".split())
_ANY_PLACEHOLDER = re.compile("|".join(map(re.escape, SHOWN.values())))


class Count(msgspec.Struct):
    """Texts of one half. `masked`: all of what is personal is gone; `harmed`: of these, words that voters need went too.

    `touched`: of the harmless ones, those that were changed.
    """

    personal: int = 0
    masked: int = 0
    harmed: int = 0
    harmless: int = 0
    touched: int = 0


class Result(msgspec.Struct):
    """`halves`: "tuned" and "kept". `mistakes`: of the half that is tuned on."""

    halves: dict[str, Count]
    mistakes: list[str]


def run(path: Path = FILE) -> Result:
    """Every text masked. Raises as `rows` does."""
    result = Result({"tuned": Count(), "kept": Count()}, [])
    for row in rows(path):
        right = _add(result.halves["kept" if row.is_kept else "tuned"], row)
        if not right and not row.is_kept:
            result.mistakes.append(f"{row.kind}: {mask(_plain(row)).text}")
    return result


def _add(count: Count, row: Row) -> bool:
    """Count one text; whether it came out as it should."""
    plain = _plain(row)
    shown = mask(plain).text
    if row.kind == LEAVE:
        count.harmless += 1
        count.touched += shown != plain
        return shown == plain
    hidden = not any(_is_readable(part, shown) for part in _MARKED.findall(row.text))
    harmed = _words_beside(row.text) - _words(shown)
    count.personal += 1
    count.masked += hidden
    count.harmed += bool(harmed)
    return hidden and not harmed


def _plain(row: Row) -> str:
    return _MARKED.sub(r"\1", row.text)


def _is_readable(part: str, shown: str) -> bool:
    """Whether two words (or numbers) of it that stood together still do; of a single one, whether it does."""
    words = re.findall(r"\w+", part)
    pairs = [words[i : i + 2] for i in range(max(1, len(words) - 1))]
    left = " ".join(re.findall(r"\w+", _ANY_PLACEHOLDER.sub("|", shown)))
    return any(re.search(rf"\b{re.escape(' '.join(pair))}\b", left) for pair in pairs)


def _words_beside(text: str) -> set[str]:
    return _words(_MARKED.sub(" ", text)) - _NUMBERS


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{2,}", text))


def tables(result: Result) -> list[Table]:
    """Both halves, and the mistakes of the one that is tuned on."""
    columns = ("half", "personal", "masked", "more than that", "harmless", "touched")
    lines = [
        (name, c.personal, c.masked, c.harmed, c.harmless, c.touched)
        for name, c in result.halves.items()
    ]
    mistakes = Table("Masked wrongly, half that is tuned on", ("text",), [(m,) for m in result.mistakes])  # fmt: skip
    return [Table("Personal data", columns, lines), *([mistakes] if result.mistakes else [])]
