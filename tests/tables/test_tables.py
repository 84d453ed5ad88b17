"""The hand-written tables of posts: their fields, their spread, and two halves that share nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PAIRS = {
    "contradiction": ("contradiction_tune.jsonl", "contradiction_kept_apart.jsonl"),
    "flags": ("flags.jsonl", "flags_kept_apart.jsonl"),
}
FILES = [name for pair in PAIRS.values() for name in pair]
FLOOR = {"contradiction": 390, "flags": 120}
NEEDED = {"id", "text", "posted_at", "expect", "kind", "form", "language", "why"}
EXTRA = {"region", "author", "fact", "tags", "platform", "media"}
LANGUAGES = {"id", "slang", "jv", "su", "en", "mix", "obfuscated"}
FORMS = set(
    "true false adjacent other_election asked denied hypothetical satire reported hearsay wish "
    "testimony sarcasm stale asserted".split()
)
FACT = re.compile(r"(ID|LP)-[A-Z]{2,3}-\w+(-\w+)?")
TOO_ALIKE = 0.35  # share of common 4-letter pieces; two independent sentences stay well below it


def posts(name: str) -> list[dict[str, Any]]:
    """Every post of a table, in its order."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def pieces(text: str) -> set[str]:
    """The 4-letter pieces of a text, without case, signs and spaces."""
    plain = unicodedata.normalize("NFKD", text).lower()
    letters = "".join(c for c in plain if c.isalnum())
    return {letters[i : i + 4] for i in range(max(1, len(letters) - 3))}


def alike(one: set[str], other: set[str]) -> float:
    """Jaccard similarity of two sets of pieces, 0 to 1."""
    return len(one & other) / len(one | other)


@pytest.mark.parametrize("name", FILES)
def test_every_post_has_the_fields_and_no_others(name: str) -> None:
    for post in posts(name):
        assert set(post) >= NEEDED, post["id"]
        assert not set(post) - NEEDED - EXTRA, post["id"]


@pytest.mark.parametrize("name", FILES)
def test_every_value_is_one_of_the_known_ones(name: str) -> None:
    for post in posts(name):
        assert post["expect"] in {"act", "flag", "leave"}, post["id"]
        assert post["language"] in LANGUAGES, post["id"]
        assert post["form"] in FORMS, post["id"]
        assert post["text"].strip() and post["why"].strip(), post["id"]
        assert "fact" not in post or FACT.fullmatch(post["fact"]), post["id"]


@pytest.mark.parametrize("name", FILES)
def test_every_time_is_aware_and_near_the_election(name: str) -> None:
    for post in posts(name):
        seen = datetime.fromisoformat(post["posted_at"])
        assert seen.utcoffset() is not None, post["id"]
        assert date(2024, 8, 1) < seen.date() < date(2025, 7, 1), post["id"]


def test_ids_are_unique_over_all_tables() -> None:
    ids = Counter(post["id"] for name in FILES for post in posts(name))
    assert not [i for i, n in ids.items() if n > 1]


@pytest.mark.parametrize("pair", PAIRS)
def test_each_half_is_large_and_mixed(pair: str) -> None:
    for name in PAIRS[pair]:
        table = posts(name)
        assert len(table) >= FLOOR[pair]
        left = sum(post["expect"] == "leave" for post in table) / len(table)
        assert 0.4 <= left <= 0.6, f"{name}: {left:.0%} are to be left alone"
        tongues = Counter(post["language"] for post in table)
        assert all(tongues[t] for t in ("id", "slang", "jv", "su", "en", "obfuscated")), tongues


def test_a_false_statement_on_voting_is_never_marked_as_left_alone() -> None:
    for name in PAIRS["contradiction"]:
        for post in posts(name):
            if post["form"] == "false":
                assert post["expect"] != "leave", post["id"]


def test_what_is_denied_asked_or_true_is_left_alone() -> None:
    for name in PAIRS["contradiction"]:
        for post in posts(name):
            if post["form"] in {"true", "denied", "asked", "reported", "testimony", "adjacent"}:
                assert post["expect"] == "leave", post["id"]


@pytest.mark.parametrize("pair", PAIRS)
def test_no_post_of_one_half_is_a_copy_of_the_other_half(pair: str) -> None:
    tune, apart = (posts(name) for name in PAIRS[pair])
    known = [(post["id"], pieces(post["text"])) for post in tune]
    for post in apart:
        own = pieces(post["text"])
        for i, other in known:
            assert alike(own, other) < TOO_ALIKE, f"{post['id']} repeats {i}"


@pytest.mark.parametrize("name", FILES)
def test_no_text_stands_twice_in_a_table(name: str) -> None:
    texts = Counter(" ".join(post["text"].lower().split()) for post in posts(name))
    assert not [t for t, n in texts.items() if n > 1]


def test_phone_numbers_are_plainly_invented() -> None:
    for name in FILES:
        for post in posts(name):
            for number in re.findall(r"\b08\d{2}[- ]?\d{4}[- ]?\d{3,4}\b", post["text"]):
                assert "0000" in number, f"{post['id']}: {number}"


def demo() -> list[dict[str, Any]]:
    """The demonstration posts that ship with the package."""
    path = HERE.parents[1] / "suluh" / "demo" / "posts.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_demonstration_posts_have_unique_ids_and_reserved_addresses() -> None:
    table = demo()
    assert 300 <= len(table) <= 360
    assert len({post["id"] for post in table}) == len(table)
    for post in table:
        assert post["url"].startswith("https://example.org/"), post["id"]
        for site in re.findall(r"https?://([\w.-]+)", post["text"]):
            assert site.endswith(".example"), f"{post['id']}: {site}"


def test_every_demonstration_post_says_for_which_rule_it_was_written() -> None:
    told = {row["id"] for row in posts("demo_rules.jsonl")}
    assert told == {post["id"] for post in demo()}


def test_every_enforced_rule_has_a_breaking_and_a_harmless_demonstration_post() -> None:
    rows = posts("demo_rules.jsonl")
    rules = {row["rule"] for row in rows if row["rule"]}
    for rule in rules:
        kinds = {row["violating"] for row in rows if row["rule"] == rule}
        assert kinds == {True, False}, rule
    assert len(rules) >= 30
    plain = sum(row["rule"] is None for row in rows)
    assert plain / len(rows) >= 0.25


def test_one_account_is_described_the_same_in_every_demonstration_post() -> None:
    seen: dict[str, dict[str, Any]] = {}
    for post in demo():
        author = post["author"]
        assert seen.setdefault(author["handle"], author) == author, post["id"]
