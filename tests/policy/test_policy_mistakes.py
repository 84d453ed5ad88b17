"""A mistake in a policy file is answered with its place, its cause and the likeliest intention.

The texts are kept word for word: they are what a person at KPU or Bawaslu reads."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.errors import DataError
from suluh.policy import lines
from suluh.policy.check import check_policy
from suluh.policy.language import find_policy, load_policy, read_policy

RULE = "rules/X.yaml"
BASE = """\
id: X
version: '1'
state: live
title: {id: Judul, en: Title}
description: {id: Uraian, en: Description}
sentence: {id: Kalimat, en: Sentence}
when:
  any:
    - {signal: vote_buying, score: {min: 0.5}}
levels:
  - level: ask
    outcome: info_label
severity: 1
action: remove
"""
SIGNAL = "{signal: vote_buying, score: {min: 0.5}}"
LEVEL = "  - level: ask\n    outcome: info_label\n"

# what is written instead of what, and the whole answer
MISTAKES: list[tuple[str, str, str]] = [
    (
        "signal: vote_buying",
        "signal: vote_buyin",
        'X.yaml:9: unknown signal "vote_buyin", did you mean "vote_buying"?',
    ),
    (
        "state: live",
        "state: hidup",
        'X.yaml:3: unknown state "hidup"; known are draft, live, retired, shadow',
    ),
    ("severity: 1", "severty: 1", 'X.yaml:13: unknown field "severty", did you mean "severity"?'),
    ("severity: 1\n", "", 'X.yaml:1: field "severity" is missing'),
    ("severity: 1", "severity: 9", "X.yaml:13: unknown severity 9; known are 0 to 4"),
    ("severity: 1", "severity: tinggi", 'X.yaml:13: expected a number, found "tinggi"'),
    (
        "action: remove",
        "action: removed",
        'X.yaml:14: unknown action "removed", did you mean "remove"?',
    ),
    (
        "action: remove",
        "action: remove\nid: X",
        'X.yaml:15: field "id" is given twice (first on line 1)',
    ),
    ("version: '1'", "version: 1", 'X.yaml:2: expected a text, found "1"; write it in quotes'),
    ("{id: Judul, en: Title}", "{id: Judul}", 'X.yaml:4: language "en" is missing'),
    (
        "en: Sentence}",
        "en: 'See {facts}'}",
        'X.yaml:6: unknown slot "facts", did you mean "fact"?',
    ),
    ("{min: 0.5}", "{min: 5}", "X.yaml:9: 5 is outside 0.0 to 1.0"),
    ("{min: 0.5}", "0.5", "X.yaml:9: expected `{min: …}` or `{min: …, max: …}`"),
    (
        "{min: 0.5}",
        "{min: 0.9, max: 0.5}",
        "X.yaml:9: nothing lies between min 0.9 and max 0.5",
    ),
    (
        SIGNAL,
        "{signal: vote_buying, stanc: asserts}",
        'X.yaml:9: unknown field of a signal "stanc", did you mean "stance"?',
    ),
    (
        SIGNAL,
        "{signal: vote_buying, stance: assert}",
        'X.yaml:9: unknown stance "assert", did you mean "asserts"?',
    ),
    (
        SIGNAL,
        "{signal: vote_buying, details: {kind: offers}}",
        'X.yaml:9: unknown kind "offers", did you mean "offer"?',
    ),
    (
        SIGNAL,
        "{signal: fact_contradiction, details: {shure: act}}",
        'X.yaml:9: unknown detail of fact_contradiction "shure", did you mean "sure"?',
    ),
    (
        SIGNAL,
        "{signal: claim_match, details: {verdict: false}}",
        "X.yaml:9: \"verdict\" is a text; write 'false' in quotes, or YAML reads a truth value",
    ),
    (
        SIGNAL,
        "{signal: hate_sara, details: {borderline: sedikit}}",
        'X.yaml:9: "borderline" is true or false, found "sedikit"',
    ),
    (
        SIGNAL,
        "{sinyal: vote_buying}",
        'X.yaml:9: unknown condition "sinyal", did you mean "signal"?',
    ),
    (
        SIGNAL,
        "{signal: scam, author: {kind: party}}",
        'X.yaml:9: "signal" and "author" stand in one condition; put them under `all:` or `any:`',
    ),
    (
        SIGNAL,
        "{author: {name: Paslon A}}",
        'X.yaml:9: a rule cannot look at "author.name": who is spoken of, or who speaks, must not decide',
    ),
    (
        SIGNAL,
        "{post: {tags: [wahdi]}}",
        'X.yaml:9: unknown post.tags "wahdi"; known are ad, aigc, edited, forwarded, paid_partnership, repost',
    ),
    (
        SIGNAL,
        "{signal: suspicion, details: {fact: [LP-CAN-1872-2b]}}",
        'X.yaml:9: unknown detail of suspicion "fact"; known are slot',
    ),
    (
        SIGNAL,
        "{author: {kind: partai}}",
        'X.yaml:9: unknown author.kind "partai", did you mean "party"?',
    ),
    (
        SIGNAL,
        "{posted: {within: masa_tenang}}",
        'X.yaml:9: unknown period "masa_tenang"; known are before_quick_count, campaign, media_ads, '
        "near_poll, quiet, quiet_and_vote",
    ),
    (
        SIGNAL,
        "{hit: {name: scam}}",
        'X.yaml:9: "hit" has a meaning in levels only; here write "signal"',
    ),
    (
        SIGNAL,
        "{not: {signal: scam}}",
        "X.yaml:8: a rule must notice at least one signal that is not under `not:`",
    ),
    (
        "when:\n  any:\n    - " + SIGNAL,
        "when:\n  any: " + SIGNAL,
        "X.yaml:8: expected a list of conditions, each on its own line after `- `",
    ),
    (
        "outcome: info_label",
        "outcome: remove",
        'X.yaml:12: a machine may not put "remove" in force alone; write `propose: remove` with a `review`, '
        "or ask for `{hit: {details: {near_identical: true, decided_by_person: true}}}`",
    ),
    (
        "outcome: info_label",
        "outcome: account_ban",
        'X.yaml:12: a machine may not put "account_ban" in force alone; write `propose: account_ban` with a `review`',
    ),
    (
        "outcome: info_label",
        "outcome: info_label\n    propose: remove",
        'X.yaml:11: level "ask" needs a `review`: a person must look at it',
    ),
    (
        LEVEL,
        LEVEL + "  - level: late\n    outcome: none\n",
        'X.yaml:11: level "ask" has no `when`, so the levels after it are never reached',
    ),
    (
        "outcome: info_label",
        "outcome: reco_ineligible\n    review: {queue: safety, priority: P2, why: {id: a, en: b}}",
        'X.yaml:12: "reco_ineligible" by machine is temporary; say what ends it: '
        "`until: review` or `until: fact_check_verdict`",
    ),
    (
        "outcome: info_label",
        "outcome: none\n    review: {queue: keselamatan, priority: P2, why: {id: a, en: b}}",
        'X.yaml:13: unknown queue "keselamatan"; known are emergency, fact_check, integrity, media, partner, '
        "process, safety, scam, senior_panel",
    ),
    (
        "outcome: info_label",
        "outcome: none\n    review: {queue: safety, priority: P7, why: {id: a, en: b}}",
        'X.yaml:13: unknown priority "P7"; known are P0, P1, P2, P3, P4',
    ),
    (
        "outcome: info_label",
        "outcome: context_label\n    propose: info_label\n    review: {queue: safety, priority: P2, why: {id: a, en: b}}",
        'X.yaml:13: "info_label" is not stronger than "context_label", which is in force already',
    ),
    (
        "action: remove",
        "action: remove\nexceptions: [EXC-NEW]",
        'X.yaml:15: unknown exception "EXC-NEW", did you mean "EXC-NEWS"?',
    ),
    (
        "title: {id: Judul",
        "title: {id: 'Judul",
        "X.yaml:4: not readable as YAML: while scanning a quoted scalar, found unexpected end of stream",
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped policy with one small rule."""
    target = tmp_path / "1"
    shutil.copytree(find_policy(), target)
    shutil.rmtree(target / "rules")
    (target / "rules").mkdir()
    (target / RULE).write_text(BASE, encoding="utf-8")
    return target


def test_the_small_rule_of_these_tests_is_itself_without_mistake(folder: Path) -> None:
    assert read_policy(folder)[1] == []


@pytest.mark.parametrize(("written", "instead", "answer"), MISTAKES)
def test_a_mistake_in_a_rule_names_place_cause_and_intention(
    folder: Path, written: str, instead: str, answer: str
) -> None:
    assert written in BASE
    (folder / RULE).write_text(BASE.replace(written, instead, 1), encoding="utf-8")
    assert [str(problem) for problem in read_policy(folder)[1]] == [answer]


FRAME_MISTAKES = [
    (
        "policy.yaml",
        "start: '2024-09-25T00:00:00+07:00'",
        "start: '2024-09-25T00:00:00'",
        'policy.yaml:13: the time "2024-09-25T00:00:00" has no offset; WIB is +07:00',
    ),
    (
        "policy.yaml",
        "vote_date: '2024-11-27'",
        "vote_date: '27 November'",
        "policy.yaml:9: expected a day such as '2024-11-27', found \"27 November\"",
    ),
    (
        "actions.yaml",
        "id: info_label",
        "id: none",
        'actions.yaml:8: "none" is given twice',
    ),
    (
        "exceptions.yaml",
        "signals: [news_report]",
        "signals: [newsreport]",
        'exceptions.yaml:14: unknown protection "newsreport", did you mean "news_report"?',
    ),
]


@pytest.mark.parametrize(("file", "written", "instead", "answer"), FRAME_MISTAKES)
def test_a_mistake_in_the_frame_names_its_place(
    folder: Path, file: str, written: str, instead: str, answer: str
) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert written in text
    (folder / file).write_text(text.replace(written, instead, 1), encoding="utf-8")
    assert answer in [str(problem) for problem in read_policy(folder)[1]]


def test_two_rules_of_one_name_are_refused(folder: Path) -> None:
    (folder / "rules/Y.yaml").write_text(BASE, encoding="utf-8")
    problems = [str(problem) for problem in read_policy(folder)[1]]
    assert problems == ['Y.yaml:1: rule "X" is already given in X.yaml']


def test_every_mistake_is_shown_at_once(folder: Path) -> None:
    text = BASE.replace("outcome: info_label", "outcome: remove")
    (folder / RULE).write_text(text, encoding="utf-8")
    (folder / "rules/Y.yaml").write_text(BASE.replace("live", "liv"), encoding="utf-8")
    check = check_policy(folder)
    assert not check.ok
    assert check.text.startswith("2 kesalahan dalam 1:\nX.yaml:12: a machine may not")
    assert 'Y.yaml:3: unknown state "liv", did you mean "live"?' in check.text


def test_loading_a_policy_with_mistakes_raises_the_first_with_its_line(folder: Path) -> None:
    (folder / RULE).write_text(BASE.replace("live", "liv"), encoding="utf-8")
    with pytest.raises(
        DataError, match=r'X\.yaml:3: unknown state "liv", did you mean "live"\?'
    ) as caught:
        load_policy(folder)
    assert (caught.value.file, caught.value.line) == ("X.yaml", 3)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("pilkada-2042@1", 'unknown policy "pilkada-2042", did you mean "pilkada-2024"?'),
        ("7", 'unknown policy version "7"; known are 1'),
    ],
)
def test_asking_for_a_policy_that_is_not_there_says_which_are(name: str, answer: str) -> None:
    with pytest.raises(DataError) as caught:
        load_policy(name)
    assert str(caught.value) == answer


def test_a_folder_without_rules_is_not_a_policy(folder: Path) -> None:
    (folder / RULE).unlink()
    assert "no rule files (rules/*.yaml) found" in check_policy(folder).text


def test_an_empty_and_a_binary_file_are_told_apart(folder: Path) -> None:
    (folder / RULE).write_text("", encoding="utf-8")
    assert "X.yaml:1: the file is empty" in check_policy(folder).text
    (folder / RULE).write_bytes(b"\xff\xfe\x00")
    assert "X.yaml: not UTF-8 text" in check_policy(folder).text


def test_a_policy_reads_the_same_with_and_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = load_policy()
    monkeypatch.setattr(lines, "libyaml_compose", None)
    assert load_policy() == fast


@pytest.mark.parametrize(("written", "instead", "answer"), [MISTAKES[0], MISTAKES[7], MISTAKES[-1]])
def test_mistakes_are_told_the_same_without_libyaml(
    folder: Path, monkeypatch: pytest.MonkeyPatch, written: str, instead: str, answer: str
) -> None:
    monkeypatch.setattr(lines, "libyaml_compose", None)
    (folder / RULE).write_text(BASE.replace(written, instead, 1), encoding="utf-8")
    assert [str(problem) for problem in read_policy(folder)[1]] == [answer]


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_reader_of_a_rule_fail_otherwise_than_by_a_mistake(text: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "X.yaml"
        path.write_text(text, encoding="utf-8", newline="")
        with contextlib.suppress(DataError):
            node = lines.read_yaml(path)
            node.shown()
            node.mapping()
