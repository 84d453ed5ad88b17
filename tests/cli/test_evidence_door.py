"""`suluh evidence verify`: whole is 0, broken is 1, unclear is 2."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from suluh.cases import Role, happened
from suluh.cases.events import Reported
from suluh.cases.evidence import EvidenceStore, write_package
from suluh.cases.evidence.package import Package
from suluh.cases.things import Thing

if TYPE_CHECKING:
    from conftest import Run


@pytest.fixture
def package(tmp_path: Path) -> Package:
    now = datetime(2024, 11, 26, 8, tzinfo=UTC)
    reported = Reported(
        case="B-1",
        at=now,
        actor="p-1",
        role=Role.REPORTER_PUBLIC,
        track="B",
        thing=Thing(text="Coblosan diundur"),
    )
    return write_package(happened(None, reported), tmp_path, EvidenceStore(tmp_path / "s"), now)


def test_a_whole_package_is_said_to_be_whole(suluh: Run, package: Package) -> None:
    ran = suluh("evidence", "verify", package.path, "--anchor", package.manifest)
    assert ran.code == 0 and "utuh" in ran.said


def test_without_an_anchor_it_says_what_is_not_proven(suluh: Run, package: Package) -> None:
    ran = suluh("evidence", "verify", package.path)
    assert ran.code == 0 and "--anchor" in ran.said


def test_another_anchor_or_a_changed_byte_is_found(suluh: Run, package: Package) -> None:
    assert suluh("evidence", "verify", package.path, "--anchor", "0" * 64).code == 1
    data = package.path.read_bytes()
    package.path.write_bytes(data.replace(b"Coblosan", b"coblosan"))
    ran = suluh("evidence", "verify", package.path, "--json")
    assert ran.code == 1 and not ran.json["ok"] and ran.json["faults"]


@pytest.mark.parametrize("more", [["tidak-ada.zip"], ["--anchor", "abc"]])
def test_an_unclear_request_is_said_to_be(suluh: Run, package: Package, more: list[str]) -> None:
    file = [] if more[0].endswith("zip") else [package.path]
    assert suluh("evidence", "verify", *file, *more).code == 2
