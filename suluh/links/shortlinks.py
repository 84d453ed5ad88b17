"""Where short links lead: a CSV that somebody keeps. What it does not name stays unknown; nothing is asked here.

short,target,source,seen
https://bit.ly/xyz,https://contoh.com/apk,laporan A-12,2024-11-20
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
from ruamel.yaml import YAML

from suluh.errors import DataError, RequestError
from suluh.links.addresses import key_of

FILE = "shortlinks.csv"
COLUMNS = ("short", "target", "source", "seen")
_HERE = Path(__file__).parent


class ShortLink(msgspec.Struct, frozen=True):
    """`short` and `target` as lists name links; who found it out, and when."""

    short: str
    target: str
    source: str
    seen: date


@cache
def shorteners() -> frozenset[str]:
    """The hosts of known shorteners."""
    rows = YAML(typ="safe").load((_HERE / "data/shorteners.yaml").read_text("utf-8"))
    return frozenset(str(row) for row in rows)


def read_shortlinks(path: Path) -> tuple[ShortLink, ...]:
    """The rows of a list. Raises RequestError when it cannot be read, DataError with the line for a mistake in it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if tuple(rows.fieldnames or ()) != COLUMNS:
                raise DataError(f"expected the columns {', '.join(COLUMNS)}", file=path, line=1)
            return tuple(_row(row, path, rows.line_num) for row in rows)
    except (OSError, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", None) or "not UTF-8"
        raise RequestError(f"{path} cannot be read ({said})") from error
    except csv.Error as error:
        raise DataError(f"not CSV ({error})", file=path) from error


def _row(row: dict[str, str], path: Path, line: int) -> ShortLink:
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    short, target = key_of(said["short"]), key_of(said["target"])
    if not short or not target:
        raise DataError("short and target must be links", file=path, line=line)
    if short.partition("/")[0] not in shorteners():
        raise DataError(f"{said['short']} is at no known shortener", file=path, line=line)
    if not said["source"]:
        raise DataError("source is missing: who says where it leads", file=path, line=line)
    try:
        seen = date.fromisoformat(said["seen"])
    except ValueError:
        wrong = f'seen: "{said["seen"]}" is not a day such as 2024-11-27'
        raise DataError(wrong, file=path, line=line) from None
    return ShortLink(short, target, said["source"], seen)
