"""Where commands print: tables and progress for people on stderr's terminal, JSON for machines on stdout."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from suluh.errors import ServiceError

people = Console(highlight=False)
aside = Console(stderr=True, highlight=False)


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    encoded = msgspec.json.encode(value, enc_hook=_plain)
    click.echo(msgspec.json.format(encoded, indent=2).decode())


def _plain(value: object) -> str:
    """A text that knows more than its letters, as its letters."""
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(type(value))


def write_json(path: Path, value: Any) -> None:
    """The same in a file. Raises ServiceError when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    except OSError as error:
        raise ServiceError(f"cannot write {path}: {error.strerror}") from error


@contextmanager
def progress_bar(quiet: bool = False) -> Iterator[Progress]:
    """A bar on stderr; silent when asked or when nobody watches."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
    )
    hidden = quiet or not sys.stderr.isatty()
    with Progress(*columns, console=aside, disable=hidden, transient=True) as bar:
        yield bar
