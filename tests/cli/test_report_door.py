"""`suluh report`: a ledger and its dump give the same report; what is no dump is refused in words."""

from __future__ import annotations

import csv
import glob
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from suluh.bench.transparency import fill
from suluh.ledger import key_at, open_ledger
from suluh.ledger.dump import dump
from suluh.ledger.log import sign_head

if TYPE_CHECKING:
    from conftest import Run


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger and its dump, packed and not."""
    here = tmp_path_factory.mktemp("catatan")
    with open_ledger(str(here / "ledger.sqlite")) as ledger:
        fill(ledger, 600)
        head = sign_head(
            ledger, key_at(here / "log.key", make=True), datetime(2024, 12, 1, tzinfo=UTC)
        )
        lines = b"".join(dump(ledger, head))
    (here / "catatan.jsonl").write_bytes(lines)
    (here / "catatan.jsonl.gz").write_bytes(gzip.compress(lines))
    return here


def test_a_ledger_and_its_dump_give_the_same_report(
    suluh: Run, copies: Path, tmp_path: Path
) -> None:
    for name in ("ledger.sqlite", "catatan.jsonl.gz"):
        ran = suluh("report", "make", copies / name, "--out", tmp_path / name)
        assert ran.code == 0, ran.err
        assert "akar pohon" in ran.said
    left, right = (tmp_path / name for name in ("ledger.sqlite", "catatan.jsonl.gz"))
    names = sorted(path.name for path in left.iterdir())
    assert {"laporan.html", "laporan.en.html", "laporan.pdf", "laporan.csv", "laporan.json"} <= set(
        names
    )
    assert [
        name for name in names if (left / name).read_bytes() != (right / name).read_bytes()
    ] == []


def test_parquet_has_the_figures_of_the_csv_and_the_json(
    suluh: Run, copies: Path, tmp_path: Path
) -> None:
    out = tmp_path / "laporan [1]*'s"
    assert suluh("report", "make", copies, "--out", out).code == 0
    found = read(out / "laporan.parquet")
    with (out / "laporan.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in found] == rows
    ratios = [row for row in found if row["part"] == "ratios"]
    told = json.loads((out / "laporan.json").read_bytes())["ratios"]
    assert [(row["figure"], row["numerator"], row["denominator"]) for row in ratios] == [
        (one["name"], one.get("numerator"), one.get("denominator")) for one in told
    ]
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


def test_statements_as_parquet_are_those_of_the_lines(
    suluh: Run, copies: Path, tmp_path: Path
) -> None:
    lines, columns = tmp_path / "alasan.jsonl", tmp_path / "alasan.parquet"
    for file in (lines, columns):
        assert suluh("report", "statements", copies, "--out", file).code == 0
    assert read(columns) == [json.loads(line) for line in lines.read_text().splitlines()]
    none = tmp_path / "kosong.parquet"
    day = ("--from", "2001-01-01", "--to", "2001-01-01")
    assert suluh("report", "statements", copies, *day, "--out", none).code == 0
    assert read(none) == []
    assert suluh("report", "statements", copies, "--out", tmp_path / "x/y.parquet").code == 3


def read(path: Path) -> list[dict[str, object]]:
    """The rows of a Parquet file."""
    found = duckdb.execute("SELECT * FROM read_parquet(?)", [glob.escape(str(path))])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_every_figure_in_the_csv_has_its_definition(
    suluh: Run, copies: Path, tmp_path: Path
) -> None:
    assert suluh("report", "make", copies, "--out", tmp_path).code == 0
    with (tmp_path / "laporan.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 100 and all(row["says_id"] and row["says_en"] for row in rows)
    assert {row["state"] for row in rows} == {"known", "suppressed", "not_known"}


def test_statements_are_written_packed_and_by_day(suluh: Run, copies: Path, tmp_path: Path) -> None:
    whole, day = tmp_path / "alasan.csv.gz", tmp_path / "alasan.jsonl"
    assert suluh("report", "statements", copies, "--out", whole).code == 0
    rows = list(csv.DictReader(gzip.decompress(whole.read_bytes()).decode().splitlines()))
    chosen = rows[0]["application_date"]
    ran = suluh("report", "statements", copies, "--from", chosen, "--to", chosen, "--out", day)
    assert ran.code == 0
    assert len(day.read_text().splitlines()) == sum(
        row["application_date"] == chosen for row in rows
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: lines[:-1], "bukan"),  # the last event is missing
        (lambda lines: [lines[0], *lines[2:]], "tidak pada tempatnya"),  # the first one is
        (
            lambda lines: [*lines[:3], lines[3].replace(b"bench", b"banch"), *lines[4:]],
            "sidiknya",
        ),
        (lambda lines: [b"bukan json\n"], "bukan salinan"),
    ],
)
def test_a_dump_that_is_not_whole_is_refused(
    suluh: Run, copies: Path, tmp_path: Path, change: object, says: str
) -> None:
    assert callable(change)
    lines = (copies / "catatan.jsonl").read_bytes().splitlines(keepends=True)
    changed = change(lines)
    assert changed != lines
    bad = tmp_path / "rusak.jsonl"
    bad.write_bytes(b"".join(changed))
    ran = suluh("report", "make", bad, "--out", tmp_path / "laporan")
    assert ran.code in (1, 2) and says in ran.err
    assert not (tmp_path / "laporan").exists()


def test_what_cannot_be_done_is_said(suluh: Run, copies: Path, tmp_path: Path) -> None:
    assert suluh("report", "make", tmp_path / "hilang.jsonl").code == 2
    assert suluh("report", "statements", copies, "--out", tmp_path / "alasan.txt").code == 2
    days = ("--from", "2024-11-02", "--to", "2024-11-01")
    assert suluh("report", "make", copies, *days, "--out", tmp_path / "x").code == 2
    (tmp_path / "berkas").write_text("")
    assert suluh("report", "make", copies, "--out", tmp_path / "berkas/dalam").code == 3
