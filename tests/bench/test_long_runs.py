"""The long benchmarks in small: what they print has every look and every size."""

from __future__ import annotations

import os
from pathlib import Path

from suluh.bench import growth, memory
from suluh.runners.deciding import Settings, opened


def test_memory_is_looked_at_each_tenth_and_the_user_s_folders_come_back(own_folders: Path) -> None:
    home = os.environ["SULUH_HOME"]
    result = memory.run(Settings(replay=True), 700, reviews=30)
    looks = result["looks"]
    assert looks[-1]["posts"] == 700 and 1 < len(looks) <= memory.TENTHS
    assert all(look["parent_peak_mib"] > 10 for look in looks)
    assert len(looks[0]["workers_peak_mib"]) == len(os.sched_getaffinity(0))
    assert os.environ["SULUH_HOME"] == home
    shipped = len(opened(Settings())[0].claims or ())
    assert result["claim_reviews"] == shipped + 30


def test_growth_measures_the_build_and_the_search_of_each_size() -> None:
    result = growth.run([50, 200], posts=20)
    assert [row["reviews"] for row in result["rows"]] == [50, 200]
    assert all(row["build_memory_mib"] > 10 and row["cpu_ms_median"] > 0 for row in result["rows"])


def test_the_posts_asked_are_the_same_for_the_same_seed() -> None:
    assert growth._posts(100, 6, 1) == growth._posts(100, 6, 1)
    claims = {review.claim for review in growth.invented(100, 1)}
    repeated = [post for post in growth._posts(100, 6, 1) if any(c in post for c in claims)]
    assert len(repeated) >= 3
