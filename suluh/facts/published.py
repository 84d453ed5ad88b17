"""Versions of the facts that an installation published: whole folders `facts/0001` and on, the newest in force.

A version is complete before it has its number and is never touched again, so whoever reads one needs no lock.
"""

from __future__ import annotations

from pathlib import Path

from suluh.errors import RequestError
from suluh.facts.load import DATA

FOLDER = "facts"  # inside the folder of an installation
NEW = "usulan-mitra.yaml"  # new facts stand here, inside the election's folder
NOTE = "change.yaml"  # beside it: which fact, who, why, when


def newest(versions: Path) -> int:
    """The number of the newest version in this folder; 0 when there is none."""
    if not versions.is_dir():
        return 0
    names = (path.name for path in versions.glob("[0-9]*"))
    return max((int(name) for name in names if name.isdigit()), default=0)


def version_folder(versions: Path, number: int) -> Path:
    """Where a version stands."""
    return versions / f"{number:04}"


def root_of(place: Path, election: str) -> Path:
    """The folder to load an election's facts from, for the folder of an installation or one of its versions.

    The newest version published there; what came with Suluh where none was, or none of this election.
    Raises RequestError for a folder that is no installation and holds no facts.
    """
    if (place / election / "election.yaml").is_file():
        return place.absolute()
    if not ((place / FOLDER).is_dir() or (place / "secret.key").is_file()):
        raise RequestError(f"{place}: neither an installation of Suluh nor a folder of facts")
    number = newest(place / FOLDER)
    found = version_folder(place / FOLDER, number).absolute()
    return found if number and (found / election / "election.yaml").is_file() else DATA
