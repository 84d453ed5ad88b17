"""The order of a queue, its pages, and what happens when many ask at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import msgspec
from django.db import connection, connections
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from telling_web import in_review, reported

from suluh.cases import Role
from suluh.web import queue
from suluh.web.desks import Desk
from suluh.web.models import CaseRow, LeaseRow
from suluh.web.store import LEDGER, rebuild

Opened = Callable[..., Client]


def rows(count: int, now: datetime, desk: str = "review") -> None:
    CaseRow.objects.bulk_create(
        CaseRow(
            case=f"A-{i:07}",
            track="A",
            state="in_review",
            desk=desk,
            score=float(i % 97),
            region="18.71",
            province="18",
            regency="18.71",
            opened_at=now,
        )
        for i in range(count)
    )


def test_pages_hold_every_item_once_and_in_order(person, now: datetime) -> None:  # type: ignore[no-untyped-def]
    rows(137, now)
    rani, cursor, seen = person("rani", Role.REVIEWER), "", []
    while True:
        page = queue.page(queue.waiting(rani, Desk.REVIEW), cursor, now)
        seen += [item.row for item in page.items]
        if not (cursor := page.more):
            break
    assert len({row.case for row in seen}) == len(seen) == 137
    assert [(-r.score, r.case) for r in seen] == sorted((-r.score, r.case) for r in seen)


def test_a_place_explains_itself_to_the_desk_and_nobody_else(desk: Opened, now: datetime) -> None:
    in_review("A-1", now)
    rani = desk("rani", Role.REVIEWER)
    assert 'data-why="/perkara/A-1/urutan/"' in rani.get("/antrean/review/").content.decode()
    why = rani.get("/perkara/A-1/urutan/").content.decode()
    assert why.count(" × ") == 3 and "keparahan" in why and " = " in why
    assert why in rani.get("/perkara/A-1/").content.decode()
    assert desk("warga", Role.REPORTER_PUBLIC).get("/perkara/A-1/urutan/").status_code == 404


@given(st.text(max_size=30))
def test_any_cursor_is_read(cursor: str) -> None:
    assert queue._read(cursor) is None or isinstance(queue._read(cursor), tuple)


def test_a_queue_is_read_from_its_index(person, now: datetime) -> None:  # type: ignore[no-untyped-def]
    rows(2000, now)
    for region in ("", "18", "18.71", "18.71.01"):
        waiting = queue.waiting(person(f"rani{region}", Role.REVIEWER, region), Desk.REVIEW)
        plan = waiting[:26].explain()
        assert "USING INDEX suluh_case_" in plan and "TEMP B-TREE" not in plan, plan
    assert "suluh_case_district" in plan
    assert connection.vendor == "sqlite"


def test_a_district_and_a_village_have_their_own_queue(person, now: datetime) -> None:  # type: ignore[no-untyped-def]
    for number, region in enumerate(("18", "18.71", "18.71.01", "18.71.01.1001", "18.71.02")):
        in_review(f"A-{number}", now, region=region)

    def seen(region: str) -> set[str]:
        waiting = queue.waiting(person(f"rani{region}", Role.REVIEWER, region), Desk.REVIEW)
        return set(waiting.values_list("case", flat=True))

    assert seen("18.71") == {"A-1", "A-2", "A-3", "A-4"}
    assert seen("18.71.01") == {"A-2", "A-3"}
    assert seen("18.71.01.1001") == {"A-3"}
    assert seen("18.71.03") == set()


def test_an_older_installation_learns_the_districts_of_its_cases(now: datetime) -> None:
    from importlib import import_module

    from django.apps import apps

    in_review("A-1", now, region="18.71.01.1001")
    CaseRow.objects.update(district="")
    import_module("suluh.web.migrations.0005_district").fill(apps, None)
    assert CaseRow.objects.get().district == "18.71.01"


def test_twelve_reviewers_at_once_get_twelve_items(desk: Opened, now: datetime) -> None:
    for number in range(12):
        in_review(f"A-{number}", now)
    clients = [desk(f"rani{n}", Role.REVIEWER) for n in range(12)]

    def take(client: Client) -> str:
        try:
            return str(client.post("/antrean/review/ambil/")["Location"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        got = list(pool.map(take, clients))
    assert sorted(got) == sorted(f"/perkara/A-{n}/" for n in range(12))
    assert LeaseRow.objects.count() == 12
    assert LEDGER.verify().ok


def test_rebuilt_lists_are_the_same(desk: Opened, now: datetime) -> None:
    for number in range(5):
        in_review(f"A-{number}", now)
    desk("rani", Role.REVIEWER).post("/antrean/review/ambil/")
    before = list(CaseRow.objects.order_by("case").values()), list(LeaseRow.objects.values())
    CaseRow.objects.filter(case="A-3").update(state="closed", score=0)
    CaseRow.objects.filter(case="A-4").delete()
    assert rebuild() == 5
    assert (
        list(CaseRow.objects.order_by("case").values()),
        list(LeaseRow.objects.values()),
    ) == before


def test_an_auditor_of_all_indonesia_sees_what_waits(desk: Opened, now: datetime) -> None:
    in_review("A-1", now)
    assert "A-1" in desk("audit", Role.AUDITOR).get("/antrean/review/").content.decode()


def test_another_desk_is_not_there(desk: Opened) -> None:
    rani = desk("rani", Role.REVIEWER)
    for name in ("triage", "appeals", "nirwana", "x" * 40):
        assert rani.get(f"/antrean/{name}/").status_code == 404
    assert rani.get("/antrean/review/?after=nan~x").status_code == 200
    assert datetime.now(UTC).tzinfo


def test_priority_comes_before_score(now: datetime) -> None:
    from suluh.web.order import place
    from suluh.web.store import case_from, history

    in_review("A-1", now, severity=4)
    case = case_from(history("A-1"))
    grave, urgent = (
        msgspec.structs.replace(case, priority="P1"),
        msgspec.structs.replace(case, priority="P0", severity=0),
    )
    assert place(urgent, 0) > place(grave, 280_000_000)


def test_the_most_urgent_new_report_comes_to_triage(desk: Opened, now: datetime) -> None:
    reported("A-1", now, who="p-lain")
    reported("A-2", now, who="p-lain")
    first, second = desk("pemilah1", Role.TRIAGE), desk("pemilah2", Role.TRIAGE)
    taken = {str(c.post("/antrean/triage/ambil/")["Location"]) for c in (first, second)}
    assert taken == {"/perkara/A-1/", "/perkara/A-2/"}
    assert (
        first.post("/antrean/triage/ambil/")["Location"] in taken
    )  # what one holds, or nothing more
    mine = next(row.case for row in LeaseRow.objects.all())
    for client in (first, second):
        client.post(
            f"/perkara/{mine}/pilah/", {"priority": "P1", "severity": "3", "to": "in_review"}
        )
    assert CaseRow.objects.get(case=mine).state == "in_review"
    assert not LeaseRow.objects.filter(case=mine).exists()


def test_nobody_else_takes_a_new_report(desk: Opened, now: datetime) -> None:
    reported("A-1", now)
    desk("rani", Role.REVIEWER).post("/perkara/A-1/ambil/")
    assert not LeaseRow.objects.exists()
