"""The folder of one installation: its secret key, its database, the letters it wrote. Known to settings and commands."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from suluh.errors import RequestError, ServiceError

FOLDER, DATABASE, ADDRESS = "SULUH_DATA", "SULUH_DATABASE", "SULUH_ADDRESS"
SERVING = (
    "SULUH_SERVING"  # set while a server runs: its style and scripts are named by their content
)
DEFAULT = Path("suluh-data")


def folder() -> Path:
    """The folder that this process works in: $SULUH_DATA, or ./suluh-data."""
    return Path(os.environ.get(FOLDER) or DEFAULT).absolute()


def database() -> str:
    """The database's address: $SULUH_DATABASE, or the SQLite file in the folder."""
    return os.environ.get(DATABASE) or str(folder() / "suluh.sqlite")


def address() -> str:
    """Where people find this installation, without a slash at its end; it goes into the links of letters."""
    return (os.environ.get(ADDRESS) or "http://127.0.0.1:8000").rstrip("/")


def is_serving() -> bool:
    """Whether this process belongs to a running server."""
    return os.environ.get(SERVING) == "yes"


def prepare(path: Path) -> None:
    """Makes the folder, readable by its owner only, with a secret key in it.

    Raises RequestError when a file is in the way, ServiceError when it cannot be written.
    """
    if path.is_file():
        raise RequestError(f"{path}: this is a file, not a folder")
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        _new_key(path / "secret.key")
    except OSError as error:
        raise ServiceError(f"{path}: cannot be written ({error.strerror})") from error


def secret_key() -> str:
    """The key that signs sessions. Made on first use; whoever has it can sign in as anyone, so its mode is 600."""
    prepare(folder())
    return (folder() / "secret.key").read_text(encoding="ascii")


def _new_key(path: Path) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
