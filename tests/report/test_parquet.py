"""Rows as Parquet: they come back as they were, and without room on the disk the old file stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.report.transparency import parquet

COLUMNS = {"name": str, "count": int, "share": float, "kinds": list}
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.none() | WORDS,
            "count": st.none() | st.integers(-(2**53), 2**53),
            "share": st.none() | st.floats(allow_nan=False, allow_infinity=False),
            "kinds": st.none() | st.lists(WORDS, max_size=3),
        }
    ),
    max_size=5,
)
FULL = """
import resource, signal, sys
from pathlib import Path
from suluh.report.transparency import parquet
if __name__ == "__main__":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))  # no file may grow beyond
    rows = ({"a": str(n * 7919 % 100_003)} for n in range(60_000))
    try:
        parquet.write(Path(sys.argv[1]), rows, {"a": str})
    except OSError:
        sys.exit(3)
"""


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_rows_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "baris.parquet"
    assert parquet.write(path, rows, COLUMNS) == len(rows)
    found = duckdb.sql(f"SELECT * FROM '{path}'")
    assert [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()] == rows


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "a.parquet", tmp_path / "b.parquet"
    for path in (one, other):
        rows = ({"name": f"unggahan {n}", "count": n} for n in range(50_000))
        assert parquet.write(path, rows, {"name": str, "count": int}) == 50_000
    assert one.read_bytes() == other.read_bytes()


def test_without_room_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "laporan.parquet"
    path.write_bytes(b"yang lama")
    script = tmp_path / "tulis.py"
    script.write_text(FULL)
    command = [sys.executable, str(script), str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (3, "")
    assert path.read_bytes() == b"yang lama"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["laporan.parquet", "tulis.py"]
