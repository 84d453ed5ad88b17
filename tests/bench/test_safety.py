"""The bench of people's safety: its posts, its halves, and the least that the half set on must reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from suluh.bench.safety import measure, personal
from suluh.errors import InputError


@pytest.fixture(scope="module")
def result(opened_parts: Any) -> measure.Result:
    return measure.run(*opened_parts)


def test_half_of_the_posts_is_harmless_and_half_is_kept_apart() -> None:
    rows = measure.rows(measure.FILE)
    assert len(rows) >= 120 and sum(row.kind == measure.LEAVE for row in rows) * 2 == len(rows)
    assert 0.4 < sum(row.is_kept for row in rows) / len(rows) < 0.6


def test_threats_come_first_and_personal_data_are_masked(result: measure.Result) -> None:
    tuned = result.halves["tuned"]
    assert tuned["threat"].first == tuned["threat"].posts
    assert tuned["dox"].masked == tuned["dox"].posts


def test_what_harms_is_found_and_the_harmless_is_left_alone(result: measure.Result) -> None:
    figures = measure.figures(result)
    assert figures["tuned"]["recall"] >= 0.9 and figures["tuned"]["touched"] <= 0.05


def test_all_that_is_personal_is_masked_and_nothing_that_only_looks_like_it() -> None:
    tuned = personal.run().halves["tuned"]
    assert tuned.personal >= 15 and tuned.masked == tuned.personal and tuned.harmed == 0
    assert tuned.harmless >= 15 and tuned.touched == 0


def test_a_line_that_is_no_post_is_named(tmp_path: Path) -> None:
    path = tmp_path / "p.tsv"
    path.write_text("leave\tBaik\ntanpa tab\n")
    with pytest.raises(InputError, match=":2"):
        measure.rows(path)
