"""docs/cases.md says what the tables say, and names the times that the clocks keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from suluh.cases import Track
from suluh.cases.tables import markdown
from suluh.cases.times import Term, tables

PAGE = (Path(__file__).parents[2] / "docs" / "cases.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("track", Track)
def test_the_page_shows_the_table_that_the_code_obeys(track: Track) -> None:
    assert markdown(track) in PAGE


def test_the_page_shows_the_times_that_the_clocks_keep() -> None:
    for name, service in tables().priorities.items():
        told = [
            f"{m} min" if m < 60 else f"{m // 60} h"
            for m in (service.acknowledge, service.first_decision)
        ]
        assert f"| {name} | {told[0]} | {told[1]} | {service.mark} |" in PAGE


def test_what_is_from_memory_is_said_to_be() -> None:
    terms: dict[str, Term] = tables().track_b
    assert {term.mark for term in terms.values()} == {"M"}
    assert PAGE.count("| memory") == len(terms)
