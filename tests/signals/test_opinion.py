"""The readers' one opinion: what it takes in, and when the dear ones are spared."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from suluh.content import WIB, Post
from suluh.facts import Facts
from suluh.facts.values import DateValue
from suluh.knowledge import Knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.learned import has_learned
from suluh.signals.opinion import Opinion, combined, opinion, weights
from suluh.signals.reading import read
from suluh.signals.wording import wording

POSTED = datetime(2024, 11, 25, 10, tzinfo=WIB)
chances = st.floats(0, 1)


def _asked(text: str, knowledge: Knowledge) -> Opinion:
    segment = read(Post("a", text, posted_at=POSTED), knowledge).caption
    return opinion(segment, knowledge, Official(knowledge.facts, None, POSTED))


def test_what_the_words_find_harmless_goes_no_further(opened_parts) -> None:
    found = _asked("Antrean di TPS kami panjang tapi tertib", opened_parts[0])
    assert (found.score, found.free, found.beside) == (0.0, None, None)


@pytest.mark.parametrize(
    ("false", "true"),
    [
        ("Coblosan diundur ke Kamis tanggal 28", "Coblosan tetap Rabu tanggal 27"),
        ("Yang belum 17 tahun sudah boleh nyoblos", "Yang belum 17 tahun belum boleh nyoblos"),
        ("Bisa nyoblos lewat WhatsApp dari rumah", "Tidak bisa nyoblos lewat WhatsApp dari rumah"),
    ],
)
def test_a_falsehood_weighs_more_than_its_true_twin(opened_parts, false: str, true: str) -> None:
    assert _asked(false, opened_parts[0]).score > _asked(true, opened_parts[0]).score


@given(chances, chances, chances, chances)
def test_each_reader_can_only_raise_what_it_is_surer_of(
    words: float, free: float, low: float, high: float
) -> None:
    low, high = sorted((low, high))
    assert 0 < combined(words, free, low) <= combined(words, free, high) < 1


def test_the_thresholds_are_in_order() -> None:
    known = weights()
    assert 0 < known.harmless < known.doubt < known.ask < known.confirm < 1


def test_the_judge_reads_what_a_relative_day_means_and_no_number_of_a_pair(opened_parts) -> None:
    knowledge, _ = opened_parts
    post = Post("a", "Lusa kita coblos nomor 2 ya, jangan lupa", posted_at=POSTED)
    said = wording(read(post, knowledge).caption, Official(knowledge.facts, None, POSTED))
    assert "27 november" in said and "hari coblos" in said
    assert "nomor x" in said and "nomor 2" not in said


def _moved(knowledge: Knowledge) -> Knowledge:
    """The same facts, and an officer has moved voting day to the 28th."""
    facts = knowledge.facts
    old = facts.get("ID-SCH-001")
    assert old
    said = old.statement_id.replace("Rabu, 27", "Kamis, 28")
    new = replace(old, statement_id=said, value=DateValue(date(2024, 11, 28)))
    others = [fact for fact in facts.facts if fact.id != old.id]
    return Knowledge(Facts.of(facts.election, [*others, new], "moved"), None)


def test_a_corrected_fact_is_read_and_not_remembered(opened_parts) -> None:
    before, _ = opened_parts
    after = _moved(before)
    old, new = (
        f"Pencoblosan Pilkada hari {day} November 2024 ya" for day in ("Rabu 27", "Kamis 28")
    )
    ask = weights().ask
    assert _asked(old, before).score < ask < _asked(new, before).score
    assert _asked(new, after).score < ask < _asked(old, after).score
    assert _asked(new, after).fact == after.facts.get("ID-SCH-001")


def test_the_readers_have_learned_every_shipped_statement(opened_parts) -> None:
    facts = opened_parts[0].facts
    assert all(map(has_learned, facts.facts)), "run training/opinion.py --write"
    moved = _moved(opened_parts[0]).facts.get("ID-SCH-001")
    assert moved and not has_learned(moved)
