"""The chain of events: appended in order, and no change to it goes unseen."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.errors import LedgerBroken, RequestError, ServiceError
from suluh.ledger import Anchor, Kind, Ledger, NewEvent, open_ledger
from suluh.ledger.database import shown

NOON = datetime(2024, 11, 27, 12, 0, tzinfo=timezone(timedelta(hours=7)))
COUNT = 12


def events(count: int, *, first: int = 1) -> Iterator[NewEvent]:
    for number in range(first, first + count):
        body = {
            "outcome": "context_label",
            "rules": ["CIV-PROC"],
            "seen": f"tanggal {number} “nanti”",
        }
        yield NewEvent(Kind.DECISION, f"unggahan-{number}", body, NOON + timedelta(seconds=number))


@cache
def example() -> Path:
    """A ledger of twelve events, in one file, to be copied."""
    path = Path(tempfile.mkdtemp()) / "ledger.sqlite"
    with open_ledger(str(path)) as ledger:
        ledger.append(events(COUNT))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@contextmanager
def tampered(*statements: str) -> Iterator[Ledger]:
    """A copy of the example after someone with a database client was at it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(example(), folder))
        with closing(sqlite3.connect(path)) as raw:
            for statement in statements:
                raw.execute(statement)
            raw.commit()
        with open_ledger(str(path)) as ledger:
            yield ledger


def test_events_come_back_as_they_were_in_order(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        ledger.append(events(3))
        head = ledger.append(events(2, first=4))
        found = list(ledger.events())
        assert [event.seq for event in found] == [1, 2, 3, 4, 5]
        assert found[0].moment() == NOON + timedelta(seconds=1)
        assert found[0].at.endswith("+00:00")
        assert found[4].data()["seen"] == "tanggal 5 “nanti”"
        assert found[4].hash == head.hash == ledger.head().hash


def test_events_are_found_by_kind_subject_and_number(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        ledger.append(events(3))
        ledger.append([NewEvent(Kind.RUN_FINISHED, "run", {}, NOON)])
        assert [e.seq for e in ledger.events(kind=Kind.RUN_FINISHED)] == [4]
        assert [e.seq for e in ledger.events(subject="unggahan-2")] == [2]
        assert [e.seq for e in ledger.events(after=2, newest_first=True)] == [4, 3]


def test_all_events_of_a_batch_or_none(tmp_path: Path) -> None:
    def broken() -> Iterator[NewEvent]:
        yield from events(3)
        raise KeyError("putus")

    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        ledger.append(events(2))
        with pytest.raises(KeyError):
            ledger.append(broken())
        assert ledger.head().seq == 2
        assert ledger.verify().ok


def test_the_hash_can_be_recomputed_without_suluh() -> None:
    import hashlib
    import json

    with tampered() as ledger:
        for event in ledger.events():
            fields = [event.seq, event.at, event.kind, event.subject, event.body, event.prev_hash]
            text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
            assert hashlib.sha256(text.encode()).hexdigest() == event.hash


CHANGES = [
    (
        "UPDATE suluh_event SET body = replace(body, 'context', 'remove') WHERE seq = 5",
        5,
    ),  # altered
    ("UPDATE suluh_event SET subject = 'orang lain' WHERE seq = 1", 1),  # the first
    (
        "UPDATE suluh_event SET at = '2024-11-28T05:00:00.000000+00:00' WHERE seq = 12",
        12,
    ),  # the last
    ("UPDATE suluh_event SET body = X'fffe00' WHERE seq = 5", 5),  # bytes that are no text
    (
        "UPDATE suluh_event SET body = CAST(X'22ff22' AS TEXT) WHERE seq = 5",
        5,
    ),  # text that is no UTF-8
    ("UPDATE suluh_event SET body = 17 WHERE seq = 5", 5),  # another type
    ("DELETE FROM suluh_event WHERE seq = 7", 7),  # removed in the middle
    ("DELETE FROM suluh_event WHERE seq = 1", 1),  # removed at the beginning
    ("DELETE FROM suluh_event WHERE seq > 10", 11),  # the tail cut off
    ("UPDATE suluh_event SET seq = 99 WHERE seq = 4", 4),  # renumbered
    ("UPDATE suluh_event SET seq = -3 WHERE seq = 4", 4),  # renumbered below the first
    ("UPDATE suluh_head SET seq = 11", 12),  # the recorded end moved back
    ("UPDATE suluh_head SET hash = '00'", 12),  # the recorded end altered
    ("DELETE FROM suluh_head", 1),  # the recorded end removed
]


@pytest.mark.parametrize(("statement", "seq"), CHANGES)
def test_any_change_is_found_and_its_event_named(statement: str, seq: int) -> None:
    with tampered(statement) as ledger:
        report = ledger.verify()
    assert not report.ok
    assert seq in [fault.seq for fault in report.faults], report.faults


def test_two_events_that_changed_places_are_both_named() -> None:
    columns = "at, kind, subject, body, prev_hash, hash"
    swap = [
        "CREATE TEMP TABLE two AS SELECT * FROM suluh_event WHERE seq IN (3, 9)",
        f"UPDATE suluh_event SET ({columns}) = (SELECT {columns} FROM two WHERE seq = 9) WHERE seq = 3",
        f"UPDATE suluh_event SET ({columns}) = (SELECT {columns} FROM two WHERE seq = 3) WHERE seq = 9",
    ]
    with tampered(*swap) as ledger:
        named = {fault.seq for fault in ledger.verify().faults}
    assert {3, 9} <= named


FIELDS = ["seq", "at", "kind", "subject", "body", "prev_hash", "hash"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, COUNT), st.sampled_from(FIELDS), st.integers(0, 10_000), st.integers(1, 127))
def test_one_flipped_character_anywhere_is_found(seq: int, field: str, at: int, flip: int) -> None:
    with closing(sqlite3.connect(example())) as raw:
        (value,) = raw.execute(f"SELECT {field} FROM suluh_event WHERE seq = ?", [seq]).fetchone()
    if field == "seq":
        new = str(value + 1000 + at)
    else:
        index = at % len(value)
        changed = chr(ord(value[index]) ^ flip)
        new = (
            "CAST(X'" + (value[:index] + changed + value[index + 1 :]).encode().hex() + "' AS TEXT)"
        )
    with tampered(f"UPDATE suluh_event SET {field} = {new} WHERE seq = {seq}") as ledger:
        report = ledger.verify()
    assert seq in [fault.seq for fault in report.faults]


def test_a_chain_rewritten_to_its_end_is_only_seen_against_an_anchor(tmp_path: Path) -> None:
    """What the docstring of verify promises, and what it says it cannot do."""
    with tampered() as ledger:
        head = ledger.head()
    anchor = Anchor(head.seq, head.hash)
    with open_ledger(str(tmp_path / "forged.sqlite")) as forged:
        forged.append(events(COUNT - 1))
        forged.append([NewEvent(Kind.DECISION, "unggahan-12", {"outcome": "none"}, NOON)])
        assert forged.verify().ok  # on its own it cannot know
        report = forged.verify(anchor)
        assert [fault.seq for fault in report.faults] == [12]
    with tampered() as ledger:
        assert ledger.verify(anchor).anchored


def test_a_broken_chain_can_be_made_an_error() -> None:
    with (
        tampered("DELETE FROM suluh_event WHERE seq = 7") as ledger,
        pytest.raises(LedgerBroken, match=r"1 fault.*event 7: missing"),
    ):
        ledger.must_hold()


def test_a_time_without_a_zone_never_enters(tmp_path: Path) -> None:
    with (
        open_ledger(str(tmp_path / "l.sqlite")) as ledger,
        pytest.raises(RequestError, match="without a zone"),
    ):
        ledger.append([NewEvent("x", "y", {}, datetime(2024, 11, 27))])  # noqa: DTZ001


ADDRESSES = [
    ("{tmp}", RequestError, "a folder"),
    ("{tmp}/tiada/l.sqlite", RequestError, "does not exist"),
    ("{tmp}/catatan.txt", RequestError, "not an SQLite database"),
    ("mysql://u:rahasia@h/l", RequestError, r"mysql://u:\*\*\*@h/l: a ledger is"),
    ("postgresql://u:rahasia@127.0.0.1:1/l", ServiceError, "cannot be reached"),
    ("postgresql://u:rahasia@127.0.0.1:1", RequestError, "database's name"),
    ("postgresql://u:p@127.0.0.1:port/l", RequestError, "not a PostgreSQL address"),
]


@pytest.mark.parametrize(("address", "error", "words"), ADDRESSES)
def test_an_address_that_is_no_ledger_is_explained(
    tmp_path: Path, address: str, error: type[Exception], words: str
) -> None:
    (tmp_path / "catatan.txt").write_text("Rapat pukul 10, jangan lupa membawa berkas.")
    with pytest.raises(error, match=words) as caught:
        open_ledger(address.format(tmp=tmp_path))
    assert "rahasia" not in str(caught.value)


def test_a_damaged_file_is_no_crash(tmp_path: Path) -> None:
    path = Path(shutil.copy(example(), tmp_path))
    data = bytearray(path.read_bytes())
    data[100 : len(data)] = b"\x5a" * (len(data) - 100)
    path.write_bytes(data)
    with pytest.raises((RequestError, ServiceError), match=r"ledger\.sqlite"):
        open_ledger(str(path))


def test_verifying_a_file_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no such ledger"):
        open_ledger(str(tmp_path / "l.sqlite"), create=False)
    assert not list(tmp_path.iterdir())


def test_a_ledger_held_by_another_process_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suluh.ledger.database.BUSY_SECONDS", 0.1)
    path = tmp_path / "l.sqlite"
    with open_ledger(str(path)) as ledger, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ServiceError, match="in use by another process"):
            ledger.append(events(1))


def test_a_full_disk_is_said_so_and_the_chain_still_holds(tmp_path: Path) -> None:
    from django.db import connections

    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        ledger.append(events(3))
        with connections[ledger.alias].cursor() as cursor:
            cursor.execute(
                "PRAGMA max_page_count = 12"
            )  # what SQLite answers when the disk is full
        with pytest.raises(ServiceError, match="disk is full; free some space"):
            ledger.append(events(2000))
        report = ledger.verify()
    assert report.ok and report.events == 3


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "lain.sqlite"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE belanja (barang TEXT)")
    with pytest.raises(RequestError, match="not a ledger"):
        open_ledger(str(path), create=False)
    with closing(sqlite3.connect(path)) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master")]
    assert tables == ["belanja"]


def test_a_writer_waits_its_turn_and_both_chains_are_one(tmp_path: Path) -> None:
    from threading import Thread

    path = str(tmp_path / "l.sqlite")  # not there yet: the first to come makes it

    def write() -> None:
        with open_ledger(path) as ledger:
            for _ in range(10):
                ledger.append(events(5))

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_ledger(path) as ledger:
        report = ledger.verify()
    assert report.ok and report.events == 200


def test_a_password_is_never_shown() -> None:
    assert shown("postgresql://a:b%40c@h/l") == "postgresql://a:***@h/l"
    assert shown("out/ledger.sqlite") == "out/ledger.sqlite"
