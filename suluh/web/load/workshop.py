"""A hall full of telephones: everybody joins, polls, takes the test, decides posts; how long each request took.

Participants are threads of this process, each with a connection of its own, as telephones have. What was acknowledged
is held against the database at the end.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from suluh.bench.table import Table
from suluh.web.load.busy import between, look
from suluh.web.load.server import Server

COURSE = "kebijakan"
POLL = 3.0  # seconds, as workshop.js has it
WITHIN = 10.0  # seconds over which people press the button; nobody does it at the same instant
POSTS = 3  # decided together
TOKEN = "a" * 32


def run(people: int) -> dict[str, Any]:
    """On an installation of its own, in a process of its own."""
    folder = Path(tempfile.mkdtemp(prefix="suluh-workshop-"))
    try:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            return pool.submit(measured, folder, people).result()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measured(data: Path, people: int) -> dict[str, Any]:
    """Runs in a process that has no Django yet: its settings are made once a process."""
    from suluh.web.serve import ready

    ready(data)
    from suluh.web.learn import running
    from suluh.web.learn.models import Answer, Participant

    workshop = running.opened(COURSE, "18", "p-bench", datetime.now(UTC))
    hall = Hall(workshop.code, people)
    with Server(data, None) as server:
        hall.port = server.port
        assert server.process is not None
        first = look(server.process.pid)
        hall.everybody(hall.join)
        hall.polling()
        for _ in range(1 + POSTS):
            running.step(workshop)
            hall.everybody(hall.answer)
            if workshop.phase == running.Phase.POSTS:
                running.step(workshop)
        hall.over.set()
        hall.home()
        busy = between(first, look(server.process.pid))
    return {
        "people": people,
        "joined": Participant.objects.count(),
        "acknowledged_answers": hall.acknowledged,
        "answers_kept": Answer.objects.values("participant", "phase", "item").count(),
        "failed": len(hall.failed),
        "failures": sorted(set(hall.failed))[:5],
        "pages": hall.pages(),
        "cores_in_use": busy._asdict() if busy else None,
        "load_average": round(os.getloadavg()[0], 1),
    }


class Phone:
    """One participant: a connection, a cookie, what it saw last."""

    def __init__(self, number: int) -> None:
        self.number, self.cookie = number, f"suluh_csrf={TOKEN}"
        self.line: http.client.HTTPConnection | None = None
        self.lock = threading.Lock()  # a telephone asks one thing at a time


class Hall:
    """Everybody, and the times of what they asked. Lists are appended to by many threads, which Python does whole."""

    def __init__(self, code: str, people: int) -> None:
        self.code, self.port = code, 0
        self.phones = [Phone(n) for n in range(people)]
        self.times: dict[str, list[float]] = {}
        self.failed: list[str] = []
        self.acknowledged = 0
        self.over = threading.Event()
        self._pollers: list[threading.Thread] = []
        self._count = threading.Lock()

    def everybody(self, does: Callable[[Phone], None]) -> None:
        """Each within ten seconds, then waits for all."""
        crowd = [threading.Thread(target=self._later, args=(does, phone)) for phone in self.phones]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()

    def join(self, phone: Phone) -> None:
        self._ask(phone, "first page", "GET", "")
        status, cookies, _ = self._ask(
            phone, "join", "POST", "", pseudonym=f"Melati {phone.number}"
        )
        seat = re.search(r"suluh_peserta=[^;]+", cookies)
        if status == 302 and seat:
            phone.cookie += f"; {seat[0]}"
        else:
            self.failed.append(f"join: {status}")

    def answer(self, phone: Phone) -> None:
        """Reads what is asked, chooses the first option of each, sends it."""
        _, _, page = self._ask(phone, "page", "GET", "")
        asked = dict(reversed(re.findall(r'type="radio" name="([^"]+)" value="([^"]+)"', page)))
        status, _, _ = self._ask(phone, "answer", "POST", "", **asked)
        if status == 302 and asked:
            with self._count:
                self.acknowledged += len(asked)
        else:
            self.failed.append(f"answer: {status}")

    def polling(self) -> None:
        """From now on every phone asks for the state, each at its own moment."""
        self._pollers = [threading.Thread(target=self._poll, args=(p,)) for p in self.phones]
        for one in self._pollers:
            one.start()

    def home(self) -> None:
        for one in self._pollers:
            one.join()
        for phone in self.phones:
            if phone.line:
                phone.line.close()

    def pages(self) -> list[dict[str, Any]]:
        from suluh.web.load.checks import quantile  # knows Django, whose settings come first

        parts = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99, "worst_ms": 1.0}
        return [
            {"page": page, "n": len(times)}
            | {name: round(quantile(times, part), 1) for name, part in parts.items()}
            for page, times in sorted(self.times.items())
        ]

    def _later(self, does: Callable[[Phone], None], phone: Phone) -> None:
        time.sleep(random.Random(phone.number).uniform(0, WITHIN))
        try:
            does(phone)
        except (OSError, http.client.HTTPException) as error:
            self.failed.append(f"{does.__name__}: {type(error).__name__}")

    def _poll(self, phone: Phone) -> None:
        self.over.wait(random.Random(phone.number).uniform(0, POLL))
        while not self.over.wait(POLL):
            with suppress(OSError, http.client.HTTPException):
                self._ask(phone, "poll", "GET", "keadaan/")

    def _ask(
        self, phone: Phone, page: str, method: str, rest: str, **fields: str
    ) -> tuple[int, str, str]:
        """Status, what is to be kept as cookies, and the page."""
        headers = {"Cookie": phone.cookie, "X-CSRFToken": TOKEN}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        body = urlencode(fields) if fields else None
        with phone.lock:
            if phone.line is None:
                phone.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            sent = time.monotonic()
            phone.line.request(method, f"/lokakarya/ikut/{self.code}/{rest}", body, headers)
            answer = phone.line.getresponse()
            text = answer.read().decode()
            self.times.setdefault(page, []).append((time.monotonic() - sent) * 1000)
        if answer.status >= 400:
            self.failed.append(f"{page}: {answer.status}")
        return answer.status, " ".join(answer.headers.get_all("Set-Cookie") or ()), text


def tables(found: dict[str, Any]) -> list[Table]:
    rows = [
        [p["page"], p["n"], p["p50_ms"], p["p95_ms"], p["p99_ms"], p["worst_ms"]]
        for p in found["pages"]
    ]
    columns = ("request", "n", "p50 ms", "p95 ms", "p99 ms", "worst ms")
    held = ("people", "joined", "acknowledged_answers", "answers_kept", "failed")
    return [
        Table(f"{found['people']} participants", columns, rows),
        Table("held against the database", ("", "n"), [[key, found[key]] for key in held]),
    ]
