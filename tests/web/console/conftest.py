"""A search for groups, left where the desk looks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from suluh.bench.networks.planted import make
from suluh.networks import Asked, Found, find
from suluh.report.groups import write


@pytest.fixture(scope="session")
def search(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Found]:
    folder = tmp_path_factory.mktemp("cari")
    make(folder / "posts.jsonl", 14_000, seed=3)
    found = find(str(folder / "posts.jsonl"), Asked(reshuffles=1))
    write(found, folder / "out")
    return folder / "out", found


@pytest.fixture
def found(search: tuple[Path, Found]) -> Iterator[Found]:
    """The search, left where the desk looks for it."""
    from suluh.web import home
    from suluh.web.console.groups import FOLDER

    place = home.folder() / FOLDER
    place.mkdir(exist_ok=True)
    (place / "groups.json").write_bytes((search[0] / "groups.json").read_bytes())
    yield search[1]
    (place / "groups.json").unlink(missing_ok=True)
