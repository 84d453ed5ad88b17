"""The search of the guide: people's own words, the region they name, and no answer where nobody has one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.bench.guide_search import Tried, run
from suluh.errors import DataError
from suluh.facts import load
from suluh.guide.book import Book
from suluh.guide.questions import questions
from suluh.guide.search import Index, hear, index_of, resembling
from suluh.guide.search.answering import found_page
from suluh.guide.search.lexicon import lexicon
from suluh.guide.search.resembling import Example, Examples, asked, runs
from suluh.guide.search.words import alike, words

TABLES = Path(__file__).parents[1] / "tables" / "guide_questions"


@cache
def book(election: str = "pilkada-2024") -> Book:
    return Book(load(election), date(2024, 11, 20))


@cache
def index(election: str = "pilkada-2024") -> Index:
    return index_of(book(election))


@cache
def tried() -> list[Tried]:
    return run(TABLES, book())


EASY = frozenset({"first", "second", "third", "fourth"})  # voices before the hard ones


def share(half: str, answered: bool, voices: frozenset[str]) -> float:
    rows = [
        t.right
        for t in tried()
        if t.half == half and bool(t.asked.answers) is answered and t.asked.voice in voices
    ]
    return sum(rows) / len(rows)


@pytest.mark.parametrize("half", ["dev", "kept_apart"])
def test_the_right_question_comes_first(half: str) -> None:
    assert share(half, answered=True, voices=EASY) >= 0.95


@pytest.mark.parametrize("half", ["dev", "kept_apart"])
def test_what_nobody_has_answered_is_left_unanswered(half: str) -> None:
    assert share(half, answered=False, voices=EASY) > 0.95


def test_questions_written_to_be_hard_are_counted_too() -> None:
    """The fifth and the sixth voice, near to a page or in other regions' words; docs/figures.md has their figures."""
    hard = frozenset({"fifth", "sixth"})
    assert share("dev", answered=True, voices=hard) >= 0.85
    assert share("dev", answered=False, voices=hard) >= 0.75


@pytest.mark.parametrize(
    ("answered", "unanswered"),
    [
        ("jam berapa TPS tutup", "jam berapa bank tutup"),
        ("apakah hari pencoblosan libur", "cuti bersama natal ada tidak"),
        ("lapor politik uang ke siapa", "lapor jalan berlubang ke siapa"),
        ("siapa calon bupati Pringsewu", "siapa ketua umum partai pengusung"),
        ("ktp hilang, nyoblos pakai apa", "ktp hilang, ngurusnya di dukcapil mana"),
        ("hukuman politik uang", "hukuman mencuri motor berapa tahun"),
    ],
)
def test_of_two_that_sound_alike_only_the_one_with_a_page_is_answered(
    answered: str, unanswered: str
) -> None:
    assert hear(answered, index()).best
    assert hear(unanswered, index()).best == ""


def test_the_tables_are_large_enough_and_share_nothing() -> None:
    dev, kept = (
        {t.asked.text for t in tried() if t.half == half} for half in ("dev", "kept_apart")
    )
    assert dev.isdisjoint(kept)
    assert sum(bool(t.asked.answers) for t in tried()) >= 260
    assert sum(not t.asked.answers for t in tried()) >= 60
    assert sum(t.asked.voice == "second" for t in tried() if t.half == "kept_apart") >= 60


def test_nothing_of_the_half_kept_apart_is_among_the_examples() -> None:
    """Nor anything that is nearly the same."""
    kept = [set(runs(" ".join(words(t.asked.text)))) for t in tried() if t.half == "kept_apart"]
    having: dict[str, list[int]] = {}
    for place, each in enumerate(kept):
        for letters in each:
            having.setdefault(letters, []).append(place)
    dev = {t.asked.text for t in tried() if t.half == "dev"}
    for _, text in asked({q.id for q in book().questions}, ""):
        here = set(runs(" ".join(words(text))))
        both = Counter(place for run in here for place in having.get(run, ()))
        near = max((n / (len(here) + len(kept[place]) - n) for place, n in both.items()), default=0)
        assert near < 0.65 or text in dev, text


def test_every_question_that_the_examples_name_exists() -> None:
    known = {q.id for q in questions().questions} | {""}
    written = {question for question, _ in asked(known, "nobody's")}
    assert written <= known


def test_what_another_election_does_not_answer_is_nobodys_there() -> None:
    small = index("contoh-desa-2031")
    assert {e.question for e in small.examples} <= {
        q.id for q in book("contoh-desa-2031").questions
    } | {""}
    assert "apa hukuman memberi uang ke pemilih" not in {
        e.text for e in small.examples if e.question
    }


def test_an_example_is_most_like_itself() -> None:
    examples = Examples.of([Example("a", "", "kapan nyoblos"), Example("b", "", "di mana tps")])
    assert examples.likeness("kapan nyoblos")["a"] == pytest.approx(1)
    assert examples.likeness("kapn nyoblos")["a"] > examples.likeness("kapn nyoblos").get("b", 0)
    assert examples.likeness("") == {}
    assert examples.likeness("xyz") == {}


def test_an_ear_answers_what_no_letter_does() -> None:
    """And is not asked where nothing is."""
    near = [float(e.question == "libur") for e in index().examples]
    assert hear("xyzzy", index()).best == ""
    assert hear("xyzzy", index(), lambda text: near).best == "libur"
    assert hear("xyzzy", index(), lambda text: None) == hear("xyzzy", index())
    assert hear("???", index(), lambda text: [near[len(near)]]).best == ""


def test_a_broken_file_of_examples_is_named(tmp_path: Path) -> None:
    file = tmp_path / "asked.yaml"
    file.write_text("kapan: kapan nyoblos\n")
    with pytest.raises(DataError, match=r"asked\.yaml"):
        resembling.written(file)


def test_every_row_names_questions_that_exist() -> None:
    known = {q.id for q in book().questions}
    assert {a for t in tried() for a in t.asked.answers} <= known


def test_a_region_that_is_named_has_its_own_answer() -> None:
    page = found_page(book(), index(), "calon wali kota Metro siapa aja", "id")
    assert page.body.page.path == "calon/18.72/"
    assert page.body.differs
    assert {t.region for t in page.told} == {"18.72"}


def test_a_region_without_a_fact_of_its_own_has_the_nations_answer() -> None:
    page = found_page(book(), index(), "jam pira TPS bukak ning Lampung Barat", "id")
    assert (page.body.page.path, page.body.region) == ("tanya/jam-buka/", "Kabupaten Lampung Barat")
    assert not page.body.differs
    assert "07.00" in page.answer


def test_without_an_answer_it_says_where_to_ask_each_with_its_source() -> None:
    page = found_page(book(), index(), "berapa gaji KPPS di Lampung", "id")
    assert page.body.page is None
    assert page.answer == ""
    assert page.body.where[0].region == "18"
    assert all(told.sources for told in page.body.where)


def test_a_result_is_not_answered_before_the_count() -> None:
    asked = "siapa pemenang pilgub lampung"
    before = found_page(book(), index(), asked, "id")
    assert before.body.page is None and before.body.where and not before.told
    after = Book(load("pilkada-2024"), date(2024, 12, 7))
    found = found_page(after, index(), asked, "id")
    assert found.body.page and "LP-RES-018" in [t.id for t in found.told]


def test_the_code_of_a_fact_leads_to_the_fact() -> None:
    page = found_page(book(), index(), "id-sch-001", "id")
    assert page.body.page.path == "fakta/ID-SCH-001/"


def test_another_election_answers_only_what_it_knows() -> None:
    small = index("contoh-desa-2031")
    assert hear("kapan nyoblos", small).best == "kapan"
    assert hear("apa hukuman politik uang", small).best == ""


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=60)
def test_any_text_is_heard(text: str) -> None:
    heard = hear(text, index())
    assert 0 <= heard.trust <= 1
    assert heard.best == "" or heard.best in {q.id for q in book().questions}


@pytest.mark.parametrize("text", ["", "   ", "???", "a" * 5000, "\x00", "👍"])
def test_nothing_asked_is_not_answered(text: str) -> None:
    assert found_page(book(), index(), text, "id").body.page is None


@given(st.text(alphabet="abcde", min_size=2, max_size=8), st.data())
def test_one_wrong_letter_is_forgiven(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    assert alike(word[:at] + word[at + 1 :], word)
    assert alike(word, word[:at] + "z" + word[at + 1 :])


def test_words_have_no_signs_accents_or_stretches() -> None:
    assert words("Kapaaan nyoblos waé?") == ["kapan", "nyoblos", "wae"]


def test_a_broken_line_of_the_lexicon_is_named(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.txt"
    file.write_text("when = kapan\nwhere di mana\n")
    with pytest.raises(DataError, match="meaning = form"):
        lexicon(file)
