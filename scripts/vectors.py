"""Write verify/vectors: what others test their own verifier with. The same bytes every time.

usage: .venv/bin/python scripts/vectors.py [FOLDER]
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from suluh.cases import Role, happened
from suluh.cases.events import EvidenceAdded, Reported
from suluh.cases.evidence import EvidenceStore, write_package
from suluh.cases.things import EvidenceItem, Thing
from suluh.ledger import Kind, Ledger, LogKey, NewEvent, SignedHead, merkle, open_ledger
from suluh.ledger.documents import sealed
from suluh.ledger.dump import dump
from suluh.ledger.log import consistency, receipt, sign_head

HERE = Path(__file__).parents[1] / "verify/vectors"
NOON = datetime(2024, 11, 27, 5, tzinfo=UTC)
SEED, OTHER_SEED = bytes(range(32)), bytes(range(1, 33))  # for tests only: everybody knows them
# The leaves of the reference tests of RFC 6962 implementations
LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")  # fmt: skip
STATEMENT = b"Pernyataan alasan. Perkara A-CONTOH1. Statement of reasons.\n"
CERTIFICATE = b"Sertifikat 7K3M-9QXA-2BCD: Lokakarya contoh, 27 November 2024.\n"
LINE = (
    b'{"post_id":"contoh-1","outcome":"context_label","reasons_id":"Tanggalnya 27 November 2024."}'
)


def main(folder: Path = HERE) -> None:
    """All files, old ones written over."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "rfc6962.json", small_trees())
    (folder / "statement.txt").write_bytes(STATEMENT)
    (folder / "certificate.txt").write_bytes(CERTIFICATE)
    (folder / "decisions.jsonl").write_bytes(
        b'{"post_id":"contoh-0","outcome":"none"}\n' + LINE + b"\n"
    )
    manifest = package(folder)
    key = LogKey(SEED)
    write(folder / "key.json", key.public)
    write(folder / "key-other.json", LogKey(OTHER_SEED).public)
    with tempfile.TemporaryDirectory() as place, open_ledger(f"{place}/l.sqlite") as ledger:
        _of_ledger(folder, ledger, key, manifest)
    _tampered(folder)
    write(folder / "cases.json", CASES)


def _of_ledger(folder: Path, ledger: Ledger, key: LogKey, manifest: str) -> None:
    """Heads over 0, 5 and 300 events; receipts, proofs and dumps."""
    write(folder / "head-0.json", sign_head(ledger, key, NOON))
    ledger.append(_first(manifest))
    write(folder / "head-5.json", sign_head(ledger, key, NOON + timedelta(hours=1)))
    ledger.append(
        NewEvent("example", f"contoh-{i}", {"n": i, "words": WORDS[i % 4]}, NOON)
        for i in range(295)
    )
    last = sign_head(ledger, key, NOON + timedelta(hours=2))
    write(folder / "head-300.json", last)
    write(folder / "consistency-0-300.json", consistency(ledger, 0, 300))
    write(folder / "consistency-5-300.json", consistency(ledger, 5, 300))
    for seq, name in (
        (1, "first"),
        (2, "statement"),
        (3, "certificate"),
        (4, "package"),
        (5, "decision"),
        (300, "last"),
    ):
        write(folder / f"receipt-{name}.json", receipt(ledger, ledger.event(seq)))
    (folder / "dump.jsonl").write_bytes(b"".join(dump(ledger, last)))
    (folder / "dump-hashes.jsonl").write_bytes(b"".join(dump(ledger, last, hashes_only=True)))
    forged = LogKey(SEED).sign(
        5, hashlib.sha256(b"another history").digest(), NOON + timedelta(hours=1)
    )
    write(folder / "head-5-another-history.json", forged)


WORDS = ("biasa", "“kutipan” — é", "tab\tdan baris\nbaru", "\u0001 \u007f \u2028 \U0001f5f3")


def _first(manifest: str) -> list[NewEvent]:
    body = {"run": "contoh", "row": 2, "line_sha256": hashlib.sha256(LINE).hexdigest()}
    return [
        NewEvent("example", "contoh", {"words": "Peristiwa pertama"}, NOON),
        sealed("statement", "A-CONTOH1", hashlib.sha256(STATEMENT).hexdigest(), NOON),
        sealed("certificate", "7K3M-9QXA-2BCD", hashlib.sha256(CERTIFICATE).hexdigest(), NOON),
        sealed("package", "B-CONTOH1", manifest, NOON),
        NewEvent(Kind.DECISION, "contoh-1", body, NOON),
    ]


def small_trees() -> dict[str, Any]:
    """Roots and all proofs over the first 0 to 8 leaves of the reference tests."""
    leaves = [bytes.fromhex(leaf) for leaf in LEAVES]

    def root(start: int, end: int) -> bytes:
        if end - start == 1:
            return merkle.leaf(leaves[start])
        middle = start + merkle.split(end - start)
        return merkle.node(root(start, middle), root(middle, end))

    sizes = range(1, len(leaves) + 1)
    return {
        "leaves": LEAVES,
        "roots": [merkle.EMPTY.hex(), *(root(0, n).hex() for n in sizes)],
        "inclusion": [
            {"leaf_index": i, "tree_size": n, "path": _hex(merkle.inclusion(i, n, root))}
            for n in sizes
            for i in range(n)
        ],
        "consistency": [
            {"first": m, "second": n, "path": _hex(merkle.consistency(m, n, root))}
            for n in sizes
            for m in range(1, n + 1)
        ],
    }


def package(folder: Path) -> str:
    """An evidence package of a made-up case; the SHA-256 of its manifest."""
    with tempfile.TemporaryDirectory() as place:
        store = EvidenceStore(Path(place) / "store")
        sha256, size = store.put(b"tangkapan layar (contoh)")
        item = EvidenceItem(
            sha256=sha256, size=size, media_type="image/png", what="screenshot", captured_at=NOON
        )
        by: dict[str, Any] = {
            "case": "B-CONTOH1",
            "at": NOON,
            "actor": "p-contoh",
            "role": Role.REPORTER_PUBLIC,
        }
        case = happened(
            None, Reported(**by, track="B", thing=Thing(text="Coblosan diundur (contoh)"))
        )
        case = happened(case, EvidenceAdded(**by, item=item))
        made = write_package(case, Path(place), store, NOON)
        made.path.replace(folder / "package.zip")
    return made.manifest


def _tampered(folder: Path) -> None:
    """The same files as somebody would like them to be."""
    changed(
        folder,
        "head-300.json",
        "head-later.json",
        lambda head: head | {"timestamp": head["timestamp"] + 1},
    )
    changed(folder, "receipt-statement.json", "receipt-altered-event.json", _other_subject)
    changed(folder, "receipt-statement.json", "receipt-altered-path.json", _other_path)
    changed(
        folder,
        "consistency-5-300.json",
        "consistency-short.json",
        lambda p: p | {"path": p["path"][:-1]},
    )
    lines = (folder / "dump.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "dump-altered.jsonl").write_bytes(
        b"".join(lines).replace(b"Peristiwa pertama", b"Peristiwa kedua..")
    )
    (folder / "dump-removed.jsonl").write_bytes(b"".join(lines[:100] + lines[101:]))
    (folder / "dump-cut.jsonl").write_bytes(b"".join(lines[:-1]))
    (folder / "statement-altered.txt").write_bytes(STATEMENT.replace(b"A-CONTOH1", b"A-CONTOH2"))
    with (
        zipfile.ZipFile(folder / "package.zip") as whole,
        zipfile.ZipFile(folder / "package-altered.zip", "w") as out,
    ):
        for entry in whole.infolist():
            data = whole.read(entry)
            out.writestr(
                entry,
                data.replace(b"tangkapan", b"Tangkapan")
                if entry.filename.startswith("bytes/")
                else data,
            )


def _other_subject(told: Any) -> Any:
    told["event"]["subject"] = hashlib.sha256(
        STATEMENT.replace(b"A-CONTOH1", b"A-CONTOH2")
    ).hexdigest()
    return told


def _other_path(told: Any) -> Any:
    told["inclusion"]["path"].reverse()
    return told


def changed(folder: Path, old: str, new: str, change: Callable[[Any], Any]) -> None:
    """A file with something in it changed."""
    write(folder / new, change(json.loads((folder / old).read_text("utf-8"))))


def write(path: Path, value: SignedHead | msgspec.Struct | Any) -> None:
    """JSON that people can read too."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")


def _hex(hashes: list[bytes]) -> list[str]:
    return [one.hex() for one in hashes]


def _case(asked: str, *faults: str) -> dict[str, Any]:
    return {"asked": asked.split(), "ok": not faults, "faults": list(faults)}


KEY = "--key key.json"
CASES = [
    _case(f"head head-0.json {KEY}"),
    _case(f"head head-300.json {KEY} --kept head-300.json"),
    _case(f"head head-later.json {KEY}", "signature"),
    _case("head head-300.json --key key-other.json", "other_key"),
    _case(f"head head-5-another-history.json {KEY}"),  # signed all right, and yet …
    _case(f"head head-5-another-history.json {KEY} --kept head-5.json", "two_histories"),
    _case(f"receipt receipt-first.json {KEY}"),
    _case(f"receipt receipt-last.json {KEY}"),
    _case(f"receipt receipt-altered-event.json {KEY}", "event_altered"),
    _case(f"receipt receipt-altered-path.json {KEY}", "not_included"),
    _case(f"consistency consistency-0-300.json {KEY}"),
    _case(f"consistency consistency-5-300.json {KEY} --kept head-5.json"),
    _case(
        f"consistency consistency-5-300.json {KEY} --kept head-5-another-history.json",
        "two_histories",
    ),
    _case(f"consistency consistency-short.json {KEY}", "not_continued"),
    _case(f"dump dump.jsonl {KEY} --kept head-5.json"),
    _case(f"dump dump-hashes.jsonl {KEY}"),
    _case(f"dump dump.jsonl {KEY} --kept head-5-another-history.json", "two_histories"),
    _case(f"dump dump-altered.jsonl {KEY}", "event_altered"),
    _case(
        f"dump dump-removed.jsonl {KEY} --kept head-5.json",
        "other_number",
        "other_before",
        "other_count",
    ),
    _case(f"dump dump-cut.jsonl {KEY}", "other_count"),
    _case(f"statement statement.txt --receipt receipt-statement.json {KEY}"),
    _case(f"statement decisions.jsonl --receipt receipt-decision.json {KEY}"),
    _case(f"statement statement-altered.txt --receipt receipt-statement.json {KEY}", "other_bytes"),
    _case(f"statement statement.txt --receipt receipt-decision.json {KEY}", "no_such_line"),
    _case(f"statement statement.txt --receipt receipt-first.json {KEY}", "seals_nothing"),
    _case(f"certificate certificate.txt --receipt receipt-certificate.json {KEY}"),
    _case(f"certificate statement.txt --receipt receipt-statement.json {KEY}", "other_paper"),
    _case(f"package package.zip --receipt receipt-package.json {KEY}"),
    _case("package package.zip"),
    _case(f"package package.zip --anchor {'0' * 64}", "other_anchor"),
    _case("package package-altered.zip", "other_bytes"),
]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
