"""The neutrality audit for everybody: the page as it was made, in both languages, and none where none was."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import msgspec
from django.test import Client

from suluh.audit import Audit, Counterfactual, from_ledger
from suluh.audit.counterfactual import Brief, Change
from suluh.content import WIB
from suluh.report.neutrality.page import DATA
from suluh.text.names import NameBook
from suluh.web import home

AT = datetime(2026, 11, 29, 9, tzinfo=WIB)
NOTHING = Brief("none", None, None, None, ())
REMOVED = Brief("info_label", "remove", "process", "P3", ("X",))
CHANGE = Change("p1", "<b>Budi</b> menang", "name", "pair:1", "pair:2", NOTHING, REMOVED, ("X",))


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


def test_without_an_audit_the_page_says_how_to_make_one() -> None:
    (home.folder() / "netral" / DATA).unlink(missing_ok=True)
    assert "belum dijalankan" in Client().get("/netral/").content.decode()
    assert Client().get("/netral/netral.json").status_code == 404


def test_everybody_reads_the_newest_audit() -> None:
    keep(msgspec.json.encode(audit()))
    page = Client().get("/netral/").content.decode()
    assert "Lulus" in page and "29-11-2026 09.00 WIB" in page
    assert Client().get("/netral/netral.json").json()["counterfactual"]["tried"] == {"name": 7}


def test_the_figures_are_one_table_too() -> None:
    keep(msgspec.json.encode(audit(name=1)))
    rows = list(csv.DictReader(io.StringIO(Client().get("/netral/netral.csv").content.decode())))
    told = {row["measure"]: (row["n"], row["wrong_or_changed"]) for row in rows}
    assert told["name"] == ("7", "1") and told["region"] == ("0", "0")
    (home.folder() / "netral" / DATA).unlink()
    assert Client().get("/netral/netral.csv").status_code == 404


def test_a_failed_audit_is_told_as_one_with_every_change() -> None:
    keep(msgspec.json.encode(audit(name=1)))
    client = Client()
    client.cookies["suluh_bahasa"] = "en"
    page = client.get("/netral/").content.decode()
    assert "Not passed" in page and "Budi → pair:2" in page
    assert "nothing is done" in page and "(P3)" in page
    assert "<b>Budi</b>" not in page  # what came from a post is escaped


def test_an_audit_that_cannot_be_read_is_none() -> None:
    keep(b"{")
    assert Client().get("/netral/").status_code == 200
    assert Client().get("/netral/netral.json").status_code == 404
