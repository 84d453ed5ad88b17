"""Accounts out of a file: one JSON object a line, or a table with the same column names or the usual Indonesian ones."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from suluh.accounts.account import SeenAccount
from suluh.accounts.avatars import print_of
from suluh.errors import InputError, RequestError
from suluh.intake import Rejected
from suluh.intake.door import excerpt
from suluh.intake.json_door import reason_of
from suluh.intake.kindly import NO_TIME, Notes, kindly
from suluh.intake.values import BadValue, read_count, read_flag, read_name, read_region, read_time
from suluh.text.encoding import file_text

LARGEST = 256 << 20  # bytes of a file of accounts, which is read whole
_SEVERAL = ("former_names", "links", "said")
_ALIASES = {
    "id": "nomor, no, kode",
    "platform": "landasan, medsos, media sosial",
    "handle": "akun, nama pengguna, username, nama akun",
    "name": "nama, nama tampilan, display name, display_name",
    "bio": "profil, deskripsi, description",
    "avatar": "foto profil, gambar profil",
    "created_at": "dibuat, tanggal dibuat, bergabung",
    "followers": "pengikut, jumlah pengikut",
    "verified": "terverifikasi, centang biru",
    "registered": "terdaftar",
    "kind": "jenis",
    "former_names": "nama lama, nama sebelumnya",
    "links": "tautan, link",
    "said": "unggahan, isi, teks, text, posts, pesan",
    "seen_at": "dilihat, tanggal dilihat, waktu",
    "url": "alamat",
    "region": "wilayah",
}
_NAMES = {alias.strip(): name for name, said in _ALIASES.items() for alias in said.split(",")}


class Read(NamedTuple):
    """One account with its line, and notes on what of it could not be read."""

    line: int
    account: SeenAccount
    notes: tuple[str, ...] = ()


Number = int | float | str | None


class _Wire(msgspec.Struct):
    """An account as files write it: wider types, so that a reason can be given."""

    id: str | int | None = None
    platform: str | None = None
    url: str | None = None
    handle: str | int | None = None
    name: str | int | None = None
    bio: str | None = None
    avatar: str | None = None
    created_at: Number = None
    followers: Number = None
    verified: bool | str | int | None = None
    registered: bool | str | int | None = None
    kind: str | None = None
    former_names: str | tuple[str, ...] | None = None
    links: str | tuple[str, ...] | None = None
    said: str | tuple[str, ...] | None = None
    seen_at: Number = None
    region: str | int | float | None = None


def read_accounts(path: Path, seen_at: datetime | None = None) -> Iterator[Read | Rejected]:
    """The accounts of a file, in order. Where it does not say when one was seen: at `seen_at` (aware), or else when the
    file was written, so that the same file gives the same answer tomorrow.

    Pictures are taken from the file's own folder alone. Raises RequestError when the file cannot be read, InputError
    when it is neither.
    """
    try:
        about = path.stat()
        if about.st_size > LARGEST:
            raise InputError(f"{path}: larger than 256 MiB; cut it into several files")
        text = file_text(path.read_bytes()).text
    except OSError as error:
        raise RequestError(f"{path}: cannot be read ({error.strerror})") from error
    if not text.strip():
        raise InputError(f"{path}: the file is empty")
    rows = _lines(text) if text.lstrip()[:1] in "{[" else _table(text, path)
    written = datetime.fromtimestamp(about.st_mtime, UTC)
    for line, raw, given in rows:
        yield _account(line, raw, given, path.parent, seen_at or written)


Row = tuple[int, str, bytes]


def _lines(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line, line.encode("utf-8", "replace")


def _table(text: str, path: Path) -> Iterator[Row]:
    head = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    names = [_named(cell) for cell in next(reader)]
    if not {"handle", "name"} & set(names):
        found = ", ".join(head.split(delimiter)[:12])[:200]
        raise InputError(
            f"{path}: line 1: a table of accounts needs the column handle or name; found: {found}"
        )
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                given = {n: c for n, c in zip(names, cells, strict=False) if n and c.strip()}
                yield reader.line_num, delimiter.join(cells), msgspec.json.encode(given)
    except csv.Error as error:
        raise InputError(f"{path}: line {reader.line_num}: {error}") from error


def _named(cell: str) -> str | None:
    said = cell.strip().casefold()
    return said if said in _Wire.__struct_fields__ else _NAMES.get(said)


def _account(line: int, raw: str, given: bytes, folder: Path, now: datetime) -> Read | Rejected:
    try:
        wire, notes = kindly(given, _Wire)
        account = _made(wire, notes, line, folder, now)
    except (BadValue, msgspec.MsgspecError, UnicodeError) as error:
        return Rejected(line, reason_of(error), excerpt(raw))
    except RecursionError:
        return Rejected(line, "nested too deeply", excerpt(raw))
    if not (account.handle or account.name):
        return Rejected(line, "neither handle nor name", excerpt(raw))
    return Read(line, account, notes.said())


def _made(wire: _Wire, notes: Notes, line: int, folder: Path, now: datetime) -> SeenAccount:
    handle, seen = (
        read_name(wire.handle),
        notes.of(read_time, wire.seen_at, "seen_at", default=NO_TIME)[0],
    )
    return SeenAccount(
        id=str(wire.id) if wire.id not in (None, "") else f"{wire.platform or 'akun'}-{line}",
        platform=wire.platform or None,
        url=wire.url or None,
        handle=handle,
        name=str(wire.name) if wire.name else None,
        bio=wire.bio or None,
        avatar=notes.of(_print, wire.avatar, folder, default=None),
        created_at=notes.of(read_time, wire.created_at, "created_at", default=NO_TIME)[0],
        followers=notes.of(read_count, wire.followers, "followers", default=None),
        verified=notes.of(read_flag, wire.verified, "verified", default=None),
        registered=notes.of(read_flag, wire.registered, "registered", default=None),
        kind=wire.kind or None,
        seen_at=seen or now,
        region=notes.of(read_region, wire.region, default=None),
        **{name: _several(getattr(wire, name)) for name in _SEVERAL},
    )


def _several(said: Any) -> tuple[str, ...]:
    """A list, or the cell of a table: several are separated by " | "."""
    parts = said.split(" | ") if isinstance(said, str) else said or ()
    return tuple(part.strip() for part in parts if part.strip())


def _print(said: str | None, folder: Path) -> str | None:
    """A print as it is, or that of a picture in the file's folder; an address is never fetched. Raises BadValue."""
    if not said:
        return None
    if len(said) == 64 and not set(said.lower()) - set("0123456789abcdef"):
        return said.lower()
    if "://" in said:
        raise BadValue("avatar: an address is not fetched; save the picture beside the file")
    path = (folder / said).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BadValue("avatar: outside the file's folder")
    try:
        return print_of(path)
    except ImportError:
        raise BadValue("avatar: the parts for pictures are not installed") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadValue(f"avatar: {said[:60]} cannot be read ({why})") from None
