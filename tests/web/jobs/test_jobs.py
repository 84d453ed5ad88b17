"""Background work: what is promised rings, whoever reported hears, nothing is sent twice that was acknowledged."""

from __future__ import annotations

import json
import os
import signal
import smtplib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.test import Client
from telling_web import by, in_review, reported

from suluh.cases import Role
from suluh.cases import events as e
from suluh.cases.things import Thing
from suluh.errors import RequestError
from suluh.web.decisions import carry_out
from suluh.web.jobs import hooks, post, table
from suluh.web.jobs.follow import follow
from suluh.web.jobs.models import Cursor, Hook, Job, Notice, Watch
from suluh.web.jobs.ring import ring
from suluh.web.jobs.sending import Refused, Unreached
from suluh.web.jobs.worker import Done, work
from suluh.web.store import LEDGER, case_from, happen, history

ROOT = Path(__file__).parents[3]


class Receiver:
    """A server that keeps the webhooks it gets and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []  # the next ones; then 204
        self.hang = threading.Event()  # set: it takes the call and does not answer
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                if receiver.hang.is_set():
                    time.sleep(20)
                    return
                self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
                self.send_header("location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/suluh"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.hang.clear()
    made.server.shutdown()
    made.server.server_close()


class Box:
    """What an SMTP server took, and with which answer it refuses."""

    letters: ClassVar[list[bytes]] = []
    refuse: ClassVar[str] = ""

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if Box.refuse:
            return Box.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        Box.letters.append(envelope.content)
        return "250 OK"


@pytest.fixture
def smtp(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Box]]:
    controller = pytest.importorskip("aiosmtpd.controller")
    Box.letters, Box.refuse = [], ""
    running = controller.Controller(Box(), hostname="127.0.0.1", port=free_port())
    running.start()
    monkeypatch.setenv(post.SERVER, f"smtp://127.0.0.1:{running.port}")
    yield Box
    running.stop()


def free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def one_round(now: datetime) -> Done:
    return work("uji", lambda: now)


def with_email(someone: Any) -> Any:
    someone.email = f"{someone.username}@example.org"
    someone.save()
    return someone


# The clock ----------------------------------------------------------------------------------


def test_a_promise_rings_before_it_is_broken_and_once(now: datetime) -> None:
    reported("A-1", now)
    assert one_round(now).alarms == 0
    assert one_round(now + timedelta(minutes=31)).alarms == 1
    assert one_round(now + timedelta(minutes=32)).alarms == 0
    assert one_round(now + timedelta(minutes=49)).alarms == 1
    assert [n.part for n in Notice.objects.order_by("pk")] == [0.5, 0.8]


def test_a_broken_promise_rises_rung_by_rung(now: datetime) -> None:
    reported("A-1", now)
    rungs = []
    for hours in (
        1.1,
        4.1,
        8.1,
        12.1,
        40,
    ):  # P2: receipt in 1 h, decision in 4 h, then late by its time again
        one_round(now + timedelta(hours=hours))
        rungs.append(case_from(history("A-1")).rung)
    assert rungs == [
        "province",
        "nation",
        "platform",
        "platform",
        "platform",
    ]  # to Komdigi a person sends it
    assert LEDGER.verify().ok


def test_what_is_decided_in_time_does_not_ring(now: datetime) -> None:
    in_review("A-1", now)
    follow(now)
    happen(
        e.Decided(
            **by("A-1", now, "p-r", Role.REVIEWER), outcome="no_action", reason="Benar.", severity=1
        )
    )
    assert one_round(now + timedelta(days=1)).alarms == 0
    assert not Watch.objects.exists()


def test_alarms_are_seen_at_the_desk_of_the_region_only(
    desk: Callable[..., Client], now: datetime
) -> None:
    reported("A-1", now - timedelta(minutes=70), region="18.71")
    one_round(now)
    assert "A-1" in desk("lampung", Role.TRIAGE, "18").get("/peringatan/").content.decode()
    assert "A-1" not in desk("jabar", Role.TRIAGE, "32").get("/peringatan/").content.decode()
    assert "A-1" not in desk("awas", Role.SUPERVISOR).get("/peringatan/").content.decode()


def test_the_ledger_is_read_once_and_from_where_it_was_left(now: datetime) -> None:
    reported("A-1", now)
    assert follow(now) == 1
    assert follow(now) == 0
    reported("A-2", now)
    assert follow(now) == 1
    assert Cursor.objects.get().seq == LEDGER.head().seq


def test_rebuilding_from_the_beginning_rings_nothing_twice(now: datetime) -> None:
    reported("A-1", now - timedelta(minutes=70))
    one_round(now)
    Cursor.objects.update(seq=0)
    assert one_round(now + timedelta(seconds=1)).alarms == 0


# E-mail -------------------------------------------------------------------------------------


def test_whoever_reported_gets_a_receipt_and_the_outcome(
    person: Callable[..., Any], smtp: type[Box], now: datetime
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
    person: Callable[..., Any], smtp: type[Box], now: datetime
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
    person: Callable[..., Any], smtp: type[Box], now: datetime
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
    answer: str, dead: bool, smtp: type[Box], now: datetime
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


# Webhooks -----------------------------------------------------------------------------------


def test_a_webhook_is_signed_and_says_nothing_personal(receiver: Receiver, now: datetime) -> None:
    hook = hooks.add(receiver.url, (), "", now)
    reported("A-1", now)
    assert one_round(now).sent == 1
    ((headers, body),) = receiver.got
    number, stamp = headers["webhook-id"], headers["webhook-timestamp"]
    assert headers["webhook-signature"] == "v1," + hooks.signature(number, stamp, body, hook.secret)
    assert headers["webhook-signature"] != "v1," + hooks.signature(
        number, stamp, body + b" ", hook.secret
    )
    told = json.loads(body)
    assert told["type"] == "case.reported" and told["data"]["case"] == "A-1"
    assert b"Pencoblosan" not in body and b"p-pelapor" not in body


def test_a_failing_receiver_is_tried_again_with_the_same_id_and_longer_waits(
    receiver: Receiver, now: datetime
) -> None:
    hooks.add(receiver.url, ("case.reported",), "", now)
    reported("A-1", now)
    receiver.answers = [500, 302, 204]
    at, waits = now, []
    for _ in range(3):
        one_round(at)
        job = Job.objects.get()
        if not job.done_at:
            waits.append((job.run_at - at).total_seconds())  # type: ignore[operator]
            at = job.run_at  # type: ignore[assignment]
    assert 4 < waits[0] < 6 and 26 < waits[1] < 34
    assert (
        len({headers["webhook-id"] for headers, _ in receiver.got}) == 1 and len(receiver.got) == 3
    )
    assert Job.objects.get().done_at and one_round(at + timedelta(days=1)).sent == 0


def test_who_never_answers_is_laid_aside_in_the_end(receiver: Receiver, now: datetime) -> None:
    hooks.add(receiver.url, (), "", now)
    reported("A-1", now)
    follow(now)
    Watch.objects.all().delete()
    receiver.answers, at = [500] * 50, now
    for _ in range(20):
        one_round(at)
        at += timedelta(hours=12)
    job = Job.objects.get()
    assert (
        job.dead_at and job.problem == "answered 500" and len(receiver.got) == len(table.AGAIN) + 1
    )
    with pytest.raises(RequestError, match="no dead job"):
        table.revive(10_000, now)


def test_who_wants_no_more_is_left_alone(receiver: Receiver, now: datetime) -> None:
    hooks.add(receiver.url, (), "", now)
    receiver.answers = [410]
    reported("A-1", now)
    one_round(now)
    reported("A-2", now)
    one_round(now)
    assert len(receiver.got) == 1 and Hook.objects.get().gone_at


def test_one_that_does_not_answer_does_not_hold_up_another(
    receiver: Receiver, now: datetime
) -> None:
    hooks.add(f"http://127.0.0.1:{free_port()}/", (), "", now)
    hooks.add(receiver.url, (), "", now)
    for number in range(3):
        reported(f"A-{number}", now)
    done = one_round(now)
    assert (done.sent, done.failed) == (3, 1)


@pytest.mark.parametrize(
    ("kinds", "region", "hears"),
    [((), "", 1), (("alarm",), "", 0), (("case.reported",), "18", 1), ((), "32", 0)],
)
def test_a_hook_hears_what_it_asked_for(
    kinds: tuple[str, ...], region: str, hears: int, now: datetime
) -> None:
    hooks.add("http://127.0.0.1:9/", kinds, region, now)
    reported("A-1", now, region="18.71")
    follow(now)
    assert Job.objects.count() == hears


@pytest.mark.parametrize("url", ["ftp://x/", "x", "http://", "http://nama:sandi@x/"])
def test_an_address_that_is_none_is_refused(url: str, now: datetime) -> None:
    with pytest.raises(RequestError):
        hooks.add(url, (), "", now)


# Workers ------------------------------------------------------------------------------------


def test_a_job_is_one_workers_at_a_time_and_comes_back_from_a_dead_one(now: datetime) -> None:
    table.put("k", "email", "smtp", {}, now)
    assert not table.put("k", "email", "smtp", {}, now)
    job = table.take("satu", now)
    assert job is not None and table.take("dua", now) is None
    late = now + table.LEASE
    again = table.take("dua", late)
    assert again is not None and again.pk == job.pk and again.attempts == 2
    table.failed(job, "terlambat", late)  # the first has lost it and changes nothing
    assert Job.objects.get().taken_by == "dua"
    table.done(again, late)
    assert table.take("satu", late + timedelta(days=9)) is None


def test_a_killed_worker_leaves_nothing_unsent_and_nothing_sent_twice(
    receiver: Receiver, installation: Path, now: datetime
) -> None:
    hooks.add(receiver.url, ("case.reported",), "", now)
    for number in range(3):
        reported(f"A-{number}", now)
    from django.db import connections

    connections.close_all()
    receiver.hang.set()
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "SULUH_"))}
    command = [sys.executable, "-m", "suluh", "jobs", "run", "--data", str(installation)]
    with subprocess.Popen(
        command, env=keep | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    ) as worker:
        until = time.monotonic() + 60
        while not receiver.got and time.monotonic() < until:
            time.sleep(0.05)
        worker.send_signal(signal.SIGKILL)
    assert len(receiver.got) == 1
    receiver.hang.clear()
    assert (
        one_round(datetime.now(UTC)).sent == 2
    )  # the taken one stays the dead worker's for a while
    assert one_round(datetime.now(UTC) + table.LEASE).sent == 1
    assert one_round(datetime.now(UTC) + 3 * table.LEASE).sent == 0
    ids = [headers["webhook-id"] for headers, _ in receiver.got]
    assert len(ids) == 4 and len(set(ids)) == 3 and ids[0] in ids[1:]


def test_two_workers_share_the_work_and_send_each_once(receiver: Receiver, now: datetime) -> None:
    from django.db import connections

    hooks.add(receiver.url, ("case.reported",), "", now)
    for number in range(12):
        reported(f"A-{number}", now)
    follow(now)

    def working() -> None:
        one_round(now)
        connections.close_all()

    both = [threading.Thread(target=working) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    ids = [headers["webhook-id"] for headers, _ in receiver.got]
    assert len(ids) == len(set(ids)) == 12


def test_what_was_sent_long_ago_goes(now: datetime) -> None:
    table.put("k", "email", "smtp", {}, now)
    job = table.take("satu", now)
    assert job
    table.done(job, now)
    assert table.tidy(now) == 0 and table.tidy(now + table.KEEP + timedelta(1)) == 1


def test_a_server_that_is_not_there_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.setenv(post.SERVER, f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(Unreached):
        post.send("k", {"to": "x@example.org", "subject": "s", "text": "t"}, now)
    assert issubclass(smtplib.SMTPServerDisconnected, OSError)


def test_a_round_that_breaks_leaves_nothing_half_done(
    monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    reported("A-1", now - timedelta(minutes=40))
    follow(now)
    monkeypatch.setattr("suluh.web.jobs.ring._write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ring(now)
    assert not Notice.objects.exists() and Watch.objects.count() == 1
    monkeypatch.undo()
    assert ring(now) == 1
