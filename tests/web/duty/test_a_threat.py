"""A threat against voters or election workers: handed over at once, answered or passed on, and nobody removes anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from telling_web import by, reported

from suluh.cases import Case, Role
from suluh.cases import events as e
from suluh.errors import RequestError
from suluh.web import home
from suluh.web.duty import contacts
from suluh.web.jobs.models import Job, Notice
from suluh.web.jobs.worker import work
from suluh.web.store import events_of, happen, history, stands

RULE = "pilkada-2024@1/CIV-SUPPRESS"
METRO = "18.72"  # a city of the province 18


@pytest.fixture(autouse=True)
def no_letters() -> Iterator[None]:
    """Letters that went into the folder go with the test."""
    yield
    shutil.rmtree(home.folder() / "mail", ignore_errors=True)


def round_at(now: datetime) -> None:
    work("uji", lambda: now)


def threat(number: str, now: datetime, region: str = METRO, priority: Any = "P0") -> Case:
    reported(number, now, region)
    return happen(
        e.Acknowledged(**by(number, now)),
        e.Triaged(**by(number, now), priority=priority, severity=4, rule=RULE),
    )


def on_duty(organisation: str, kind: str, region: str, now: datetime, phone: str = "") -> None:
    email = "" if phone else f"piket-{kind}-{region or 'id'}@example.org"
    contacts.add(organisation, kind, region, email, phone, now)


def letters_to(start: str) -> list[str]:
    """The bodies of letters to addresses that begin so; letters go into the folder `mail`."""
    found = [path.read_text("utf-8", "replace") for path in (home.folder() / "mail").rglob("*") if path.is_file()]  # fmt: skip
    return [letter for letter in found if f"To: {start}" in letter]


def partners(number: str) -> list[str]:
    return [alert.partner for alert in stands(number).alerts]


def test_the_narrowest_partners_are_told_at_once_with_clock_and_police(now: datetime) -> None:
    on_duty("Bawaslu Lampung", "bawaslu", "18", now)
    on_duty("Bawaslu Kota Metro", "bawaslu", METRO, now)
    on_duty("KPU Lampung", "kpu", "18", now)
    on_duty("Polres Metro (contoh)", "police", METRO, now, phone="0725 000000")
    threat("A-1", now)
    round_at(now)
    assert partners("A-1") == ["Bawaslu Kota Metro", "KPU Lampung"]
    assert {a.due - a.at for a in stands("A-1").alerts} == {timedelta(minutes=10)}
    (letter,) = letters_to("piket-bawaslu-18.72")
    assert "A-1" in letter and "0725 000000" in letter and "/penyerahan/" in letter
    assert "Pencoblosan" not in letter  # letters never say what a post says


def test_the_partner_answers_on_its_page_and_the_clock_stands(
    now: datetime, desk: Callable[..., Client]
) -> None:
    pengawas = desk("putri", Role.SUPERVISOR, METRO, "Bawaslu Kota Metro")
    on_duty("Bawaslu Kota Metro", "bawaslu", METRO, now)
    threat("A-1", now)
    round_at(now)
    page = pengawas.get("/penyerahan/").content.decode()
    assert "A-1" in page and "Pencoblosan diundur" in page
    done = "Polsek sudah dihubungi, HP 0812-3456-7890"
    pengawas.post("/penyerahan/A-1/terima/", {"words": done})
    (alert,) = stands("A-1").alerts
    assert (
        alert.answered_by.startswith("p-") and alert.words == "Polsek sudah dihubungi, HP [telepon]"
    )
    round_at(now + timedelta(minutes=30))
    assert partners("A-1") == ["Bawaslu Kota Metro"]
    assert "kami menerimanya" not in pengawas.get("/penyerahan/").content.decode().lower()


def test_who_does_not_answer_is_followed_by_the_next_above_and_then_the_desk_is_told(
    now: datetime,
) -> None:
    on_duty("Bawaslu Kota Metro", "bawaslu", METRO, now)
    on_duty("Bawaslu Lampung", "bawaslu", "18", now)
    threat("A-1", now)
    round_at(now)
    round_at(now + timedelta(minutes=9))
    assert partners("A-1") == ["Bawaslu Kota Metro"]
    for minutes in (11, 12, 22, 23):
        round_at(now + timedelta(minutes=minutes))
    assert partners("A-1") == ["Bawaslu Kota Metro", "Bawaslu Lampung"]
    notes = [m.words for m in stands("A-1").messages if "di atasnya" in m.words]
    assert len(notes) == 1 and all(m.internal for m in stands("A-1").messages)


def test_an_answer_from_above_ends_the_wait_below(
    now: datetime, desk: Callable[..., Client]
) -> None:
    above = desk("agus", Role.REPORTER_TRUSTED, "18", "Bawaslu Lampung")
    on_duty("Bawaslu Kota Metro", "bawaslu", METRO, now)
    on_duty("Bawaslu Lampung", "bawaslu", "18", now)
    happened = datetime.now(UTC) - timedelta(minutes=12)
    threat("A-1", happened)
    round_at(happened)
    round_at(happened + timedelta(minutes=11))
    above.post("/penyerahan/A-1/terima/", {})
    later = datetime.now(UTC) + timedelta(minutes=40)
    for minutes in (0, 1, 2):
        round_at(later + timedelta(minutes=minutes))
    assert not [m for m in stands("A-1").messages if "di atasnya" in m.words]


def test_nobody_registered_is_said_to_supervisors_and_desk_once(
    now: datetime, person: Callable[..., Any]
) -> None:
    supervisor = person("putri", Role.SUPERVISOR, "18", "Bawaslu Lampung")
    supervisor.email = "putri@example.org"
    supervisor.save()
    threat("A-1", now)
    for minutes in (0, 1, 2):
        round_at(now + timedelta(minutes=minutes))
    assert partners("A-1") == []
    assert len(stands("A-1").messages) == 2  # no Bawaslu, no KPU
    assert Notice.objects.filter(target="partner_missing").count() == 2
    letters = letters_to("putri@example.org")
    assert len(letters) == 2 and all("A-1" in letter for letter in letters)


@pytest.mark.parametrize(("priority", "told"), [("P0", True), ("P1", False), ("P2", False)])
def test_only_what_threatens_people_is_handed_over(
    now: datetime, priority: str, told: bool
) -> None:
    on_duty("Bawaslu Kota Metro", "bawaslu", METRO, now)
    threat("A-1", now, priority=priority)
    round_at(now)
    assert bool(partners("A-1")) is told


def test_the_machine_decides_and_removes_nothing(now: datetime) -> None:
    on_duty("Bawaslu Kota Metro", "bawaslu", METRO, now)
    threat("A-1", now)
    for minutes in range(0, 200, 10):
        round_at(now + timedelta(minutes=minutes))
    happened = events_of(history("A-1"))
    assert not [x for x in happened if isinstance(x, e.Decided | e.Executed)]
    assert stands("A-1").decision is None and stands("A-1").executed is None


def test_another_organisation_sees_and_answers_nothing(
    now: datetime, desk: Callable[..., Client]
) -> None:
    others = [
        desk("lain", Role.SUPERVISOR, METRO, "Bawaslu Kota Lain"),
        desk("tanpa", Role.REPORTER_TRUSTED, METRO),
    ]
    on_duty("Bawaslu Kota Metro", "bawaslu", METRO, now)
    threat("A-1", now)
    round_at(now)
    for client in others:
        assert "A-1" not in client.get("/penyerahan/").content.decode()
        client.post("/penyerahan/A-1/terima/", {})
        client.post("/penyerahan/A-tidak-ada/terima/", {})
    assert stands("A-1").alerts[0].answered_at is None


def test_hooks_are_told_of_hand_over_and_answer(now: datetime, desk: Callable[..., Client]) -> None:
    from suluh.web.jobs import hooks

    pengawas = desk("putri", Role.SUPERVISOR, METRO, "Bawaslu Kota Metro")
    hooks.add(
        "http://127.0.0.1:1/suluh", ("case.partner_alerted", "case.partner_answered"), "18", now
    )
    on_duty("Bawaslu Kota Metro", "bawaslu", METRO, now)
    threat("A-1", now)
    round_at(now)
    pengawas.post("/penyerahan/A-1/terima/", {})
    round_at(datetime.now(UTC))
    bodies = [job.body for job in Job.objects.filter(kind="webhook").order_by("pk")]
    assert [("partner_alerted" in body, "partner_answered" in body) for body in bodies] == [
        (True, False),
        (False, True),
    ]
    assert not any("Pencoblosan" in body for body in bodies)


def test_the_desk_sees_who_has_it(now: datetime, desk: Callable[..., Client]) -> None:
    on_duty("Bawaslu Kota Metro", "bawaslu", METRO, now)
    threat("A-1", now)
    round_at(now)
    page = desk("meja", Role.TRIAGE).get("/perkara/A-1/").content.decode()
    assert "Bawaslu Kota Metro" in page and "Belum dijawab" in page


WRONG = [
    ("Polres", "police", METRO, "a@example.org", ""),  # the police are telephoned
    ("Bawaslu", "bawaslu", METRO, "", ""),  # nobody would hear of it
    ("Bawaslu", "bawaslu", "99.99", "a@example.org", ""),
    ("Bawaslu", "dinas", METRO, "a@example.org", ""),
    (" ", "bawaslu", METRO, "a@example.org", ""),
    ("Bawaslu", "bawaslu", METRO, "bukan surel", ""),
]


@pytest.mark.parametrize("entry", WRONG)
def test_a_contact_that_nobody_could_reach_is_refused(
    entry: tuple[str, str, str, str, str], now: datetime
) -> None:
    with pytest.raises(RequestError):
        contacts.add(*entry, now)


def test_who_left_duty_is_told_no_more(now: datetime) -> None:
    entry = contacts.add("Bawaslu Kota Metro", "bawaslu", METRO, "a@example.org", "", now)
    contacts.remove(entry.pk, now)
    with pytest.raises(RequestError):
        contacts.remove(entry.pk, now)
    threat("A-1", now)
    round_at(now)
    assert partners("A-1") == []


def test_the_register_by_the_command(installation: Path, suluh: Callable[..., Any]) -> None:
    at = ("--data", installation)
    added = suluh("duty", "add", "Bawaslu Contoh", "--kind", "bawaslu", "--email", "a@example.org", *at)  # fmt: skip
    assert added.code == 0
    assert "Bawaslu Contoh" in suluh("duty", "list", *at).said
    assert suluh("duty", "add", "Polres", "--kind", "police", *at).code == 2
    assert suluh("duty", "remove", "1", *at).code == 0
