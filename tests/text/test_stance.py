"""Stance on real Indonesian, slang, Javanese, Sundanese and English; reach of negation; frames of whole posts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.errors import DataError
from suluh.text.cues import cue_book, marks_of, read_cues
from suluh.text.frames import post_frame
from suluh.text.normal import normalise
from suluh.text.stance import StanceReading, stance_of

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
from measure_stance import read, rows

DATA = Path(__file__).parent / "data"
TABLE = list(rows(DATA / "stance_rules.tsv"))
APART = list(rows(DATA / "stance_apart.tsv"))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.text[:60])
def test_a_sentence_of_the_table_is_read_as_labelled(row):
    said = read(row)
    given = {said.modal, "neg" if said.negated else None}
    assert said.stance == row.stance
    assert row.flags <= given


def test_sentences_kept_apart_are_read_nine_times_in_ten():
    right = sum(read(row).stance == row.stance for row in APART)
    assert right / len(APART) >= 0.9


def reading(text: str, words: str) -> StanceReading:
    normal = normalise(text)
    start = normal.text.index(words)
    return stance_of(normal, None, (start, start + len(words)))


POLARITY = [
    # text, words, negated, modal, why
    ("tidak boleh tidak membawa ktp", "membawa ktp", False, "must", "two negators cancel"),
    ("yang tidak punya ktp bisa mencoblos", "mencoblos", False, "may", "relative clause keeps its own"),
    ("yang tidak punya ktp bisa mencoblos", "ktp", True, None, "under the relative clause's negator"),
    ("kalau tidak bawa undangan tidak boleh mencoblos", "mencoblos", True, "cannot", "second negator"),
    ("mencoblos tanpa undangan bisa", "undangan", True, None, "tanpa reaches its noun"),
    ("jangan lupa mencoblos", "mencoblos", False, None, "jangan lupa is a call"),
    ("bukan hanya ktp, sim juga bisa", "ktp", False, None, "bukan hanya adds"),
    ("tidak wajib membawa undangan", "membawa undangan", True, "must", "need not"),
    ("tidak dapat undangan tetap dilayani", "dilayani", False, None, "dapat is to receive"),
    ("tidak ada yang bisa mencoblos dua kali", "mencoblos dua kali", True, "cannot", "no one can"),
    ("dilarang membawa hp ke bilik", "membawa hp", True, "cannot", "forbidden"),
]  # fmt: skip


@pytest.mark.parametrize("text,words,negated,modal,why", POLARITY, ids=[p[-1] for p in POLARITY])
def test_negation_and_modal_reach_as_far_as_they_should(text, words, negated, modal, why):
    said = reading(text, words)
    assert said.negated is negated
    if modal:
        assert said.modal == modal


def test_what_is_refuted_and_negated_holds():
    said = reading("tidak benar kalau tidak bisa nyoblos tanpa undangan", "tidak bisa mencoblos")
    assert (said.stance, said.negated, said.holds) == ("denies", True, True)


def test_two_statements_of_one_post_have_two_stances():
    post = "Beredar kabar coblosan diundur ke 4 Desember. Faktanya, pilkada tetap 27 November."
    assert reading(post, "4 desember").stance == "denies"
    assert reading(post, "27 november").stance == "asserts"


def test_the_day_set_aside_is_denied_and_the_other_asserted():
    post = "Coblosan bukan tanggal 28 tapi tanggal 27"
    assert reading(post, "28").stance == "denies"
    assert reading(post, "27").stance == "asserts"


def test_an_attacked_office_is_no_debunk():
    said = reading("Jangan percaya KPU, coblosan tanggal 28 November", "28 november")
    assert said.stance == "asserts"


def test_a_false_thing_is_no_false_message():
    said = reading("KTP palsu bisa dipakai nyoblos", "bisa dipakai mencoblos")
    assert said.stance == "asserts"


FRAMES = [
    ("[SALAH] Pilkada ditunda", "debunk", "fact-check label"),
    ("Beredar pesan TPS tutup jam 10. Faktanya TPS tutup jam 13.", "debunk", "claim, then fact"),
    ("JAKARTA, KOMPAS.com - KPU membuka pendaftaran", "news", "dateline"),
    ("Cuma bercanda, coblosan pindah ke Mars", "satire", "says so"),
    ("Min, TPS buka jam berapa?", "question", "asks the office"),
    ("Contoh hoaks: pilkada ditunda. Jangan mudah percaya.", "education", "teaches"),
    ("Akun Facebook Budi mengunggah video kotak suara", "description", "speaks of another's post"),
]


@pytest.mark.parametrize("text,kind,why", FRAMES, ids=[f[-1] for f in FRAMES])
def test_the_frame_of_a_post_is_seen(text, kind, why):
    assert post_frame(normalise(text)).has(kind)


@pytest.mark.parametrize(
    "text",
    [
        "Coblosan diundur ke 28 November, sebarkan!",  # a plain falsehood
        "Waspada, KTP palsu dipakai di TPS",  # warns of a thing
        "KPU bohong, pilkada batal",  # accuses an office
        "Ayo nyoblos 27 November",  # a call
    ],
)
def test_a_post_that_refutes_nothing_is_no_debunk(text):
    assert not post_frame(normalise(text)).has("debunk")


@given(st.text(max_size=200), st.integers(0, 250), st.integers(0, 250))
def test_any_text_and_span_give_a_stance(text, a, b):
    normal = normalise(text)
    start, end = sorted((min(a, len(normal.text)), min(b, len(normal.text))))
    said = stance_of(normal, None, (start, end))
    assert all(0 <= cue.start <= cue.end <= len(normal.text) + 1 for cue in said.cues)


@given(st.lists(st.sampled_from(sorted(cue_book())), max_size=25), st.sampled_from(" .,?\n"))
def test_any_pile_of_cue_words_is_read(words, joint):
    normal = normalise(joint.join(words))
    post_frame(normal)
    assert stance_of(normal).stance


def test_a_mistake_in_the_cue_file_names_the_file(tmp_path):
    path = tmp_path / "stance.yaml"
    path.write_text("label:\n  xx: [hoaks]\n", encoding="utf-8")
    with pytest.raises(DataError, match=r'stance.yaml: "label": unknown language "xx"'):
        list(read_cues(path))


def test_hours_and_dates_do_not_end_a_sentence():
    assert len(marks_of("tps buka 07.00 tgl. 27 november").sentences) == 1
