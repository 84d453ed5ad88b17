"""The guide's budget: bytes and requests of a first visit, time to the first text on a slow line, answers a second.

The line is that of "2G" in browsers' own tools: 250 kbit/s down, 50 kbit/s up, 300 ms of latency. Answers are counted
over kept connections from one process on the same machine, so the figure is what is left beside the one who asks.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError

import msgspec

from suluh.bench.table import Table
from suluh.errors import ServiceError

ELECTION, DAY = "SULUH_BENCH_ELECTION", "SULUH_BENCH_DAY"  # read by guide_app
AS_OF = "SULUH_AS_OF"  # read by the desks
PAGES = (
    "",
    "tanya/kapan/",
    "tanya/cara/",
    "fakta/ID-SCH-001/",
    "wilayah/18.72/",
    "calon/18.72/",
    "jadwal/",
    "data/",
)
ASKED = "/fakta/ID-SCH-001/"
LINE = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 250_000 / 8,
    "uploadThroughput": 50_000 / 8,
}
CONNECTIONS, SECONDS = 32, 5.0


class Visit(msgspec.Struct, frozen=True):
    """A first visit to one page. bytes: over the line, headers and packing included. Times in seconds."""

    page: str
    requests: int
    bytes: int
    first_text: float | None
    loaded: float


class Budget(msgspec.Struct, frozen=True):
    visits: tuple[Visit, ...]
    dynamic_per_second: float
    desks_per_second: float  # by `suluh serve`, which has the desks too and counts what was read
    static_per_second: float
    load_before: (
        float  # of the machine, one minute; above the number of cores the figures are too low
    )


def run(election: str, day: str, static: Path) -> Budget:
    """static: a folder with the built site. Raises ServiceError when a part is not installed."""
    load_before = os.getloadavg()[0]
    with _server(election, day) as port:
        visits = tuple(_visits(f"http://127.0.0.1:{port}/"))
        dynamic = asyncio.run(_per_second(port, ASKED))
    with _server(election, day, static) as port:
        still = asyncio.run(_per_second(port, f"/static{ASKED}index.html"))
    with _desks(day) as port:
        desks = asyncio.run(_per_second(port, ASKED))
    return Budget(visits, dynamic, desks, still, load_before)


def tables(found: Budget) -> list[Table]:
    """For people."""
    rows = [[v.page or "/", v.requests, v.bytes, v.first_text, v.loaded] for v in found.visits]
    return [
        Table("first visit on 2G (250 kbit/s, 300 ms)", ["page", "requests", "bytes", "first text s", "loaded s"], rows),
        Table(
            "answers a second, one fact page",
            ["way", "per second"],
            [["dynamic", round(found.dynamic_per_second)], ["with the desks", round(found.desks_per_second)],
             ["files", round(found.static_per_second)],
             ["load of the machine before", found.load_before]],
        ),
    ]  # fmt: skip


@contextmanager
def _server(election: str, day: str, static: Path | None = None) -> Iterator[int]:
    """Granian with one process, as `suluh serve` has it."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-access-log",
               "--log-level", "error", "--blocking-threads", "2"]  # fmt: skip
    if static:
        command += ["--static-path-route", "/static", "--static-path-mount", str(static)]
    with _running(
        [*command, "suluh.bench.guide_app:application"], port, {ELECTION: election, DAY: day}
    ):
        yield port


@contextmanager
def _desks(day: str) -> Iterator[int]:
    """`suluh serve` in a folder that is thrown away."""
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "suluh",
            "serve",
            "--data",
            f"{folder}/data",
            "--port",
            str(port),
        ]
        with _running(command, port, {AS_OF: day}):
            yield port


@contextmanager
def _running(command: list[str], port: int, more: dict[str, str]) -> Iterator[None]:
    """A server that answers, as long as it is needed. more: of the environment."""
    server = subprocess.Popen(command, env=os.environ | more, stdout=subprocess.DEVNULL)
    try:
        _wait(port, server)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if server.poll() is not None:
            raise ServiceError("the server for measuring did not start")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{ASKED}", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise ServiceError("the server for measuring did not answer")


def _visits(address: str) -> Iterator[Visit]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise ServiceError("measuring a visit needs playwright, which is not installed") from error
    chromium = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if chromium is None:
        raise ServiceError("measuring a visit needs Chromium, which is not installed")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for page in PAGES:
            yield _visit(browser, address, page)
        browser.close()


def _visit(browser: Any, address: str, path: str) -> Visit:
    """With nothing kept; the service worker, which comes after the page, is left out and so are its bytes."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page = context.new_page()
    line = context.new_cdp_session(page)
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda said: sizes.append(said["encodedDataLength"]))
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    page.goto(address + path, wait_until="load", timeout=120_000)
    page.wait_for_timeout(300)
    times = page.evaluate(
        "() => [performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,"
        " performance.getEntriesByType('navigation')[0].loadEventStart]"
    )
    context.close()
    first = times[0] / 1000 if times[0] is not None else None
    return Visit(path, len(sizes), round(sum(sizes)), first, times[1] / 1000)


async def _per_second(port: int, path: str) -> float:
    until = time.perf_counter() + SECONDS
    begun = time.perf_counter()
    counts = await asyncio.gather(*(_ask(port, path, until) for _ in range(CONNECTIONS)))
    return sum(counts) / (time.perf_counter() - begun)


async def _ask(port: int, path: str, until: float) -> int:
    """How many whole answers one kept connection brought."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    count = 0
    while time.perf_counter() < until:
        writer.write(asked)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            status = head.partition(b"\r\n")[0].decode()
            raise ServiceError(f"the server for measuring answered {status}")
        await _body(reader, head.lower())
        count += 1
    writer.close()
    return count


async def _body(reader: asyncio.StreamReader, head: bytes) -> None:
    """Reads a body to its end, of a known length or in chunks."""
    sizes = [line for line in head.split(b"\r\n") if line.startswith(b"content-length:")]
    if sizes:
        await reader.readexactly(int(sizes[0].split(b":")[1]))
        return
    while size := int(await reader.readuntil(b"\r\n"), 16):
        await reader.readexactly(size + 2)
    await reader.readexactly(2)
