"""The words of many captions at once, and the captions that are copies of each other."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.bench.networks.talk import sentences, spun, stock
from suluh.networks import copies
from suluh.networks.prints import prints_of
from suluh.networks.words import Words, comparable, words_of

LIKE = str.maketrans("013457@$", "oieasta" + "s")


def plain(text: str) -> set[str]:
    """What the arrays do, one text at a time and in ASCII."""
    return set(re.findall(r"[a-z0-9]+", text.lower().translate(LIKE)))


@settings(deadline=None)
@given(st.lists(st.text(st.characters(max_codepoint=126, min_codepoint=9)), max_size=8))
def test_the_arrays_see_the_words_that_the_plain_way_sees(texts: list[str]) -> None:
    words = words_of(texts)
    assert words.counts().tolist() == [len(plain(text)) for text in texts]
    every = {word for text in texts for word in plain(text)}
    known = {int(words_of([word]).prints[0]): word for word in every}
    for at, text in enumerate(texts):
        here = words.prints[words.starts[at] : words.starts[at + 1]].tolist()
        assert {known[each] for each in here} == plain(text)


@settings(deadline=None)
@given(st.lists(st.text()))
def test_equal_values_have_equal_prints_and_others_do_not(values: list[str]) -> None:
    prints = prints_of(values).tolist()
    encoded = [value.encode("utf-8", "replace") for value in values]
    assert len(set(zip(encoded, prints, strict=True))) == len(set(encoded)) == len(set(prints))


@settings(deadline=None)
@given(st.text())
def test_any_caption_can_be_compared(text: str) -> None:
    assert len(words_of([comparable(text)]).starts) == 2


SAME = "Besok kita kumpul di lapangan desa untuk latihan bersama pelatih baru"


@pytest.mark.parametrize(
    "other",
    [
        SAME.upper(),
        f"@warga1 {SAME} 🔥🔥",
        f"{SAME} https://contoh.example/a",
        SAME.replace("kumpul", "kumpu1").replace("desa", "de5a"),
        SAME.replace("lapangan", "lаpаngаn"),  # Cyrillic
        SAME.replace("baru", "lama"),  # one word of eleven
        "untuk latihan bersama pelatih baru besok kita kumpul di lapangan desa",
    ],
)
def test_a_disguised_copy_is_a_copy(other: str) -> None:
    assert len(set(prints_shared([SAME, other]))) == 1


@pytest.mark.parametrize(
    "other",
    [
        "Besok kita rapat di balai kota soal harga beras dan minyak goreng",
        "Besok kita kumpul",
        "",
    ],
)
def test_another_caption_is_no_copy(other: str) -> None:
    first, second = prints_shared([SAME, other])
    assert first != second


def test_short_captions_are_nobodys_copies() -> None:
    assert prints_shared(["selamat pagi semua", "selamat pagi semua"]) == [0, 0]


def prints_shared(texts: list[str]) -> list[int]:
    words = words_of([comparable(text) for text in texts])
    return [int(each) for each in copies.copied(words, copies.whole(words))]


def test_nearly_all_spun_copies_are_found_among_thousands_and_nothing_else() -> None:
    random = np.random.default_rng(5)
    words = stock(random)
    ordinary = sentences(random, words, 4000, 8, 20)
    seeds = sentences(random, words, 60, 11, 20)
    mixed = ordinary + [spun(random, seed) for seed in seeds for _ in range(10)]
    found = prints_shared(mixed)
    planted = [found[4000 + 10 * at : 4010 + 10 * at] for at in range(60)]
    together = sum(max(group.count(each) for each in group) for group in planted)
    assert together / 600 >= 0.97
    # Nothing is put together that the words themselves do not put together.
    taken = words_of([comparable(text) for text in mixed])
    for at, each in enumerate(found[:4000]):
        if found.count(each) > 1:
            others = [one for one, same in enumerate(found) if same == each and one != at]
            assert max(copies.alike(part(taken, at), part(taken, one)) for one in others) > 0.5


def part(words: Words, at: int) -> Words:
    prints = words.prints[words.starts[at] : words.starts[at + 1]]
    return Words(prints, np.array([0, len(prints)]))


def test_greetings_that_drift_into_each_other_do_not_become_one() -> None:
    stock_ = [f"kata{number}" for number in range(80)]
    drifting = [
        " ".join(stock_[begin : begin + 12]) for begin in range(60)
    ]  # neighbours share 11 of 13 words
    found = prints_shared(drifting)
    assert len(set(found)) > 5
    assert max(found.count(each) for each in found) < 12
