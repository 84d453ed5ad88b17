"""The ledger as a log: every proof from what is kept is the one counted anew, and no head contradicts another."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.errors import LedgerBroken, RequestError, ServiceError
from suluh.ledger import Ledger, LogKey, NewEvent, key_at, merkle, open_ledger
from suluh.ledger.documents import seal_of, sealed
from suluh.ledger.dump import dump
from suluh.ledger.heads import is_signed
from suluh.ledger.log import consistency, head_of, heads, newest, receipt, sign_head
from suluh.ledger.tree import Tree

sys.path.insert(0, str(Path(__file__).parents[2] / "verify"))

from suluh_verify import tree as reader

NOON = datetime(2024, 11, 27, 5, tzinfo=UTC)
KEY = LogKey(bytes(32))
SIZES = (0, 1, 2, 255, 256, 257, 700, 66_000)  # around the edges of what is kept: 256 and 256²


def events(count: int) -> list[NewEvent]:
    return [NewEvent("uji", f"hal-{i}", {"n": i}, NOON) for i in range(count)]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that was signed at each of SIZES, as it grew. Tests that change it take a copy."""
    path = tmp_path_factory.mktemp("log") / "ledger.sqlite"
    with open_ledger(str(path)) as ledger:
        for hour, size in enumerate(SIZES):
            ledger.append(events(size - ledger.head().seq))
            sign_head(ledger, KEY, NOON + timedelta(hours=hour))
    return path


@pytest.fixture
def copied(grown: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(grown, tmp_path))


def altered(path: Path, statement: str) -> Ledger:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(statement)
        raw.commit()
    return open_ledger(str(path))


def test_the_root_from_what_is_kept_is_the_one_counted_leaf_by_leaf(grown: Path) -> None:
    with open_ledger(str(grown)) as ledger:
        plain, entries = merkle.Growing(), [bytes.fromhex(e.hash) for e in ledger.events()]
        roots = {0: plain.root()}
        for entry in entries:
            plain.push(entry)
            if plain.size in SIZES:
                roots[plain.size] = plain.root()
        assert {head.tree_size: head.root_hash for head in heads(ledger)} == {
            size: root.hex() for size, root in roots.items()
        }
        assert Tree(ledger.alias, SIZES[-1]).root(700) == roots[700]


@pytest.mark.parametrize("size", SIZES[1:])
def test_a_receipt_holds_for_every_kind_of_place(grown: Path, size: int) -> None:
    with open_ledger(str(grown)) as ledger:
        head = head_of(ledger, size)
        for seq in {s for s in (1, 2, size // 2, size - 1, size, 256, 257) if 0 < s <= size}:
            found = receipt(ledger, ledger.event(seq), head)
            path = [bytes.fromhex(one) for one in found.inclusion.path]
            entry, root = bytes.fromhex(found.event.hash), bytes.fromhex(head.root_hash)
            assert reader.includes(entry, seq - 1, size, path, root)
            assert not reader.includes(b"\1" * 32, seq - 1, size, path, root)


def test_every_head_is_the_beginning_of_every_later_one(grown: Path) -> None:
    with open_ledger(str(grown)) as ledger:
        for first in SIZES:
            for second in (size for size in SIZES if size >= first):
                proof = consistency(ledger, first, second)
                roots = [bytes.fromhex(h.root_hash) for h in (proof.first, proof.second)]
                path = [bytes.fromhex(one) for one in proof.path]
                assert reader.continues(first, second, path, roots[0], roots[1])


@given(st.integers(1, 600), st.data())
def test_any_proof_over_any_tree_holds(size: int, data: st.DataObject) -> None:
    """The plain tree, the stored one's twin: made by one program, checked by the other."""
    leaves = [merkle.leaf(bytes([i % 256, i // 256])) for i in range(size)]
    known: dict[tuple[int, int], bytes] = {}

    def root(start: int, end: int) -> bytes:
        if (start, end) not in known:
            middle = start + merkle.split(end - start) if end - start > 1 else end
            known[start, end] = (
                leaves[start]
                if middle == end
                else merkle.node(root(start, middle), root(middle, end))
            )
        return known[start, end]

    index, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    path = merkle.inclusion(index, size, root)
    assert reader.includes(bytes([index % 256, index // 256]), index, size, path, root(0, size))
    path = merkle.consistency(first, size, root)
    assert reader.continues(first, size, path, root(0, first), root(0, size))


def test_nothing_new_is_not_signed_again(copied: Path) -> None:
    with open_ledger(str(copied)) as ledger:
        last = newest(ledger)
        assert sign_head(ledger, KEY, NOON + timedelta(days=9)) == last
        assert (
            last and is_signed(last, KEY.public) and not is_signed(last, LogKey(b"\1" * 32).public)
        )


CHANGES = [
    ("DELETE FROM suluh_event WHERE seq = 65990", "is missing"),
    ("UPDATE suluh_tree_node SET hash = '00' WHERE level = 1", "has no hash"),
    (
        "UPDATE suluh_event SET hash = prev_hash WHERE seq = 65990",
        "no longer those that were signed",
    ),
    ("UPDATE suluh_tree_head SET root = signature WHERE size = 66000", "no longer those"),
]


@pytest.mark.parametrize(("statement", "why"), CHANGES)
def test_a_log_never_signs_against_itself(copied: Path, statement: str, why: str) -> None:
    with altered(copied, statement) as ledger:
        ledger.append(events(1))
        with pytest.raises(LedgerBroken, match=why):
            sign_head(ledger, KEY, NOON + timedelta(days=9))
        assert newest(ledger).tree_size == SIZES[-1]  # type: ignore[union-attr]


def test_a_cut_tail_is_not_signed(copied: Path) -> None:
    with (
        altered(copied, "UPDATE suluh_head SET seq = 700") as ledger,
        pytest.raises(LedgerBroken, match="66000 events were signed and 700 are left"),
    ):
        sign_head(ledger, KEY, NOON + timedelta(days=9))


FOUND = [  # what verify finds beyond the chain; the event it names
    (
        "UPDATE suluh_tree_head SET root = replace(root, substr(root, 1, 8), '00000000') WHERE size = 700",
        700,
    ),
    ("UPDATE suluh_tree_head SET at = at + 1 WHERE size = 257", 257),
    ("UPDATE suluh_tree_head SET key = 'x' WHERE size = 257", 257),
    ("UPDATE suluh_tree_node SET hash = substr(hash, 3) || '00' WHERE level = 2", 65_536),
    ("UPDATE suluh_tree_head SET root = '00' WHERE size = 0", 0),
]


@pytest.mark.parametrize(("statement", "seq"), FOUND)
def test_verify_counts_the_tree_anew(copied: Path, statement: str, seq: int) -> None:
    with altered(copied, statement) as ledger:
        report = ledger.verify()
    assert not report.ok and seq in [fault.seq for fault in report.faults], report.faults


def test_a_history_written_anew_is_found_by_what_was_signed(copied: Path) -> None:
    """The chain and its end are recomputed, as somebody could who owns the database and not the key."""
    with open_ledger(str(copied)) as ledger:
        assert (
            ledger.verify().tree_heads == len(SIZES) - 1
        )  # the empty one has no event to stand at
        kept = list(ledger.events())
    with altered(copied, "DELETE FROM suluh_event"), closing(sqlite3.connect(copied)) as raw:
        raw.execute("UPDATE suluh_head SET seq = 0, hash = ?", ["0" * 64])
        raw.commit()
    with open_ledger(str(copied)) as ledger:
        told = (
            NewEvent(
                e.kind, e.subject, e.data() | {"n": -1} if e.seq == 300 else e.data(), e.moment()
            )
            for e in kept
        )
        ledger.append(told)
        report = ledger.verify()
    assert report.fault_count and all(
        "signed head" in str(f) or "tree" in str(f) for f in report.faults
    )
    assert 700 in [fault.seq for fault in report.faults] and 257 not in [
        f.seq for f in report.faults
    ]


def test_a_tree_that_was_cut_off_while_it_grew_goes_on(copied: Path) -> None:
    with altered(copied, 'DELETE FROM suluh_tree_node WHERE level > 1 OR "index" > 100') as ledger:
        before = newest(ledger)
        assert Tree(ledger.alias, SIZES[-1]).grow() == 66_000 // 256 - 101 + 1
        assert before and Tree(ledger.alias, SIZES[-1]).root().hex() == before.root_hash


def test_a_document_is_found_by_its_hash(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "l.sqlite")) as ledger:
        ledger.append([*events(3), sealed("statement", "A-1", "ab" * 32, NOON)])
        found = seal_of(ledger, "ab" * 32)
        assert found and found.data() == {"of": "A-1", "what": "statement"}
        assert seal_of(ledger, "cd" * 32) is None
        with pytest.raises(RequestError, match="no signed head covers event 4"):
            receipt(ledger, found)


def test_a_dump_says_when_events_are_missing(copied: Path) -> None:
    with altered(copied, "DELETE FROM suluh_event WHERE seq > 60000") as ledger:
        head = newest(ledger)
        assert head
        with pytest.raises(LedgerBroken, match="66000 events were signed and 60000 are there"):
            list(dump(ledger, head))


WRONG = [("", "not a key"), ("zz" * 32, "not a key"), ("ab" * 31, "not a key"), ("é", "not a key")]


@pytest.mark.parametrize(("text", "why"), WRONG)
def test_a_key_that_is_none_is_explained(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "log.key").write_text(text, "utf-8")
    with pytest.raises(RequestError, match=why):
        key_at(tmp_path / "log.key", make=True)


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "log.key"
    with pytest.raises(RequestError, match="no key"):
        key_at(path)
    made = key_at(path, make=True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert key_at(path, make=True).public == made.public and list(tmp_path.iterdir()) == [path]
    with pytest.raises((RequestError, ServiceError)):
        key_at(tmp_path / "tiada/log.key", make=True)
