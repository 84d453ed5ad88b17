"""Where a ledger is: a relative path means another file in another folder."""

from pathlib import Path

import pytest

from suluh.errors import RequestError
from suluh.ledger import open_ledger


def test_a_relative_path_is_read_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("satu", "dua"):
        (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path / "satu")
    open_ledger("catatan.sqlite").close()
    monkeypatch.chdir(tmp_path / "dua")
    with pytest.raises(RequestError, match="no such ledger"):
        open_ledger("catatan.sqlite", create=False)
    open_ledger("catatan.sqlite").close()
    assert (tmp_path / "dua/catatan.sqlite").is_file()
