"""A real server with its demo cases, and a real browser. Without Chromium these tests are skipped, and say so."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
MISSING = (
    "the Python package playwright is not installed" if importlib.util.find_spec("playwright") is None
    else "Chromium is not installed (Debian and Ubuntu: apt-get install chromium)" if CHROMIUM is None
    else ""
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if MISSING:
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=MISSING))


class Desks(NamedTuple):
    """Where they are, and the passwords of the demo accounts."""

    url: str
    passwords: dict[str, str]
    folder: Path

    def appeal(self) -> str:
        """The way to the author's page of the demo's appeal."""
        return self.letter("A-demo0003")

    def letter(self, case: str) -> str:
        """The way to the author's page of a case, from the letter that the server wrote."""
        until = time.monotonic() + 30
        while not (letters := sorted((self.folder / "letters").glob(f"{case}-author-*.txt"))):
            assert time.monotonic() < until, "no letter came"
            time.sleep(0.2)
        found = re.search(r"/banding/[\w-]+/", letters[0].read_text("utf-8"))
        assert found
        return found[0]

    def group(self) -> str:
        """The page of the first group of accounts that was found."""
        found = json.loads((self.folder / "networks/groups.json").read_bytes())
        return f"/akun-bersama/{found['findings'][0]['id']}/"

    def statement(self) -> str:
        """The newest statement of reasons, once the server has counted its ledger."""
        until, listed = time.monotonic() + 90, f"{self.url}/transparansi/alasan/"
        while True:
            with urllib.request.urlopen(listed, timeout=10) as page:
                found = re.search(r"/transparansi/alasan/(?!harian/)[\w-]+/", page.read().decode())
            if found:
                return found[0]
            assert time.monotonic() < until, "no statement was published"
            time.sleep(0.5)

    def address(self, name: str) -> str:
        """An address, or the page that is only known while the server runs."""
        found = {"APPEAL": self.appeal, "GROUP": self.group, "STATEMENT": self.statement}
        return found[name]() if name in found else name


@pytest.fixture(scope="session")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """`suluh serve --demo` on a port of its own, over an installation that has something on every public page."""
    folder = tmp_path_factory.mktemp("meja") / "data"
    folder.mkdir(mode=0o700)
    (folder / "console.yaml").write_text("second_looks: {part: 1.0}\n", "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    filled = [sys.executable, str(Path(__file__).with_name("filled.py")), str(folder)]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SULUH_", "DJANGO_"))}
    command = [
        sys.executable,
        "-m",
        "suluh",
        "serve",
        "--data",
        str(folder),
        "--port",
        str(port),
        "--demo",
    ]
    said = (folder.parent / "said.txt").open("w+")
    env = kept | {"PYTHONPATH": str(Path.cwd()), "PYTHONUNBUFFERED": "1"}
    subprocess.run(filled, cwd=folder.parent, env=env, check=True)
    server = subprocess.Popen(
        command, cwd=folder.parent, env=env, stdout=said, start_new_session=True
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/akun/masuk/", server)
        said.seek(0)
        words = re.findall(r"^  (\w+) +([\w-]{16}) ", said.read(), re.MULTILINE)
        yield Desks(url, dict(words), folder)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        said.close()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 180  # on a busy machine
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            assert server.poll() is None and time.monotonic() < until, "the server did not start"
            time.sleep(0.2)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    # Playwright's event loop lives in this thread as long as the browser; Django would take every later test for async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def signed_in(desks: Desks, browser: Browser) -> Callable[[str], Any]:
    """The cookies of a demo account, signed in by its password once."""
    states: dict[str, Any] = {}

    def state(name: str) -> Any:
        if name and name not in states:
            context = browser.new_context(base_url=desks.url)
            page = context.new_page()
            page.goto("/akun/masuk/")
            page.fill("[name=login]", name)
            page.fill("[name=password]", desks.passwords[name])
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "/akun/masuk" not in url)
            states[name] = context.storage_state()
            context.close()
        return states.get(name)

    return state


@pytest.fixture
def opened(
    desks: Desks, browser: Browser, signed_in: Callable[[str], Any]
) -> Iterator[Callable[..., Page]]:
    """`opened("peninjau", "/antrean/review/", width=390)`: the page; what its console complains of fails the test."""
    contexts, complaints = [], []

    def page_of(name: str, address: str, width: int = 1280, scheme: Any = "light") -> Page:
        context = browser.new_context(
            base_url=desks.url,
            storage_state=signed_in(name),
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda said: complaints.append(said.text) if said.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert [c for c in complaints if "404 (Not Found)" not in c] == []
