"""`suluh ledger head|prove|consistency|dump|key`: the ledger as a log that others check without us."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import click
import msgspec

from suluh.cli.screen import people, print_json, write_json
from suluh.cli.tongue import say
from suluh.errors import RequestError, ServiceError
from suluh.ledger import Event, Ledger, LogKey, SignedHead, key_at, open_ledger
from suluh.ledger.documents import seal_of
from suluh.ledger.dump import dump
from suluh.ledger.log import consistency, head_of, heads, newest, receipt, sign_head

KEY = "log.key"  # beside the ledger, unless --key says otherwise
DEMO = "suluh-demo/ledger.sqlite"
LISTED = 20  # heads

Command = Callable[..., Any]
where_argument = click.argument("where", default=DEMO)
key_option = click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="SULUH_LOG_KEY",
    help="File with the log's private key; log.key beside the ledger otherwise.",
)
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; the screen otherwise.",
)


def place_of(where: str) -> str:
    """The ledger of a run's folder, of an installation's folder, or the address itself.

    Raises RequestError when there is none.
    """
    if Path(where).is_dir():
        names = ("ledger.sqlite", "suluh.sqlite")
        found = (str(Path(where) / name) for name in names if (Path(where) / name).is_file())
        where = next(found, str(Path(where) / names[0]))
    if "://" not in where and not Path(where).is_file():
        raise RequestError(f"there is no ledger at {where}")
    return where


@click.command("head")
@where_argument
@key_option
@click.option("--list", "listed", is_flag=True, help="Only list the newest heads; sign nothing.")
@out_option
@click.option("--json", "as_json", is_flag=True)
def head_command(
    where: str, key: Path | None, listed: bool, out: Path | None, as_json: bool
) -> None:
    """Sign the head of the ledger WHERE as it is now; the last one again when nothing has come since.

    The key is made on first use. Keep every head that you get: it is what a later one is held against.
    """
    with _opened(where) as ledger:
        found = list(islice(heads(ledger), LISTED)) if listed else [_signed(ledger, where, key)]
    if out and found:
        write_json(out, found[0])
    if as_json:
        print_json(found if listed else found[0])
    else:
        for head in found:
            _tell(head)
        if not found:
            people.print(say("log_no_head"))


@click.command("key")
@where_argument
@key_option
@out_option
def key_command(where: str, key: Path | None, out: Path | None) -> None:
    """Print the public key by which the heads of the ledger WHERE are checked: to be published, and kept by others."""
    _give(_key(place_of(where), key).public, out)


@click.command("prove")
@click.argument("where")
@click.argument("event", type=int, required=False)
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A statement, certificate or form: its event is looked for by its hash.",
)
@click.option("--hash", "sha256", help="The same by SHA-256; of a package that of its manifest.")
@click.option("--post", help="A post: the event of its decision.")
@click.option("--size", type=int, help="Under the head over so many events; the newest otherwise.")
@out_option
def prove_command(
    where: str,
    event: int | None,
    file: Path | None,
    sha256: str | None,
    post: str | None,
    size: int | None,
    out: Path | None,
) -> None:
    """Give the receipt of one event of the ledger WHERE: its number, a document that it sealed, or a post's decision."""
    if sum(one is not None for one in (event, file, sha256, post)) != 1:
        raise RequestError("name one event: its number, --file, --hash or --post")
    with _opened(where) as ledger:
        found = _event(ledger, event, file, sha256, post)
        _give(receipt(ledger, found, None if size is None else head_of(ledger, size)), out)


@click.command("consistency")
@click.argument("where")
@click.argument("first", type=int)
@click.argument("second", type=int, required=False)
@out_option
def consistency_command(where: str, first: int, second: int | None, out: Path | None) -> None:
    """Prove that the ledger of the head over FIRST events is the beginning of that over SECOND, or of the newest."""
    with _opened(where) as ledger:
        last = second if second is not None else _newest(ledger).tree_size
        _give(consistency(ledger, first, last), out)


@click.command("dump")
@where_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="JSON lines to write.",
)
@click.option(
    "--hashes", is_flag=True, help="Only the hash of each event, nothing of what happened."
)
def dump_command(where: str, out: Path, hashes: bool) -> None:
    """Write every event of the ledger WHERE up to the newest signed head, for suluh-verify dump."""
    beside = out.with_name(f".{out.name}.part")
    try:
        with _opened(where) as ledger, beside.open("wb") as file:
            head = _newest(ledger)
            file.writelines(dump(ledger, head, hashes_only=hashes))
        beside.replace(out)
    except OSError as error:
        raise ServiceError(f"cannot write {out}: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)
    people.print(say("log_dumped", n=head.tree_size, out=out), markup=False, soft_wrap=True)


COMMANDS = (head_command, key_command, prove_command, consistency_command, dump_command)


@contextmanager
def _opened(where: str) -> Iterator[Ledger]:
    with open_ledger(place_of(where), create=False) as ledger:
        yield ledger


def _signed(ledger: Ledger, where: str, key: Path | None) -> SignedHead:
    return sign_head(ledger, _key(place_of(where), key), datetime.now(UTC))


def _key(place: str, key: Path | None) -> LogKey:
    if key is None and "://" in place:
        raise RequestError(
            "a ledger in a database needs --key: the file with the log's private key"
        )
    return key_at(key or Path(place).parent / KEY, make=True)


def _newest(ledger: Ledger) -> SignedHead:
    head = newest(ledger)
    if head is None:
        raise RequestError("no head was signed yet: suluh ledger head")
    return head


def _event(
    ledger: Ledger, seq: int | None, file: Path | None, sha256: str | None, post: str | None
) -> Event:
    if seq is not None:
        return ledger.event(seq)
    if post is not None:
        found = [one for one in ledger.about(post) if one.kind == "decision"]
        if not found:
            raise RequestError(f"there is no decision with an event of its own about {post}")
        return found[-1]
    digest = sha256.lower() if sha256 else _hash(file)
    sealed = seal_of(ledger, digest)
    if sealed is None:
        raise RequestError(f"no event has sealed a document with the hash {digest}")
    return sealed


def _hash(file: Path | None) -> str:
    assert file is not None
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise ServiceError(f"{file}: cannot be read ({error.strerror})") from error


def _give(found: msgspec.Struct, out: Path | None) -> None:
    if out is None:
        print_json(found)
    else:
        write_json(out, found)
        print(say("log_written", out=out), file=sys.stderr)


def _tell(head: SignedHead) -> None:
    values = {"size": head.tree_size, "root": head.root_hash, "signature": head.signature}
    at = head.moment().isoformat(timespec="seconds")
    people.print(say("log_head", at=at, log=head.log_id, **values), markup=False, soft_wrap=True)
