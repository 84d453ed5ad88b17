"""A scan that runs out of disk says so, and goes on when there is space again."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from toy_deciders import toy

from suluh.ledger import open_ledger
from suluh.runners import scan

SCRIPT = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from suluh.errors import ServiceError
from suluh.runners import scan
if __name__ == "__main__":
    sys.path.insert(0, {here!r})
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))  # no file may grow beyond
    try:
        scan(sys.argv[1], Path(sys.argv[2]), decide_posts="toy_deciders:toy", workers=0,
             now=datetime(2024, 11, 25, tzinfo=UTC))
    except ServiceError as error:
        print(error)
        sys.exit(error.exit_code)
"""


def test_a_scan_without_space_stops_in_words_and_goes_on_later(tmp_path: Path) -> None:
    source = tmp_path / "posts.jsonl"
    source.write_text("".join(f'{{"id":"{n}","text":"pasar {n}"}}\n' for n in range(9000)))
    script = tmp_path / "scan_me.py"
    script.write_text(SCRIPT.format(here=str(Path(__file__).parent), limit=600_000))
    command = [sys.executable, str(script), str(source), str(tmp_path / "out")]
    stopped = subprocess.run(command, capture_output=True, text=True, check=False)
    assert stopped.returncode == 3, stopped.stderr
    assert "disk is full; nothing sealed is lost" in stopped.stdout
    now = datetime(2024, 11, 25, tzinfo=UTC)
    rest = scan(source, tmp_path / "out", decide_posts=toy, now=now, workers=0)
    assert rest.resumed and rest.posts_now < 9000 and rest.tally.posts == 9000
    scan(source, tmp_path / "peace", decide_posts=toy, now=now, workers=0)
    decisions = [(tmp_path / d / "decisions.jsonl").read_bytes() for d in ("out", "peace")]
    assert decisions[0] == decisions[1]
    with open_ledger(str(tmp_path / "out" / "ledger.sqlite")) as ledger:
        assert ledger.verify().ok
