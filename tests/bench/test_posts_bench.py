"""What `suluh bench posts` and `suluh bench neutrality` count, on decisions that are known."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console

from suluh.bench import neutrality, posts
from suluh.bench.stream import stream
from suluh.bench.table import show
from suluh.content import WIB, Post
from suluh.errors import InputError
from suluh.knowledge import Knowledge
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decision import Decision, Review, RuleOutcome

NOW = datetime(2024, 11, 20, tzinfo=WIB)
WAITS = Review("process", "P3", "lihat")


def decision(
    post: Post, outcome: str = "none", *, waits: bool = False, fact: str | None = None
) -> Decision:
    return Decision(
        post.id, NOW, "k", "p", outcome,
        review=WAITS if waits else None,
        rules=(RuleOutcome("CIV-PROC", "1"),) if waits or outcome == "reco_ineligible" else (),
        facts=(fact,) if fact else (),
    )  # fmt: skip


Decide = Callable[[Sequence[Post]], list[Decision]]


def by_id(**outcomes: dict[str, object]) -> Decide:
    """Decides each post as the test says."""
    return lambda many: [decision(post, **outcomes.get(post.id, {})) for post in many]  # type: ignore[arg-type]


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return path


ROWS = (
    {"id": "a1", "text": "x", "expect": "act", "fact": "F1", "kind": "date"},
    {"id": "a2", "text": "x", "expect": "act", "fact": "F1", "kind": "date"},
    {"id": "a3", "text": "x", "expect": "act", "fact": "F1", "kind": "hours"},
    {"id": "f1", "text": "x", "expect": "flag"},
    {"id": "l1", "text": "x", "expect": "leave"},
    {"id": "l2", "text": "x", "expect": "leave"},
    {"id": "l3", "text": "x", "expect": "leave"},
)


@pytest.fixture
def result(tmp_path: Path) -> dict[str, object]:
    decide = by_id(
        a1={"outcome": "reco_ineligible", "fact": "F1"},  # limited, with the right fact
        a2={"outcome": "info_label", "waits": True, "fact": "F2"},  # asked, with another fact
        a3={"outcome": "info_label"},  # missed: the banner finds nothing
        f1={"waits": True},
        l1={"outcome": "info_label"},  # the banner touches nobody
        l2={"waits": True},  # bothered
        l3={"outcome": "context_label"},  # touched
    )
    return posts.run(write(tmp_path / "p.jsonl", *ROWS), decide)


def test_found_is_limited_or_waiting_under_a_rule(result: dict[str, object]) -> None:
    assert result["act"] == {"n": 3, "found": 2, "rate": 0.6667, "limited": 1, "right_fact": 0.3333}
    assert result["flag"]["found"] == 1  # type: ignore[index]


def test_touched_is_limited_and_bothered_is_asked(result: dict[str, object]) -> None:
    assert result["leave"] == {"n": 3, "touched": 1, "bothered": 1}


def test_f1_is_counted_with_and_without_questions(result: dict[str, object]) -> None:
    assert result["f1"] == {
        "recall": 0.75,  # 3 of 4
        "touched_precision": 0.75,  # 3 found, 1 touched
        "touched_f1": 0.75,
        "strict_precision": 0.6,  # 3 found, 2 touched or asked
        "strict_f1": 0.6667,
    }


def test_rows_tell_each_post_apart_and_groups_add_up(result: dict[str, object]) -> None:
    assert [row["right"] for row in result["rows"]] == [True, True, False, True, True, True, False]  # type: ignore[attr-defined]
    kinds = result["by"]["kind"]  # type: ignore[index]
    assert kinds["date"]["found"] == 2 and kinds["hours"]["found"] == 0


def test_the_figures_can_be_printed(result: dict[str, object]) -> None:
    console = Console(record=True, width=120)
    show(posts.table(result), console)
    assert "0.750" in console.export_text()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('{"text": "x"}', "p.jsonl:2: expect is one of act, flag, leave"),  # nothing expected
        ('{"text": "x", "expect": "hapus"}', "not 'hapus'"),  # something else expected
        ("[1]", "p.jsonl:2"),  # no post at all
        ('{"text": ', "p.jsonl:2"),  # cut
        (
            '{"id": "a", "expect": "act", "posted_at": "kemarin"}',
            "posted_at",
        ),  # a post with a mistake
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, row: str, told: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"text": "x", "expect": "act"}\n' + row + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=told.replace(".", r"\.")):
        posts.run(path, by_id())


def test_an_empty_file_divides_by_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes(b"")
    assert posts.run(path, by_id())["f1"]["recall"] == 0.0


# --- neutrality: what is exchanged is tested with the audit


def unfair(word: str) -> Decide:
    """A policy that treats one side worse."""
    return lambda many: [decision(p, "reco_ineligible" if word in p.text else "none") for p in many]


NAMED = (
    {"id": "n1", "text": "Kantor Partai Gerindra ramai sekali"},
    {"id": "n2", "text": "Coblos nomor urut 1 ya"},
    {"id": "n3", "text": "Nasi uduk depan gang"},
)


def test_a_fair_policy_changes_nothing(
    tmp_path: Path, opened_parts: tuple[Knowledge, CompiledPolicy]
) -> None:
    result = neutrality.run(write(tmp_path / "p.jsonl", *NAMED), by_id(), opened_parts[0])
    assert (result["posts"], result["naming"]) == (3, 2)
    assert result["swaps"] >= 2
    assert result["changed"] == 0


@pytest.mark.parametrize(
    ("word", "post"),
    [
        ("Gerindra", "n1"),  # against a party
        ("nomor urut 1", "n2"),  # against a number
    ],
)
def test_an_unfair_policy_is_found_out_with_the_post(
    tmp_path: Path, opened_parts: tuple[Knowledge, CompiledPolicy], word: str, post: str
) -> None:
    result = neutrality.run(write(tmp_path / "p.jsonl", *NAMED), unfair(word), opened_parts[0])
    assert result["changed"] > 0
    assert {example["post"] for example in result["examples"]} == {post}


# --- the stream for the speed bench


def test_the_same_seed_gives_the_same_stream_with_about_the_share_asked() -> None:
    lines = list(stream(4000, share=0.02))
    assert lines == list(stream(4000, share=0.02))
    about = sum(b"url" in line for line in lines)
    assert 40 <= about <= 130
    assert len({json.loads(line)["id"] for line in lines}) == 4000
