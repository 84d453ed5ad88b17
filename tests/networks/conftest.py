"""A week of posts with planted groups and hard negatives, made once; and posts written down by a test."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from suluh.bench.networks.planted import make
from suluh.networks import Asked, find

sys.path.insert(0, str(Path(__file__).parent))

from invented_posts import Row, Week, Written


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    path = tmp_path_factory.mktemp("pekan") / "posts.jsonl"
    planted = make(path, 18_000, seed=3)
    return Week(path, planted, find(str(path), Asked()))


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Rows as a file of JSON lines; its path."""

    def write(rows: list[Row]) -> str:
        path = tmp_path / "posts.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return str(path)

    return write
