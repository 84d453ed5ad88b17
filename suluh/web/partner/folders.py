"""Where the versions of the facts stand that this installation published."""

from __future__ import annotations

from pathlib import Path

from suluh.facts.load import DATA
from suluh.facts.published import FOLDER, newest, version_folder
from suluh.web import home


def root() -> Path:
    """Where the folders of elections are: the newest published version, else what came with Suluh."""
    number = latest()
    return folder_of(number) if number else DATA


def latest() -> int:
    """The number of the newest published version; 0 when there is none."""
    return newest(home_of_facts())


def home_of_facts() -> Path:
    """The folder that holds the versions."""
    return home.folder() / FOLDER


def folder_of(number: int) -> Path:
    return version_folder(home_of_facts(), number)
