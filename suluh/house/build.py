"""The site as files in a folder. A reader of the folder sees the old site or the new one, never half of either."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from suluh.errors import RequestError, ServiceError
from suluh.house.site import Site

MARK = ".suluh-guide"  # stands in a folder that this command made, so that it replaces no other


class Built(msgspec.Struct, frozen=True):
    """What was written."""

    folder: Path
    files: int
    bytes: int


def build(site: Site, out: Path, told: Callable[[int, int], None] = lambda done, of: None) -> Built:
    """Writes the whole site beside `out` and puts it in its place at the end.

    told: called with the files done and their number. Raises RequestError when `out` is something else than an earlier
    site, ServiceError when the disk refuses; what stood there before stands there still.
    """
    out = out.absolute()
    _refuse_other(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    except OSError as error:
        raise ServiceError(f"cannot write {out}: {error.strerror}") from error
    try:
        files, size = _write(site, draft, told)
        draft.chmod(0o755)
        _replace(draft, out)
    except OSError as error:
        raise ServiceError(f"cannot write {out}: {error.strerror}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Built(out, files, size)


def file_of(address: str) -> str:
    """
    >>> file_of(""), file_of("en/tanya/kapan/"), file_of("data/fakta.csv")
    ('index.html', 'en/tanya/kapan/index.html', 'data/fakta.csv')
    """
    return address + "index.html" if not address or address.endswith("/") else address


def _write(site: Site, draft: Path, told: Callable[[int, int], None]) -> tuple[int, int]:
    addresses, size = site.addresses(), 0
    (draft / MARK).write_text(f"{site.book.facts.election.id} {site.book.facts.version}\n")
    for done, (path, content) in enumerate(_contents(site, addresses), 1):
        (draft / path).parent.mkdir(parents=True, exist_ok=True)
        (draft / path).write_bytes(content)
        size += len(content)
        told(done, len(addresses))
    return len(addresses), size


def _contents(site: Site, addresses: list[str]) -> Iterator[tuple[str, bytes]]:
    for address in addresses:
        yield file_of(address), site.content(address)


def _refuse_other(out: Path) -> None:
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).exists():
        raise RequestError(f"{out}: this folder holds something else than a guide")
    if out.exists() and not out.is_dir():
        raise RequestError(f"{out}: this is a file, not a folder")


def _replace(draft: Path, out: Path) -> None:
    """Two renames: between them the folder is missing for an instant, half-written it is never."""
    if not out.exists():
        draft.rename(out)
        return
    old = draft.with_name(draft.name + "-old")
    out.replace(old)
    try:
        draft.rename(out)
    except OSError:
        old.replace(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
