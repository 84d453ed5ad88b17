"""Whether a package is what was written: altered, missing, extra, or made to harm whoever opens it.

Nothing is unpacked to disk, nothing is read beyond what the manifest and the limits allow, and no answer is an
exception: every mistake is a fault in the list.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from suluh.cases.evidence.custody import BEGINNING, Link, link_hash
from suluh.cases.evidence.package import BYTES, CUSTODY, FORM, MANIFEST, Manifest
from suluh.cases.evidence.store import CHUNK, SHA256

MOST_FILES = 10_000
MOST_BYTES = 8 << 30  # unpacked, all together
SMALL = 32 << 20  # bytes of a JSON file
RATIO = 200  # unpacked to packed, beyond which a file is a bomb (we write them unpacked: 1)


class Fault(NamedTuple):
    """What is wrong, with which file. `kind` is one of the words below."""

    kind: str  # unreadable | name | double | bomb | manifest | anchor | missing | extra | altered | custody
    name: str
    why: str


def verify_package(path: Path, anchor: str | None = None) -> list[Fault]:
    """Everything that is wrong with the package; an empty list when it holds.

    anchor: the SHA-256 of the manifest that was written down elsewhere. Without it a package that was altered as a
    whole, manifest included, cannot be told from a true one.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _of_archive(archive, anchor, path.stat().st_size)
    except (
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        return [Fault("unreadable", path.name, str(error))]


def _of_archive(archive: zipfile.ZipFile, anchor: str | None, size: int) -> list[Fault]:
    entries = archive.infolist()
    dangers = list(_dangers(entries, size))
    if dangers:
        return dangers
    raw = _small(archive, MANIFEST)
    if raw is None:
        return [Fault("missing", MANIFEST, "there is no manifest, or it is too large")]
    if anchor is not None and hashlib.sha256(raw).hexdigest() != anchor.lower():
        return [Fault("anchor", MANIFEST, "not the manifest that was written down")]
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return [Fault("manifest", MANIFEST, str(error))]
    return [*_of_manifest(manifest), *_of_files(archive, manifest), *_of_custody(archive, manifest)]


def _dangers(entries: list[zipfile.ZipInfo], size: int) -> Iterator[Fault]:
    """What makes a zip unsafe to look into at all."""
    if len(entries) > MOST_FILES:
        yield Fault("bomb", "", f"{len(entries)} files")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        yield Fault("bomb", "", f"more than {MOST_BYTES} bytes unpacked")
    if sum(entry.compress_size for entry in entries) > size:
        yield Fault("bomb", "", "files that share their bytes")
    for name, count in Counter(entry.filename for entry in entries).items():
        if count > 1:
            yield Fault("double", name, f"{count} files of one name")
    for entry in entries:
        if not _is_ours(entry):
            yield Fault("name", entry.filename, "not a name that we write")
        elif entry.file_size > RATIO * max(entry.compress_size, 1):
            yield Fault(
                "bomb", entry.filename, f"{entry.file_size} bytes from {entry.compress_size}"
            )


def _is_ours(entry: zipfile.ZipInfo) -> bool:
    """The names of a package are few: no folders, no links, no way up or out, nothing encrypted."""
    kind = entry.external_attr >> 28
    name = entry.orig_filename
    plain = kind in (0, 0o10) and not entry.flag_bits & 1
    listed = name in (MANIFEST, CUSTODY, "case.json")
    return plain and (
        listed or (name.startswith(BYTES) and bool(SHA256.fullmatch(name[len(BYTES) :])))
    )


def _of_manifest(manifest: Manifest) -> Iterator[Fault]:
    if manifest.form != FORM:
        yield Fault("manifest", MANIFEST, f"form {manifest.form!r}, {FORM!r} was expected")
    listed = {file.name for file in manifest.files}
    for item in manifest.items:
        if item.name not in listed or item.name != BYTES + item.item.sha256:
            yield Fault("manifest", item.name, "an item that is not among the files")
    for file in manifest.files:
        if file.name.startswith(BYTES) and file.name != BYTES + file.sha256:
            yield Fault("manifest", file.name, "named after another hash than its own")


def _of_files(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[Fault]:
    there = {entry.filename: entry for entry in archive.infolist()}
    wanted = {file.name: file for file in manifest.files}
    for name in sorted(there.keys() - wanted.keys() - {MANIFEST}):
        yield Fault("extra", name, "not in the manifest")
    for name, file in wanted.items():
        if name not in there:
            yield Fault("missing", name, "in the manifest, not in the package")
        elif there[name].file_size != file.size:
            yield Fault(
                "altered", name, f"{there[name].file_size} bytes, {file.size} in the manifest"
            )
        elif why := _differs(archive, name, file.sha256):
            yield Fault("altered", name, why)
    if CUSTODY not in wanted:
        yield Fault("manifest", CUSTODY, "no chain of custody in the manifest")


def _differs(archive: zipfile.ZipFile, name: str, sha256: str) -> str | None:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        NotImplementedError,
        EOFError,
    ) as error:
        return str(error)
    return None if digest.hexdigest() == sha256 else "the bytes are not those of the manifest"


def _of_custody(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[Fault]:
    raw = _small(archive, CUSTODY)
    if raw is None:
        return
    try:
        links = msgspec.json.decode(raw, type=list[Link])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Fault("custody", CUSTODY, str(error))
        return
    before = BEGINNING
    for number, link in enumerate(links, 1):
        if link.before != before or link.hash != link_hash(before, link.line):
            yield Fault("custody", CUSTODY, f"line {number} does not follow the one before")
            return
        before = link.hash
    received = {link.line.sha256 for link in links if link.line.did == "received"}
    for item in manifest.items:
        if item.item.sha256 not in received:
            yield Fault("custody", item.name, "nobody says how it came in")


def _small(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """A JSON file of the package; None when it is not there, too large or broken."""
    try:
        if archive.getinfo(name).file_size > SMALL:
            return None
        with archive.open(name) as file:
            return file.read(SMALL + 1)
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        NotImplementedError,
        EOFError,
    ):
        return None
