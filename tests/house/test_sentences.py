"""The ear of the search: near where the same is meant, and a search that goes on where there is none."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from suluh.claims.encoders.ear import Ear
from suluh.facts import load
from suluh.guide.book import Book
from suluh.guide.search import Index, hear, index_of
from suluh.house.sentences import Sentences, opened


@cache
def index() -> Index:
    return index_of(Book(load("pilkada-2024"), date(2024, 11, 20)))


@cache
def sentences() -> Sentences:
    return opened(index())


def test_what_means_the_same_is_nearest() -> None:
    near = sentences()("my grandmother cannot see, may I go in with her")
    assert near is not None
    assert len(near) == len(index().examples)
    assert -1.01 <= min(near) <= max(near) <= 1.01
    assert index().examples[near.index(max(near))].question == "pendamping"


def test_a_sentence_that_shares_little_with_what_was_asked_is_answered() -> None:
    asked = "batas akhir penggantian pasangan calon"
    unseen = index_of(Book(load("pilkada-2024"), date(2024, 11, 20)), without={asked})
    assert hear(asked, unseen).best == ""
    assert hear(asked, unseen, opened(unseen)).best == "ganti-calon"


def test_it_opens_by_itself_at_the_first_question() -> None:
    later = Sentences(index())
    first = later("kapan nyoblos")
    assert first is None or len(first) == len(index().examples)
    later.open()
    assert later("kapan nyoblos") == sentences()("kapan nyoblos")


def test_without_its_weights_the_search_goes_on(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    without = opened(index(), lambda: Ear(tmp_path))
    assert without("kapan nyoblos") is None
    assert hear("kapan nyoblos", index(), without).best == "kapan"
    assert "without its ear" in caplog.text


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("SULUH_CACHE", str(file / "folder"))
    small = opened(index_of(Book(load("contoh-desa-2031"), date(2031, 3, 1))))
    assert small("kapan nyoblos") is not None
