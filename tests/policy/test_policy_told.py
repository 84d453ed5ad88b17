"""A policy told to people: checked, shown rule by rule, and compared with another before it is adopted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
import pytest

from suluh.content import WIB, Post
from suluh.errors import RequestError
from suluh.facts import load
from suluh.facts.values import DateRangeValue
from suluh.policy.check import check_policy
from suluh.policy.compiler import compile_policy
from suluh.policy.conditions import noticed
from suluh.policy.decision import RuleOutcome
from suluh.policy.diff import diff_policies
from suluh.policy.language import load_policy
from suluh.policy.rule import FieldTest, Level, Policy, Rule, SignalTest
from suluh.policy.show import explain_outcome, show_rule
from suluh.policy.vocabulary import vocabulary
from suluh.policy.wording import phrase
from suluh.signals.signal import Against, Signal

POLICY = load_policy()
NOW = datetime(2024, 11, 10, 9, tzinfo=WIB)
RULES = (
    "ADS-FUND ADS-POL AI-DECEIVE AI-LABEL CAMP-UNREG CIB-ENGAGE CIB-NETWORK CIV-CAND CIV-DISRUPT CIV-ELIG "
    "CIV-ILLEGAL CIV-LAWPROC CIV-MISREP CIV-PROC CIV-RESULT CIV-SUPPRESS CIV-UNVER GPPPA HACKED HARASS HATE-SARA "
    "IMP-OFFICIAL INFO-BANNER MIS-CONSPIRACY MIS-HIGH MIS-REPURPOSED MONEY-POL NEUTRAL-ASN PRIV-DOX QUIET-CAMP "
    "QUIET-POLL SCAM-ELECTION"
).split()


def test_the_shipped_policy_has_every_rule_and_no_mistake() -> None:
    check = check_policy()
    assert check.ok and check.policy is not None
    assert [rule.id for rule in check.policy.rules] == RULES
    assert check.text.startswith(
        "Kebijakan pilkada-2024@1 baik. 32 aturan (32 berlaku, 0 bayangan,"
    )


def test_the_check_names_references_that_were_remembered_not_seen() -> None:
    notes = check_policy(lang="en").notes
    assert any("UU 27/2022" in note and "from memory" in note for note in notes)
    assert not any(note.startswith("CIV-PROC") for note in notes)


def test_the_facts_a_policy_points_at_exist() -> None:
    facts = load()
    assert check_policy(slots=facts.by_slot, facts=facts.by_id).unknown_facts == ()


def test_the_check_says_which_facts_do_not_exist() -> None:
    check = check_policy(slots=["voting_date"], facts=["ID-SCH-001"], lang="en")
    assert 'CIV-ELIG: there is no fact slot "eligibility"' in check.unknown_facts
    assert "period quiet: there is no fact ID-SCH-004" in check.unknown_facts


def test_every_question_that_has_a_fact_belongs_to_exactly_one_rule_of_contradiction() -> None:
    owners = [slot for rule in POLICY.rules for slot in _contradiction_slots(rule)]
    assert len(owners) == len(set(owners))
    spared = {
        slot
        for test in _tests(POLICY.rule("CIV-LAWPROC"))
        for detail in test.details
        if detail.negated and detail.key == "slot"
        for slot in detail.values
    }
    assert spared == set(owners)


def _tests(rule: Rule | None) -> list[SignalTest]:
    assert rule is not None
    return [test for test in noticed(rule.when) if "fact_contradiction" in test.names]


def _contradiction_slots(rule: Rule) -> list[object]:
    return [
        slot
        for test in _tests(rule)
        for detail in test.details
        if detail.key == "slot" and not detail.negated
        for slot in detail.values
    ]


def test_the_periods_say_what_the_facts_say() -> None:
    facts = load()
    poll = POLICY.vote_date
    assert facts.voting_date == poll
    assert {fact for period in POLICY.periods.values() for fact in period.facts} <= set(facts.by_id)
    quiet = facts.by_id["ID-SCH-004"].value
    assert isinstance(quiet, DateRangeValue)
    period = POLICY.periods["quiet"]
    assert period.start is not None and period.end is not None
    assert (period.start.date(), period.end.date()) == (quiet.start, quiet.end + timedelta(days=1))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_rule_can_be_shown_in_both_languages(rule: str, lang: str) -> None:
    shown = show_rule(POLICY, rule, lang)
    title = shown.rule.title.en if lang == "en" else shown.rule.title.id
    assert shown.text.startswith(f"{rule}  {title}\n")
    assert all(level.name in shown.text for level in shown.rule.levels)


def test_a_rule_is_shown_with_its_condition_consequence_and_examples() -> None:
    text = show_rule(POLICY, "QUIET-POLL", "id").text
    for line in (
        "keadaan: berlaku",
        "salah satu dari:",
        "diunggah pada masa before_quick_count (24-11-2024 00.00 +0700 sampai 27-11-2024 15.00 +0700)",
        "Pemberitaan (EXC-NEWS)",
        "→ berlaku sekarang: Label konteks/belum terverifikasi (context_label)",
        "(25 Nov) Survei terbaru: Paslon A 61 persen.",
        "PKPU 9/2022 Pasal 19(2),(3),(5) (terlihat)",
    ):
        assert line in text


def test_every_signal_has_a_name_in_both_languages() -> None:
    for name in vocabulary().signals:
        assert phrase(f"signal_{name}", "id") and phrase(f"signal_{name}", "en")


def test_a_rule_that_does_not_exist_is_answered_with_the_likeliest() -> None:
    with pytest.raises(RequestError, match='unknown rule "CIV-PROCS", did you mean "CIV-PROC"'):
        show_rule(POLICY, "CIV-PROCS")


@pytest.mark.parametrize(
    ("result", "why", "sentence"),
    [
        ("protected", "EXC-NEWS", "dilindungi oleh Pemberitaan"),
        (
            "not_evaluated",
            "unknown author.kind",
            "tidak dinilai, karena tidak diketahui author.kind",
        ),
        (
            "not_evaluated",
            "no input coordination (CIB-NETWORK)",
            "tidak dinilai, karena tidak ada analisis jaringan akun",
        ),
        ("fired", "act", "berlaku pada tingkat act"),
    ],
)
def test_a_rules_answer_is_a_sentence(result: str, why: str, sentence: str) -> None:
    assert explain_outcome(POLICY, RuleOutcome("X", "1", result=result, why=why)) == sentence


# Comparing two policies -------------------------------------------------------------------


def milder() -> Policy:
    """The shipped policy where a false voting date is only labelled."""

    def changed(level: Level) -> Level:
        if level.name != "act":
            return level
        return msgspec.structs.replace(level, outcome="context_label", also=(), until=None)

    rules = tuple(
        msgspec.structs.replace(rule, levels=tuple(changed(level) for level in rule.levels))
        if rule.id == "CIV-PROC"
        else rule
        for rule in POLICY.rules
    )
    return msgspec.structs.replace(POLICY, version="2", rules=rules)


def stream() -> list[tuple[Post, Sequence[Signal]]]:
    topic = Signal("election_topic", 0.9, "Pilkada")
    false_date = Signal(
        "fact_contradiction",
        0.95,
        "30 November",
        against=Against("fact", "ID-SCH-001", "2024-11-27"),
        details={"slot": "voting_date", "sure": "act"},
    )
    return [
        (Post(id="1", text="Paslon A: nyoblos 30 November", posted_at=NOW), [topic, false_date]),
        (Post(id="2", text="Paslon B: nyoblos 30 November", posted_at=NOW), [topic, false_date]),
        (Post(id="3", text="Paslon B menyapa warga", posted_at=NOW), [topic]),
    ]


def mentions(post: Post) -> list[str]:
    return [name for name in ("Paslon A", "Paslon B") if name in post.text]


def test_a_policy_is_compared_with_another_before_it_is_adopted() -> None:
    diff = diff_policies(
        compile_policy(POLICY), compile_policy(milder()), stream(), mentions=mentions
    )
    assert (diff.posts, diff.changed) == (3, 2)
    assert diff.moves == {"reco_ineligible → context_label": 2}
    assert diff.rules["CIV-PROC"] == (2, 2)
    assert {
        name: (c.posts, c.changed, c.stricter, c.milder) for name, c in diff.mentions.items()
    } == {
        "Paslon A": (1, 1, 0, 1),
        "Paslon B": (2, 1, 0, 1),
    }
    assert diff.examples[0].before == "reco_ineligible+remove/P2"
    assert diff.examples[0].after == "context_label+remove/P2"
    text = diff.text()
    assert (
        "Membandingkan pilkada-2024@1 dengan pilkada-2024@2 pada 3 unggahan: 2 keputusan berubah."
        in text
    )
    assert "Paslon B: 1 dari 2 unggahan berubah (0 lebih ketat, 1 lebih ringan)" in text


def test_a_policy_compared_with_itself_changes_nothing() -> None:
    compiled = compile_policy(POLICY)
    diff = diff_policies(compiled, compiled, stream())
    assert diff.changed == 0
    assert "No decision changes." in diff.text("en")


def test_a_rule_in_shadow_is_counted_apart() -> None:
    rules = tuple(
        msgspec.structs.replace(rule, state="shadow") if rule.id == "CIV-PROC" else rule
        for rule in POLICY.rules
    )
    shadowed = compile_policy(msgspec.structs.replace(POLICY, version="2", rules=rules))
    diff = diff_policies(compile_policy(POLICY), shadowed, stream())
    assert diff.rules["CIV-PROC"] == (2, 0)
    assert diff.rules["CIV-PROC (shadow)"] == (0, 2)


def test_a_condition_on_unknown_fields_counts_a_rule_less() -> None:
    only_parties = FieldTest("author", "kind", ("party",))
    rules = tuple(
        msgspec.structs.replace(
            rule,
            levels=tuple(
                msgspec.structs.replace(level, when=only_parties) for level in rule.levels
            ),
        )
        if rule.id == "CIV-PROC"
        else rule
        for rule in POLICY.rules
    )
    other = compile_policy(msgspec.structs.replace(POLICY, version="3", rules=rules))
    diff = diff_policies(compile_policy(POLICY), other, stream())
    assert diff.rules["CIV-PROC"] == (2, 0)
    assert diff.moves == {"reco_ineligible → info_label": 2}
