"""The built site in a real browser: telephones and desks, without scripts, without a connection. Skipped without Chromium."""

from __future__ import annotations

import functools
import importlib.util
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from suluh.bench.transparency import fill
from suluh.facts import load
from suluh.guide.book import Book
from suluh.house.build import file_of
from suluh.house.site import Site
from suluh.house.words import words
from suluh.ledger import open_ledger
from suluh.policy.language import load_policy
from suluh.report.transparency.folder import write
from suluh.report.transparency.shown import counts
from suluh.transparency import report_from

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None or importlib.util.find_spec("playwright") is None,
    reason="playwright or Chromium is not installed",
)
AXE = Path(__file__).parents[1] / "web" / "vendor" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKED_AT = (
    "", "cari/", "tanya/cara/", "fakta/LP-CAN-1872-2c/", "wilayah/", "wilayah/18.72/", "calon/18.12/", "hasil/", "tanya/hasil-daerah/",
    "benarkah/", "benarkah/sisip/", "benarkah/ulasan/", "jadwal/", "pemilih/", "pemilih/dpk/", "data/", "perubahan/", "en/tanya/kapan/",
    "jv/", "su/tanya/cara/", "jv/pemilih/", "belajar/", "belajar/keamanan/", "belajar/keamanan/1/", "transparansi/", "transparansi/2024-11-01_2024-11-30/",
    "salingjaga/", "salingjaga/teknik/emosi/", "salingjaga/permainan/", "salingjaga/permainan/2/", "salingjaga/permainan/10/",
    "salingjaga/beredar/", "salingjaga/beredar/2024-W45/", "salingjaga/ulasan/HX-033/", "salingjaga/perlengkapan/",
)  # fmt: skip
SHOWN = re.compile(
    r"salingjaga/kartu/(ID-.*|HX-033)-persegi\.png"
)  # pictures of the pages looked at
Opened = Callable[..., "Page"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """A test is quiet."""

    def end_headers(self) -> None:
        """Without this a browser guesses from a file's age for how long it need not ask again."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


def reported(folder: Path) -> Path:
    """The transparency report of a month, as `suluh report make` leaves it."""
    policy = load_policy()
    with open_ledger(str(folder / "ledger.sqlite")) as ledger:
        fill(ledger, 600)
        found = report_from(ledger.events(), policy, date(2024, 11, 1), date(2024, 11, 30))
    write(found, policy, folder)
    return folder


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that are looked at, as plain files below a folder of a server."""
    root = tmp_path_factory.mktemp("umum")
    reports = counts([reported(tmp_path_factory.mktemp("hitung"))])
    site = Site(Book(load(), date(2024, 11, 20)), counts=reports)
    far = (
        "kartu/",
        "en/wilayah/",
        "en/fakta/",
        "wilayah/3",
        "wilayah/1",
        "salingjaga/kartu/",
        "en/salingjaga/kartu/",
    )
    for one in site.addresses():
        if (
            one in LOOKED_AT
            or SHOWN.fullmatch(one)
            or not (one.startswith(far) or one.endswith(".ics"))
        ):
            path = root / "panduan" / file_of(one)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(site.content(one))
    return root


def served(root: Path) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def address(files: Path) -> Iterator[str]:
    server = served(files)
    yield f"http://127.0.0.1:{server.server_port}/panduan/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(address: str, browser: Browser) -> Iterator[Opened]:
    """`opened("tanya/kapan/", width=360)`; complaints of the console, requests elsewhere and cookies fail the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def page_of(path: str, width: int = 390, scheme: Any = "light", **more: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url),
        )
        page.goto(address + path)
        return page

    yield page_of
    assert [cookie for context in contexts for cookie in context.cookies()] == []
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    opened: Opened, address: str, width: int, scheme: str
) -> None:
    page = opened("", width, scheme, bypass_csp=True)
    for path in LOOKED_AT:
        page.goto(address + path)
        page.add_script_tag(path=str(AXE))
        report = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
        assert [f"{path}: {v['id']}: {v['nodes'][0]['html']}" for v in report["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_everything_can_be_read_without_scripts(opened: Opened) -> None:
    page = opened("", java_script_enabled=False)
    page.fill("#q", "undangan")
    page.press("#q", "Enter")
    assert "/cari/?q=undangan" in page.url
    page.click("text=Bolehkah memilih tanpa surat pemberitahuan?")
    assert "bukan syarat wajib" in page.inner_text(".answer")


def test_days_are_counted_on_the_visitors_own_calendar(opened: Opened, address: str) -> None:
    page = opened("")
    page.clock.set_fixed_time("2024-11-25T23:30:00+07:00")  # already the 26th in Jayapura
    page.goto(address)
    assert page.inner_text(".days") in ("2 hari lagi", "Besok")
    papua = opened("", timezone_id="Asia/Jayapura")
    papua.clock.set_fixed_time("2024-11-25T23:30:00+07:00")
    papua.goto(address)
    assert papua.inner_text(".days") == "Besok"


def test_a_chosen_region_is_answered_first_and_stays_on_the_device(
    opened: Opened, address: str
) -> None:
    page = opened("wilayah/18.72/")
    page.evaluate(
        "localStorage.setItem('wilayah', JSON.stringify({code: '31.71', name: 'Jakarta Pusat'}))"
    )
    page.goto(address + "tanya/surat-suara/")
    assert words("id").say("your_region") in page.inner_text(".answer")
    assert "Di Jakarta" in page.inner_text(".answer > p:not(.eyebrow) >> nth=0")
    page.goto(address)
    assert "Jakarta Pusat" in page.inner_text("p.mine")
    page.click("p.mine button")
    page.goto(address + "tanya/surat-suara/")
    assert words("id").say("your_region") not in page.inner_text(".answer")


def test_the_button_of_a_region_keeps_it(opened: Opened, address: str) -> None:
    page = opened("wilayah/18.72/")
    page.click("[data-keep]")
    page.goto(address)
    assert "Kota Metro" in page.inner_text("p.mine")


def test_the_six_are_read_without_a_connection_after_the_first_visit(
    files: Path, browser: Browser
) -> None:
    server = served(files)
    address = f"http://127.0.0.1:{server.server_port}/panduan/"
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.set_default_timeout(120_000)  # a bound for what never comes; nothing below waits for time
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")  # installed: the six are kept
    page.evaluate(
        "async () => { while (!navigator.serviceWorker.controller) await new Promise(r => setTimeout(r, 50)); }"
    )
    page.goto(address + "fakta/ID-VOT-001/")  # read once
    page.evaluate(
        "async (url) => { while (!(await caches.match(url))) await new Promise(r => setTimeout(r, 50)); }",
        page.url,
    )  # and kept
    server.shutdown()
    server.server_close()
    for path, says in (
        ("tanya/bawa/", "KTP-el"),
        ("fakta/ID-VOT-001/", "07.00"),
        ("", "27 November 2024"),
    ):
        page.goto(address + path)
        assert says in page.inner_text("main"), path
        assert page.is_visible("#away"), path
    context.close()


def test_the_list_is_narrowed_while_typing(opened: Opened) -> None:
    page = opened("cari/?q=kolom")
    assert page.locator(".topic li:visible").count() == 1
    page.fill("#q", "xyzzy")
    assert page.is_visible("#none")


def test_the_game_is_played_by_keyboard_and_sends_nothing(opened: Opened, address: str) -> None:
    page = opened("salingjaga/permainan/1/", 360)
    asked: list[str] = []
    page.on("request", lambda sent: None if "/a/" in sent.url else asked.append(sent.url))
    page.focus("summary >> nth=1")
    page.keyboard.press("Enter")  # not the right one
    page.locator(".score:not(:empty)").wait_for()
    assert words("id").say("round_score", right=0, done=1) == page.inner_text("[role=status].score")
    page.focus("summary >> nth=0")
    page.keyboard.press("Space")  # looked at afterwards: the first answer counts
    page.locator("details[open] >> nth=1").wait_for()
    assert asked == []
    page.goto(address + "salingjaga/permainan/2/")
    page.click("details[data-right] summary")
    page.locator(".score:not(:empty)").wait_for()
    page.goto(address + "salingjaga/permainan/10/")
    assert words("id").say("round_score", right=1, done=2) == page.inner_text(".score")
    assert page.evaluate("Object.keys(localStorage)") == ["salingjaga"]
    page.click("[data-again]")
    page.wait_for_url("**/permainan/1/")
    assert page.evaluate("localStorage.salingjaga") == "{}"


def test_the_game_is_played_to_its_end_without_scripts(opened: Opened) -> None:
    page = opened("salingjaga/permainan/", java_script_enabled=False)
    page.click("main .button")
    for _ in range(9):
        page.click("details[data-right] summary")
        assert page.is_visible("details[data-right] p")
        page.click("main .feeds .button >> nth=0")
    assert words("id").say("round_end") in page.inner_text("main")


def test_the_list_answers_on_this_device_once_its_box_is_used(opened: Opened) -> None:
    page = opened("cari/")
    fetched: list[str] = []
    page.on("request", lambda asked: fetched.append(asked.url))
    assert page.locator("#found").is_hidden()
    page.fill("#q", "undangan saya ilang gmn")
    page.locator("#found a").first.wait_for()
    assert page.locator("#found a").first.get_attribute("href") == "../tanya/tanpa-surat/"
    assert any("/search." in url for url in fetched)
    page.fill("#q", "gaji kpps brp")
    page.locator("#none", has_text="Belum ada jawaban resmi").wait_for()
    page.locator("#found", has_text="Tempat bertanya").wait_for()
    assert page.locator("#found li a").count() > 1


def test_the_script_of_the_search_is_not_fetched_before(opened: Opened) -> None:
    page = opened("")
    names = page.evaluate("performance.getEntriesByType('resource').map((r) => r.name)")
    assert not [n for n in names if "/search." in n or "/tanya-" in n]
