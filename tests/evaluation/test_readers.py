"""Two readers' answers: read strictly, and their agreement over all and rule by rule."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.errors import DataError
from suluh.evaluation import rule_cards
from suluh.evaluation.readers import judged, named, over_all
from suluh.policy.language import load_policy

if TYPE_CHECKING:
    from conftest import Run

SET = Path(__file__).resolve().parents[1] / "tables" / "golden"
RULES = {rule.id for rule in load_policy(None).rules}
FIRST = [json.loads(line) for line in (SET / "first.jsonl").read_text().splitlines()]
SOURCES = ("suluh/demo/posts.jsonl", "tests/tables/contradiction_tune.jsonl", "tests/tables/flags.jsonl")  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Four posts, of which the author says one breaks CIV-PROC and one CIV-ELIG."""
    said = {"g-1": "CIV-PROC", "g-2": "CIV-ELIG", "g-3": "none", "g-4": "none"}
    texts = [{"id": post, "text": f"unggahan {post}"} for post in said]
    written(tmp_path / "to_code.jsonl", texts)
    written(tmp_path / "first.jsonl", [{"id": p, "answer": a} for p, a in said.items()])
    return tmp_path


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def answers(folder: Path, *said: str) -> Path:
    rows = [{"id": f"g-{n}", "answer": answer} for n, answer in enumerate(said, 1)]
    return written(folder / "second.jsonl", rows)


def test_agreement_is_told_over_all_and_rule_by_rule(small: Path) -> None:
    both = judged(small, answers(small, "CIV-PROC", "none", "none", "CIV-PROC"), RULES)
    assert [post.answer for post in both] == ["CIV-PROC", None, "none", None]
    whole = over_all(both)
    # 2 of 4 agree; by chance (1·2 + 1·0 + 2·2) / 16
    assert (whole.same, whole.kappa) == (0.5, pytest.approx((0.5 - 6 / 16) / (1 - 6 / 16)))
    told = {one.rule: (one.first, one.second, one.both) for one in named(both)}
    assert told == {"CIV-ELIG": (1, 0, 0), "CIV-PROC": (1, 2, 1)}
    proc = named(both)[1].agreement
    assert proc.kappa == pytest.approx((3 / 4 - 8 / 16) / (1 - 8 / 16))


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (["CIV-PROC", "none", "none"], "1 posts have no answer, g-4 first"),
        (["CIV-PROK", "none", "none", "none"], 'second.jsonl:1: unknown rule "CIV-PROK", did you mean "CIV-PROC"?'),
        (["none"] * 5, 'second.jsonl:5: unknown post "g-5"; known are g-1'),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_named_with_its_line(small: Path, said: list[str], says: str) -> None:
    with pytest.raises(DataError, match=r".") as told:
        judged(small, answers(small, *said), RULES)
    assert says in str(told.value)


def test_a_post_answered_twice_is_refused(small: Path) -> None:
    second = written(small / "second.jsonl", [{"id": "g-1", "answer": "none"}] * 2)
    with pytest.raises(DataError, match=r"second\.jsonl:2: g-1 is answered twice"):
        judged(small, second, RULES)


@given(st.binary(max_size=60))
def test_whatever_the_file_holds_it_is_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    second = tmp_path_factory.getbasetemp() / "second.jsonl"
    second.write_bytes(data)
    with pytest.raises(DataError, match=r"second\.jsonl"):
        judged(SET, second, RULES)


def test_the_set_spreads_over_the_rules_and_hides_its_answers() -> None:
    counted = Counter(row["answer"] for row in FIRST)
    assert len(FIRST) == 150 and counted["none"] > 50
    assert set(counted) - {"none"} == RULES - {"CIB-NETWORK", "GPPPA", "INFO-BANNER"}
    shown = [json.loads(line) for line in (SET / "to_code.jsonl").read_text().splitlines()]
    assert all(set(post) <= {"id", "text", "posted_at", "region", "author"} for post in shown)


def test_no_post_of_the_set_comes_from_a_half_kept_apart() -> None:
    root = SET.parents[2]
    known = {}
    for name in SOURCES:
        for line in (root / name).read_text("utf-8").splitlines():
            post = json.loads(line)
            known[post["id"]] = post["text"]
    shown = map(json.loads, (SET / "to_code.jsonl").read_text("utf-8").splitlines())
    assert [known[a["from"]] for a in FIRST] == [post["text"] for post in shown]


def test_a_rule_s_card_tells_how_far_both_agree(small: Path) -> None:
    both = judged(small, answers(small, "CIV-PROC", "none", "none", "CIV-PROC"), RULES)
    page = rule_cards.rules_page(load_policy(None), [], [], both)
    row = next(line for line in page.splitlines() if line.startswith("| CIV-PROC "))
    assert row.endswith("| 1, 2, 1 | 0.50 | 0.53 |")
    assert "4 further posts were judged twice" in page


def test_the_command_writes_the_set_with_both_answers(suluh: Run, tmp_path: Path) -> None:
    second = tmp_path / "second.jsonl"
    written(second, [{"id": row["id"], "answer": row["answer"]} for row in FIRST])
    ran = suluh("eval", "golden", "--second", second, "--out", tmp_path / "out")
    assert ran.code == 0 and "kappa 1.000" in ran.said
    lines = (tmp_path / "out" / "golden.jsonl").read_text().splitlines()
    assert json.loads(lines[0])["answers"] == [FIRST[0]["answer"]] * 2
    told = json.loads((tmp_path / "out" / "agreement.json").read_bytes())
    assert told["over_all"]["cases"] == 150 and len(told["rules"]) == 29
    second.write_text("[]\n")
    assert suluh("eval", "golden", "--second", second, "--out", tmp_path / "out").code == 2
