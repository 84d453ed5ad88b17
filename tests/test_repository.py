"""What a clone brings: the project and nothing of anybody's installation, machine or keys."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STRAY = re.compile(
    r"(^|/)(suluh-data|suluh-demo|\.venv|node_modules)(/|$)|\.(whl|key|pem|sqlite3?|p12)$"
)
LARGEST = 45 * 1000 * 1000  # bytes; the weights that are shipped stay under it
# Paths of one person's machine, and addresses of a package registry in what is pinned.
OF_A_MACHINE = re.compile(rb"/root/|/home/[a-z]+/|/Users/")
REGISTRY = re.compile(rb"--(extra-)?index-url|--find-links|https?://[^ ]*(pypi|simple/)")


def _files() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a clone: no list of its files")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="module")
def files() -> list[Path]:
    return _files()


def test_no_installation_key_or_package_is_among_the_files(files: list[Path]) -> None:
    names = [path.relative_to(ROOT).as_posix() for path in files]
    assert [name for name in names if STRAY.search(name)] == []
    assert STRAY.search("suluh-data/secret.key") and STRAY.search("web/kunci.pem")


def test_nothing_is_larger_than_a_clone_should_carry(files: list[Path]) -> None:
    assert [path.name for path in files if path.stat().st_size > LARGEST] == []


def test_no_file_names_a_folder_of_somebodys_machine(files: list[Path]) -> None:
    naming = (Path(__file__), ROOT / "tests/docs/test_commands.py")  # they say what is refused
    texts = [p for p in files if p not in naming and b"\0" not in p.read_bytes()[:4096]]
    assert [path.name for path in texts if OF_A_MACHINE.search(path.read_bytes())] == []


def test_what_is_pinned_names_no_registry(files: list[Path]) -> None:
    pinned = [path for path in files if path.parent.name == "requirements"]
    assert pinned
    assert [path.name for path in pinned if REGISTRY.search(path.read_bytes())] == []
