"""Groups of accounts for people to look at: what the last search left in the installation's folder, and what was said.

`suluh networks POSTS --out DATA/networks` leaves them. Nothing follows by itself from what a person says here: it is
written down with the name, the words and the moment, for the next one who looks.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import msgspec

from suluh.errors import RequestError
from suluh.networks import Found, Group
from suluh.web import home
from suluh.web.console.models import GroupWord

FOLDER = "networks"  # inside the folder of an installation


class Verdict(StrEnum):
    """What a person says of a group."""

    ACTS_AS_ONE = "acts_as_one"
    EXPLAINED = "explained"
    UNSURE = "unsure"


def last() -> Found | None:
    """What the last search found; None when there is none, or none that can be read."""
    try:
        return read(home.folder() / FOLDER)
    except RequestError:
        return None


def read(folder: Path) -> Found:
    """What a search left in this folder. Raises RequestError when it left nothing, or nothing that can be read."""
    path = folder / "groups.json"
    try:
        told = path.stat()
        return _read(path, told.st_mtime_ns, told.st_size)
    except (OSError, msgspec.MsgspecError) as error:
        raise RequestError(f"{folder}: holds no search for groups that can be read") from error


@lru_cache(1)
def _read(path: Path, changed: int, size: int) -> Found:
    return msgspec.json.decode(path.read_bytes(), type=Found)


def group_of(found: Found | None, number: str) -> Group | None:
    """The group with this number."""
    every = (*found.findings, *found.apart) if found else ()
    return next((group for group in every if group.id == number), None)


def named(found: Found, number: str) -> Group:
    """As `group_of`. Raises RequestError when there is none."""
    if (group := group_of(found, number)) is None:
        raise RequestError(f"no group {number} in this search")
    return group


def waiting(found: Found) -> list[Group]:
    """The findings, the largest first, without those that a person has explained."""
    said = newest_words()
    return [group for group in found.findings if said.get(group.id) != Verdict.EXPLAINED]


def words_on(group: str) -> list[GroupWord]:
    """What was said of it, the newest first."""
    return list(GroupWord.objects.filter(group=group).order_by("-at"))


def newest_words() -> dict[str, str]:
    """The newest verdict on each group."""
    return dict(GroupWord.objects.order_by("at").values_list("group", "verdict"))
