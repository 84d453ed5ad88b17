"""The trained judge as it ships: one word changes the answer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.facts import load
from suluh.signals.polarity import LABELS, Polarity, in_plain_words, judge

FACTS = load()
DATE = in_plain_words(FACTS.by_id["ID-SCH-001"].statement_id)
DOCUMENTS = in_plain_words(FACTS.by_id["ID-VOT-006"].statement_id)

SAID = [
    (DATE, "pencoblosan tanggal 28 november, jangan lupa ya", Polarity.CONTRADICTS),
    (DATE, "pencoblosan tanggal 27 november, jangan lupa ya", Polarity.AGREES),
    (DATE, "kabar bahwa pencoblosan tanggal 28 november itu hoaks", Polarity.DENIES),
    (DATE, "apa benar pencoblosan tanggal 28 november?", Polarity.ASKS),
    (DATE, "harga cabai naik lagi hari ini di pasar", Polarity.UNRELATED),
    (
        DOCUMENTS,
        "mencoblos harus bawa kartu keluarga dan surat keterangan rt, tanpa itu ditolak",
        Polarity.CONTRADICTS,
    ),
]


@pytest.mark.parametrize(("fact", "text", "stance"), SAID)
def test_a_sentence_is_told_apart_from_its_twins(fact: str, text: str, stance: Polarity) -> None:
    chances = judge().chances([(fact, text)])[0]
    assert LABELS[int(chances.argmax())] == stance


def test_chances_add_up_and_do_not_depend_on_company() -> None:
    alone = judge().chances([(DATE, SAID[0][1])])
    together = judge().chances([(f, t) for f, t, _ in SAID])
    assert np.allclose(together.sum(1), 1, atol=1e-4)
    assert np.abs(alone[0] - together[0]).max() < 0.1


@given(st.text(max_size=600), st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_no_text_makes_it_fail(text: str, fact: str) -> None:
    assert np.isfinite(judge().chances([(fact, text)])).all()
