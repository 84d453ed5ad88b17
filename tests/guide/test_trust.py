"""How signs become trust: weighed, together 1, nobody's always among them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.errors import DataError
from suluh.guide.search.resembling import Example, Examples, telling
from suluh.guide.search.trust import NOBODY, Weights, trusted, weights

EVEN = Weights({"share": 5.0}, {"share": 5.0}, always=1.0, strange=0.5, long=-0.1)
SHARES = st.dictionaries(st.sampled_from(["kapan", "sah", NOBODY]), st.floats(0, 1))


@given(SHARES, st.integers(0, 30), st.integers(0, 300))
def test_trust_is_shared_out(share: dict[str, float], strange: int, length: int) -> None:
    trust = trusted({"share": share}, strange, length, EVEN)
    assert sum(trust.values()) == pytest.approx(1)
    assert NOBODY in trust
    assert list(trust.values()) == sorted(trust.values(), reverse=True)


def test_nothing_known_is_nobodys_and_unknown_words_speak_for_it() -> None:
    assert trusted({"share": {}}, 0, 3, EVEN) == {NOBODY: 1.0}
    sure, doubtful = (trusted({"share": {"kapan": 0.5}}, n, 3, EVEN) for n in (0, 6))
    assert sure["kapan"] > sure[NOBODY]
    assert doubtful["kapan"] < doubtful[NOBODY]


def test_the_shipped_weights_know_every_sign() -> None:
    assert set(weights().page.question) == {"share", "letters", "covered"}
    assert set(weights().server.question) == {*weights().page.question, "nearest", "near"}
    assert all(set(w.question) == set(w.nobody) for w in (weights().page, weights().server))


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    file = tmp_path / "trust.yaml"
    file.write_text("page: {question: {}}\n")
    with pytest.raises(DataError, match=r"trust\.yaml"):
        weights(file)


def test_what_anybody_asked_covers_a_question() -> None:
    """One word stands in one example, the other in another."""
    both = Examples.of([Example("a", "", "kapan nyoblos"), Example("a", "", "tps tutup")])
    assert both.covered("kapan tutup")["a"] > both.likeness("kapan tutup")["a"]
    assert both.covered("xyz") == {}


def test_an_example_that_says_nothing_new_is_not_sent() -> None:
    long, short, other = (
        Example("a", "", "kapan nyoblos gubernur"),
        Example("a", "", "kapan nyoblos"),
        Example("b", "", "kapan nyoblos"),
    )
    assert telling([short, long, other]) == [long, other]
