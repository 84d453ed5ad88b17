"""The statements of reasons of a ledger in a file of their own: searched by words, leafed through, streamed.

The shelf is made from the ledger and can be thrown away. A statement keeps its place when an appeal is decided later;
the newest places come first.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from suluh.ledger import Kind, Ledger
from suluh.policy.rule import Policy
from suluh.report.transparency.dump import line
from suluh.transparency.histories import history, moved
from suluh.transparency.statements import Statement, of_history, of_scan

_TABLES = """
CREATE TABLE IF NOT EXISTS upto (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER, hash TEXT);
CREATE TABLE IF NOT EXISTS statement (id INTEGER PRIMARY KEY, puid TEXT UNIQUE, day TEXT, body BLOB);
CREATE INDEX IF NOT EXISTS statement_day ON statement (day, id);
CREATE TABLE IF NOT EXISTS changed (day TEXT PRIMARY KEY);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (said, tokenize = 'unicode61');
"""
_SEARCHED = (
    "puid",
    "incompatible_content_ground",
    "incompatible_content_explanation",
    "decision_facts",
    "category",
)
_WORD = re.compile(r"\w+")


class Asked(NamedTuple):
    """Which statements: with these words, of this day, of places before `before`. Nothing given: all of them."""

    words: str = ""
    day: str = ""
    before: int | None = None


class Shelf:
    """The file, open as long as the context lasts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Shelf:
        self._db = sqlite3.connect(self._path, timeout=30)
        self._db.executescript("PRAGMA journal_mode=WAL;" + _TABLES)
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def bring(self, ledger: Ledger, upto: int, digest: str, policy: Policy) -> None:
        """The statements of every case that has moved since the last time, all or none. digest: of event `upto`."""
        after = self._seq(ledger)
        since = moved(ledger, after, upto)
        with self._db:
            if not after:
                self._change("SELECT day FROM statement")
                self._db.execute("DELETE FROM statement")
                self._db.execute("DELETE FROM words")
            for event in since.others:
                if event.kind == Kind.DECISION:
                    for one in of_scan(event, policy):
                        self._put(one)
            for case in since.cases:
                for one in of_history(history(ledger, case, upto), policy):
                    self._put(one)
            self._db.execute("INSERT OR REPLACE INTO upto VALUES (1, ?, ?)", (upto, digest))

    def page(self, asked: Asked, most: int) -> list[tuple[int, bytes]]:
        """Place and JSON of the newest statements that fit, at most so many."""
        return list(self._found(asked, most))

    def lines(self, day: str = "") -> Iterator[bytes]:
        """Every statement as a line, or those of one day; the newest first."""
        for _, body in self._found(Asked(day=day), -1):
            yield body + b"\n"

    def one(self, puid: str) -> bytes | None:
        """A statement by its id."""
        row = self._db.execute("SELECT body FROM statement WHERE puid = ?", (puid,)).fetchone()
        return row[0] if row else None

    def count(self) -> int:
        """How many there are."""
        return int(self._db.execute("SELECT count(*) FROM statement").fetchone()[0])

    def days(self) -> list[tuple[str, int]]:
        """Every day that has statements and how many, the newest first."""
        rows = self._db.execute(
            "SELECT day, count(*) FROM statement GROUP BY day ORDER BY day DESC"
        )
        return list(rows)

    def changed(self) -> set[str]:
        """The days with a statement that came, moved or changed since `written` was said of them."""
        return {day for (day,) in self._db.execute("SELECT day FROM changed")}

    def written(self, day: str) -> None:
        """A day's statements stand in a file as they are now."""
        with self._db:
            self._db.execute("DELETE FROM changed WHERE day = ?", (day,))

    def _found(self, asked: Asked, most: int) -> Iterator[tuple[int, bytes]]:
        where, values = ["statement.id < ?"], list[object]([asked.before or 1 << 62])
        source = "statement"
        if words := _WORD.findall(asked.words):
            source = "words CROSS JOIN statement ON statement.id = words.rowid"
            where = ["words.rowid < ?", "words MATCH ?"]
            values.append(" ".join(f'"{word}"' for word in words[:12]))
        if asked.day:
            where.append("statement.day = ?")
            values.append(asked.day)
        order = "words.rowid" if words else "statement.id"
        return self._db.execute(
            f"SELECT statement.id, body FROM {source} WHERE {' AND '.join(where)} ORDER BY {order} DESC LIMIT ?",
            [*values, most],
        )

    def _put(self, one: Statement) -> None:
        body, puid = line(one), one.record["puid"]
        self._change("SELECT day FROM statement WHERE puid = ?", puid)
        self._change("SELECT ?", one.record["application_date"])
        row = self._db.execute("SELECT id FROM statement WHERE puid = ?", (puid,)).fetchone()
        said = " ".join(str(one.record[name]) for name in _SEARCHED)
        values = (body, one.record["application_date"], puid)
        if row:
            self._db.execute("UPDATE statement SET body = ?, day = ? WHERE puid = ?", values)
            self._db.execute("UPDATE words SET said = ? WHERE rowid = ?", (said, row[0]))
            return
        made = self._db.execute("INSERT INTO statement (body, day, puid) VALUES (?, ?, ?)", values)
        self._db.execute("INSERT INTO words (rowid, said) VALUES (?, ?)", (made.lastrowid, said))

    def _change(self, days: str, *values: str) -> None:
        self._db.execute(f"INSERT OR IGNORE INTO changed {days}", values)

    def _seq(self, ledger: Ledger) -> int:
        """Up to which event of this ledger everything is here; 0 for a new file, or one of another ledger."""
        row = self._db.execute("SELECT seq, hash FROM upto").fetchone()
        if row is None or ledger.head().seq < row[0] or ledger.event(row[0]).hash != row[1]:
            return 0
        return int(row[0])


def fields(body: bytes) -> dict[str, object]:
    """A statement's fields, those without a value left out."""
    found: dict[str, object] = msgspec.json.decode(body)
    return {name: value for name, value in found.items() if value not in (None, [])}
