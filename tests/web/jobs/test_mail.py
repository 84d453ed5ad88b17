"""Whoever reported hears by e-mail, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from telling_jobs import one_round, with_email
from telling_web import by, in_review, reported

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.things import Thing
from suluh.web.decisions import carry_out
from suluh.web.jobs import post, table
from suluh.web.jobs.follow import follow
from suluh.web.jobs.models import Job
from suluh.web.jobs.sending import Refused
from suluh.web.store import happen


def test_whoever_reported_gets_a_receipt_and_the_outcome(
    person: Callable[..., Any], smtp: Any, now: datetime
) -> None:
    rani = with_email(person("rani", Role.REPORTER_TRUSTED))
    in_review("A-1", now - timedelta(seconds=9), who=rani.key)
    case = happen(
        e.Decided(
            **by("A-1", now, "p-r", Role.REVIEWER),
            outcome="context_label",
            reason="Keliru.",
            severity=3,
        )
    )
    carry_out(case, now)
    assert one_round(now).sent == 2
    assert one_round(now).sent == 0
    letters = [message_from_bytes(raw) for raw in smtp.letters]
    assert [m["To"] for m in letters] == ["rani@example.org"] * 2
    words = [m.get_payload(decode=True).decode() for m in letters]  # type: ignore[union-attr]
    assert "nomor A-1" in words[0] and "Label konteks" in words[1] and "Context label" in words[1]


def test_whoever_filed_a_laporan_hears_that_it_needs_a_repair_and_where_it_went(
    person: Callable[..., Any], smtp: Any, now: datetime
) -> None:
    warga = with_email(person("warga", Role.REPORTER_PUBLIC))
    awas = with_email(person("awas", Role.SUPERVISOR, "18.71"))
    opened = by("B-1", now, warga.key, Role.REPORTER_PUBLIC)
    officer = by("B-1", now, awas.key, Role.SUPERVISOR)
    happen(
        e.Reported(**opened, track="B", thing=Thing(), words="Amplop.", region="18.71"),
        e.Acknowledged(**officer),
        e.InitialReviewStarted(**officer),
        e.InitiallyReviewed(**officer, formal=("identitas_terlapor",)),
        e.RepairAsked(**officer),
        e.Repaired(**opened),
        e.InitiallyReviewed(**officer),
        e.Registered(**officer, number="1"),
    )
    assert one_round(now).failed == 0
    letters = [message_from_bytes(raw) for raw in smtp.letters]
    mine = [m for m in letters if m["To"] == warga.email]
    assert ["menunggu keterangan Anda" in m["Subject"] for m in mine] == [False, True, False]
    words = mine[-1].get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert "diregister" in words and "/perkara/B-1/" in words
    assert all("Amplop" not in str(m.get_payload(decode=True)) for m in letters)


def test_alarms_go_to_the_desk_in_one_letter(
    person: Callable[..., Any], smtp: Any, now: datetime
) -> None:
    with_email(person("pemilah", Role.TRIAGE, "18"))
    with_email(person("jauh", Role.TRIAGE, "32"))
    with_email(person("auditor", Role.AUDITOR))
    for number in range(3):
        reported(f"A-{number}", now - timedelta(minutes=40))
    assert one_round(now).alarms == 3
    reported("A-9", now - timedelta(minutes=39))
    assert one_round(now + timedelta(seconds=5)).alarms == 1
    assert one_round(now + timedelta(seconds=21)).sent == 1
    (letter,) = [message_from_bytes(raw) for raw in smtp.letters]
    assert letter["To"] == "pemilah@example.org" and "4 peringatan" in letter["Subject"]


def test_old_news_is_none(person: Callable[..., Any], now: datetime) -> None:
    rani = with_email(person("rani", Role.REPORTER_TRUSTED))
    in_review("A-1", now - timedelta(days=3), who=rani.key)
    follow(now)
    assert not Job.objects.filter(key__startswith="receipt").exists()


@pytest.mark.parametrize(
    ("answer", "dead"), [("550 no such user", True), ("450 later", False), ("421 busy", False)]
)
def test_a_refusal_for_good_is_laid_aside_and_another_comes_back(
    answer: str, dead: bool, smtp: Any, now: datetime
) -> None:
    table.put("k", "email", "smtp", {"to": "x@example.org", "subject": "s", "text": "t"}, now)
    smtp.refuse = answer
    assert one_round(now).failed == 1
    job = Job.objects.get()
    assert bool(job.dead_at) is dead and job.problem.startswith("SMTP")
    smtp.refuse = ""
    if dead:
        table.revive(job.pk, now)
    assert one_round(now + timedelta(minutes=1)).sent == 1 and len(smtp.letters) == 1


def test_without_a_server_letters_go_into_the_folder(installation: Path, now: datetime) -> None:
    table.put("k", "email", "smtp", {"to": "x@example.org", "subject": "Uji é", "text": "isi"}, now)
    assert one_round(now).sent == 1
    (path,) = (installation / post.FOLDER).glob("*.eml")
    assert path.stat().st_mode & 0o777 == 0o600 and b"x@example.org" in path.read_bytes()
    path.unlink()


def test_a_letter_is_known_again_by_its_id(now: datetime) -> None:
    body = {"to": "x@example.org", "subject": "s", "text": "t"}
    one, again, other = (post.letter(key, body, now)["Message-ID"] for key in ("a", "a", "b"))
    assert one == again != other


@pytest.mark.parametrize("address", ["http://x", "smtp://", "ftp://a:1"])
def test_a_server_that_is_none_is_said_to_be(
    address: str, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setenv(post.SERVER, address)
    with pytest.raises(Refused):
        post.send("k", {"to": "x@example.org", "subject": "s", "text": "t"}, now)
