"""What must hold before something may happen: the two-person rule, no own reports, nothing undone left behind.

Each guard is one sentence of process.md. It raises NotAllowed where another person may, NotNow where something must
come first.
"""

from __future__ import annotations

from suluh.cases import leases
from suluh.cases.actors import Role, Track
from suluh.cases.case import Case
from suluh.cases.events import (
    AppealDecided,
    Appealed,
    Decided,
    Escalated,
    Executed,
    HandedOver,
    Happening,
    Leased,
    Linked,
    Merged,
    Notified,
    OrderExecuted,
    OrderValidated,
    PartnerAlerted,
    PartnerAnswered,
    Shared,
    Triaged,
    Unshared,
)
from suluh.cases.refusals import NotAllowed, NotNow, WrongTrack
from suluh.cases.things import PROTECTED

DESTINATION = {
    "administrasi": "KPU",
    "kode_etik": "DKPP",
    "pidana": "Gakkumdu",
    "hukum_lain": "instansi",
}
RUNGS = ("regency", "province", "nation", "platform", "komdigi")


# Who --------------------------------------------------------------------------------------


def not_own_report(case: Case, event: Happening) -> None:
    """No one decides his own report."""
    if event.actor in case.reporters:
        raise NotAllowed("own_report")


def not_own_organisation(case: Case, event: Happening) -> None:
    """Nor does the organisation that reported. On track B Bawaslu rules on its own findings, as the law has it."""
    if event.organisation is not None and event.organisation in case.organisations:
        raise NotAllowed("own_organisation")


def not_own_decision(case: Case, event: Happening) -> None:
    """Whoever spoke on a case does not speak again: not as the second of two, on the appeal, or on a blind sample."""
    if event.actor in case.judged_by or any(look.by == event.actor for look in case.blind):
        raise NotAllowed("own_decision")


def not_own_appeal(case: Case, event: Happening) -> None:
    """Whoever appealed does not decide the appeal."""
    if event.actor == case.appealed_by:
        raise NotAllowed("own_appeal")


def not_held_by_another(case: Case, event: Happening) -> None:
    """What one person has on the desk, another does not decide."""
    if not leases.is_free_for(case.lease, event.actor, event.at):
        raise NotAllowed("held", holder=leases.holder(case.lease, event.at))


def lease_is_to_be_had(case: Case, event: Happening) -> None:
    """Free, run out or already theirs; for no longer than a shift."""
    assert isinstance(event, Leased)
    not_held_by_another(case, event)
    if leases.taken(case.lease, event.actor, event.until, event.at) is None:
        raise NotNow("lease_length")


def holds_it(case: Case, event: Happening) -> None:
    """Only what one has on the desk can be worked on."""
    if leases.holder(case.lease, event.at) != event.actor:
        raise NotAllowed("not_held")


def holds_it_or_desk(case: Case, event: Happening) -> None:
    """Given back by the holder, or by the desk for someone who has left."""
    if event.role not in (Role.TRIAGE, Role.SENIOR_PANEL, Role.MACHINE):
        holds_it(case, event)


def senior_enough(case: Case, event: Happening) -> None:
    """Severity 4 and protected accounts are for the senior panel (R5), the rest also for reviewers (R4)."""
    assert isinstance(event, Decided)
    if needs_two(case, event) and event.role is not Role.SENIOR_PANEL:
        raise NotAllowed("senior_panel")


def author_or_reporter(case: Case, event: Happening) -> None:
    """The author appeals what was done to the post; the reporter, that nothing was."""
    assert isinstance(event, Appealed)
    nothing_done = case.decision is not None and case.decision.outcome == "no_action"
    wants = event.actor in case.reporters if nothing_done else event.role is Role.AUTHOR
    if not wants:
        raise NotAllowed("appeal_not_yours")


def same_writer(case: Case, event: Happening) -> None:
    """A draft is sent by whoever wrote it."""
    if case.events and event.actor != case.history[0].by:
        raise NotAllowed("not_your_draft")


# What first -------------------------------------------------------------------------------


def only_severities(case: Case, event: Happening) -> None:
    """0 to 4, as severity.yaml has them."""
    if isinstance(event, Triaged | Decided) and not 0 <= event.severity <= 4:
        raise NotNow("severity", given=event.severity)


def protection_stays(case: Case, event: Happening) -> None:
    """An account once known as a candidate's, a party's or the government's stays under the two-person rule."""
    assert isinstance(event, Triaged)
    lowers = event.account_kind is not None and event.account_kind not in PROTECTED
    if case.account.is_protected and lowers:
        raise NotNow("protection_stays")


def another_office(case: Case, event: Happening) -> None:
    """Shared with an office that does not see it anyhow, once, and with a reason."""
    assert isinstance(event, Shared)
    lies_there = f"{case.region or ''}.".startswith(f"{event.region}.")
    if not event.region or lies_there or event.region in [s.region for s in case.shared]:
        raise NotNow("sees_already", region=event.region)
    if not event.why.strip():
        raise NotNow("no_reason")


def is_shared(case: Case, event: Happening) -> None:
    """Only what was shared can be taken back, and with a reason."""
    assert isinstance(event, Unshared)
    if event.region not in [s.region for s in case.shared]:
        raise NotNow("not_shared", region=event.region)
    if not event.why.strip():
        raise NotNow("no_reason")


def as_decided(case: Case, event: Happening) -> None:
    """What is carried out is what was decided."""
    assert isinstance(event, Executed)
    holds = outcome_in_force(case)
    if event.outcome != holds:
        raise NotNow("not_as_decided", decided=holds, done=event.outcome)


def appeal_names_outcome(case: Case, event: Happening) -> None:
    """Modified says what holds instead. Where nothing had been done there is nothing to overturn, only to modify."""
    assert isinstance(event, AppealDecided)
    decided = case.decision.outcome if case.decision else None
    if (event.verdict == "modified") != (event.outcome is not None):
        raise NotNow("modified_outcome")
    if event.outcome in ("no_action", decided):
        raise NotNow("modified_same", outcome=event.outcome)
    if event.verdict == "overturned" and decided == "no_action":
        raise NotNow("nothing_to_overturn")


def one_appeal(case: Case, event: Happening) -> None:
    """A decision is appealed once; a new decision after reopening can be appealed again."""
    if case.decision is None:
        raise NotNow("nothing_to_appeal")
    if case.appealed_by is not None:
        raise NotNow("one_appeal")


def with_appeal_link(case: Case, event: Happening) -> None:
    """Whoever is told what was done to a post is told where to appeal."""
    assert isinstance(event, Notified)
    if event.whom == "author" and not event.appeal_key:
        raise NotNow("appeal_link")


def something_to_restore(case: Case, event: Happening) -> None:
    """Only what an appeal overturned or changed, or an order that was taken back, is restored; once."""
    if case.restored:
        raise NotNow("restored_already")
    done = case.executed if case.track is Track.A else case.order and case.order.action
    changed = case.track is Track.C or case.appeal_verdict in ("overturned", "modified")
    if not (done and changed):
        raise NotNow("nothing_to_restore")


def all_done(case: Case, event: Happening) -> None:
    """What was decided has been carried out, what was overturned has been restored."""
    if not case.decision or case.state in ("duplicate", "out_of_scope"):
        return
    if case.appeal_verdict == "overturned":
        if case.executed and not case.restored:
            raise NotNow("restore_first")
    elif outcome_in_force(case) not in ("no_action", case.executed):
        raise NotNow("execute_first", decided=outcome_in_force(case))


def not_merged(case: Case, event: Happening) -> None:
    """What was merged goes on as the other case, where its sightings are counted."""
    if case.merged_into is not None:
        raise NotNow("merged", other=case.merged_into)


def another_case(case: Case, event: Happening) -> None:
    """A case is merged into another one of its own track."""
    assert isinstance(event, Merged)
    if event.into == case.id:
        raise NotNow("itself")
    if event.into_track is not case.track:
        raise WrongTrack("merge_track", track=case.track, other=event.into_track)


def another_track(case: Case, event: Happening) -> None:
    """A link leads to another track; on the same track cases are merged."""
    assert isinstance(event, Linked)
    if event.other_track is case.track:
        raise NotNow("link_track", track=case.track)


def one_rung_up(case: Case, event: Happening) -> None:
    """Regency, province, nation, then platform or Komdigi: no rung is left out, none is gone down."""
    assert isinstance(event, Escalated)
    now, to = RUNGS.index(case.stands_at), RUNGS.index(event.to)
    either = case.stands_at == "nation" and event.to == "komdigi"  # the platform or Komdigi
    if to != now + 1 and not either:
        raise NotNow("rung", rung=case.stands_at, to=event.to)


def not_alerted_yet(case: Case, event: Happening) -> None:
    """One partner is told of one case once; afterwards the next one is."""
    assert isinstance(event, PartnerAlerted)
    if any(alert.partner == event.partner for alert in case.alerts):
        raise NotNow("alerted_already", partner=event.partner)


def was_alerted(case: Case, event: Happening) -> None:
    """Only the partner itself says that it has the case, once."""
    assert isinstance(event, PartnerAnswered)
    waiting = (alert.partner for alert in case.alerts if alert.answered_at is None)
    if not event.organisation or event.organisation not in waiting:
        raise NotAllowed("not_your_alert")


def nothing_lacking(case: Case, event: Happening) -> None:
    """Registered is what a kajian awal found complete, formally and materially."""
    if not (case.filing and case.filing.complete):
        raise NotNow("incomplete")


def reported_before_in_register(case: Case, event: Happening) -> None:
    """A laporan can be withdrawn by whoever made it; a temuan is nobody's to withdraw."""
    if case.filing and case.filing.origin == "temuan":
        raise NotNow("finding_stays")
    if event.actor not in case.reporters:
        raise NotAllowed("not_your_report")


def fitting_destination(case: Case, event: Happening) -> None:
    """Administrative to KPU, ethics to DKPP, criminal to Gakkumdu, other law to the body concerned."""
    assert isinstance(event, HandedOver)
    finding = case.filing.finding if case.filing else None
    wanted = DESTINATION.get(finding or "")
    if wanted != event.to:
        raise NotNow("destination", finding=finding, wanted=wanted, to=event.to)


def handed_over_if_any(case: Case, event: Happening) -> None:
    """What was found goes to whom it concerns before the case is finished."""
    if case.state == "keputusan" and case.filing and case.filing.finding != "bukan_pelanggaran":
        raise NotNow("hand_over_first", wanted=DESTINATION.get(case.filing.finding or ""))


def at_gakkumdu(case: Case, event: Happening) -> None:
    """The criminal procedure is Gakkumdu's."""
    if not case.filing or case.filing.handed_to != "Gakkumdu":
        raise NotNow("not_at_gakkumdu")


def says_why_not_limited(case: Case, event: Happening) -> None:
    """An order is carried out where it holds; a removal for everyone needs its own reason."""
    assert isinstance(event, OrderExecuted)
    if event.action == "remove" and not event.reason.strip():
        raise NotNow("why_remove")


def no_receipt_yet(case: Case, event: Happening) -> None:
    """A handed-over case has one receipt."""
    if case.filing and case.filing.receipt:
        raise NotNow("receipt_there", receipt=case.filing.receipt)


def challenge_waits(case: Case, event: Happening) -> None:
    """Only an objection that was made is answered."""
    if case.order is None or not case.order.challenged:
        raise NotNow("no_challenge")


def challenge_is_answered(case: Case, event: Happening) -> None:
    """An order is not closed over an open objection."""
    if case.order is not None and case.order.challenged:
        raise NotNow("answer_challenge")


def restored_if_revoked(case: Case, event: Happening) -> None:
    """What an order had limited is given back when the order no longer stands."""
    done = case.order is not None and case.order.action is not None
    if case.state == "revoked" and done and not case.restored:
        raise NotNow("restore_first")


# How many ---------------------------------------------------------------------------------


def needs_two(case: Case, event: Happening) -> bool:
    """Whether this decision takes two persons: by the account, or by the severity of either side."""
    graver = isinstance(event, Decided) and event.severity >= 4
    return case.needs_two or graver


def choice_of(case: Case, event: Happening) -> str:
    """Which row of the table is meant; for decisions, whether it is the only one, or which of two."""
    if isinstance(event, Decided | AppealDecided | OrderValidated):
        return _which_of_two(case, event)
    if isinstance(event, Notified) and case.track is Track.A:
        return _whether_last(case, event)
    return event.choice


def _which_of_two(case: Case, event: Happening) -> str:
    if case.waiting is None:
        return "first_of_two" if needs_two(case, event) else "alone"
    return "second_agrees" if case.waiting.outcome == said(event) else "second_differs"


def _whether_last(case: Case, event: Notified) -> str:
    """Author and reporter are told; of a post that was left alone, only the reporter."""
    nothing_done = case.decision is not None and case.decision.outcome == "no_action"
    wanted = {"reporter"} if nothing_done else {"author", "reporter"}
    return "last" if wanted <= case.told | {event.whom} else "more"


def said(event: Happening) -> str:
    """The outcome that a deciding event names; two agree when these are the same."""
    if isinstance(event, AppealDecided):
        return f"{event.verdict}:{event.outcome}" if event.outcome else event.verdict
    return event.outcome if isinstance(event, Decided) else "valid"


def outcome_in_force(case: Case) -> str | None:
    """What holds now: the decision, or what an appeal put in its place."""
    if case.appeal_verdict == "overturned":
        return "no_action"
    if case.appeal_verdict == "modified" and case.appeal:
        return case.appeal.then
    return case.decision.outcome if case.decision else None
