"""What people do at the desks, over HTTP as a browser does, with the time that each page took."""

from __future__ import annotations

import http.client
import random
import threading
import time
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from suluh.web.load.installation import Visitor

TOKEN = "a" * 32
LOOKS_ASIDE = 0.1  # of the items: how often its clocks and the alarms are looked at too


class Answer(NamedTuple):
    status: int
    to: str  # of a redirect
    sent: float  # on the clock of this process
    came: float


@dataclass
class Log:
    """What happened, as seen from outside. Lists are appended to by many threads, which Python does whole."""

    times: dict[str, list[float]] = field(default_factory=dict)  # page: milliseconds
    failed: list[str] = field(default_factory=list)
    decided: list[tuple[str, str]] = field(default_factory=list)  # case, person: acknowledged
    reported: list[str] = field(default_factory=list)  # addresses: acknowledged
    held: list[tuple[str, str, float, float]] = field(
        default_factory=list
    )  # case, person, from, to
    broken: int = 0  # requests that a killed server did not answer

    def note(self, page: str, answer: Answer) -> None:
        self.times.setdefault(page, []).append((answer.came - answer.sent) * 1000)
        if answer.status >= 400:
            self.failed.append(f"{page}: {answer.status}")


class Browser:
    """One person's. Raises OSError or HTTPException when the server is gone."""

    def __init__(self, port: int, visitor: Visitor, log: Log) -> None:
        self.port, self.visitor, self.log = port, visitor, log
        self.line: http.client.HTTPConnection | None = None

    def get(self, page: str, address: str) -> Answer:
        return self._ask(page, "GET", address, None)

    def post(self, page: str, address: str, since: float | None = None, **fields: str) -> Answer:
        """since: when it should have been sent, where that is what the wait counts from."""
        return self._ask(page, "POST", address, urlencode(fields), since)

    def close(self) -> None:
        if self.line:
            self.line.close()
            self.line = None

    def _ask(
        self, page: str, method: str, address: str, body: str | None, since: float | None = None
    ) -> Answer:
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.visitor.cookie}
        if body is not None:
            headers |= {"X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
        sent = time.monotonic() if since is None else since
        self.line.request(method, address, body, headers)
        answer = self.line.getresponse()
        answer.read()
        came = Answer(answer.status, answer.getheader("Location", ""), sent, time.monotonic())
        self.log.note(page, came)
        return came


@dataclass
class Pace:
    """How fast people are, and until when. They read for an exponential time: `pause` on average, at most five of it."""

    over: threading.Event
    pause: float  # mean seconds for reading a post
    seed: int = 0

    def wait(self, dice: random.Random, mean: float | None = None) -> bool:
        """A while, longer or shorter; False when it is over."""
        mean = self.pause if mean is None else mean
        return not self.over.wait(min(dice.expovariate(1 / mean), 5 * mean) if mean else 0)


def review(browser: Browser, pace: Pace) -> None:
    """Opens the queue, takes the next, reads, decides, gets the following one, until it is over.

    A closed loop, as people are: who waits for a page asks for nothing meanwhile.
    """
    dice = random.Random(pace.seed)
    pace.wait(dice)
    while not pace.over.is_set():
        try:
            browser.get("queue", "/antrean/review/")
            taken = browser.post("take", "/antrean/review/ambil/")
            while taken.to.startswith("/perkara/") and not pace.over.is_set():
                taken = _one(browser, taken, pace, dice)
        except (OSError, http.client.HTTPException):
            browser.log.broken += 1
            browser.close()
        if not pace.wait(dice, max(pace.pause, 0.2)):
            break
    browser.close()


def report(browser: Browser, pace: Pace, every: float) -> None:
    """Reports one post after the other, `every` so many seconds on average, and looks at the list of them.

    An open loop, as a flood is: the next one comes at its time, however slow the desks are, and waits from then on.
    """
    dice, number, comes = random.Random(pace.seed), 0, time.monotonic()
    while True:
        comes += dice.expovariate(1 / every)
        if pace.over.wait(max(0.0, comes - time.monotonic())):
            break
        number += 1
        url = f"https://www.tiktok.com/@mitra{pace.seed}/video/{number}"
        try:
            told = browser.post(
                "report",
                "/laporan/baru/",
                url=url,
                words="Tanggalnya keliru.",
                region="18.71",
                since=comes,
            )
            if told.status == 302:
                browser.log.reported.append(url)
                browser.get("reports", told.to)
        except (OSError, http.client.HTTPException):
            browser.log.broken += 1
            browser.close()
    browser.close()


def _one(browser: Browser, taken: Answer, pace: Pace, dice: random.Random) -> Answer:
    """One item read and decided; where the desk sends its reviewer next."""
    case = taken.to.split("/")[2]
    browser.get("case", taken.to)
    if dice.random() < LOOKS_ASIDE:
        browser.get("clocks", f"{taken.to}waktu/")
        browser.get("alarms", "/peringatan/")
    if not pace.wait(
        dice
    ):  # the day ends while reading: fifty who all press at that instant are no load of a day
        return Answer(taken.status, "", taken.sent, taken.came)
    outcome = dice.choice(("remove", "context_label", "no_action"))
    told = browser.post(
        "decide",
        f"/perkara/{case}/putus/",
        outcome=outcome,
        severity="2",
        reason="Lihat fakta resmi.",
    )
    if told.status == 302 and told.to != taken.to:
        browser.log.decided.append((case, browser.visitor.key))
        browser.log.held.append((case, browser.visitor.key, taken.came, told.sent))
        return told
    return Answer(told.status, "", told.sent, told.came)
