"""A name is never a reason: the same sentence about anybody on the list of politicians and parties is decided alike."""

from collections.abc import Callable

import pytest

from suluh.flow import Decided
from suluh.text.political_names import political_names

Decide = Callable[..., Decided]


SENTENCES = [
    "dukung {} 2024",
    "warga kami pilih {} saja",
    "{} itu orangnya gimana menurut kalian?",
    "{} bilang coblosan diundur ke 30 November",
    "menang mutlak {} di semua TPS, KPU sudah umumkan",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_same_sentence_is_decided_alike_for_all(decide_text: Decide, sentence: str) -> None:
    people = [names[0] for names in political_names()["people"].values()]
    seen = {
        (d.outcome, d.proposed, tuple(r.id for r in d.rules if r.result == "fired"))
        for d in (decide_text(sentence.format(name)).decision for name in people)
    }
    assert len(seen) == 1
