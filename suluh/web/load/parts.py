"""The three measurements, each on an installation of its own, in a process of its own."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from suluh.web.load.busy import between
from suluh.web.load.server import Server

SETTLES_WITHIN = 120.0  # seconds; the grace of a decision is 20 of them
REPORTERS = 4
OPENINGS = 40  # of each queue page
SEED = 5


class Asked(NamedTuple):
    """What is measured, and how much of it."""

    part: str
    data: Path
    database: str | None
    reviewers: int = 50
    seconds: float = 60.0
    pause: float = 10.0
    intake: float = 2.0  # reports a second
    open_items: int = 1_000_000
    kills: int = 20


def measured(asked: Asked) -> dict[str, Any]:
    """Runs in a process that has no Django yet: its settings are made once a process."""
    from suluh.web.serve import ready

    ready(asked.data, asked.database)
    return {"load": load, "queue": queue, "kill": kill}[asked.part](asked)


def load(asked: Asked) -> dict[str, Any]:
    """Everyone at once for a while; then the ledger is held against what they were told."""
    from suluh.web.load import checks
    from suluh.web.load.installation import waiting
    from suluh.web.load.visits import Log

    log = Log()
    waiting(int(asked.reviewers * (1 + asked.seconds / max(asked.pause, 1.0))))
    with Server(asked.data, asked.database) as server:
        first = _first(server.port)
        before = server.look()
        crowd, over = _crowd(asked, server.port, log)
        time.sleep(asked.seconds)
        busy = between(before, server.look())
        answered = sum(map(len, log.times.values()))
        _home(crowd, over)
        _settled()
    found = {"pages": _pages(log), "first_page_ms": first} | checks.held_against(log)
    if busy:
        each = busy.server * asked.seconds * 1000 / max(answered, 1)
        found |= {"cores_in_use": busy._asdict(), "server_cpu_ms_a_request": round(each, 1)}
    return found


def _pages(log: Any) -> list[dict[str, Any]]:
    from suluh.web.load.checks import quantile

    shares = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99, "worst_ms": 1.0}
    return [
        {"page": page, "n": len(times)}
        | {name: round(quantile(times, share), 1) for name, share in shares.items()}
        for page, times in sorted(log.times.items())
    ]


def queue(asked: Asked) -> dict[str, Any]:
    """The same pages of a short and of a very long queue, opened one after the other."""
    from suluh.cases import Role
    from suluh.web.load.checks import quantile
    from suluh.web.load.installation import rows, visitor
    from suluh.web.load.visits import Browser, Log

    people = [
        (place or "ID", visitor(f"rani{place}", Role.REVIEWER, place))
        for place in ("", "18", "18.71", "18.71.01")
    ]
    found, last = [], -1
    with Server(asked.data, asked.database) as server:
        for size in (1_000, asked.open_items):
            rows(last + 1, size - 1)
            last = size - 1
            for place, person in people:
                for page, address in (("first", ""), ("deep", "?after=400000.0~A")):
                    browser = Browser(server.port, person, log := Log())
                    for _ in range(OPENINGS):
                        browser.get("queue", f"/antrean/review/{address}")
                    browser.close()
                    times = log.times["queue"][3:]  # the first ones open the database
                    found.append(
                        {"open": size, "region": place, "page": page, "failed": len(log.failed),
                         "p50_ms": round(quantile(times, 0.5), 1), "p95_ms": round(quantile(times, 0.95), 1)}
                    )  # fmt: skip
    return {"openings": found}


def kill(asked: Asked) -> dict[str, Any]:
    """The server is killed at random moments under load; the chain must hold each time, at the end nothing is lost."""
    from django.db import connections

    from suluh.web.load import checks
    from suluh.web.load.installation import waiting
    from suluh.web.load.visits import Log

    dice, log, whole, lost = random.Random(SEED), Log(), 0, 0
    waiting(asked.kills * 30)
    server = Server(asked.data, asked.database)
    quick = asked._replace(reviewers=min(asked.reviewers, 10), pause=0.1)
    crowd, over = _crowd(quick, server.port, log)
    try:
        for number in range(1, asked.kills + 1):
            server.start()
            time.sleep(dice.uniform(0.3, 3.0))
            server.kill()
            found = checks.held_against(log)
            whole += found["ledger_whole"]
            lost += found["lost_decisions"] + found["lost_reports"]
            connections.close_all()
            _say(f"kill {number}: {whole} whole, {lost} lost, {found['ledger_events']} events")
        _home(crowd, over)
        with server:
            _settled()
    finally:
        over.set()
        server.kill()
    return checks.held_against(log) | {
        "kills": asked.kills,
        "whole_after_kill": whole,
        "lost_after_kill": lost,
        "cut_off": log.broken,
    }


def _first(port: int) -> float:
    """Milliseconds of the very first page, for which the server reads facts and policy; it is measured by itself."""
    from suluh.cases import Role
    from suluh.web.load.installation import visitor
    from suluh.web.load.visits import Browser, Log

    browser = Browser(port, visitor("pertama", Role.AUDITOR), Log())
    answer = browser.get("queue", "/antrean/review/")
    browser.close()
    return round((answer.came - answer.sent) * 1000, 1)


def _crowd(asked: Asked, port: int, log: Any) -> tuple[list[threading.Thread], threading.Event]:
    """Reviewers and reporters, each in a thread, at work."""
    from suluh.cases import Role
    from suluh.web.load.installation import visitor
    from suluh.web.load.visits import Browser, Pace, report, review

    over, stamp = threading.Event(), f"{datetime.now(UTC):%H%M%S%f}"
    every = REPORTERS / asked.intake
    crowd = []
    for n in range(asked.reviewers):
        browser = Browser(port, visitor(f"r{n}-{stamp}", Role.REVIEWER), log)
        crowd.append(_at_work(review, browser, Pace(over, asked.pause, n)))
    for n in range(REPORTERS):
        browser = Browser(port, visitor(f"m{n}-{stamp}", Role.REPORTER_TRUSTED), log)
        crowd.append(_at_work(report, browser, Pace(over, asked.pause, 1000 + n), every))
    for one in crowd:
        one.start()
    return crowd, over


def _say(words: str) -> None:
    """On the way, for who watches a long run."""
    click.echo(words, err=True)


def _settled() -> None:
    """Until no decision waits for its grace to be over, or it has waited too long: then it counts as waiting."""
    from suluh.web.models import Pending

    until = time.monotonic() + SETTLES_WITHIN
    while Pending.objects.filter(problem="").exists() and time.monotonic() < until:
        time.sleep(1.0)


def _at_work(job: Callable[..., None], *given: Any) -> threading.Thread:
    return threading.Thread(target=job, args=given, daemon=True)


def _home(crowd: list[threading.Thread], over: threading.Event) -> None:
    over.set()
    for one in crowd:
        one.join(90)
