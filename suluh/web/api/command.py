"""`suluh api`: the OpenAPI document, and keys for programs."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from suluh.web.serve import data_option, database_option, ready
from suluh.web.tongue import said

if TYPE_CHECKING:
    from suluh.web.models import Person

SCOPES = (
    "read",
    "report",
    "work",
    "decide",
    "audit",
    "papers",
    "publish",
)  # scopes.Scope, without loading Django
DAYS = 90  # keys.DAYS


@click.group()
def api() -> None:
    """The desks for programs: the document of the API, and its keys."""


@api.command("schema")
@click.option("--url", help="The public address that the document names.")
def schema(url: str | None) -> None:
    """Print the OpenAPI document as JSON. No installation is needed."""
    with tempfile.TemporaryDirectory() as folder:
        ready(Path(folder), address=url)
        from suluh.web.api.application import document

        click.echo(json.dumps(document(), ensure_ascii=False, indent=1))


@api.group("key")
def key() -> None:
    """Keys by which programs come in."""


@key.command("add")
@click.argument("account")
@click.option("--label", required=True, help="What the key is for, for people to read.")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    required=True,
    help="What it may be used for; may be given again. Never more than the account may do.",
)
@click.option("--days", type=click.IntRange(1, 366), default=DAYS, show_default=True)
@data_option
@database_option
def add(
    account: str, label: str, scopes: tuple[str, ...], days: int, data: Path, database: str | None
) -> None:
    """Make a key for ACCOUNT. It is shown once."""
    ready(data, database)
    from suluh.web.api import keys
    from suluh.web.api.scopes import Scope

    made = keys.make(_person(account), label, map(Scope, scopes), datetime.now(UTC), days)
    click.echo(made.secret)


@key.command("list")
@click.argument("account")
@data_option
@database_option
def listed(account: str, data: Path, database: str | None) -> None:
    """The keys of ACCOUNT, the ended ones too."""
    ready(data, database)
    from suluh.web.api import keys

    now = datetime.now(UTC)
    for one in keys.of(_person(account)):
        state = said("key_works" if one.works(now) else "key_ended", _lang())
        used = f"{one.used_at:%Y-%m-%d %H:%M}" if one.used_at else "–"
        click.echo(
            f"{one.prefix}  {state:<8} {one.expires_at:%Y-%m-%d}  {used:<16} {one.scopes:<24} {one.label}"
        )


@key.command("revoke")
@click.argument("account")
@click.argument("prefix")
@data_option
@database_option
def revoke(account: str, prefix: str, data: Path, database: str | None) -> None:
    """End the key PREFIX of ACCOUNT at once."""
    ready(data, database)
    from suluh.errors import RequestError
    from suluh.web.api import keys

    if not keys.revoke(_person(account), prefix, datetime.now(UTC)):
        raise RequestError(f"{prefix}: no working key of {account}")
    click.echo(said("key_revoked", _lang(), prefix=prefix))


def _person(name: str) -> Person:
    from suluh.errors import RequestError
    from suluh.web.models import Person

    person = Person.objects.filter(username=name).first()
    if person is None:
        raise RequestError(f"{name}: no such account")
    return person


def _lang() -> str:
    return str(click.get_current_context().obj or "id")
