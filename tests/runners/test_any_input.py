"""Whatever the input, a scan ends in a summary or in words, and every record is somewhere."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from toy_deciders import toy

from suluh.errors import RequestError
from suluh.intake import open_posts
from suluh.runners import scan

NOW = datetime(2024, 11, 25, tzinfo=UTC)
pieces = st.sampled_from(
    [
        b'{"id": "a", "text": "28 November"}',
        b'{"id": 1, "posted_at": "2024-11-20"}',
        b'{"id": "\\ud800"}',
        b"id,text",
        b'1,"dua\nbaris"',
        b'2,"terbuka',
        b"[",
        b"]",
        b"{}",
        b"\xff\x00",
        b"21/11/24 07.15 - Budi: halo",
        b"",
    ]
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(pieces, max_size=8).map(b"\n".join), st.integers(1, 5))
def test_a_scan_of_any_bytes_ends_in_a_summary_or_in_words(
    place: Path, data: bytes, batch: int
) -> None:
    source = place / "masukan"
    source.write_bytes(data)
    try:
        summary = scan(
            source, place / "out", decide_posts=toy, now=NOW, workers=0, batch=batch, fresh=True
        )
    except RequestError as error:
        assert str(source) in str(error)
        return
    records = list(open_posts(source))
    assert summary.tally.posts + summary.tally.rejected == len(records)
    lines = [(place / "out" / name).read_bytes() for name in ("decisions.jsonl", "rejected.jsonl")]
    assert [text.count(b"\n") for text in lines] == [summary.tally.posts, summary.tally.rejected]
