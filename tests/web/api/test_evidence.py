"""What is brought as evidence is told by its content; what is not taken is refused in words."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from telling_web import in_review

from suluh.cases import Role
from suluh.web.api import evidence
from suluh.web.store import case_from, history

Ask = Callable[..., Any]


def png(width: int = 8, height: int = 8) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "PNG")
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes whose header asks for 3.6 thousand million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../nol", b"\0" * 10_000_000)
    return out.getvalue()


@pytest.fixture
def bring(program: Callable[..., Ask], now: datetime) -> Ask:
    in_review("A-1", now)
    rani = program("rani", Role.REVIEWER)

    def brought(
        body: bytes, kind: str = "image/png", query: str = "what=screenshot", **more: Any
    ) -> Any:
        return rani("post", f"cases/A-1/evidence?{query}", data=body, content_type=kind, **more)

    return brought


def test_a_picture_is_kept_under_its_hash(bring: Ask) -> None:
    told = bring(
        png(), query="what=screenshot&name=layar.png&captured_at=2024-11-20T10:00:00%2B07:00"
    )
    assert told.status_code == 201, told.content
    [kept] = case_from(history("A-1")).evidence
    assert kept.item.sha256 == told.json()["sha256"] in evidence.store()
    assert b"".join(evidence.store().read(kept.item.sha256)) == png()
    assert (kept.item.note, kept.item.media_type) == ("layar.png", "image/png")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (zipped(), "application/zip", 415),
        (zipped(), "image/png", 415),
        (gzip.compress(b"\0" * 1_000_000), "image/png", 415),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "image/svg+xml",
            415,
        ),
        (b"<svg onload='alert(1)'/>", "image/png", 415),
        (b"<!doctype html><script>alert(1)</script>", "text/html", 415),
        (b"MZ\x90\0" + b"\0" * 60, "image/jpeg", 415),
        (png(), "image/jpeg", 415),
        (png(), "text/html", 415),
        (bomb(), "image/png", 415),
        (png()[:20], "image/png", 415),
        (b"", "image/png", 415),
    ],
    ids=[
        "zip",
        "zip as png",
        "gzip",
        "svg with script",
        "svg as png",
        "html",
        "program",
        "another type",
        "as html",
        "pixel bomb",
        "cut off",
        "empty",
    ],
)
def test_what_is_not_taken_is_refused_in_words(
    body: bytes, kind: str, status: int, bring: Ask
) -> None:
    told = bring(body, kind)
    assert (told.status_code, told["Content-Type"]) == (status, "application/problem+json")
    assert len(told.json()["detail"]) > 20
    assert case_from(history("A-1")).evidence == ()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\x", "a/b", "..", ".", "%00", "a%0ab", "x" * 121]
)
def test_a_name_leads_nowhere(name: str, bring: Ask) -> None:
    assert bring(png(), query=f"what=picture&name={name}").status_code == 422


def test_two_gigabytes_are_refused_by_their_header(bring: Ask) -> None:
    told = bring(png(), CONTENT_LENGTH=str(2 << 30))
    assert told.status_code == 413 and "25000000" in told.json()["detail"]
    assert bring(png(), CONTENT_LENGTH="9" * 40).status_code == 413


def test_more_than_a_request_may_hold_is_refused(program: Callable[..., Ask]) -> None:
    big = {"url": "https://x.com/1", "words": "x" * 200_000}
    assert program("warga", Role.REPORTER_PUBLIC)("post", "reports", big).status_code == 413


def test_nothing_is_left_behind(bring: Ask, installation: Any) -> None:
    bring(zipped(), "image/png")
    assert list(installation.glob("incoming-*")) == []


def test_it_has_not_been_taken_tomorrow(bring: Ask) -> None:
    assert bring(png(), query="what=picture&captured_at=2999-01-01T00:00:00Z").status_code == 422
    assert (
        bring(png(), query="what=picture&captured_at=0001-01-01T00:00:00%2B14:00").status_code
        == 422
    )


@settings(deadline=None)
@given(st.binary(max_size=64))
def test_any_bytes_are_taken_or_refused(body: bytes) -> None:
    request = Client().request().wsgi_request
    request._stream, request.META["CONTENT_TYPE"] = io.BytesIO(body), "image/png"
    with suppress(evidence.WrongType, evidence.TooLarge):
        assert evidence.keep(request).media_type in evidence.TAKEN


def test_what_was_brought_is_seen_by_the_desk_alone(
    bring: Ask, program: Callable[..., Ask], person: Any
) -> None:
    sha256 = bring(png()).json()["sha256"]
    rani, warga = program("rani", Role.REVIEWER), program("warga", Role.REPORTER_PUBLIC)
    told = rani("get", f"cases/A-1/evidence/{sha256}")
    assert b"".join(told.streaming_content) == png()
    assert (told["Content-Type"], told["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert warga("get", f"cases/A-1/evidence/{sha256}").status_code == 403
    assert rani("get", "cases/A-1/evidence/" + "0" * 64).status_code == 404
