"""The picture index of a bank, kept on the disk so that it is opened and not made anew at every start.

It lies under the hash of what it was made from: the known media in their order, and the way of writing. What was added
since is added to it. A file that is missing, cut or altered is found by its hash; then the index is made anew, and
whoever opens it learns why. Nothing here is needed: the bank's own file
holds everything, and a full disk costs time only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import faiss
import msgspec

from suluh.media.bank.known import Known
from suluh.media.bank.looking import remembered
from suluh.media.prints.search import Copies

FORMAT = f"1|{faiss.__version__}"  # the number is raised with whatever changes in prints/held.py or prints/index.py
MANIFEST = "manifest.json"
MOST = 3  # indexes that are kept: of one bank as it was, as it is, and another one
FORSAKEN = 3600.0  # seconds after which one that is half written counts as left behind by a crash


class Manifest(msgspec.Struct, frozen=True):
    """What an index was made from and what it consists of."""

    format: str
    count: int  # known media
    content: str  # SHA-256 of them, in their order
    files: dict[str, str]  # SHA-256 of each


class Opened(NamedTuple):
    """An index and how it came to be: taken_in of `known` media, in `seconds`; none when it was kept whole.

    damaged: what was wrong with a kept one; unkept: why this one could not be kept.
    """

    copies: Copies
    known: int
    taken_in: int = 0
    seconds: float = 0.0
    damaged: str | None = None
    unkept: str | None = None


def opened(known: Iterable[Known], folder: Path) -> Opened:
    """The index of all known media that were seen, out of `folder` as far as it is there, and kept there again."""
    seen = [each for each in known if each.frames]
    kept = dict(_manifests(folder))
    contents = _contents(seen, {one.count for one in kept.values() if one.count <= len(seen)})
    fitting = [path for path, one in kept.items() if contents.get(one.count) == one.content]
    damaged: str | None = None
    for path in sorted(fitting, key=lambda path: kept[path].count, reverse=True):
        try:
            copies = _read(path, kept[path])
        except (OSError, ValueError) as error:
            damaged = str(error)
            shutil.rmtree(path, ignore_errors=True)
            continue
        if kept[path].count == len(seen):
            return Opened(copies, len(seen), damaged=damaged)
        return _taken_in(copies, seen, contents[len(seen)], folder, damaged)
    return _taken_in(Copies(), seen, contents[len(seen)], folder, damaged)


def _taken_in(
    copies: Copies, seen: Sequence[Known], content: str, folder: Path, damaged: str | None
) -> Opened:
    """Add what is not yet in the index, and keep it."""
    began, before, unkept = time.monotonic(), len(copies), None
    copies.add_all((each.id, remembered(each)) for each in seen[before:])
    seconds = time.monotonic() - began
    try:
        _keep(copies, Manifest(FORMAT, len(seen), content, {}), folder)
    except OSError as error:
        unkept = error.strerror or str(error)
    return Opened(copies, len(seen), len(seen) - before, seconds, damaged, unkept)


def _contents(known: Sequence[Known], counts: set[int]) -> dict[int, str]:
    """SHA-256 of the first so many, for each of `counts` and for all."""
    digest = hashlib.sha256(FORMAT.encode())
    found = {0: digest.hexdigest()}
    encoder = msgspec.msgpack.Encoder()
    for number, each in enumerate(known, 1):
        digest.update(encoder.encode((each.id, each.kind, each.seconds, each.frames, each.looks)))
        if number in counts or number == len(known):
            found[number] = digest.copy().hexdigest()
    return found


def _manifests(folder: Path) -> Iterator[tuple[Path, Manifest]]:
    """Of every index in the folder that is written as this version writes. One that cannot be read is passed over."""
    for path in folder.glob(f"*/{MANIFEST}"):
        try:
            manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            continue
        if manifest.format == FORMAT and not path.parent.name.startswith("."):
            yield path.parent, manifest


def _read(path: Path, manifest: Manifest) -> Copies:
    """Raises OSError or ValueError when a file is missing or not as it was written."""
    for name, digest in manifest.files.items():
        if _digest(path / name) != digest:
            raise ValueError(f"{name} is not as it was written")
    copies = Copies.open(path)
    if len(copies) != manifest.count:
        raise ValueError(f"{len(copies)} known media instead of {manifest.count}")
    os.utime(path)
    return copies


def _keep(copies: Copies, manifest: Manifest, folder: Path) -> None:
    """Write whole or not at all, beside other processes that may do the same. Raises OSError."""
    target = folder / manifest.content[:16]
    fresh = folder / f".{target.name}.{os.getpid()}"
    try:
        copies.save(fresh)
        files = {path.name: _digest(path) for path in sorted(fresh.iterdir())}
        whole = msgspec.structs.replace(manifest, files=files)
        (fresh / MANIFEST).write_bytes(msgspec.json.encode(whole))
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    _tidy(folder)


def _tidy(folder: Path) -> None:
    """Keep the few that were used last; another process that reads a removed one keeps its files until it ends."""
    aged = sorted((path.stat().st_mtime, path) for path in folder.iterdir() if path.is_dir())
    kept = [path for _, path in aged if not path.name.startswith(".")]
    left = [p for at, p in aged if p.name.startswith(".") and at < time.time() - FORSAKEN]
    for path in (*kept[:-MOST], *left):
        shutil.rmtree(path, ignore_errors=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
