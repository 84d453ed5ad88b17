"""Track A told from the report to the end, through the one function."""

from __future__ import annotations

import pytest
from telling import CANDIDATE, Story, in_review, removed, reported

from suluh.cases import NotAllowed, NotNow, case_of, possible
from suluh.cases import events as e
from suluh.cases.actors import Role
from suluh.cases.guards import outcome_in_force


def test_a_false_voting_date_is_reported_decided_notified_and_closed() -> None:
    story = removed()
    assert story.now.state == "notified"
    assert story.now.decision and story.now.decision.by == "rani"
    assert story.now.executed == "remove"
    assert story.say(e.Closed, "meja", 40).state == "closed"
    states = [entry.state for entry in story.now.history]
    assert states == [
        "submitted",
        "acknowledged",
        "triaged",
        "in_review",
        "decided",
        "notified",
        "closed",
    ]


def test_the_same_events_always_make_the_same_case() -> None:
    story = removed()
    assert case_of(story.told) == story.now
    assert case_of(e.read(e.recorded(event).body) for event in story.told) == story.now


def test_a_draft_is_sent_by_whoever_wrote_it() -> None:
    story = Story()
    story.say(e.Drafted, "bawaslu", 0, thing=CANDIDATE, words="belum selesai")
    with pytest.raises(NotAllowed, match="whoever wrote it"):
        story.say(e.Reported, "warga", 1, track="A", thing=CANDIDATE)
    assert story.say(e.Reported, "bawaslu", 2, track="A", thing=CANDIDATE).state == "submitted"


def test_no_one_decides_his_own_report() -> None:
    story = in_review()
    story.say(e.Sighted, "rani", 12, thing=story.now.thing, role=Role.REPORTER_TRUSTED)
    with pytest.raises(NotAllowed) as refused:
        story.say(e.Decided, "rani", 13, outcome="remove", severity=3)
    assert refused.value.id == "Tidak seorang pun memutus laporannya sendiri."
    assert story.say(e.Decided, "sari", 14, outcome="remove", severity=3).state == "decided"


@pytest.mark.parametrize(
    "role", [Role.TRIAGE, Role.MACHINE, Role.AUDITOR, Role.REPORTER_TRUSTED, Role.FACT_CHECKER]
)
def test_only_reviewers_and_the_panel_decide(role: Role) -> None:
    story = in_review()
    with pytest.raises(NotAllowed, match="may not"):
        story.say(e.Decided, "x", 20, role=role, outcome="remove")


def test_waiting_for_information_leads_back_to_where_it_was() -> None:
    story = in_review()
    story.say(e.Routed, "meja", 12, to="with_security")
    story.say(e.InfoAsked, "rani", 20, question="Di TPS mana?")
    assert story.now.state == "needs_info"
    assert (
        story.say(e.InfoAnswered, "bawaslu", 90, answer="TPS 7 Metro Timur").state
        == "with_security"
    )
    assert [m.words for m in story.now.messages] == ["Di TPS mana?", "TPS 7 Metro Timur"]


def test_with_a_fact_checker_it_is_not_recommended_until_it_is_decided() -> None:
    story = in_review()
    assert story.say(e.Routed, "meja", 12, to="with_fact_checker").limit == "reco_ineligible"
    with pytest.raises(NotNow):
        story.say(e.Decided, "rani", 13, outcome="remove")
    story.say(e.FactChecked, "cekfakta", 60, verdict="Salah", review="https://contoh.id/cek/1")
    assert (story.now.state, story.now.limit) == ("in_review", "reco_ineligible")
    assert story.say(e.Decided, "rani", 70, outcome="context_label").limit is None


def test_the_organisation_that_reported_does_not_decide_either() -> None:
    story = in_review()
    with pytest.raises(NotAllowed, match="organisation that reported"):
        story.say(e.Decided, "rani", 20, outcome="remove", organisation="bawaslu-bdl")
    story.say(
        e.Absorbed,
        "meja",
        21,
        other="2",
        reporters=("x",),
        organisations=("pemantau",),
        sightings=3,
    )
    with pytest.raises(NotAllowed, match="organisation that reported"):
        story.say(e.Decided, "rani", 22, outcome="remove", organisation="pemantau")
    assert story.say(e.Decided, "rani", 23, outcome="remove", organisation="platform").seen == 4


# Two persons ------------------------------------------------------------------------------


def test_a_candidates_account_takes_two_persons_of_the_senior_panel() -> None:
    story = in_review(CANDIDATE)
    with pytest.raises(NotAllowed, match="senior panel"):
        story.say(e.Decided, "rani", 20, outcome="remove")
    assert story.say(e.Decided, "panel1", 21, outcome="remove").state == "awaiting_second"
    assert story.now.decision is None
    with pytest.raises(NotAllowed, match="already spoken"):
        story.say(e.Decided, "panel1", 22, outcome="remove")
    assert story.say(e.Decided, "panel2", 23, outcome="remove", blind=True).state == "decided"
    assert story.now.judged_by == {"panel1", "panel2"}


def test_two_who_differ_decide_nothing_and_two_others_go_on() -> None:
    story = in_review(CANDIDATE)
    story.say(e.Decided, "panel1", 21, outcome="remove")
    assert story.say(e.Decided, "panel2", 22, outcome="no_action").state == "in_review"
    assert story.now.decision is None
    with pytest.raises(NotAllowed):
        story.say(e.Decided, "panel2", 23, outcome="no_action")
    story.say(e.Decided, "panel3", 24, outcome="no_action")
    assert story.say(e.Decided, "panel4", 25, outcome="no_action").state == "decided"


@pytest.mark.parametrize("kind", ["candidate", "party", "government", "campaign"])
def test_triage_can_find_that_an_account_is_protected_but_not_that_it_no_longer_is(
    kind: str,
) -> None:
    story = reported()
    story.say(e.Acknowledged, "meja", 5)
    assert story.say(e.Triaged, "meja", 6, priority="P1", severity=2, account_kind=kind).needs_two
    with pytest.raises(NotNow, match="two-person rule"):
        story.say(e.Triaged, "meja", 7, priority="P1", severity=2, account_kind="citizen")


def test_the_gravest_breach_takes_two_even_when_only_the_decider_calls_it_so() -> None:
    story = in_review(severity=2)
    with pytest.raises(NotAllowed, match="senior panel"):
        story.say(e.Decided, "rani", 20, outcome="remove", severity=4)
    story.say(e.Decided, "panel1", 21, outcome="remove", severity=4)
    with pytest.raises(NotAllowed, match="senior panel"):
        story.say(e.Decided, "rani", 22, outcome="remove", severity=2)
    assert story.say(e.Decided, "panel2", 23, outcome="remove", severity=2).state == "decided"


# Appeals ----------------------------------------------------------------------------------


def test_an_overturned_removal_is_restored_before_the_case_is_closed() -> None:
    story = removed()
    story.say(e.Appealed, "pembuat", 100, words="Itu kutipan berita, bukan ajakan")
    with pytest.raises(NotAllowed):
        story.say(e.AppealDecided, "rani", 110, verdict="overturned")  # a reviewer hears no appeals
    with pytest.raises(NotAllowed, match="already spoken"):
        story.say(e.AppealDecided, "rani", 110, role=Role.APPEAL_PANEL, verdict="overturned")
    story.say(e.AppealDecided, "banding1", 120, verdict="overturned", reason="pelaporan berita")
    with pytest.raises(NotNow, match="restore first"):
        story.say(e.Closed, "meja", 121)
    story.say(e.Restored, "mesin", 122)
    assert story.say(e.Closed, "meja", 123).state == "closed"
    assert outcome_in_force(story.now) == "no_action"


def test_a_modified_decision_says_what_holds_and_is_carried_out() -> None:
    story = removed()
    story.say(e.Appealed, "pembuat", 100)
    with pytest.raises(NotNow, match="what holds instead"):
        story.say(e.AppealDecided, "banding1", 110, verdict="modified")
    with pytest.raises(NotNow, match="no modification"):
        story.say(e.AppealDecided, "banding1", 110, verdict="modified", outcome="remove")
    story.say(e.AppealDecided, "banding1", 120, verdict="modified", outcome="context_label")
    story.say(e.Restored, "mesin", 121)
    with pytest.raises(NotNow, match="carry out"):
        story.say(e.Closed, "meja", 122)
    story.say(e.Executed, "mesin", 123, outcome="context_label")
    assert story.say(e.Closed, "meja", 124).state == "closed"


def test_an_appeal_about_a_candidates_account_takes_two_as_well() -> None:
    story = in_review(CANDIDATE)
    story.say(e.Decided, "panel1", 21, outcome="remove")
    story.say(e.Decided, "panel2", 22, outcome="remove")
    story.say(e.Executed, "mesin", 23, outcome="remove")
    story.say(e.Notified, "meja", 24, whom="reporter")
    story.say(e.Notified, "meja", 24, whom="author", appeal_key="0" * 64)
    story.say(e.Appealed, "pembuat", 25)
    assert story.say(e.AppealDecided, "banding1", 26, verdict="upheld").state == "appealed"
    assert story.say(e.AppealDecided, "banding2", 27, verdict="upheld").state == "appeal_decided"
    assert story.now.decision and story.now.decision.outcome == "remove"


def test_the_reporter_may_appeal_that_nothing_was_done_and_nobody_else() -> None:
    story = in_review()
    story.say(e.Decided, "rani", 20, outcome="no_action")
    assert (
        story.say(e.Notified, "meja", 21, whom="reporter").state == "notified"
    )  # the author hears of nothing
    with pytest.raises(NotAllowed):
        story.say(e.Appealed, "pembuat", 22)
    with pytest.raises(NotAllowed):
        story.say(e.Appealed, "warga", 22)
    story.say(e.Appealed, "bawaslu", 23)
    with pytest.raises(NotNow, match="no action to overturn"):
        story.say(e.AppealDecided, "banding1", 24, verdict="overturned")
    story.say(e.AppealDecided, "banding1", 25, verdict="modified", outcome="context_label")
    assert outcome_in_force(story.now) == "context_label"


def test_a_decision_is_appealed_once_and_a_new_one_again() -> None:
    story = removed()
    story.say(e.Appealed, "pembuat", 100)
    story.say(e.AppealDecided, "banding1", 110, verdict="upheld")
    story.say(e.Closed, "meja", 111)
    with pytest.raises(NotNow, match="has been appealed"):
        story.say(e.Appealed, "pembuat", 112)
    story.say(e.Reopened, "meja", 120, why="fakta diperbarui")
    story.say(e.Triaged, "meja", 121, priority="P2", severity=2)
    story.say(e.Routed, "meja", 122, to="in_review")
    with pytest.raises(NotAllowed):
        story.say(e.Decided, "rani", 123, outcome="context_label")  # has decided it before
    story.say(e.Decided, "sari", 124, outcome="context_label")
    story.say(e.Executed, "mesin", 125, outcome="context_label")
    story.say(e.Notified, "meja", 126, whom="reporter")
    story.say(e.Notified, "meja", 126, whom="author", appeal_key="1" * 64)
    assert story.say(e.Appealed, "pembuat", 130).state == "appealed"


def test_without_a_decision_there_is_nothing_to_appeal() -> None:
    story = in_review()
    story.say(e.Routed, "meja", 12, to="out_of_scope")
    story.say(e.Closed, "meja", 13)
    with pytest.raises(NotNow, match="no decision to appeal"):
        story.say(e.Appealed, "pembuat", 14)


def test_a_merged_case_is_not_reopened_and_another_duplicate_is() -> None:
    merged, routed = in_review(), in_review()
    merged.say(e.Merged, "meja", 12, into="2")
    with pytest.raises(NotNow, match="goes on as case 2"):
        merged.say(e.Reopened, "meja", 13, why="-")
    routed.say(e.Routed, "meja", 12, to="duplicate")
    assert routed.say(e.Reopened, "meja", 13, why="-").state == "reopened"


def test_the_author_is_told_where_to_appeal() -> None:
    story = in_review()
    story.say(e.Decided, "rani", 20, outcome="remove")
    with pytest.raises(NotNow) as refused:
        story.say(e.Notified, "meja", 21, whom="author")
    assert refused.value.id == "Pembuat unggahan harus diberi tautan banding."


def test_what_is_carried_out_is_what_was_decided() -> None:
    story = in_review()
    story.say(e.Decided, "rani", 20, outcome="context_label")
    with pytest.raises(NotNow, match="what was decided is context_label"):
        story.say(e.Executed, "mesin", 21, outcome="remove")


def test_a_blind_second_look_changes_nothing_and_is_nobodys_who_decided() -> None:
    story = removed()
    with pytest.raises(NotAllowed):
        story.say(e.Reviewed, "rani", 40, outcome="remove")
    before = story.now
    after = story.say(e.Reviewed, "sari", 41, outcome="context_label")
    assert (after.state, after.decision, outcome_in_force(after)) == (
        before.state,
        before.decision,
        "remove",
    )
    with pytest.raises(NotAllowed):
        story.say(e.Reviewed, "sari", 42, outcome="remove")


# Leases -----------------------------------------------------------------------------------


def test_two_people_never_get_the_same_case_and_an_abandoned_one_comes_back() -> None:
    story = in_review()
    story.say(e.Leased, "rani", 15, until=story.at(30))
    with pytest.raises(NotAllowed, match="desk of rani"):
        story.say(e.Leased, "sari", 20, until=story.at(35))
    with pytest.raises(NotAllowed, match="desk of rani"):
        story.say(e.Decided, "sari", 20, outcome="remove")
    assert story.say(e.Taken, "rani", 21).taken_at == story.at(21)
    story.say(e.Leased, "sari", 30, until=story.at(45))  # the time of the first is up
    with pytest.raises(NotAllowed):
        story.say(e.Decided, "rani", 31, outcome="remove")
    assert story.say(e.Decided, "sari", 32, outcome="remove").lease is None


def test_nobody_gets_on_the_desk_what_he_may_not_decide() -> None:
    story = in_review()
    story.say(e.Sighted, "sari", 12, thing=story.now.thing, role=Role.REPORTER_PUBLIC)
    with pytest.raises(NotAllowed, match="own report"):
        story.say(e.Leased, "sari", 15, until=story.at(30))


@pytest.mark.parametrize("until", [15, 14, 15 + 9 * 60])  # at once, in the past, beyond a shift
def test_a_lease_ends_after_now_and_within_a_shift(until: int) -> None:
    story = in_review()
    with pytest.raises(NotNow, match="shift"):
        story.say(e.Leased, "rani", 15, until=story.at(until))


# Order and time ---------------------------------------------------------------------------


def test_time_does_not_run_backwards_in_a_case() -> None:
    story = reported()
    story.say(e.Acknowledged, "meja", 5)
    with pytest.raises(NotNow, match="cannot follow"):
        story.say(e.Triaged, "meja", 4, priority="P1", severity=1)


def test_the_state_says_what_is_possible_for_whom() -> None:
    story = removed()
    assert "appealed" in possible(story.now, Role.AUTHOR)
    assert "decided" not in possible(story.now)
    assert possible(story.now, Role.AUDITOR) == ()


def test_a_case_escalates_rung_by_rung() -> None:
    story = reported()
    story.say(e.Escalated, "bawaslu", 10, to="regency")
    with pytest.raises(NotNow, match="does not go up"):
        story.say(e.Escalated, "bawaslu", 11, to="nation")
    story.say(e.Escalated, "bawaslu", 12, to="province")
    story.say(e.Escalated, "bawaslu", 13, to="nation")
    assert story.say(e.Escalated, "bawaslu", 14, to="komdigi").rung == "komdigi"
    with pytest.raises(NotNow):
        story.say(e.Escalated, "bawaslu", 15, to="regency")
