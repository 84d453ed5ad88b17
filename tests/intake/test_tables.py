"""Tables as spreadsheets in Indonesia write them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from suluh.content import WIB, Post
from suluh.intake import PostSource, Rejected, open_posts
from suluh.intake.values import BadValue, read_count


def table(folder: Path, text: str, encoding: str = "utf-8") -> PostSource:
    path = folder / "unggahan.csv"
    path.write_bytes(text.encode(encoding))
    return open_posts(path)


def posts(source: PostSource) -> list[Post]:
    records = list(source)
    assert not [record for record in records if isinstance(record, Rejected)], records
    return [record for record in records if isinstance(record, Post)]


COUNTS = [
    ("1.200", 1200),
    ("1.234.567", 1_234_567),
    ("1,234", 1234),
    ("1 200", 1200),
    ("1,2 rb", 1200),
    ("1,2rb", 1200),
    ("3,4 jt", 3_400_000),
    ("12 ribu", 12_000),
    ("2 juta", 2_000_000),
    ("1.2K", 1200),
    ("4,5 rb x ditonton", 4500),
    ("310 pengikut", 310),
    ("12.0", 12),
    ("100+", 100),
    ("-", None),
    ("n/a", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "meant"), COUNTS)
def test_counts_are_read_as_people_here_write_them(written: str, meant: int | None) -> None:
    assert read_count(written, "views") == meant


@pytest.mark.parametrize(
    "written", ["banyak", "12,5", "1.20", "1.2.3", "-5", "rb", "12 13 14", "1.200.00", "nan"]
)
def test_what_is_no_count_is_not_guessed(written: str) -> None:
    if written == "nan":
        assert read_count(written, "views") is None
    else:
        with pytest.raises(BadValue, match="views: not a count"):
            read_count(written, "views")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_of_an_indonesian_spreadsheet_is_read_whole(tmp_path: Path, encoding: str) -> None:
    text = (
        "id;text;posted_at;author;region;views;likes;author.followers\r\n"
        "p1;“Nyoblos” tanggal 28 – kata café sebelah;20/11/2024 10:00;@warga_contoh;18,7;1.200;1,2 rb;banyak\r\n"
        ";;;;;;;\r\n"
        "p2;TPS buka;kemarin;;18;-;;\r\n"
    )
    first, second = posts(table(tmp_path, text, encoding))
    assert first.text == "“Nyoblos” tanggal 28 – kata café sebelah"
    assert first.posted_at == datetime(2024, 11, 20, 10, tzinfo=WIB)
    assert (first.region, first.metrics.views, first.metrics.likes) == ("18.70", 1200, 1200)
    assert first.notes[-1] == "author.followers: not a count: 'banyak'"
    assert ("the row is not UTF-8; read as Windows-1252" in first.notes) == (encoding == "cp1252")
    assert second.posted_at is None and second.notes[0].startswith("posted_at: not a date")


def test_columns_may_have_their_indonesian_names(tmp_path: Path) -> None:
    text = "No,Tanggal,Akun,Isi,Tautan,Tayangan,Suka\n1,20-11-2024,@warga_contoh,TPS buka,https://x.id/1,1.200,3\n"
    (post,) = posts(table(tmp_path, text))
    assert (post.id, post.text, post.author.handle) == ("1", "TPS buka", "warga_contoh")
    assert (post.url, post.metrics.views, post.metrics.likes) == ("https://x.id/1", 1200, 3)
    assert post.posted_at == datetime(2024, 11, 20, tzinfo=WIB)


def test_the_contracts_own_names_win_over_other_words(tmp_path: Path) -> None:
    text = "no,id,text,isi,komentar\n1,abc,TPS buka,catatan petugas,4\n"
    (post,) = posts(table(tmp_path, text))
    assert (post.id, post.text, post.metrics.comments) == ("abc", "TPS buka", 4)


def test_a_column_that_can_only_be_month_first_is_read_so_and_said(tmp_path: Path) -> None:
    source = table(tmp_path, "id,text,posted_at\n1,a,11/5/2024 7:00\n2,b,11/27/2024 7:00\n")
    assert [p.posted_at and p.posted_at.day for p in posts(source)] == [5, 27]
    assert source.notes[0].endswith("dates read as month/day/year: no other way fits")


def test_dates_that_could_be_both_are_day_first_and_a_stray_one_is_noted(tmp_path: Path) -> None:
    source = table(tmp_path, "id,text,posted_at\n1,a,5/11/2024\n2,b,20/11/2024\n3,c,11/27/2024\n")
    found = posts(source)
    assert [p.posted_at and (p.posted_at.day, p.posted_at.month) for p in found] == [
        (5, 11),
        (20, 11),
        None,
    ]
    assert found[2].notes and not source.notes


def test_a_number_that_the_spreadsheet_rounded_is_noted(tmp_path: Path) -> None:
    (post,) = posts(table(tmp_path, "id;text\n7,43919E+18;TPS buka\n"))
    assert "format the column as text" in post.notes[0]


def test_cells_beyond_the_header_may_be_empty_but_not_full(tmp_path: Path) -> None:
    records = list(table(tmp_path, "id,text\n1,a,,\n2,b,c\n"))
    assert isinstance(records[0], Post)
    assert isinstance(records[1], Rejected) and records[1].line == 3
