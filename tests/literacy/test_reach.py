"""Readings are counted, people are not."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date
from pathlib import Path
from typing import Any

from suluh.facts import load
from suluh.guide.book import Book
from suluh.house.serving import House, before
from suluh.house.site import Site
from suluh.literacy.reach import EVERY, Reach, totals

DAY = date(2031, 3, 1)
SITE = Site(Book(load("contoh-desa-2031"), DAY))
PERSONAL = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "203.0.113.78",
    "HTTP_USER_AGENT": "TeleponKhas/9",
    "HTTP_COOKIE": "suluh_sesi=rahasia",
    "HTTP_REFERER": "https://grup-keluarga.example/",
    "HTTP_ACCEPT_LANGUAGE": "jv-ID",
    "QUERY_STRING": "q=nama+saya",
}


def visit(reach: Reach, path: str, times: int = 1, method: str = "GET") -> None:
    application = before(
        House(lambda: SITE), lambda environ, start: [b""], lambda page: reach.count(page, DAY)
    )
    for _ in range(times):
        list(
            application(
                {"REQUEST_METHOD": method, "PATH_INFO": path, **PERSONAL}, lambda *said: None
            )
        )


def test_nothing_personal_is_kept(tmp_path: Path) -> None:
    reach = Reach(tmp_path / "reach.sqlite")
    visit(reach, "/tanya/kapan/", 3)
    reach.write()
    with sqlite3.connect(tmp_path / "reach.sqlite") as base:
        assert base.execute("SELECT * FROM reach").fetchall() == [("2031-03-01", "tanya/kapan/", 3)]
        tables = base.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("reach",)]
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in PERSONAL.values():
        assert secret.encode() not in kept


def test_only_pages_that_exist_are_counted(tmp_path: Path) -> None:
    reach = Reach(tmp_path / "reach.sqlite")
    for path in ("/nama-saya-budi/", "/robots.txt", "/data/fakta.json", "/tanya/"):
        visit(reach, path)
    visit(reach, "/", method="HEAD")
    reach.write()
    assert totals(tmp_path / "reach.sqlite") == ()
    visit(reach, "/en/salingjaga/permainan/3/", 10)
    reach.write()
    assert [t.page for t in totals(tmp_path / "reach.sqlite")] == ["en/salingjaga/permainan/3/"]


def test_small_counts_are_not_shown_and_one_more_reading_is_not_seen(tmp_path: Path) -> None:
    path = tmp_path / "reach.sqlite"
    reach = Reach(path)
    visit(reach, "/", 9)
    visit(reach, "/cari/", 19)
    reach.write()
    assert [(t.page, t.readings) for t in totals(path)] == [("cari/", 10), ("", None)]


def test_many_threads_lose_nothing_and_the_sum_is_written_each_minute(tmp_path: Path) -> None:
    now = [0.0]
    path = tmp_path / "reach.sqlite"
    reach = Reach(path, lambda: now[0])

    def many() -> None:
        for _ in range(250):
            reach.count("a/", DAY)

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not path.exists()
    now[0] = EVERY
    reach.count("b/", DAY)
    assert [(t.page, t.readings) for t in totals(path)] == [("a/", 1000), ("b/", None)]


def test_a_disk_that_refuses_keeps_no_visitor_waiting_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "hilang" / "reach.sqlite"
    reach = Reach(path)
    visit(reach, "/", 20)
    reach.write()
    assert totals(path) == ()
    path.parent.mkdir()
    reach.write()
    assert totals(path)[0].readings == 20


def test_a_damaged_file_is_said(suluh: Any, tmp_path: Path) -> None:
    (tmp_path / "reach.sqlite").write_bytes(b"bukan basis data" * 100)
    done = suluh("jaga", "reach", "--data", tmp_path)
    assert done.code == 3 and "reach.sqlite" in done.err
