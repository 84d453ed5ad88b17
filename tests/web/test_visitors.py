"""The guide on the server: no account, no cookie, and a published correction is there at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.test import Client

from suluh.cases import Role
from suluh.web.partner import folders, published

Desk = Callable[..., Client]
FACT = "ID-VOT-001"


def text(address: str) -> str:
    return Client().get(address).content.decode()


def test_a_visitor_reads_the_guide_without_a_cookie() -> None:
    client = Client()
    for address in (
        "/",
        "/en/",
        "/tanya/kapan/",
        "/fakta/ID-SCH-001/",
        "/wilayah/18.71/",
        "/data/fakta.csv",
        "/sw.js",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not answer.cookies and "Cookie" not in answer["Vary"], address
        assert answer["Cache-Control"].startswith("public"), address
    assert not client.cookies


def test_what_is_not_there_is_404_and_what_is_the_desks_stays_theirs() -> None:
    for address, search in (("/tanya/tidak-ada/", "/cari/"), ("/en/tanya/tidak-ada/", "/en/cari/")):
        nowhere = Client().get(address)
        assert nowhere.status_code == 404 and f'action="{search}"' in nowhere.content.decode()
        assert "no-store" in nowhere["Cache-Control"] and not nowhere.cookies
    elsewhere = Client().get("/tidak/ada/")
    assert elsewhere.status_code == 404 and 'href="/"' in elsewhere.content.decode()
    assert Client().get("/fakta/TIDAK-ADA/").status_code == 404
    assert Client().get("/meja/")["Location"].startswith("/akun/masuk/")
    assert Client().get("/fakta/usulan/")["Location"].startswith("/akun/masuk/")
    assert Client().post("/").status_code == 405


def test_an_officer_corrects_a_fact_and_the_guide_says_what_it_was(desk: Desk) -> None:
    assert "07.00 sampai 13.00" in text("/tanya/jam-buka/") and "07.00 sampai 13.00" in text(
        "/tanya/kapan/"
    )
    written = published.written(FACT, folders.root())
    after = (
        written.replace("13.00", "14.00").replace('"13:00"', '"14:00"').replace("13:00", "14:00")
    )
    source = {
        "source": "Keputusan KPU",
        "source_url": "https://www.kpu.go.id/contoh",
        "why": "Diperpanjang satu jam",
    }
    sent = desk("mitra", Role.REPORTER_TRUSTED, "", "Mitra").post(
        f"/fakta/{FACT}/ubah/", {**source, "after": after}
    )
    assert sent.status_code == 302, sent.content.decode()
    proposal = sent["Location"].split("/")[3]
    assert "13.00" in text("/tanya/kapan/")  # proposed is not published
    done = desk("penjaga", Role.FACT_STEWARD, "", "KPU").post(
        f"/fakta/usulan/{proposal}/terima/", {"reason": "Sesuai keputusan"}
    )
    assert done.status_code == 302, done.content.decode()
    assert "13.00" in text("/tanya/kapan/")  # accepted, and held back: hours touch the vote
    haste = {"reason": "TPS dibuka besok"}
    desk("pusat", Role.FACT_STEWARD, "", "KPU Pusat").post(
        f"/fakta/usulan/{proposal}/segera/", haste
    )
    assert "07.00 sampai 14.00" in text("/tanya/kapan/") and "14:00" in text("/en/tanya/kapan/")
    page = text(f"/fakta/{FACT}/")
    assert (
        "Diperpanjang satu jam" in page
        and "07.00 sampai 13.00" in page
        and "07.00 sampai 14.00" in page
    )
    assert FACT in text("/perubahan/") and f"{datetime.now(UTC):%Y}" in text("/perubahan/")
