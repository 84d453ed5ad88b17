"""The neutrality audit for everybody: the page as it was made, in both languages, and none where none was."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest
from django.test import Client

from suluh.audit import Audit, Counterfactual, from_ledger
from suluh.audit.counterfactual import Change
from suluh.audit.page import DATA
from suluh.content import WIB
from suluh.text.names import NameBook
from suluh.web import home

AT = datetime(2026, 11, 29, 9, tzinfo=WIB)
CHANGE = Change("p1", "<b>Budi</b> menang", "name", "pair:1", "pair:2", "none", "remove", ("X",))


def audit(**changed: int) -> Audit:
    proof = Counterfactual(
        9, 3, {"name": 7}, 4, changed, 0, 0, (CHANGE,) if changed else (), failed_rules=("X",)
    )
    ledger = from_ledger([], NameBook({}))
    return Audit(
        AT, "pilkada-2024", "p@1", "ab" * 32, "k", proof, ledger, labels={"pair:1": "Budi"}
    )


def keep(content: bytes) -> None:
    folder = home.folder() / "netral"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DATA).write_bytes(content)


@pytest.mark.django_db
def test_without_an_audit_the_page_says_how_to_make_one(client: Client) -> None:
    (home.folder() / "netral" / DATA).unlink(missing_ok=True)
    assert "belum dijalankan" in client.get("/netral/").content.decode()
    assert client.get("/netral/netral.json").status_code == 404


@pytest.mark.django_db
def test_everybody_reads_the_newest_audit(client: Client) -> None:
    keep(msgspec.json.encode(audit()))
    page = client.get("/netral/").content.decode()
    assert "Lulus" in page and "29-11-2026 09.00 WIB" in page
    assert client.get("/netral/netral.json").json()["counterfactual"]["tried"] == {"name": 7}


@pytest.mark.django_db
def test_a_failed_audit_is_told_as_one_with_every_change(client: Client) -> None:
    keep(msgspec.json.encode(audit(name=1)))
    client.cookies["suluh_bahasa"] = "en"
    page = client.get("/netral/").content.decode()
    assert "Not passed" in page and "Budi → pair:2" in page
    assert "<b>Budi</b>" not in page  # what came from a post is escaped


@pytest.mark.django_db
def test_an_audit_that_cannot_be_read_is_none(client: Client) -> None:
    keep(b"{")
    assert client.get("/netral/").status_code == 200
    assert client.get("/netral/netral.json").status_code == 404
