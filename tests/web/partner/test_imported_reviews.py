"""Claim reviews that are imported beside running desks are told by them at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

CLAIM = "Surat suara berlapis madu dibagikan di kantor kecamatan Contohsari"
TRUTH = "Surat suara hanya ada di TPS dan tidak dibagikan lebih dulu."
REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://cek.example/madu",
    "claimReviewed": CLAIM,
    "datePublished": "2024-11-18",
    "author": {"@type": "Organization", "name": "Cek Contoh"},
    "reviewRating": {"@type": "Rating", "alternateName": "Salah"},
    "reviewBody": TRUTH,
}


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("SULUH_HOME", str(tmp_path / "rumah"))
    yield


def read(address: str) -> str:
    return Client().get(address, follow=True).content.decode()


def verdict() -> str:
    asked = json.dumps({"text": CLAIM})
    answer = Client().post("/api/publik/periksa", asked, content_type="application/json")
    return str(answer.json()["verdict"])


def test_an_import_is_told_by_a_running_server(tmp_path: Path, suluh: Callable[..., Any]) -> None:
    assert verdict() != "reviewed" and "Cek Contoh" not in read("/benarkah/ulasan/")
    (tmp_path / "ulasan.json").write_text(json.dumps(REVIEW), "utf-8")
    assert suluh("claims", "import", tmp_path / "ulasan.json").code == 0
    assert verdict() == "reviewed"
    assert "Cek Contoh" in read("/benarkah/ulasan/")
    assert TRUTH in read("/salingjaga/beredar/2024-W47/")


def test_a_spoilt_collection_leaves_visitors_what_they_had(tmp_path: Path) -> None:
    before = read("/")
    (tmp_path / "rumah").mkdir()
    (tmp_path / "rumah" / "claim-reviews.jsonl").write_bytes(b"!\n")
    assert read("/") == before
    assert verdict() != "reviewed"
