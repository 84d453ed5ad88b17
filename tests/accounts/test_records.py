"""Accounts out of files: both forms, bad lines, pictures, and whatever a spreadsheet writes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.accounts.avatars import print_of, same_picture
from suluh.accounts.records import Read, read_accounts
from suluh.accounts.register import Official, Register
from suluh.bench.accounts.pictures import changed, emblem
from suluh.errors import InputError, RequestError
from suluh.intake import Rejected


def read(tmp_path: Path, content: str | bytes, name: str = "akun.csv") -> list[Read | Rejected]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_accounts(path))


def test_a_table_with_indonesian_headings_is_read(tmp_path: Path) -> None:
    (one,) = read(
        tmp_path,
        "\ufeffakun;nama;pengikut;dibuat;unggahan\n@kpu_x;KPU X;1,2 rb;20/11/2024 10.00;satu | dua\n",
    )
    assert isinstance(one, Read)
    account = one.account
    assert (account.handle, account.followers, account.said) == ("kpu_x", 1200, ("satu", "dua"))
    assert account.created_at is not None and account.created_at.year == 2024


def test_without_a_time_an_account_was_seen_when_the_file_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"handle": "a"}\n{"handle": "b", "seen_at": "2024-11-20"}\n')
    first, second = (row for row in read_accounts(path) if isinstance(row, Read))
    assert first.account.seen_at == datetime.fromtimestamp(path.stat().st_mtime, UTC)
    assert second.account.seen_at is not None and second.account.seen_at.year == 2024


def test_a_bad_line_is_rejected_with_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = read(
        tmp_path, '{"handle": "a"}\n{"handle"\n{"bio": "x"}\n[1]\n{"name": "b"}\n', "a.jsonl"
    )
    rejected = [row for row in rows if isinstance(row, Rejected)]
    assert [row.line for row in rejected] == [2, 3, 4]
    assert rejected[1].reason == "neither handle nor name"
    assert len(rows) - len(rejected) == 2


def test_a_field_that_cannot_be_read_is_noted_and_the_account_kept(tmp_path: Path) -> None:
    (one,) = read(
        tmp_path, '{"handle": "a", "created_at": "entah", "followers": "banyak"}\n', "a.jsonl"
    )
    assert isinstance(one, Read)
    assert one.account.created_at is None
    assert len(one.notes) == 2 and "created_at" in one.notes[0]


def test_files_that_hold_no_accounts_say_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="handle or name"):
        read(tmp_path, "id,text\n1,halo\n")
    with pytest.raises(InputError, match="empty"):
        read(tmp_path, " \n")
    with pytest.raises(RequestError, match="cannot be read"):
        list(read_accounts(tmp_path / "tidak-ada.csv"))


def test_a_picture_beside_the_file_becomes_its_print(tmp_path: Path) -> None:
    emblem("resmi").save(tmp_path / "resmi.png")
    changed(emblem("resmi"), "small").save(tmp_path / "salinan.jpg", quality=70)
    emblem("lain").save(tmp_path / "lain.png")
    official = Official("X", "x", "@x", avatar=print_of(tmp_path / "resmi.png"), source="s")
    register = Register([official])
    copy, other = read(
        tmp_path,
        '{"handle":"a","avatar":"salinan.jpg"}\n{"handle":"b","avatar":"lain.png"}\n',
        "a.jsonl",
    )
    assert isinstance(copy, Read) and isinstance(other, Read)
    found = same_picture(copy.account.avatar, register)
    assert found is not None and found[0] is official
    assert other.account.avatar and same_picture(other.account.avatar, register) is None


@pytest.mark.parametrize(("said", "why"), [
    ("../luar.png", "outside"), ("/etc/hostname", "outside"), ("https://contoh.example/a.png", "not fetched"),
    ("tidak-ada.png", "cannot be read"), ("teks.txt", "not a picture"),
])  # fmt: skip
def test_no_other_picture_is_opened(tmp_path: Path, said: str, why: str) -> None:
    folder = tmp_path / "dalam"
    folder.mkdir()
    emblem("luar").save(tmp_path / "luar.png")
    (folder / "teks.txt").write_text("bukan gambar")
    (one,) = read(folder, json.dumps({"handle": "a", "avatar": said}), "a.jsonl")
    assert isinstance(one, Read)
    assert one.account.avatar is None
    assert why in one.notes[0]


@given(st.binary(max_size=200))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_break_the_reader(tmp_path: Path, content: bytes) -> None:
    try:
        rows = read(tmp_path, content)
    except InputError:
        return
    assert all(isinstance(row, Read | Rejected) for row in rows)
