"""The same posts give the same decisions, byte for byte, whatever Python's hash seed: no set's order may decide."""

import os
import subprocess
import sys
from pathlib import Path

from suluh.cli.demo import POSTS

SHARE = 5  # every fifth of the demonstration posts


def _decided(posts: Path, out: Path, seed: str) -> bytes:
    command = [sys.executable, "-m", "suluh", "scan", str(posts), "--out", str(out), "--replay"]
    ran = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True)
    assert ran.returncode == 0, ran.stderr.decode()
    return (out / "decisions.jsonl").read_bytes()


def test_the_hash_seed_changes_no_decision(tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    posts.write_bytes(b"\n".join(POSTS.read_bytes().splitlines()[::SHARE]) + b"\n")
    first, second = (_decided(posts, tmp_path / seed, seed) for seed in ("1", "77"))
    assert first == second
