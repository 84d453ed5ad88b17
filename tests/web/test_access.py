"""Every route has a rule, and whatever is not granted is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from telling_web import by, reported, thing

from suluh.cases import Role, Track
from suluh.cases import events as e
from suluh.web.access import ELSEWHERE, RULE, TABLE, TRACKS, Action, Reach, covers
from suluh.web.desks import OF_ROLE, Desk
from suluh.web.store import happen

POSTED = {
    "take_next",
    "take",
    "give_back",
    "sort",
    "decide",
    "undo",
    "dismiss",
    "note",
    "ask",
    "fact_check",
    "hear",
    "language",
    "theme",
    "paper_form",
    "paper_reasons",
    "paper_package",
    "share",
    "unshare",
    "cluster_begin",
    "bulk_begin",
    "batch_stop",
    "batch_undo",
    "second_next",
    "second_answer",
    "medium_seen",
    "conclude",
    "group_judge",
    "answer_handover",
    "group_open",
}
REFUSED = (403, 404)


def routes(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern


def rule_of(route: URLPattern) -> str | None:
    return getattr(route.callback, RULE, None) or ELSEWHERE.get(route.name or "")


OURS = {str(r.name): rule_of(r) for r in routes() if isinstance(rule_of(r), Action)}


def test_every_route_has_a_rule() -> None:
    assert [r.name for r in routes() if rule_of(r) is None] == []


def test_no_rule_is_left_over() -> None:
    assert set(ELSEWHERE) == {r.name for r in routes()} - {
        r.name for r in routes() if getattr(r.callback, RULE, None)
    }


def test_every_action_and_role_is_in_the_table() -> None:
    assert set(TABLE) == set(Action)
    assert set(TRACKS) == set(Role)
    assert set(OF_ROLE) <= set(TABLE[Action.QUEUE])


def test_who_audits_changes_nothing() -> None:
    assert {action for action in Action if Role.AUDITOR in TABLE[action]} == {
        Action.QUEUE,
        Action.SEE,
        Action.LOOK,
        Action.AUDIT,
        Action.SIGHTS,
        Action.LOOKS,
        Action.SPREAD,
        Action.MEASURE,
    }


@pytest.mark.parametrize("name", sorted(OURS))
def test_nobody_without_an_account_gets_in(name: str) -> None:
    answer = ask(Client(), name, "A-1", "review")
    assert answer.status_code == 302 and answer["Location"].startswith("/akun/masuk/")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", sorted(OURS))
def test_what_is_not_granted_is_refused(name: str, role: Role, desk: Callable[..., Client]) -> None:
    now = datetime.now(UTC)
    reported("A-1", now)
    answer = ask(
        desk("seseorang", role), name, "A-1", next(iter(OF_ROLE.get(role, ())), Desk.REVIEW).value
    )
    reach = TABLE[OURS[name]].get(role)  # type: ignore[index]
    is_case = "case" in arguments(name)
    if name == "evidence":  # there is none: what is granted is not found either
        assert (
            answer.status_code == (404 if reach and Track.A in TRACKS[role] else answer.status_code)
            and answer.status_code in REFUSED
        )
        return
    granted = reach is not None and not (
        is_case and (reach is Reach.OWN or Track.A not in TRACKS[role])
    )
    assert (answer.status_code not in REFUSED) is granted, f"{role} {name}: {answer.status_code}"


@pytest.mark.parametrize(
    ("region", "sees"), [("", True), ("18", True), ("18.71", True), ("18.72", False), ("17", False)]
)
def test_a_region_sees_its_own(
    region: str, sees: bool, desk: Callable[..., Client], now: datetime
) -> None:
    reported("A-1", now, region="18.71")
    client = desk("meja", Role.TRIAGE, region)
    assert (client.get("/perkara/A-1/").status_code == 200) is sees
    assert ("A-1" in client.get("/antrean/triage/").content.decode()) is sees


def test_reporters_see_their_own_only(
    desk: Callable[..., Client], person: Callable[..., object], now: datetime
) -> None:
    mine = person("bawaslu", Role.REPORTER_TRUSTED)
    reported("A-1", now, who=mine.key)  # type: ignore[attr-defined]
    reported("A-2", now)
    client = desk("bawaslu", Role.REPORTER_TRUSTED)
    assert client.get("/perkara/A-1/").status_code == 200
    assert client.get("/perkara/A-2/").status_code == 404
    assert "A-2" not in client.get("/laporan/").content.decode()


def test_reporters_do_not_read_the_desk(
    desk: Callable[..., Client], person: Callable[..., object], now: datetime
) -> None:
    mine = person("bawaslu", Role.REPORTER_TRUSTED)
    reported("A-1", now, who=mine.key)  # type: ignore[attr-defined]
    happen(
        e.Message(**by("A-1", now), words="hanya untuk meja", internal=True),
        e.Message(**by("A-1", now), words="untuk pelapor"),
    )
    page = desk("bawaslu", Role.REPORTER_TRUSTED).get("/perkara/A-1/").content.decode()
    assert "untuk pelapor" in page and "hanya untuk meja" not in page


def test_tracks_do_not_meet(desk: Callable[..., Client], now: datetime) -> None:
    happen(
        e.Reported(
            **by("B-1", now, "w", Role.REPORTER_PUBLIC), track="B", thing=thing(), region="18.71"
        )
    )
    assert desk("rani", Role.REVIEWER).get("/perkara/B-1/").status_code == 404
    assert desk("awas", Role.SUPERVISOR).get("/perkara/B-1/").status_code == 200


@pytest.mark.parametrize(
    ("grant", "region", "holds"),
    [
        ("", "", True),
        ("18", "", False),
        ("18.7", "18.71", False),
        ("18.71", "18.71.01", True),
        ("1", "18", False),
    ],
)
def test_a_grant_covers_what_lies_below(grant: str, region: str, holds: bool) -> None:
    assert covers(grant, region) is holds


def arguments(name: str) -> set[str]:
    return set(next(r for r in routes() if r.name == name).pattern.converters)


def ask(client: Client, name: str, case: str, desk: str):  # type: ignore[no-untyped-def]
    given = {"case": case, "desk": desk, "secret": "x", "sha256": "0" * 64}
    given |= {
        "fact": "ID-SCH-001",
        "proposal": "U-x",
        "review": "UL-x",
        "cluster": "A-1",
        "batch": "x",
        "group": "K-x",
        "number": "A-1",
    }
    address = reverse(name, kwargs={key: given[key] for key in arguments(name)})
    return client.post(address) if name in POSTED else client.get(address)
