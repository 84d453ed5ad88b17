"""Links that must not be opened: a file to which lines are only added, each with its day, its source and a reason.

`blocked-links.jsonl` in the home folder. An entry names a host (with everything below it) or a host with the beginning
of a path. What was added by mistake is taken back by a further line, so that the file says who did what, and when.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from suluh.accounts.domains import BODIES, is_of
from suluh.accounts.register import Official
from suluh.errors import DataError, RequestError, ServiceError
from suluh.links.addresses import key_of
from suluh.links.shortlinks import shorteners

FILE = "blocked-links.jsonl"


class Line(msgspec.Struct, frozen=True):
    """One line of the file. `region`: a Kemendagri code, "" for everywhere; it says whose list it is, no more."""

    what: Literal["add", "undo"]
    link: str
    at: datetime
    source: str
    region: str = ""


def read_lines(path: Path) -> tuple[Line, ...]:
    """Everything in the file, in order. Raises DataError with the line for a mistake, RequestError when unreadable."""
    if not path.exists():
        return ()
    try:
        raw = path.read_bytes().splitlines()
    except OSError as error:
        raise RequestError(f"{path} cannot be read ({error.strerror})") from error
    lines = []
    for number, row in enumerate(raw, 1):
        try:
            lines.append(msgspec.json.decode(row, type=Line))
        except msgspec.MsgspecError as error:
            raise DataError(
                f"not a line of a block list ({error})", file=path, line=number
            ) from error
    return tuple(lines)


def in_force(lines: Iterable[Line]) -> dict[str, Line]:
    """What is blocked now: the link, and the line that says so."""
    blocked: dict[str, Line] = {}
    for line in lines:
        if line.what == "add":
            blocked[line.link] = line
        else:
            blocked.pop(line.link, None)
    return blocked


def add(
    path: Path,
    link: str,
    source: str,
    now: datetime,
    official: Iterable[Official] = (),
    region: str = "",
) -> Line:
    """Blocks a link. Raises RequestError for what is no link, an official site, a whole shortener or a known entry."""
    key = key_of(link)
    host, _, rest = key.partition("/")
    if not key:
        raise RequestError(f"{link}: not a link")
    if site := is_of(host, (*BODIES, *(o for o in official if o.domain))):
        raise RequestError(f"{link}: belongs to {site.owner}, which is official")
    if host in shorteners() and not rest:
        raise RequestError(f"{link}: a whole shortener; name the one link")
    if key in in_force(read_lines(path)):
        raise RequestError(f"{link}: is blocked already")
    return _append(path, Line("add", key, now, source, region))


def undo(path: Path, link: str, source: str, now: datetime) -> Line:
    """Takes an entry back. Raises RequestError when there is none."""
    key = key_of(link)
    if key not in in_force(read_lines(path)):
        raise RequestError(f"{link}: is not blocked")
    return _append(path, Line("undo", key, now, source))


def _append(path: Path, line: Line) -> Line:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(msgspec.json.encode(line) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ServiceError(f"{path} cannot be written ({error.strerror})") from error
    return line
