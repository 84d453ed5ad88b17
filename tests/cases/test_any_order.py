"""Whatever happens in whatever order: a case, or a refusal that says why; never anything in between."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from telling import CANDIDATE, FALSE_DATE, MONDAY, screenshot

from suluh.cases import Case, Refused, Role, Track, case_of, happened, possible
from suluh.cases import events as e
from suluh.cases.clocks import alarms, clocks, times
from suluh.cases.deadlines import deadlines
from suluh.cases.fold import STATES
from suluh.cases.ladder import next_stages
from suluh.errors import RequestError
from suluh.facts import load

FACTS = load()
KINDS = {kind.__struct_config__.tag: kind for kind in e.KINDS}
OPENING = {Track.A: e.Reported, Track.B: e.Reported, Track.C: e.OrderReceived}
PEOPLE = {  # who reports may hold another role as well: that is what the guards are for
    "p1": [Role.REPORTER_TRUSTED, Role.SUPERVISOR, Role.REVIEWER],
    "p2": [
        Role.REVIEWER,
        Role.SENIOR_PANEL,
        Role.APPEAL_PANEL,
        Role.SUPERVISOR,
        Role.LEGAL_GATEWAY,
    ],
    "p3": [Role.SENIOR_PANEL, Role.APPEAL_PANEL, Role.LEGAL_GATEWAY, Role.TRIAGE, Role.SUPERVISOR],
    "p4": [Role.APPEAL_PANEL, Role.SENIOR_PANEL, Role.FACT_CHECKER, Role.AUTHORITY],
    "p6": [Role.APPEAL_PANEL],
    "p7": [Role.APPEAL_PANEL],
    "p5": [Role.AUTHOR, Role.AUDITOR, Role.MACHINE, Role.TRIAGE],
}
VALUES: dict[str, list[Any]] = {
    "thing": [FALSE_DATE, CANDIDATE],
    "until": [MONDAY + timedelta(minutes=n) for n in range(0, 60, 7)],
    "item": [screenshot()],
    "severity": [0, 2, 3, 4],
    "priority": ["P0", "P1", "P4"],
    "appeal_key": [None, "0" * 64],
    "account_kind": [None, "citizen", "party"],
    "other": ["2"],
    "into": ["1", "2"],
    "strike": [0, 1],
    "outcome": ["no_action", "context_label", "remove"],
    "whom": ["author", "reporter"],
    "issuer": ["komdigi", "pengadilan"],
    "finding": ["bukan_pelanggaran", "administrasi", "pidana"],
    "formal": [(), (), ("tenggat",)],
    "step": ["penyidikan", "dilimpahkan"],
    "action": ["geo_restrict", "remove"],
    "origin": ["informasi_awal", "laporan", "temuan"],
    "other_track": list(Track),
    "into_track": [Track.A, Track.B],
    "law": ["pilkada", "pemilu"],
    "checks": [(), ("authority", "document")],
    "known_on": [None, MONDAY.date()],
    "OrderExecuted.region": ["ID", "18"],
    "region": [None, "18.71", "91", "x"],
    "partner": ["Bawaslu Contoh", "KPU Contoh"],
    "partner_kind": ["bawaslu", "kpu"],
    "due": [MONDAY + timedelta(minutes=n) for n in (10, 70)],
    "PartnerAlerted.region": ["18.71", ""],
    "PartnerAnswered.organisation": ["Bawaslu Contoh", None],
    "Routed.to": [
        "duplicate",
        "out_of_scope",
        "in_review",
        "in_review",
        "with_fact_checker",
        "with_legal",
    ],
    "Escalated.to": ["regency", "province", "nation", "platform", "komdigi"],
    "HandedOver.to": ["KPU", "DKPP", "Gakkumdu", "instansi"],
    "AppealDecided.verdict": ["upheld", "modified", "overturned"],
    "AppealDecided.outcome": [None, None, "context_label", "no_action"],
}
WORDS = [
    "words",
    "why",
    "reason",
    "question",
    "answer",
    "review",
    "number",
    "legal_basis",
    "verdict",
    "receipt",
]


ASIDE = {
    "sighted",
    "message",
    "evidence_added",
    "linked",
    "escalated",
    "leased",
    "taken",
    "released",
    "absorbed",
    "shared",
    "unshared",
    "handover_received",
    "partner_alerted",
    "partner_answered",
}


def some(
    random: Random,
    kind: type[e.Happening],
    track: Track,
    minute: int,
    who: str = "p1",
    role: Role | None = None,
) -> e.Happening:
    """An event of that kind, with any of its values, by a person in any or one of their roles."""
    fields: dict[str, Any] = {"track": track.value} if "track" in kind.__struct_fields__ else {}
    for name in kind.__struct_fields__:
        values = VALUES.get(f"{kind.__name__}.{name}", VALUES.get(name))
        if values is not None:
            fields[name] = random.choice(values)
        elif name in WORDS:
            fields[name] = random.choice(["kata", "kata", ""])
    at = MONDAY + timedelta(minutes=minute)
    return kind(case="1", at=at, actor=who, role=role or random.choice(PEOPLE[who]), **fields)


def told(seed: int, track: Track, length: int, along: bool) -> tuple[Case, list[e.Happening]]:
    """A case told by chance: along its table, or with events of any kind. Refused ones leave it as it was."""
    random = Random(seed)
    case: Case | None = None
    accepted: list[e.Happening] = []
    anything = [kind for kind in e.KINDS if track in kind.tracks]
    for minute in range(length):
        who = random.choice(list(PEOPLE))
        role = random.choice(PEOPLE[who])
        kinds = _next_kinds(case, role, random) if along and case else anything
        kind = random.choice(kinds or anything) if case else OPENING[track]
        event = some(random, kind, track, minute, who, role)
        try:
            after = happened(case, event)
        except Refused as refused:
            assert refused.id and refused.en
            continue
        check(case, event, after)
        case, accepted = after, [*accepted, event]
    return case or told(seed + 1, track, length, along)[0], accepted


def _next_kinds(case: Case, role: Role, random: Random) -> list[type[e.Happening]]:
    """What the table has for this role; mostly what moves the case."""
    tags = possible(case, role)
    moving = [tag for tag in tags if tag not in ASIDE]
    return [KINDS[tag] for tag in (moving if moving and random.random() < 0.8 else tags)]


def check(before: Case | None, event: e.Happening, after: Case) -> None:
    """What holds after every event, whatever came before."""
    assert after.track in event.tracks
    assert after.state in STATES[after.track]
    assert after.history[-1].state == after.state
    assert after.events == (before.events if before else 0) + 1
    if isinstance(event, e.Decided | e.AppealDecided | e.Ruled):
        assert event.actor not in after.reporters
    if before is None:
        return
    assert (after.track, after.id) == (before.track, before.id)
    if isinstance(event, e.Decided | e.AppealDecided):
        assert event.actor not in before.judged_by
    if isinstance(event, e.Decided) and after.state == "decided" and after.needs_two:
        assert before.waiting and before.waiting.by != event.actor
        assert before.waiting.outcome == event.outcome
    if isinstance(event, e.PartnerAnswered):
        assert any(a.partner == event.organisation and a.answered_at is None for a in before.alerts)
    if before.filing and before.filing.number:
        assert after.state != "dicabut"
    if after.state == "closed" and after.appeal_verdict == "overturned":
        assert after.executed is None
    if after.account.is_protected != before.account.is_protected:
        assert after.account.is_protected


@pytest.mark.parametrize("along", [True, False])
@given(seed=st.integers(0, 2**32), track=st.sampled_from(list(Track)))
@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_any_events_make_a_case_or_are_refused_with_a_reason(
    seed: int, track: Track, along: bool
) -> None:
    case, accepted = told(seed, track, 60, along)
    if accepted:
        assert case_of(accepted) == case
        assert [e.read(e.recorded(event).body) for event in accepted] == accepted


@given(
    seed=st.integers(0, 2**32), track=st.sampled_from(list(Track)), later=st.integers(60, 20_000)
)
@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_the_clocks_of_any_case_answer(seed: int, track: Track, later: int) -> None:
    case, _ = told(seed, track, 60, along=True)
    now, moments = MONDAY + timedelta(minutes=later), times(case)
    assert all(
        m is None or m >= moments.received for m in (moments.acknowledged, moments.first_decision)
    )
    for clock in clocks(case, now, FACTS):
        assert clock.paused >= timedelta(0)
        assert clock.due == clock.started + clock.allowed + clock.paused
        assert clock.is_breached(now) == (clock.left(now) < timedelta(0))
    assert all(alarm.at <= now for alarm in alarms(case, now, FACTS))
    assert all(d.due is None or d.due > d.starts for d in deadlines(case, FACTS))
    assert len(next_stages(case)) <= 2


def test_the_walks_reach_far() -> None:
    seen = {
        entry.state
        for track in Track
        for seed in range(150)
        for entry in told(seed, track, 160, True)[0].history
    }
    unseen = {state for track in Track for state in STATES[track]} - seen
    assert not unseen & {
        "appealed",
        "appeal_decided",
        "diteruskan",
        "selesai",
        "revoked",
        "awaiting_second",
        "reopened",
    }


VALUE = st.recursive(st.none() | st.booleans() | st.text() | st.integers(), st.lists, max_leaves=5)


@given(
    st.dictionaries(
        st.sampled_from(["kind", "case", "at", "actor", "role", "thing"]) | st.text(), VALUE
    )
)
@settings(max_examples=100, deadline=None)
def test_what_is_no_event_of_ours_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(RequestError):
        e.read(body | {"kind": "reported"})
    with pytest.raises(RequestError):
        e.read(body)


def test_an_event_with_a_field_we_do_not_know_is_refused() -> None:
    body = e.recorded(some(Random(1), e.Triaged, Track.A, 1)).body
    with pytest.raises(RequestError, match="candidate"):
        e.read(body | {"candidate": "nomor 2"})


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(RequestError, match="without a zone"):
        e.Closed(case="1", at=MONDAY.replace(tzinfo=None), actor="x", role=Role.TRIAGE)
