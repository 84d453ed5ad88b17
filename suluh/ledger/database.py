"""A ledger's address turned into a Django connection: SQLite by path, PostgreSQL by URL."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from suluh.errors import LedgerBroken, RequestError, ServiceError, SuluhError

APP = "suluh_ledger"
BUSY_SECONDS = 30  # how long a writer waits for another one
_SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"


def connect(url: str, *, create: bool = True) -> str:
    """The alias of a Django connection to this ledger, its tables up to date.

    Works on its own (settings are made on the first call) and inside a Django project that lists
    `suluh.ledger` in INSTALLED_APPS. Raises RequestError for an address that is none, ServiceError
    when the database does not answer.
    """
    settings = settings_of(url, create=create)
    _ready()
    from django.db import connections

    # By where it is, not by how it was named: a relative path means another file in another folder.
    place = url if "postgres" in settings["ENGINE"] else settings["NAME"]
    alias = f"ledger-{hashlib.sha256(place.encode()).hexdigest()[:16]}"
    if alias not in connections.settings:
        filled = connections.configure_settings({**connections.settings, alias: settings})
        connections.settings[alias] = filled[alias]
    _migrate(alias, create)
    return alias


def shown(url: str) -> str:
    """The address without its password, for messages and events.

    >>> shown("postgresql://suluh:rahasia@db:5432/ledger")
    'postgresql://suluh:***@db:5432/ledger'
    """
    try:
        password = urlsplit(url).password if "://" in url else None
    except ValueError:
        return "(an address that cannot be read)"
    return url.replace(f":{password}@", ":***@") if password else url


def accept_any_text(alias: str) -> None:
    """Lets SQLite hand out text that is not UTF-8 (as surrogates), so that a check can name its event."""
    from django.db import connections

    connection = connections[alias]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")


def _ready() -> None:
    import django
    from django.apps import apps
    from django.conf import settings

    if not settings.configured and not os.environ.get("DJANGO_SETTINGS_MODULE"):
        settings.configure(INSTALLED_APPS=["suluh.ledger"], DATABASES={}, USE_TZ=True)
    if not apps.ready:
        django.setup()
    if not apps.is_installed("suluh.ledger"):
        raise RequestError("this Django project must list 'suluh.ledger' in INSTALLED_APPS")


def settings_of(url: str, *, create: bool = True) -> dict[str, Any]:
    """Django's settings for the database at this address. Raises RequestError for an address that is none."""
    if url.startswith(("postgresql://", "postgres://")):
        return _postgres(url)
    if url.startswith("sqlite:///"):
        url = url.removeprefix("sqlite:///")
    elif "://" in url:
        raise RequestError(
            f"{shown(url)}: a ledger is a file, sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        )
    return _sqlite(Path(url), create)


def _sqlite(path: Path, create: bool) -> dict[str, Any]:
    if path.is_dir():
        raise RequestError(f"{path}: this is a folder, not a ledger")
    if not path.parent.is_dir():
        raise RequestError(f"{path}: the folder {path.parent} does not exist")
    if not create and not path.exists():
        raise RequestError(f"{path}: no such ledger")
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            if file.read(16) != b"SQLite format 3\0":
                raise RequestError(f"{path}: this file is not a ledger (not an SQLite database)")
    options = {
        "transaction_mode": "IMMEDIATE",  # a reader that becomes a writer would be locked out at once
        "timeout": BUSY_SECONDS,
        "init_command": _SQLITE_START,
    }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path.absolute()),
        "OPTIONS": options,
    }


def _postgres(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or ""
    except ValueError as error:
        raise RequestError(f"{shown(url)}: not a PostgreSQL address ({error})") from None
    options: dict[str, Any] = {"connect_timeout": 10, **dict(parse_qsl(parts.query))}
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise RequestError(f"{shown(url)}: the address must end with the database's name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(host)),
        "PORT": str(port),
        "OPTIONS": options,
    }


def _migrate(alias: str, create: bool) -> None:
    """The tables made or brought up to date; a second try when another process was doing the same."""
    from django.db.utils import DatabaseError

    with spoken(alias):
        try:
            _migrate_once(alias, create)
        except DatabaseError:
            time.sleep(1.0)
            _migrate_once(alias, create)


def _migrate_once(alias: str, create: bool) -> None:
    from django.db import connections
    from django.db.migrations.exceptions import MigrationSchemaMissing
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import DatabaseError

    try:
        executor = MigrationExecutor(connections[alias])
        targets = [node for node in executor.loader.graph.leaf_nodes() if node[0] == APP]
        if not create and not executor.loader.applied_migrations:
            raise RequestError(f"{_place(alias)}: this database is not a ledger")
        if executor.migration_plan(targets):
            executor.migrate(targets)
    except MigrationSchemaMissing as error:
        raise DatabaseError(str(error)) from error


class spoken:  # noqa: N801 — reads as a word in `with spoken(alias):`
    """A context in which what a database complains of becomes one of our errors, in words."""

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from django.db.utils import Error as DjangoDatabaseError

        if isinstance(error, DjangoDatabaseError | OSError):
            raise _in_words(_place(self.alias), error) from error


def _place(alias: str) -> str:
    from django.db import connections

    found = connections[alias].settings_dict
    return f"{found['HOST']}/{found['NAME']}" if found.get("HOST") else str(found["NAME"])


def _in_words(place: str, error: BaseException) -> SuluhError:
    text = " ".join(str(error).split())
    low = text.lower()
    if "no such table" in low or ("relation" in low and "does not exist" in low):
        return LedgerBroken(f"{place}: a table of the ledger is gone ({text})")
    if "not a database" in low or "malformed" in low:
        return RequestError(f"{place}: this file is not a ledger, or it is damaged ({text})")
    if "disk is full" in low or "no space left" in low:
        return ServiceError(f"{place}: the disk is full; free some space and start again ({text})")
    if "locked" in low or "lock timeout" in low:
        return ServiceError(f"{place}: the ledger is in use by another process ({text})")
    if "readonly" in low or "read-only" in low or "unable to open" in low:
        return ServiceError(f"{place}: the ledger cannot be written here ({text})")
    if "connect" in low or "authentication" in low or "does not exist" in low:
        return ServiceError(f"{place}: the database server cannot be reached ({text})")
    return ServiceError(f"{place}: the ledger's database failed ({text})")
