"""A changed fact or rule marks the lessons that it touches; a review takes the mark away."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from suluh.facts import Facts, load
from suluh.house.engine import Engine, Rules
from suluh.learn.load import DATA, courses
from suluh.learn.pages import lessons_for
from suluh.learn.review import reviewed
from suluh.learn.stale import QUOTE, Stale, marks, stale
from suluh.learn.telling import told

FACTS = load("pilkada-2024")
RULES = Engine(FACTS).rules


def changed(fact_id: str, **values: object) -> Facts:
    facts = [msgspec.structs.replace(f, **values) if f.id == fact_id else f for f in FACTS.facts]
    return Facts.of(FACTS.election, facts, "lain")


def touched(facts: Facts, rules: Rules = RULES) -> set[tuple[str, str, str]]:
    found: list[Stale] = []
    for _, lesson in lessons_for(FACTS):
        found += stale(lesson, facts, rules)
    return {(one.lesson, one.quoted, one.reason) for one in found}


def test_a_changed_fact_touches_the_lessons_that_quote_it_and_no_other() -> None:
    found = touched(changed("ID-LAW-016", statement_id="Laporan disampaikan paling lama 9 hari."))
    assert found == {("kebijakan/4-tiga-jalur", "ID-LAW-016", "changed")}


def test_a_fact_that_lost_its_source_is_gone() -> None:
    found = touched(changed("ID-CON-002", sources=()))
    assert found == {("kebijakan/5-melapor-dengan-baik", "ID-CON-002", "gone")}


def test_where_a_fact_stands_in_its_file_does_not_matter() -> None:
    assert touched(changed("ID-SCH-001", line=999, file="lain.yaml", notes="catatan")) == set()


def test_a_changed_rule_touches_its_lessons() -> None:
    policy = RULES.policy
    rules = [
        msgspec.structs.replace(r, state="shadow") if r.id == "QUIET-CAMP" else r
        for r in policy.rules
    ]
    other = Rules(msgspec.structs.replace(policy, rules=tuple(rules)))
    assert touched(FACTS, other) == {("kebijakan/3-masa-tenang", "QUIET-CAMP", "changed")}


def test_a_review_is_written_and_nothing_else_changes(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "kursus")
    facts = changed("ID-LAW-016", statement_id="Laporan disampaikan paling lama 9 hari.")
    path = tmp_path / "kursus/kebijakan/4-tiga-jalur.md"
    before = path.read_text("utf-8")
    lesson = next(one for _, one in lessons_for(FACTS) if one.id == "kebijakan/4-tiga-jalur")
    path.write_text(reviewed(before, date(2026, 1, 2), marks(lesson, facts, RULES)), "utf-8")
    again = next(
        one for c in courses(tmp_path / "kursus") for one in c.lessons if one.id == lesson.id
    )
    assert stale(again, facts, RULES) == () and again.reviewed_on == date(2026, 1, 2)
    assert (again.body, again.goals, again.title) == (lesson.body, lesson.goals, lesson.title)


def test_a_lesson_says_the_fact_of_today() -> None:
    page = told("[[ID-SCH-001]]", changed("ID-SCH-001", statement_id="Hari lain."), RULES, str)
    assert "Hari lain." in page and "27 November" not in page


@given(st.text())
def test_whatever_a_lesson_holds_no_markup_of_its_own_comes_through(text: str) -> None:
    page = told(f"<script>{text}</script>", FACTS, RULES, lambda fact: f"../{fact}/")
    assert "<script" not in page.lower()


@given(st.text(alphabet="[]IDSCH-0123456789 a\n"))
def test_any_brackets_are_told(text: str) -> None:
    page = told(text, FACTS, RULES, lambda fact: f"../{fact}/")
    assert not QUOTE.search(page)
