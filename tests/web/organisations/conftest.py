"""An organisation with a server of its own."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

collect_ignore_glob = [] if importlib.util.find_spec("jwt") else ["test_signing_in.py"]
sys.path.insert(0, str(Path(__file__).parent))
if TYPE_CHECKING:
    from server_of_tests import OpenIdServer

FILE = """\
- id: contoh
  name: Lembaga Contoh
  server: {server}
  client_id: suluh-uji
  secret_env: SULUH_UJI_RAHASIA
  people:
{people}"""
NOBODY = "    []\n"


@pytest.fixture(scope="session")
def running() -> Iterator[OpenIdServer]:
    from server_of_tests import OpenIdServer

    server = OpenIdServer()
    yield server
    server.close()


@pytest.fixture
def server(running: OpenIdServer) -> OpenIdServer:
    """Honest again for each test."""
    running.claims = {"sub": "pegawai-1", "preferred_username": "dewi"}
    running.discovery, running.lies, running.asked = {}, {}, []
    running.alg, running.key, running.kid = "RS256", running.rsa, "k1"
    running.token_of = running.signed
    return running


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Writes the file of organisations and points at it."""

    def made(text: str) -> Path:
        path = tmp_path / "oidc.yaml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("SULUH_OIDC", str(path))
        monkeypatch.setenv("SULUH_UJI_RAHASIA", "rahasia-uji")
        return path

    return made


@pytest.fixture
def organisation(server: OpenIdServer, written: Callable[[str], Path]) -> Callable[..., Any]:
    """`organisation(people)`: set up; its people as YAML."""
    return lambda people=NOBODY: written(FILE.format(server=server.address, people=people))
