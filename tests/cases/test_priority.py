"""The order of the queue explains itself, and has no place for a candidate."""

from __future__ import annotations

import typing
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.cases.priority import Weighing, score
from suluh.content import WIB, Author, Metrics, Post
from suluh.policy.language import load_policy
from suluh.policy.priority import review_score

POLICY = load_policy()
VOTE = POLICY.vote_date
NOW = datetime(2024, 11, 25, 8, tzinfo=WIB)


def weighed(**changes: Any) -> Weighing:
    return Weighing(
        **(
            {"severity": 3, "reach": 1000.0, "vote_date": VOTE, "now": NOW, "precision": None}
            | changes
        )
    )


def test_the_factors_multiply_to_the_score_and_say_why() -> None:
    found = score(weighed(precision=0.8), POLICY)
    product = 1.0
    for factor in found.factors:
        product *= factor.value
    assert found.value == pytest.approx(product, abs=1e-3)
    assert [f.name for f in found.factors] == ["severity", "reach", "time_to_poll", "precision"]
    assert found.said("id").startswith(
        "8 (keparahan tingkat 3) × 3 (perkiraan 1.000 orang melihat) × "
    )
    assert "80% laporan pelapor ini berujung tindakan" in found.said("id")
    assert "2 hari lagi pemungutan suara" in found.said("id")


def test_it_is_the_order_of_the_scan() -> None:
    rule = next(rule for rule in POLICY.rules if rule.severity == 3)
    post = Post("1", metrics=Metrics(views=1000), author=Author())
    assert score(weighed(), POLICY).value == review_score(rule, post, POLICY, NOW)


def test_a_candidate_cannot_be_passed() -> None:
    with pytest.raises(TypeError):
        Weighing(
            severity=3, reach=1.0, vote_date=VOTE, now=NOW, precision=None, candidate="nomor 2"
        )  # type: ignore[call-arg]
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**msgspec.to_builtins(weighed()), "concerns": ["nomor 2"]}, Weighing)
    with pytest.raises(AttributeError):
        weighed().candidate = "nomor 2"  # type: ignore[attr-defined]


def test_every_input_is_a_number_or_a_time() -> None:
    allowed = {int, float, date, datetime, type(None)}
    for hint in typing.get_type_hints(Weighing).values():
        assert set(typing.get_args(hint) or (hint,)) <= allowed


@given(
    st.integers(0, 4),
    st.floats(0, 1e9) | st.none(),
    st.floats(0, 1) | st.none(),
    st.floats(-60, 60),
    st.floats(0, 1e6),
)
def test_more_of_any_factor_never_comes_later(
    severity: int, reach: float | None, precision: float | None, days: float, more: float
) -> None:
    now = datetime.combine(VOTE, datetime.min.time(), WIB) + timedelta(days=days)
    base = score(
        weighed(severity=severity, reach=reach, precision=precision, now=now), POLICY
    ).value
    assert (
        score(
            weighed(severity=min(4, severity + 1), reach=reach, precision=precision, now=now),
            POLICY,
        ).value
        >= base
    )
    if reach is not None:
        assert (
            score(
                weighed(severity=severity, reach=reach + more, precision=precision, now=now), POLICY
            ).value
            >= base
        )
    if precision is not None:
        assert (
            score(weighed(severity=severity, reach=reach, precision=1.0, now=now), POLICY).value
            >= base
        )
    assert base >= 0
