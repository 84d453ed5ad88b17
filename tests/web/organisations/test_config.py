"""The file of organisations: what it says is taken, and each mistake is named with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from suluh.cases import Role
from suluh.errors import DataError
from suluh.web.organisations.config import Belongs, organisation, organisations

GOOD = """\
- id: contoh
  name: Lembaga Contoh
  server: https://masuk.contoh.example
  client_id: suluh
  secret: r
  people:
    - {claim: groups, value: pengawas, organisation: Bawaslu Contoh, role: supervisor, region: "18.71"}
- {id: lain, name: Lain, server: "http://localhost:9/realms/a/", client_id: b}
"""


def test_the_file_is_read(written: Callable[[str], Path]) -> None:
    written(GOOD)
    first, second = organisations()
    assert (first.secret, second.secret, second.server) == ("r", "", "http://localhost:9/realms/a/")
    assert first.people == (
        Belongs("groups", "pengawas", "Bawaslu Contoh", Role.SUPERVISOR, "18.71"),
    )
    assert organisation("lain") is second and organisation("x") is None


def test_a_change_counts_at_once(written: Callable[[str], Path]) -> None:
    written(GOOD)
    assert len(organisations()) == 2
    written(GOOD.rpartition("- {id")[0])
    assert len(organisations()) == 1


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"),
    [
        ("  name: Lembaga Contoh\n", "", 1, '"name" is missing'),
        ("client_id", "klien", 4, "unknown field"),
        ("https://masuk.contoh.example", "http://masuk.contoh.example", 3, "https://"),
        ("https://masuk.contoh.example", "https://a.example/.well-known/openid-configuration", 3, "issuer"),
        ("id: contoh", "id: Contoh Kami", 1, "small letters"),
        ("id: lain", "id: contoh", 8, "given twice"),
        ("secret: r", "secret_env: SULUH_TIDAK_ADA", 5, "SULUH_TIDAK_ADA"),
        ("secret: r", "secret: r\n  secret_env: SULUH_UJI_RAHASIA", 6, "not both"),
        ("role: supervisor", "role: supervisr", 7, "supervisor"),
        ("role: supervisor", "role: machine", 7, "machine"),
        (', region: "18.71"', "", 7, "region"),
        ('"18.71"', '"Lampung"', 7, "Kemendagri"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(
    right: str, wrong: str, line: int, said: str, written: Callable[[str], Path]
) -> None:
    assert right in GOOD
    written(GOOD.replace(right, wrong, 1))
    with pytest.raises(DataError) as error:
        organisations()
    assert f"oidc.yaml:{line}:" in str(error.value) and said in str(error.value)


def test_a_file_that_was_named_must_be_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SULUH_OIDC", str(tmp_path / "tidak-ada.yaml"))
    with pytest.raises(DataError, match=r"tidak-ada\.yaml"):
        organisations()
