"""A legal order: nothing is done before four checks and the document; limited where it holds; objected to; ended; counted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from telling_web import reported

from suluh.cases import Case, Role
from suluh.cases.orders import CHECKS
from suluh.web.letters import deliver
from suluh.web.models import CaseRow, Letter
from suluh.web.store import case_from, history

Desk = Callable[..., Client]
PDF = b"%PDF-1.4 contoh"
SHA = hashlib.sha256(PDF).hexdigest()
ORDER = {
    "issuer": "komdigi",
    "number": "contoh/1",
    "legal_basis": "Permenkominfo 5/2020",
    "url": "https://www.tiktok.com/@contoh/video/A-1",
    "account_kind": "",
    "region": "18",
}


@pytest.fixture
def hukum(desk: Desk) -> Client:
    return desk("hukum", Role.LEGAL_GATEWAY)


def received(client: Client, **changes: str) -> str:
    answer = client.post("/perintah/baru/", ORDER | changes)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].split("/")[2]


def step(client: Client, case: str, name: str, **fields: object) -> str:
    answer = client.post(f"/perkara/{case}/perintah/", {"step": name, **fields}, follow=True)
    return answer.content.decode()


def at(case: str) -> Case:
    return case_from(history(case))


def valid(client: Client, case: str) -> None:
    client.post(f"/perkara/{case}/perintah/naskah/", {"file": SimpleUploadedFile("p.pdf", PDF)})
    step(client, case, "order_examined")
    step(client, case, "order_validated", checks=list(CHECKS), document=SHA, words="Berwenang.")


def test_an_order_is_valid_only_after_four_checks_and_its_document(hukum: Client) -> None:
    case = received(hukum)
    step(hukum, case, "order_examined")
    page = step(hukum, case, "order_validated", checks=["authority"], document=SHA, words="Sah.")
    assert "Belum dapat dinyatakan sah" in page and "Dasar hukumnya" in page
    page = step(hukum, case, "order_validated", checks=list(CHECKS), document=SHA, words="Sah.")
    assert "Naskahnya ada di sini" in page  # ticked, but nothing with that hash lies here
    assert at(case).state == "under_legal_check"
    hukum.post(f"/perkara/{case}/perintah/naskah/", {"file": SimpleUploadedFile("p.pdf", PDF)})
    step(hukum, case, "order_validated", checks=list(CHECKS), document=SHA, words="Sah.")
    order = at(case).order
    assert at(case).state == "validated" and order and order.document == SHA
    assert set(order.checks) == set(CHECKS)


def test_limited_told_objected_to_and_ended(hukum: Client, now) -> None:  # type: ignore[no-untyped-def]
    case = received(hukum)
    assert "mempunyai tempat dalam keadaan" in step(hukum, case, "limited", region="18")
    valid(hukum, case)
    step(hukum, case, "limited", region="18")
    assert (at(case).state, at(case).order.region) == ("geo_limited", "18")  # type: ignore[union-attr]
    step(hukum, case, "notified")
    secret = Letter.objects.get(case=case).secret
    assert deliver(now) == 1
    author = Client()
    assert "contoh/1" in author.get(f"/banding/{secret}/").content.decode()
    author.post(f"/banding/{secret}/", {"words": "Ini liputan."})
    assert at(case).order.challenged  # type: ignore[union-attr]
    assert "Jawab dahulu keberatan" in step(hukum, case, "closed")
    step(hukum, case, "order_revoked", words="Putusan pengadilan membatalkannya.")
    assert "Pulihkan dahulu" in step(hukum, case, "closed")
    step(hukum, case, "restored")
    step(hukum, case, "closed")
    assert at(case).state == "closed"


def test_every_order_counts_as_a_government_request_the_refused_ones_too(hukum: Client) -> None:
    first, _ = received(hukum), received(hukum, url="https://x.com/a/status/2", region="")
    step(hukum, first, "order_examined")
    step(hukum, first, "order_refused", words="Tanpa dasar.")
    page = hukum.get("/perintah/").content.decode()
    assert "2 permintaan pemerintah" in page and "perintah ditolak" in page


def test_a_candidates_account_takes_two_of_the_gateway(hukum: Client, desk: Desk) -> None:
    case = received(hukum, account_kind="candidate")
    valid(hukum, case)
    assert at(case).state == "awaiting_second"
    step(desk("hukum2", Role.LEGAL_GATEWAY), case, "order_validated", checks=list(CHECKS), document=SHA, words="Sah.")  # fmt: skip
    assert at(case).state == "validated"


def test_a_region_sees_its_own_orders(hukum: Client, desk: Desk) -> None:
    case = received(hukum)
    assert case in desk("h18", Role.LEGAL_GATEWAY, "18").get("/perintah/").content.decode()
    assert case not in desk("h17", Role.LEGAL_GATEWAY, "17").get("/perintah/").content.decode()


def test_an_order_is_no_report_and_does_nothing_to_one(hukum: Client, desk: Desk, now) -> None:  # type: ignore[no-untyped-def]
    reported("A-1", now)
    before = [e.kind for e in history("A-1")]
    case = received(hukum)  # about the same address
    valid(hukum, case)
    assert at("A-1").state == "submitted" and at("A-1").linked == (case,)
    assert [e.kind for e in history("A-1")] == [*before, "case_linked"]
    page = step(hukum, "A-1", "order_validated", checks=list(CHECKS), document="", words="-")
    assert "Belum dapat" in page or "jalur tidak dicampur" in page
    assert "jalur tidak dicampur" in step(hukum, "A-1", "order_refused", words="-")
    file = {"file": SimpleUploadedFile("p.pdf", PDF)}
    page = hukum.post("/perkara/A-1/perintah/naskah/", file, follow=True).content.decode()
    assert "jalur tidak dicampur" in page and not at("A-1").evidence
    assert CaseRow.objects.get(case="A-1").track == "A"
