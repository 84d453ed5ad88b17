"""Every test keeps to itself: its own cache and home folder, and the command line as one function."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from suluh.cli import main
from suluh.content import WIB, Post
from suluh.flow import Decided
from suluh.knowledge import Knowledge
from suluh.policy.compiler import CompiledPolicy
from suluh.runners.deciding import Settings, opened, way_of

# `make test` asks the same questions every time, so that a red run is about the change and comes again;
# `make test-all` asks new ones (--hypothesis-profile fresh).
settings.register_profile("same", derandomize=True)
settings.register_profile("fresh", print_blob=True)
settings.load_profile("same")


class Ran(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def said(self) -> str:
        """Everything that was printed, with line breaks of the terminal undone."""
        return " ".join((self.out + " " + self.err).split())


Run = Callable[..., Ran]
Decide = Callable[..., Decided]


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What is kept between commands goes into the session's folder, never into the user's."""
    folder = tmp_path_factory.mktemp("suluh")
    before = {name: os.environ.get(name) for name in ("SULUH_CACHE", "SULUH_HOME")}
    os.environ |= {"SULUH_CACHE": str(folder / "cache"), "SULUH_HOME": str(folder / "home")}
    yield folder
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


def run_command(*words: str | Path, stdin: bytes = b"") -> Ran:
    """`suluh WORDS…` in this process, through the same `main` as the installed command."""
    out, err = io.StringIO(), io.StringIO()
    argv, standard_input = sys.argv, sys.stdin
    sys.argv = ["suluh", *map(str, words)]
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = _code_of_main()
    finally:
        sys.argv, sys.stdin = argv, standard_input
    return Ran(code, out.getvalue(), err.getvalue())


def _code_of_main() -> int:
    try:
        main()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    return 0


@pytest.fixture(scope="session")
def suluh(own_folders: Path) -> Run:
    """The command line: `suluh("scan", path, "--out", out)`."""
    return run_command


@pytest.fixture(scope="session")
def demo(suluh: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `suluh demo` leaves; tests read it and change nothing in it."""
    out = tmp_path_factory.mktemp("peragaan") / "hasil"
    ran = suluh("demo", "--out", out)
    assert ran.code == 0, ran.err
    return out


@pytest.fixture(scope="session")
def opened_parts(own_folders: Path) -> tuple[Knowledge, CompiledPolicy]:
    """Knowledge and policy as every command opens them."""
    return opened(Settings())


@pytest.fixture(scope="session")
def decide_text(own_folders: Path) -> Decide:
    """One caption from top to bottom: `decide_text("Coblosan diundur", on="2024-11-20T10:00")`."""

    def decide(
        text: str, *, on: str = "2024-11-20T10:00", seen: str | None = None, **about: Any
    ) -> Decided:
        posted = _moment(on)
        post = Post(**({"id": "unggahan", "text": text, "posted_at": posted} | about))
        return way_of(post, Settings(), _moment(seen) if seen else posted)

    return decide


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)
