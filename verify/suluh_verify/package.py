"""An evidence package: a zip whose manifest says what every byte should be (form suluh-evidence/1).

Nothing is unpacked to disk, nothing is read beyond what the manifest and the limits allow.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from suluh_verify.reading import parsed
from suluh_verify.result import Broken, Fault, Result

FORM = "suluh-evidence/1"
MANIFEST, CUSTODY, CASE, BYTES = "manifest.json", "custody.json", "case.json", "bytes/"
OF_HASH = re.compile(r"bytes/[0-9a-f]{64}")
MOST_FILES, MOST_BYTES, SMALL, RATIO = (
    10_000,
    8 << 30,
    32 << 20,
    200,
)  # a zip beyond these is a bomb
CHUNK = 1 << 20
BEGINNING = "0" * 64
_ZIP_FAILS = (
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)


class Package(NamedTuple):
    """What was found, and the SHA-256 of the manifest, which a receipt or an anchor names."""

    result: Result
    manifest: str


def check_package(path: Path) -> Package:
    """Every byte against the manifest, and the chain of custody. Raises Broken where it is no package at all."""
    try:
        with zipfile.ZipFile(path) as archive:
            dangers = list(_dangers(archive.infolist(), path.stat().st_size))
            if dangers:
                return Package(Result(dangers), "")
            raw = _small(archive, MANIFEST)
            result = Result([*_of_files(archive, raw), *_of_custody(archive, raw)])
    except _ZIP_FAILS as error:
        raise Broken("unreadable", f"{path.name}: {error}") from error
    manifest = parsed(raw, MANIFEST)
    result.about |= {
        "case": str(manifest.get("case", "")),
        "made_at": str(manifest.get("made_at", "")),
    }
    return Package(result, hashlib.sha256(raw).hexdigest())


def _dangers(entries: list[zipfile.ZipInfo], size: int) -> Iterator[Fault]:
    """What makes a zip unsafe to look into at all."""
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_FILES or sum(e.file_size for e in entries) > MOST_BYTES or packed > size:
        yield Fault("bomb")
    for name, count in Counter(entry.filename for entry in entries).items():
        if count > 1:
            yield Fault("double", name)
    for entry in entries:
        if not _is_plain(entry):
            yield Fault("other_name", entry.filename)
        elif entry.file_size > RATIO * max(entry.compress_size, 1):
            yield Fault("bomb", entry.filename)


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """No folders, no links, nothing encrypted, no way up or out."""
    name, kind = entry.orig_filename, entry.external_attr >> 28
    known = name in (MANIFEST, CUSTODY, CASE) or bool(OF_HASH.fullmatch(name))
    return known and kind in (0, 0o10) and not entry.flag_bits & 1


def _listed(raw: bytes) -> dict[str, tuple[str, int]]:
    """Name to (SHA-256, size), as the manifest says. Raises Broken."""
    told = parsed(raw, MANIFEST)
    if not isinstance(told, dict) or told.get("form") != FORM:
        raise Broken("other_form", MANIFEST)
    try:
        return {str(f["name"]): (str(f["sha256"]), int(f["size"])) for f in told["files"]}
    except (KeyError, TypeError, ValueError) as error:
        raise Broken("other_fields", MANIFEST) from error


def _of_files(archive: zipfile.ZipFile, raw: bytes) -> Iterator[Fault]:
    wanted, there = _listed(raw), {entry.filename: entry for entry in archive.infolist()}
    for name in sorted(there.keys() - wanted.keys() - {MANIFEST}):
        yield Fault("extra", name)
    for name, (sha256, size) in wanted.items():
        if name not in there:
            yield Fault("missing", name)
        elif there[name].file_size != size or _hash(archive, name) != sha256:
            yield Fault("other_bytes", name)
        if name.startswith(BYTES) and name != BYTES + sha256:
            yield Fault("other_name", name)
    if CUSTODY not in wanted:
        yield Fault("missing", CUSTODY)


def _of_custody(archive: zipfile.ZipFile, raw: bytes) -> Iterator[Fault]:
    """Each line hashed over the one before, and every item received by somebody."""
    links = parsed(_small(archive, CUSTODY), CUSTODY)
    if not isinstance(links, list):
        raise Broken("other_type", CUSTODY)
    before, received = BEGINNING, set()
    for number, link in enumerate(links, 1):
        if not _follows(link, before):
            yield Fault("custody", f"{CUSTODY}:{number}")
            return
        before = link["hash"]
        if link["line"].get("did") == "received":
            received.add(f"{BYTES}{link['line'].get('sha256')}")
    for name in sorted(name for name in _listed(raw) if name.startswith(BYTES)):
        if name not in received:
            yield Fault("not_received", name)


def _follows(link: Any, before: str) -> bool:
    if not (isinstance(link, dict) and isinstance(link.get("line"), dict)):
        return False
    told = [before, link["line"]]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return link.get("before") == before and link.get("hash") == digest


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """A JSON file of the package. Raises Broken where it is missing or too large."""
    try:
        if archive.getinfo(name).file_size > SMALL:
            raise Broken("too_large", name)
        return archive.read(name)
    except KeyError as error:
        raise Broken("missing", name) from error


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except _ZIP_FAILS:
        return ""  # its checksum or its packing is broken: not the bytes of the manifest
    return digest.hexdigest()
