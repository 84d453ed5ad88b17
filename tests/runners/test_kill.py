"""A scan killed at any moment, several times over, ends in the same bytes as one left in peace."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from suluh.ledger import Kind, open_ledger

HERE = Path(__file__).parent
SCRIPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
if __name__ == "__main__":
    sys.path.insert(0, {here!r})
    from suluh.runners import scan
    source, out, workers = sys.argv[1:]
    scan(source, Path(out), decide_posts="toy_deciders:slow", now=datetime.now(UTC),
         workers=int(workers), batch=64)
"""


def start(folder: Path, source: Path, workers: int) -> subprocess.Popen[bytes]:
    script = folder / "scan_me.py"
    script.write_text(SCRIPT.format(here=str(HERE)))
    return subprocess.Popen(
        [sys.executable, str(script), str(source), str(folder / "out"), str(workers)]
    )


def write_source(path: Path) -> Path:
    """Posts in a table with quoted line breaks, so that bytes, lines and rows all differ."""
    rows = ["id,text"]
    for number in range(4500):
        text = "Nyoblos 28 November" if number % 10 == 0 else f"pasar {number}"
        rows.append(f'{number},"{text}\nbaris kedua"' if number % 37 else f"{number},kurang,satu")
    path.write_text("\n".join(rows))
    return path


def test_a_scan_killed_many_times_loses_and_doubles_nothing(tmp_path: Path) -> None:
    source = write_source(tmp_path / "posts.csv")
    broken = tmp_path / "broken"
    broken.mkdir()
    chance = random.Random(28)
    kills, workers = 0, 0
    while True:
        process = start(broken, source, workers)
        try:
            process.wait(timeout=chance.uniform(0.45, 1.3) + kills * 0.4)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
            workers = 0 if workers else chance.choice([0, 2])
            continue
        assert process.returncode == 0
        break
    assert kills >= 2
    assert_same_as_in_peace(tmp_path, source, broken / "out")


def assert_same_as_in_peace(tmp_path: Path, source: Path, out: Path) -> None:
    from datetime import datetime

    from toy_deciders import toy

    from suluh.runners import scan

    with open_ledger(str(out / "ledger.sqlite"), create=False) as ledger:
        assert ledger.verify().ok
        started = list(ledger.events(kind=Kind.SCAN_STARTED))
        rows = [event.data()["row"] for event in ledger.events(kind=Kind.DECISION)]
        sealed = [event.data()["tally"]["posts"] for event in ledger.events(kind=Kind.BATCH_SEALED)]
    assert len(started) == 1 and rows == sorted(set(rows))
    now = datetime.fromisoformat(started[0].data()["decided_at"])
    whole = scan(source, tmp_path / "peace", decide_posts=toy, now=now, workers=0)
    assert sum(sealed) == whole.tally.posts
    assert len(rows) == whole.tally.outcomes["context_label"]
    for name in ("decisions.jsonl", "rejected.jsonl"):
        assert (out / name).read_bytes() == (tmp_path / "peace" / name).read_bytes()


def test_workers_of_a_killed_scan_do_not_stay_behind(tmp_path: Path) -> None:
    import psutil

    source = write_source(tmp_path / "posts.csv")
    process = start(tmp_path, source, 2)
    children: list[psutil.Process] = []
    deadline = time.monotonic() + 20
    while len(children) < 2 and time.monotonic() < deadline and process.poll() is None:
        children = psutil.Process(process.pid).children(recursive=True)
        time.sleep(0.02)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert children and not alive
