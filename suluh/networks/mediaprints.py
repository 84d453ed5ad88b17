"""What stands for a medium: the bytes of a file that lies beside the posts, or the address without what only signs it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

_CHUNK = 1 << 20


def medium_in(folder: Path | None) -> Callable[[str], str]:
    """A function from a medium's name to its print. The same picture under two names has one print.

    folder: where names of files are looked up; None when the posts do not come from a file.
    """

    @lru_cache(1 << 16)
    def medium(name: str) -> str:
        if "://" in name:
            return name.partition("?")[0].partition("#")[0]
        path = folder / name if folder else None
        try:
            return _bytes(path) if path and path.is_file() else name
        except (OSError, ValueError):  # gone, or a name that no file can have
            return name

    return medium


def _bytes(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
