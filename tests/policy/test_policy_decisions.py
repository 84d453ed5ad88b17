"""What follows from what was noticed: one table, each row with its reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
import pytest

from suluh.content import WIB, Author, Metrics, Place, Post
from suluh.policy.compiler import compile_policy
from suluh.policy.decide import decide
from suluh.policy.decision import Decision
from suluh.policy.language import load_policy
from suluh.signals.signal import Against, Seen, Signal, Stance

COMPILED = compile_policy(load_policy())
BEFORE = datetime(2024, 11, 10, 9, tzinfo=WIB)
QUIET = datetime(2024, 11, 25, 9, tzinfo=WIB)
VOTE = datetime(2024, 11, 27, 10, tzinfo=WIB)
TOPIC = Signal("election_topic", 0.9, "Pilkada")
WARGA = Author(handle="warga", kind="citizen", registered=False)


def contradiction(slot: str = "voting_date", sure: str = "act", **more: Any) -> Signal:
    details = {"slot": slot, "kind": "date", "sure": sure}
    details |= {k: more.pop(k) for k in ("stale", "instruction") if k in more}
    against = Against("fact", "ID-SCH-001", "2024-11-27")
    return Signal(
        "fact_contradiction", 0.95, "30 November", against=against, details=details, **more
    )


def claim(policy: str | None, level: str = "act", verdict: str = "false", **more: Any) -> Signal:
    details: dict[str, Any] = {"policy": policy, "level": level, "verdict": verdict}
    details |= {
        k: more.pop(k) for k in ("near_identical", "decided_by_person", "stale") if k in more
    }
    return Signal(
        "claim_match",
        0.9,
        "cukup bawa KTP",
        against=Against("review", "HX-001"),
        details=details,
        **more,
    )


def noticed(
    name: str, score: float = 0.95, stance: Stance = Stance.ASSERTS, **details: Any
) -> Signal:
    return Signal(name, score, "kata-kata", stance=stance, details=details)


def decided(
    *signals: Signal,
    at: datetime = BEFORE,
    author: Author = WARGA,
    posted: bool = True,
    **more: Any,
) -> Decision:
    post = Post(id="p", text="…", posted_at=at if posted else None, author=author, **more)
    return decide(post, [TOPIC, *signals], COMPILED, knowledge_version="k1", now=at)


S = Stance
# signals, outcome, proposed, queue, priority (None: no review)
CASES: list[tuple[list[Signal], str, str | None, str | None, str | None]] = [
    ([], "info_label", None, None, None),  # only talk about the election: the neutral link
    ([contradiction()], "reco_ineligible", "remove", "process", "P2"),  # false date, sure, asserted
    ([contradiction(sure="ask")], "info_label", "remove", "process", "P3"),  # not sure: a person
    (
        [contradiction(stance=S.REPORTS)],
        "info_label",
        "context_label",
        "process",
        "P3",
    ),  # passes on
    ([contradiction(stance=S.DOUBTS)], "info_label", "context_label", "process", "P3"),  # "katanya"
    ([contradiction(stance=S.DENIES)], "info_label", None, None, None),  # a debunk repeats the hoax
    ([contradiction(stance=S.ASKS)], "info_label", None, None, None),  # an honest question
    ([contradiction(stance=S.SUPPOSES)], "info_label", None, None, None),  # "kalau diundur …"
    ([contradiction(stance=S.WISHES)], "info_label", None, None, None),  # "harusnya diundur"
    ([contradiction(stance=S.MOCKS)], "info_label", None, None, None),  # satire without instruction
    ([contradiction(stance=S.TESTIFIES)], "info_label", None, None, None),  # "TPS saya telat buka"
    (
        [contradiction(stance=S.MOCKS, instruction=True)],
        "info_label",
        "context_label",
        "process",
        "P3",
    ),  # satire that instructs: a person
    (
        [contradiction(), noticed("satire")],
        "reco_ineligible",
        "remove",
        "process",
        "P2",
    ),  # looks serious: satire does not protect
    (
        [contradiction(sure="ask"), noticed("satire")],
        "info_label",
        None,
        None,
        None,
    ),  # a plain joke
    (
        [contradiction(sure="ask"), noticed("satire", solemn=True)],
        "info_label",
        "remove",
        "process",
        "P3",
    ),  # a joke with instructions that look serious
    (
        [contradiction(), noticed("news_report")],
        "info_label",
        "remove",
        "process",
        "P3",
    ),  # asserted inside a news frame: no limit, a person
    (
        [contradiction(), noticed("counter_speech")],
        "info_label",
        "remove",
        "process",
        "P3",
    ),  # "hoaks …, yang benar 28": no limit, a person
    (
        [contradiction(sure="ask"), noticed("counter_speech")],
        "info_label",
        None,
        None,
        None,
    ),  # unsure and in a debunk: left alone
    ([contradiction(sure="ask"), noticed("honest_question")], "info_label", None, None, None),
    (
        [contradiction(), noticed("honest_question")],
        "info_label",
        "remove",
        "process",
        "P3",
    ),  # stated, then "benar tidak?": a person
    ([contradiction(stale=True)], "context_label", None, "process", "P3"),  # was true when posted
    (
        [contradiction(sure="ask", stale=True)],
        "info_label",
        "context_label",
        "process",
        "P3",
    ),  # perhaps true when posted: never a removal, not even proposed
    (
        [contradiction(stale=True), contradiction()],
        "reco_ineligible",
        "remove",
        "process",
        "P2",
    ),  # one statement aged, another was never true
    (
        [contradiction(where=Seen(Place("speech", doubtful=True)))],
        "info_label",
        "remove",
        "process",
        "P3",
    ),  # heard by an unsure machine: may suggest, must not act
    ([contradiction("eligibility")], "reco_ineligible", "remove", "process", "P2"),  # who may vote
    ([contradiction("candidate_pair")], "reco_ineligible", "remove", "process", "P2"),
    (
        [contradiction("candidate_pair", stale=True)],
        "context_label",
        None,
        "process",
        "P3",
    ),  # Metro
    ([contradiction("recap_province")], "context_label", "remove", "process", "P3"),  # law, stages
    ([contradiction("elected")], "reco_ineligible", "remove", "process", "P2"),  # a false winner
    (
        [contradiction("quick_count_earliest")],
        "context_label",
        "remove",
        "process",
        "P3",
    ),  # any slot
    (
        [claim("CIV-PROC")],
        "reco_ineligible",
        "remove",
        "process",
        "P2",
    ),  # spread of a refuted claim
    ([claim("CIV-PROC", "suggest")], "info_label", "remove", "process", "P3"),
    ([claim("CIV-PROC", stance=S.DENIES)], "info_label", None, None, None),  # a debunk
    (
        [claim("CIV-PROC", "suggest"), noticed("fact_agreement")],
        "info_label",
        None,
        None,
        None,
    ),  # true
    (
        [claim("CIV-PROC"), noticed("fact_agreement")],
        "info_label",
        "remove",
        "process",
        "P3",
    ),  # half true: no limit, a person
    (
        [contradiction(), noticed("fact_agreement")],
        "reco_ineligible",
        "remove",
        "process",
        "P2",
    ),  # the right date beside wrong hours
    (
        [contradiction("voting_hours"), noticed("testimony")],
        "info_label",
        None,
        None,
        None,
    ),  # "TPS saya …"
    (
        [contradiction(), noticed("testimony")],
        "info_label",
        "remove",
        "process",
        "P3",
    ),  # but not a date
    ([claim("CIV-PROC"), noticed("counter_speech")], "info_label", None, None, None),
    ([claim("CIV-PROC"), noticed("news_report")], "info_label", None, None, None),  # a headline
    ([claim("CIV-PROC", verdict="true")], "info_label", None, None, None),  # a true claim
    ([claim(None)], "info_label", None, None, None),  # a control review
    (
        [claim("CIV-PROC", verdict="unproven")],
        "info_label",
        "remove",
        "process",
        "P3",
    ),  # no verdict
    (
        [claim("CIV-PROC", near_identical=True, decided_by_person=True)],
        "remove",
        None,
        "process",
        "P3",
    ),  # a copy of what a person decided: the one removal
    (
        [claim("CIV-PROC", near_identical=True)],
        "reco_ineligible",
        "remove",
        "process",
        "P2",
    ),  # a copy of what only a machine knows
    (
        [claim("CIV-PROC", near_identical=True, decided_by_person=True, stance=S.REPORTS)],
        "info_label",
        "context_label",
        "process",
        "P3",
    ),  # a copy quoted by someone: not removed
    ([noticed("triage", 0.99)], "info_label", None, "fact_check", "P4"),  # a model only queues
    ([noticed("triage", 0.99), noticed("education")], "info_label", None, "fact_check", "P4"),
    ([noticed("suspicion", 0.99, fact="ID-SCH-001")], "info_label", None, "process", "P4"),
    ([noticed("resemblance", 0.99, nearest="HATE-SARA")], "info_label", None, "fact_check", "P4"),
    ([noticed("resemblance", 0.19, nearest="HATE-SARA")], "info_label", None, None, None),
    ([noticed("threat", 0.85, severity=4)], "reco_ineligible", "remove", "emergency", "P0"),
    ([noticed("threat", 0.7, severity=4)], "info_label", "remove", "emergency", "P0"),
    ([noticed("intimidation", 0.85, severity=3)], "info_label", "remove", "safety", "P2"),
    ([noticed("disruption", 0.85, severity=4)], "reco_ineligible", "remove", "emergency", "P0"),
    ([noticed("disruption", 0.85, severity=3)], "info_label", "remove", "safety", "P1"),
    ([noticed("personal_data", 0.95, kind="own")], "info_label", None, None, None),
    ([noticed("triage", 0.99), noticed("news_report")], "info_label", None, None, None),
    ([noticed("judge", 0.99, rule="HATE-SARA")], "info_label", "remove", "safety", "P3"),
    ([noticed("unverified_fraud")], "info_label", "context_label", "fact_check", "P3"),  # not false
    ([noticed("unverified_fraud", viral=True)], "reco_ineligible", "remove", "fact_check", "P3"),
    (
        [noticed("unverified_fraud", viral=True), noticed("opinion")],
        "info_label",
        "context_label",
        "fact_check",
        "P3",
    ),  # any protection: no limit
    ([noticed("unverified_fraud", stance=S.TESTIFIES)], "info_label", None, None, None),  # saw it
    ([noticed("unverified_result")], "info_label", "context_label", "fact_check", "P3"),
    (
        [noticed("false_result")],
        "reco_ineligible",
        "remove",
        "process",
        "P2",
    ),  # right number, false status
    ([noticed("false_result", 0.7)], "info_label", "remove", "process", "P3"),
    ([noticed("vote_buying")], "reco_ineligible", "remove", "process", "P3"),
    ([noticed("vote_buying", 0.7)], "info_label", "remove", "process", "P3"),
    ([noticed("vote_buying", stance=S.DENIES)], "info_label", None, None, None),  # "tolak uangnya"
    ([noticed("threat", severity=4)], "reco_ineligible", "account_ban", "emergency", "P0"),
    (
        [noticed("threat", 0.6, severity=4)],
        "info_label",
        "remove",
        "emergency",
        "P0",
    ),  # look at once
    ([noticed("intimidation", severity=1)], "reco_ineligible", "remove", "safety", "P2"),
    ([noticed("disruption")], "reco_ineligible", "remove", "emergency", "P0"),
    ([noticed("hate_sara")], "reco_ineligible", "remove", "safety", "P2"),
    ([noticed("hate_sara", borderline=True)], "info_label", "reco_ineligible", "safety", "P3"),
    ([noticed("harassment")], "info_label", "remove", "safety", "P3"),  # never limited by machine
    ([noticed("personal_data")], "reco_ineligible", "remove", "safety", "P2"),
    ([noticed("scam", kind="apk")], "reco_ineligible", "remove", "scam", "P2"),
    ([noticed("scam", 0.6, kind="aid")], "info_label", "remove", "scam", "P3"),
    ([noticed("impersonation")], "context_label", "account_ban", "integrity", "P1"),
    (
        [noticed("coordination")],
        "info_label",
        "account_suspend",
        "integrity",
        "P2",
    ),  # behaviour, a person
    ([noticed("ai_media", kind="unlabelled")], "require_aigc_label", None, "media", "P3"),
    ([noticed("ai_media", kind="deceptive")], "reco_ineligible", "remove", "media", "P2"),
    ([noticed("conspiracy")], "info_label", "reco_ineligible", "fact_check", "P3"),
    ([noticed("conspiracy", names_person=True)], "info_label", "remove", "safety", "P2"),
    (
        [noticed("asn_neutrality")],
        "info_label",
        "refer_partner",
        "partner",
        "P4",
    ),  # never a penalty
    ([noticed("unregistered_campaign")], "info_label", "refer_partner", "partner", "P4"),
    ([noticed("election_topic", 0.2)], "info_label", None, None, None),
]


@pytest.mark.parametrize(("signals", "outcome", "proposed", "queue", "priority"), CASES)
def test_what_follows_from_what_was_noticed(
    signals: list[Signal],
    outcome: str,
    proposed: str | None,
    queue: str | None,
    priority: str | None,
) -> None:
    decision = decided(*signals)
    review = decision.review
    assert (decision.outcome, decision.proposed) == (outcome, proposed)
    assert (review and review.queue, review and review.priority) == (queue, priority)


def test_what_protects_a_post_is_recorded_with_the_rule() -> None:
    rules = {rule.id: rule for rule in decided(contradiction(stance=Stance.DENIES)).rules}
    assert (rules["CIV-PROC"].result, rules["CIV-PROC"].why) == ("protected", "EXC-COUNTER")
    rules = {rule.id: rule for rule in decided(contradiction(stance=Stance.ASKS)).rules}
    assert rules["CIV-PROC"].why == "EXC-QUESTION"


@pytest.mark.parametrize(
    ("now", "priority"),
    [
        (datetime(2024, 11, 24, 6, 59, tzinfo=WIB), "P2"),  # a minute before the 72 hours
        (datetime(2024, 11, 24, 7, 0, tzinfo=WIB), "P1"),  # 72 hours before the stations open
        (datetime(2024, 11, 27, 23, 59, tzinfo=WIB), "P1"),  # voting day to its end
        (datetime(2024, 11, 28, 0, 0, tzinfo=WIB), "P2"),
    ],
)
def test_a_false_date_is_most_urgent_within_72_hours_of_the_poll(
    now: datetime, priority: str
) -> None:
    review = decided(contradiction(), at=now).review
    assert review is not None and review.priority == priority


ORGANISED = [
    (Author(kind="party"), "info_label", "refer_partner"),  # queued for a person
    (Author(registered=True), "refer_partner", None),  # registered, and sure: a lead for Bawaslu
    (WARGA, "info_label", None),  # citizens may talk
]


@pytest.mark.parametrize(("author", "outcome", "proposed"), ORGANISED)
def test_the_quiet_period_binds_parties_and_registered_accounts_not_citizens(
    author: Author, outcome: str, proposed: str | None
) -> None:
    decision = decided(noticed("quiet_campaign"), at=QUIET, author=author)
    assert (decision.outcome, decision.proposed) == (outcome, proposed)


def test_campaigning_before_the_quiet_period_is_no_matter_of_it() -> None:
    decision = decided(noticed("quiet_campaign"), at=BEFORE, author=Author(kind="party"))
    assert "QUIET-CAMP" not in [rule.id for rule in decision.rules]


def test_an_unknown_author_is_recorded_as_not_evaluated_never_as_a_citizen() -> None:
    decision = decided(noticed("quiet_campaign"), at=QUIET, author=Author())
    rule = next(rule for rule in decision.rules if rule.id == "QUIET-CAMP")
    assert rule.result == "not_evaluated"
    assert rule.why == "unknown author.kind, author.registered"
    assert decision.outcome == "info_label"


def test_an_unknown_time_of_posting_leaves_the_early_count_not_evaluated() -> None:
    decision = decided(noticed("premature_count"), at=VOTE, posted=False)
    rule = next(rule for rule in decision.rules if rule.id == "QUIET-POLL")
    assert (rule.result, rule.why) == ("not_evaluated", "unknown post.posted_at")


def test_a_quick_count_is_early_until_three_in_the_afternoon() -> None:
    early = decided(noticed("premature_count"), at=VOTE)
    assert (early.outcome, early.proposed) == ("context_label", "reco_ineligible")
    assert decided(noticed("premature_count"), at=VOTE.replace(hour=15)).outcome == "info_label"


def test_an_input_that_nobody_supplied_is_named_once_for_a_post_about_the_election() -> None:
    missing = [r.why for r in decided(media=("a.mp4",)).rules if r.result == "not_evaluated"]
    assert missing == [
        "no input media (AI-DECEIVE, AI-LABEL, MIS-REPURPOSED)",
        "no input coordination (CIB-NETWORK)",
        "no input account_history (GPPPA)",
    ]
    without_topic = decide(
        Post(id="p", text="resep soto", media=("a.mp4",)),
        [noticed("political_topic", 0.1)],
        COMPILED,
        knowledge_version="k1",
        now=BEFORE,
    )
    assert without_topic.rules == ()


def test_in_the_quiet_period_an_author_of_unknown_kind_is_said_to_be_unknown() -> None:
    whys = [rule.why for rule in decided(at=QUIET, author=Author()).rules]
    assert "unknown author.kind (QUIET-CAMP)" in whys
    assert "unknown author.kind (QUIET-CAMP)" not in [r.why for r in decided(at=QUIET).rules]
    assert "unknown author.kind (QUIET-CAMP)" not in [r.why for r in decided(author=Author()).rules]


def test_a_post_without_a_time_says_which_rules_could_not_judge_it() -> None:
    whys = [rule.why for rule in decided(posted=False).rules]
    assert "unknown post.posted_at (QUIET-CAMP, QUIET-POLL)" in whys


def test_an_input_that_was_supplied_is_not_reported_missing() -> None:
    decision = decide(
        Post(id="p", media=("a.mp4",), posted_at=BEFORE),
        [TOPIC],
        COMPILED,
        knowledge_version="k1",
        now=BEFORE,
        inputs=frozenset({"media", "coordination", "account_history"}),
    )
    assert [rule.id for rule in decision.rules] == ["INFO-BANNER"]


def test_the_strongest_action_stands_and_every_rule_is_named() -> None:
    decision = decided(contradiction("recap_province"), noticed("scam", kind="apk"))
    assert decision.outcome == "reco_ineligible"
    assert {"CIV-LAWPROC", "SCAM-ELECTION", "INFO-BANNER"} <= {rule.id for rule in decision.rules}
    assert decision.review is not None and decision.review.priority == "P2"


def test_facts_and_reviews_are_named_so_that_a_reader_can_follow_them() -> None:
    decision = decided(contradiction(), claim("CIV-PROC"))
    assert (decision.facts, decision.reviews) == (("ID-SCH-001",), ("HX-001",))


def test_who_decided_is_said() -> None:
    assert decided().automated == "fully"
    assert decided(contradiction()).automated == "fully"  # a person looks later, and decides anew
    assert (
        decided(
            noticed(
                "claim_match",
                near_identical=True,
                decided_by_person=True,
                level="act",
                verdict="false",
                policy="CIV-PROC",
            )
        ).automated
        == "partially"
    )


def test_a_shadow_rule_is_counted_and_nothing_is_done() -> None:
    policy = load_policy()
    shadowed = tuple(
        msgspec.structs.replace(rule, state="shadow") if rule.id == "CIV-PROC" else rule
        for rule in policy.rules
    )
    compiled = compile_policy(msgspec.structs.replace(policy, rules=shadowed))
    post = Post(id="p", posted_at=BEFORE)
    decision = decide(post, [TOPIC, contradiction()], compiled, knowledge_version="k", now=BEFORE)
    rule = next(rule for rule in decision.rules if rule.id == "CIV-PROC")
    assert (rule.state, rule.result, rule.outcome) == ("shadow", "fired", "reco_ineligible")
    assert (decision.outcome, decision.proposed, decision.review) == ("info_label", None, None)


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_draft_and_retired_rules_are_not_evaluated_at_all(state: str) -> None:
    policy = load_policy()
    rules = tuple(
        msgspec.structs.replace(rule, state=state) if rule.id == "CIV-PROC" else rule
        for rule in policy.rules
    )
    compiled = compile_policy(msgspec.structs.replace(policy, rules=rules))
    post = Post(id="p", posted_at=BEFORE)
    decision = decide(post, [TOPIC, contradiction()], compiled, knowledge_version="k", now=BEFORE)
    assert "CIV-PROC" not in [rule.id for rule in decision.rules]


def test_a_wider_reach_and_a_nearer_vote_come_first_in_a_queue() -> None:
    def score(at: datetime = BEFORE, **more: Any) -> float:
        review = decided(contradiction(), at=at, **more).review
        assert review is not None
        return review.score

    assert score(metrics=Metrics(views=100_000)) > score(metrics=Metrics(views=100))
    assert score(at=VOTE) > score(at=BEFORE)
    assert score(author=Author(followers=1_000_000)) > score(author=Author(followers=10))
    assert score() == pytest.approx(
        score(metrics=Metrics(views=1000)), rel=0.01
    )  # unknown is neutral


def test_a_reporter_who_is_often_wrong_moves_a_post_down() -> None:
    post = Post(id="p", posted_at=BEFORE)
    scores = []
    for precision in (None, 0.5):
        decision = decide(
            post,
            [contradiction()],
            COMPILED,
            knowledge_version="k",
            now=BEFORE,
            reporter_precision=precision,
        )
        assert decision.review is not None
        scores.append(decision.review.score)
    assert scores[1] == pytest.approx(scores[0] / 2, rel=0.01)
