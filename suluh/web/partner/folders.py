"""Where the versions of the facts stand that this installation published."""

from __future__ import annotations

from pathlib import Path

from suluh.facts.load import DATA
from suluh.web import home

FOLDER = "facts"


def root() -> Path:
    """Where the folders of elections are: the newest published version, else what came with Suluh."""
    number = latest()
    return folder_of(number) if number else DATA


def latest() -> int:
    """The number of the newest published version; 0 when there is none."""
    there = home_of_facts()
    numbers = (
        [int(p.name) for p in there.glob("[0-9]*") if p.name.isdigit()] if there.is_dir() else []
    )
    return max(numbers, default=0)


def home_of_facts() -> Path:
    """The folder that holds the versions."""
    return home.folder() / FOLDER


def folder_of(number: int) -> Path:
    return home_of_facts() / f"{number:04}"
