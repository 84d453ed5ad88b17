"""A claim review goes out as schema.org has it, and our own importer reads it back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from django.test import Client

from suluh.cases import Role
from suluh.claims import ClaimReview, read_reviews
from suluh.web.partner import reviews
from suluh.web.partner.answering import sure_answer

Desk = Callable[..., Client]
CLAIM = "Tujuh kontainer kursi plastik dikirim ke kantor kecamatan Contoh untuk mencurangi pemilu"
GIVEN = {"claim": CLAIM, "verdict": "false", "explanation": "Tidak ada kiriman itu.\n</script><b>x",
         "source": "Klarifikasi", "source_url": "https://contoh.go.id/1"}  # fmt: skip


@pytest.fixture
def address(desk: Desk) -> str:
    answer = desk("cek", Role.FACT_CHECKER, "", "Pemeriksa Contoh").post("/ulasan/tulis/", GIVEN)
    assert answer.status_code == 302
    return answer["Location"]


def test_everyone_reads_it_and_machines_too(address: str, tmp_path: Path) -> None:
    page = Client().get(address).content
    (tmp_path / "page.html").write_bytes(page)
    (read,) = read_reviews(tmp_path / "page.html")
    assert isinstance(read, ClaimReview)
    assert (read.claim, read.verdict, read.publisher) == (CLAIM, "false", "Pemeriksa Contoh")
    assert page.count(b"</script>") == 1 and b"<b>x" not in page


def test_the_feeds_carry_it(address: str, tmp_path: Path) -> None:
    feed = Client().get("/ulasan/umpan.json")
    (tmp_path / "feed.json").write_bytes(feed.content)
    (read,) = read_reviews(tmp_path / "feed.json")
    assert isinstance(read, ClaimReview) and read.claim == CLAIM
    for item in json.loads(feed.content)["dataFeedElement"]:
        reviews.validate(item["item"][0])
    (tmp_path / "feed.atom").write_bytes(Client().get("/ulasan/umpan.atom").content)
    (entry,) = read_reviews(tmp_path / "feed.atom")
    assert isinstance(entry, ClaimReview) and CLAIM in entry.claim
    again = Client().get("/ulasan/umpan.json", headers={"If-None-Match": feed["ETag"]})
    assert again.status_code == 304


def test_a_withdrawn_review_is_none_any_more(address: str, desk: Desk) -> None:
    other = desk("lain", Role.FACT_CHECKER)
    other.post(address + "cabut/")
    assert Client().get(address).status_code == 200
    desk("cek", Role.FACT_CHECKER).post(address + "cabut/")
    page = Client().get(address)
    assert page.status_code == 410 and b'ClaimReview"' not in page.content
    assert CLAIM not in Client().get("/ulasan/umpan.json").content.decode()


@pytest.mark.parametrize(
    "change",
    [{"verdict": "maybe"}, {"claim": ""}, {"source_url": "javascript:1"}, {"appearance": "x"}],
)
def test_what_does_not_fit_is_not_published(change: dict[str, str], desk: Desk) -> None:
    answer = desk("cek", Role.FACT_CHECKER).post("/ulasan/tulis/", GIVEN | change)
    assert answer.status_code == 200 and not reviews.every()


@pytest.mark.parametrize("lacking", reviews.SCHEMA["required"])
def test_an_incomplete_document_is_invalid(lacking: str, address: str) -> None:
    document = reviews.json_ld(reviews.every()[0])
    del document[lacking]
    with pytest.raises(jsonschema.ValidationError):
        reviews.validate(document)


def test_the_tip_line_knows_it_at_once(address: str, now: object) -> None:
    answer = sure_answer("Info: " + CLAIM + "!!", now)  # type: ignore[arg-type]
    assert answer is not None and address in answer.text


def test_a_correction_of_it_is_not_answered_with_it(address: str, now: object) -> None:
    answer = sure_answer(CLAIM.replace("dikirim", "tidak dikirim"), now)  # type: ignore[arg-type]
    assert answer is None or address not in answer.text
