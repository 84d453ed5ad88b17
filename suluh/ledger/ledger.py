"""The ledger: events are appended in one writer's order, read, and checked; nothing is edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from suluh.errors import LedgerBroken, RequestError
from suluh.ledger.database import accept_any_text, connect, shown, spoken
from suluh.ledger.events import NO_HASH, Event, NewEvent, chained
from suluh.ledger.signed import signed
from suluh.ledger.verify import Anchor, VerifyReport, check

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from suluh.ledger.models import EventRow

_ROWS = 2000  # rows a statement; SQLite allows 32,766 variables, a row has seven
_FIELDS = ("seq", "at", "kind", "subject", "body", "prev_hash", "hash")
_COLUMNS = ", ".join(_FIELDS)
_ABOUT = f"SELECT {_COLUMNS} FROM suluh_event WHERE subject = %s AND seq > %s ORDER BY seq"
_END = "SELECT seq, hash FROM suluh_head WHERE id = 1"
_MOVE = "UPDATE suluh_head SET seq = %s, hash = %s WHERE id = 1"


class Head(NamedTuple):
    """The end of the chain: how many events, and the hash of the last."""

    seq: int
    hash: str


def open_ledger(url: str, *, create: bool = True) -> Ledger:
    """The ledger at a path, sqlite:///PATH or postgresql://…, made when it is not there yet.

    Without `create`, a file that is not there is a mistake (someone who verifies wants no new ledger).

    Raises RequestError for an address or file that is no ledger, ServiceError when the database
    cannot be reached, is locked, or the disk is full.
    """
    return Ledger(str(url), connect(str(url), create=create))


class Ledger:
    """An open ledger. Close it, or use it as a context manager. One per thread."""

    def __init__(self, url: str, alias: str) -> None:
        self.url, self.alias = url, alias

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Ledger({shown(self.url)!r})"

    def append(self, events: Iterable[NewEvent]) -> Head:
        """All the events or none, in one transaction, after whatever is there; the new end of the chain.

        Another process that appends at the same time waits for its turn.
        """
        from django.db import connections, transaction

        with spoken(self.alias), transaction.atomic(using=self.alias):
            self.lock()
            head = self._end()
            rows = []
            for new in events:
                event = chained(new, head.seq + 1, head.hash)
                head = Head(event.seq, event.hash)
                rows.append(tuple(getattr(event, field) for field in _FIELDS))
            with connections[self.alias].cursor() as cursor:
                for first in range(0, len(rows), _ROWS):
                    _insert(cursor, rows[first : first + _ROWS])
                cursor.execute(_MOVE, head)
        return head

    def lock(self) -> None:
        """The end of the chain is nobody else's to move until the transaction ends that this is called in.

        On SQLite the immediate transaction already holds the only write lock; on PostgreSQL the row does.
        """
        from django.db import connections

        from suluh.ledger.models import HeadRow

        if connections[self.alias].vendor != "sqlite":
            HeadRow.objects.using(self.alias).select_for_update().get_or_create(
                id=1, defaults={"seq": 0, "hash": NO_HASH}
            )

    def head(self) -> Head:
        """The end of the chain as recorded beside it; (0, zeros) for an empty ledger."""
        from suluh.ledger.models import HeadRow

        with spoken(self.alias):
            row = HeadRow.objects.using(self.alias).filter(id=1).first()
            return Head(row.seq, row.hash) if row else Head(0, NO_HASH)

    def events(
        self,
        *,
        kind: str | Sequence[str] | None = None,
        subject: str | None = None,
        after: int = 0,
        newest_first: bool = False,
    ) -> Iterator[Event]:
        """The events in order, streamed, optionally of some kinds, about one subject, after a number."""
        with spoken(self.alias):
            rows = self._rows(after)
            if kind is not None:
                rows = rows.filter(kind__in=[kind] if isinstance(kind, str) else list(kind))
            if subject is not None:
                rows = rows.filter(subject=subject)
            if newest_first:
                rows = rows.order_by("-seq")
            for row in rows.values_list(*_FIELDS).iterator(chunk_size=_ROWS):
                yield Event(*row)

    def about(self, subject: str, after: int = 0) -> list[Event]:
        """The events about one subject, in order, after a number: what `events` gives, read at once and faster."""
        from django.db import connections

        with spoken(self.alias), connections[self.alias].cursor() as cursor:
            cursor.execute(_ABOUT, [subject, after])
            return [Event(*row) for row in cursor.fetchall()]

    def event(self, seq: int) -> Event:
        """One event by its number. Raises RequestError when there is none."""
        for found in self.events(after=seq - 1):
            if found.seq == seq:
                return found
            break
        raise RequestError(f"there is no event {seq}")

    def verify(self, anchor: Anchor | None = None) -> VerifyReport:
        """Every event read again and held against its hash, its neighbour, the head, and the heads that were signed.

        `anchor` is an end of the chain that was written down elsewhere earlier. What the check can
        and cannot see is said in `suluh.ledger.verify`.
        """
        with spoken(self.alias):
            accept_any_text(self.alias)
        head = self.head()
        return check(
            self.events(),
            anchor=anchor,
            head_seq=head.seq,
            head_hash=head.hash,
            signed=signed(self),
        )

    def must_hold(self) -> VerifyReport:
        """`verify`, raising LedgerBroken with the first faults when the chain does not hold."""
        report = self.verify()
        if report.faults:
            first = "; ".join(str(fault) for fault in report.faults[:3])
            raise LedgerBroken(f"{shown(self.url)}: {report.fault_count} fault(s): {first}")
        return report

    def close(self) -> None:
        """Lets go of the connection; the ledger can be used again and then reconnects."""
        from django.db import connections

        connections[self.alias].close()

    def _rows(self, after: int) -> QuerySet[EventRow]:
        from suluh.ledger.models import EventRow

        return EventRow.objects.using(self.alias).filter(seq__gt=after).order_by("seq")

    def _end(self) -> Head:
        """The end of the chain in a transaction that has locked it; made for the first event."""
        from django.db import connections

        from suluh.ledger.models import HeadRow

        with connections[self.alias].cursor() as cursor:
            cursor.execute(_END)
            if found := cursor.fetchone():
                return Head(*found)
        HeadRow.objects.using(self.alias).create(id=1, seq=0, hash=NO_HASH)
        return Head(0, NO_HASH)


def _insert(cursor: Any, rows: Sequence[tuple[object, ...]]) -> None:
    """Plain SQL: every writer waits while this runs, and the ORM takes ten times as long over one row."""
    places = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(rows))
    values = [value for row in rows for value in row]
    cursor.execute(f"INSERT INTO suluh_event ({_COLUMNS}) VALUES {places}", values)
