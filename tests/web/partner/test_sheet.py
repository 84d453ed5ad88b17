"""Spreadsheets of links: what can be read is read, what is hostile or broken is refused in words."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.web.partner.sheet import LARGEST, ROWS, Unreadable, rows_of
from suluh.web.tongue import phrases

LINK = "https://www.tiktok.com/@contoh/video/1"


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def repacked(raw: bytes, **parts: bytes) -> bytes:
    """The archive with further parts, or others in place of its own (dots are written __)."""
    out = io.BytesIO()
    new = {name.replace("__", "/"): body for name, body in parts.items()}
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in old.infolist():
            if part.filename not in new:
                made.writestr(part.filename, old.read(part))
        for name, body in new.items():
            made.writestr(name, body)
    return out.getvalue()


def refused(raw: bytes) -> str:
    with pytest.raises(Unreadable) as problem:
        rows_of(raw)
    assert f"sheet_{problem.value.key}" in phrases()
    return problem.value.key


@pytest.mark.parametrize(
    "raw",
    [
        f"tautan,keterangan,wilayah\n{LINK},Keliru,18.71\n".encode(),
        f"Link;Keterangan;Wilayah\r\n{LINK};Keliru;18.71\r\n".encode(
            "utf-8-sig"
        ),  # Excel in Indonesia
        f"url\tketerangan\tregion\n{LINK}\tKeliru\t18.71\n".encode("utf-16"),
        workbook(("Tautan", "Keterangan", "Wilayah"), (LINK, "Keliru", 18.71)),
        workbook((None,), ("Wilayah", "Tautan", "Keterangan"), (None,), ("18.71", LINK, "Keliru")),
    ],
)
def test_the_same_row_in_many_forms(raw: bytes) -> None:
    (row,) = rows_of(raw)
    assert (row.url, row.words, row.region, row.fault) == (LINK, "Keliru", "18.71", "")


def test_a_list_of_links_needs_no_heading() -> None:
    assert [row.url for row in rows_of(f"{LINK}\n\n{LINK}2\n".encode())] == [LINK, LINK + "2"]


def test_a_code_that_became_a_number_is_a_code_again() -> None:
    assert rows_of(workbook(("tautan", "wilayah"), (LINK, 18.1)))[0].region == "18.10"


def test_mistakes_are_named_by_row() -> None:
    rows = rows_of(workbook(
        ("tautan", "keterangan"),
        (LINK, '=HYPERLINK("http://x","y")'),
        ("", "tanpa tautan"),
        (LINK, "x" * 5000),
        (LINK, "baik"),
    ))  # fmt: skip
    assert [(r.number, r.fault) for r in rows] == [
        (2, "formula"),
        (3, "no_address"),
        (4, "long_cell"),
        (5, ""),
    ]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "empty"),
        (b"\n\n , ,\n", "empty"),
        (b"nama,umur\nBudi,3\n", "no_heading"),
        (b"x" * (LARGEST + 1), "too_large"),
        (b"tautan\n" + f"{LINK}\n".encode() * (ROWS + 1), "too_many_rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_office"),
        (b"%PDF-1.7\n\0\0binary", "no_table"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no_table"),
        (b"PK\x03\x04broken", "broken_xlsx"),
        (b'tautan\n"' + b"x" * 2_000 + b"\0", "no_table"),
    ],
)
def test_what_is_no_table_is_refused(raw: bytes, why: str) -> None:
    assert refused(raw) == why


GOOD = workbook(("tautan",), (LINK,))


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"xl__worksheets__sheet1.xml": b"<a>" + b" " * 40_000_000}, "bomb"),
        ({"xl__vbaProject.bin": b"macro"}, "macro"),
        ({"..__..__etc__passwd": b"x"}, "broken_xlsx"),
        ({"xl__sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'}, "broken_xlsx"),
        ({"xl__workbook.xml": b"not xml at all"}, "broken_xlsx"),
        ({f"xl__part{i}.xml": b"x" for i in range(300)}, "bomb"),
    ],
)
def test_hostile_archives_are_refused(parts: dict[str, bytes], why: str) -> None:
    assert refused(repacked(GOOD, **parts)) == why


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    raw = repacked(GOOD, xl__worksheets__sheet1__xml=b"", **{"xl__media.bin": b"\0" * 29_000_000})
    small, large = (29_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert refused(raw.replace(small, large)) in {"broken_xlsx", "bomb"}


def test_another_archive_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refused(out.getvalue()) == "no_table"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_rows_or_refused(raw: bytes) -> None:
    try:
        assert all(f"row_{row.fault}" in phrases() or not row.fault for row in rows_of(raw))
    except Unreadable as problem:
        assert f"sheet_{problem.key}" in phrases()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_rows_or_refused(data: st.DataObject) -> None:
    raw = bytearray(GOOD)
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=6)):
        raw[place] ^= 0x55
    try:
        rows_of(bytes(raw))
    except Unreadable as problem:
        assert f"sheet_{problem.key}" in phrases()
