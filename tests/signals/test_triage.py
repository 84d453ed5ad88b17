"""The learned score sees words and concepts, never names, numbers or style."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from suluh.content import Post
from suluh.facts import load
from suluh.knowledge import Knowledge
from suluh.signals.reading import read
from suluh.signals.triage import WEIGHTS, features, model, of_segment, plain, score_of, triage

KNOWLEDGE = Knowledge(load(), None)
FRAUD = "Ternyata surat suara sudah tercoblos untuk {} sebelum pemungutan suara, KPU dan Bawaslu diam saja"


def _score(text: str) -> float:
    return score_of(of_segment(read(Post("x", text), KNOWLEDGE).caption), model())


def test_swapping_candidates_or_their_numbers_changes_no_score() -> None:
    assert _score(FRAUD.format("nomor 1")) == _score(FRAUD.format("nomor 3"))
    pairs = [_score(FRAUD.format(name)) for name in ("Arinal Djunaidi", "Rahmat Mirzani Djausal")]
    assert pairs[0] == pairs[1]


def test_capitals_punctuation_and_emoji_change_no_score() -> None:
    text = FRAUD.format("satu calon")
    assert abs(_score(text) - _score(text.upper() + "!!! 🔥🔥")) < 0.1


def test_a_debunk_is_spared_whatever_its_words() -> None:
    text = "[HOAKS] " + FRAUD.format("satu calon")
    assert not triage(read(Post("x", text), KNOWLEDGE), KNOWLEDGE)


def test_the_signal_says_which_model_and_threshold() -> None:
    (signal,) = triage(read(Post("x", FRAUD.format("satu calon")), KNOWLEDGE), KNOWLEDGE)
    assert signal.against is not None
    assert (signal.against.kind, signal.against.id) == ("model", "triage")
    assert signal.score >= float(signal.details["over"] or 1)


def test_the_shipped_weights_stay_small() -> None:
    assert WEIGHTS.stat().st_size < 2_000_000


@given(st.text(max_size=200))
def test_any_text_gives_features_within_the_table(text: str) -> None:
    found = features(plain(text), ["count.fraud"])
    assert all(0 <= place < len(model().weights) for places in found.values() for place in places)
