"""`suluh serve`, `suluh cases rebuild`, `suluh accounts`: the desks on this machine."""

from __future__ import annotations

import os
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from suluh.cases import Role
from suluh.cases.wording import phrase
from suluh.errors import RequestError, ServiceError
from suluh.web import home

if TYPE_CHECKING:
    from suluh.web.people import Account

THREADS = 8  # requests at a time in one process
LAST_WORDS = 5  # seconds that a worker has to end; what it was doing then is undone by the database

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=home.DEFAULT,
    show_default=True,
    help="Folder of the installation: its key, its database, its letters.",
)
database_option = click.option(
    "--database", help="A postgresql:// address; the SQLite file in the folder otherwise."
)


@click.command()
@data_option
@database_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--url", help="The public address, when people come by another one.")
@click.option("--demo", is_flag=True, help="Make one account a role and bring in the demo's queue.")
@click.option(
    "--bring",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Bring in what a finished scan left for people.",
)
@click.option(
    "--prepare",
    is_flag=True,
    help="Only prepare: say the address and the command that starts it, and end.",
)
def serve(
    data: Path,
    database: str | None,
    port: int,
    host: str,
    url: str | None,
    demo: bool,
    bring: Path | None,
    prepare: bool,
) -> None:
    """Start the desks in the browser: queue, review, appeals. Tables are made and brought up to date first."""
    address = url or f"http://{host}:{port}"
    os.environ[home.SERVING] = "yes"
    ready(data, database, address)
    _organisations()
    from suluh.web.console.chosen import chosen

    chosen()  # a mistake in it is said now, to whoever starts the desks
    if demo:
        _demo(bring or Path("suluh-demo"), data)
    elif bring:
        _bring(bring)
    if prepare:
        click.echo(
            _said("prepared", address=address, command=_command(data, database, port, host, url))
        )
        return
    click.echo(_said("serving", address=address))
    _run(host, port)


def _command(data: Path, database: str | None, port: int, host: str, url: str | None) -> str:
    """The command that starts what was prepared; what is as usual is left out."""
    words = [".venv/bin/suluh", "serve", "--data", str(data)]
    asked = {"--database": database, "--port": port, "--host": host, "--url": url}
    usual = {"--database": None, "--port": 8000, "--host": "127.0.0.1", "--url": None}
    for option, value in asked.items():
        if value != usual[option]:
            words += [option, str(value)]
    return shlex.join(words)


@click.group()
def cases() -> None:
    """The cases at the desks."""


@cases.command("rebuild")
@data_option
@database_option
def rebuild(data: Path, database: str | None) -> None:
    """Make the lists of cases again from the ledger's events."""
    ready(data, database)
    from suluh.web.store import rebuild as again

    click.echo(_said("rebuilt", n=again()))


@click.group()
def accounts() -> None:
    """Who can sign in at the desks."""


@accounts.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--region", default="", help="Kemendagri code, such as 18.71; everywhere otherwise.")
@click.option("--organisation", default="")
@data_option
@database_option
def add(
    name: str, role: str, region: str, organisation: str, data: Path, database: str | None
) -> None:
    """Make the account NAME, or give it one more role; a new account's password is shown once."""
    ready(data, database)
    from suluh.web import people

    try:
        _show([people.invite(name, Role(role), region, organisation)])
    except RequestError:
        people.grant(name, Role(role), region)
        click.echo(_said("granted", name=name, role=phrase("role", role, _lang())))


@accounts.command("password")
@click.argument("name")
@data_option
@database_option
def password(name: str, data: Path, database: str | None) -> None:
    """Give the account NAME a new password, shown once."""
    ready(data, database)
    from suluh.web.people import new_password

    click.echo(new_password(name))


@accounts.command("email")
@click.argument("name")
@click.argument("address", default="")
@data_option
@database_option
def email(name: str, address: str, data: Path, database: str | None) -> None:
    """Send letters for the account NAME to ADDRESS: receipts, outcomes, alarms. Without one, none are sent."""
    ready(data, database)
    from suluh.web.people import new_email

    new_email(name, address)
    click.echo(_said("email_set" if address else "email_none", name=name, email=address))


def ready(data: Path, database: str | None = None, address: str | None = None) -> None:
    """Folder, key, settings and tables, all up to date. Raises ServiceError when a part is not installed."""
    home.prepare(data)
    os.environ[home.FOLDER] = str(data.absolute())
    if database:
        os.environ[home.DATABASE] = database
    if address:
        os.environ[home.ADDRESS] = address
    os.environ["DJANGO_SETTINGS_MODULE"] = "suluh.web.settings"
    try:
        import allauth  # noqa: F401
        import django
        import granian  # noqa: F401
    except ImportError as error:
        raise ServiceError(f"the desks need {error.name}, which is not installed") from error
    django.setup()
    _tables()


def _organisations() -> None:
    """The file of organisations is read before anybody comes. Raises DataError, which names its line."""
    from suluh.web.organisations.config import organisations

    organisations()


def _tables() -> None:
    from django.core.management import call_command

    from suluh.ledger.database import spoken

    with spoken("default"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


def _demo(folder: Path, data: Path) -> None:
    """The queue first, the accounts last: they are what people look for at the end."""
    from suluh.web.people import demo_accounts

    made = demo_accounts()
    if (folder / "ledger.sqlite").is_file():
        _bring(folder)
    else:
        click.echo(_said("no_demo_run", folder=folder))
    from suluh.web.demo import stage

    stage(datetime.now(UTC))
    _show(made, data)


def _bring(folder: Path) -> None:
    from suluh.web.machine import bring

    click.echo(_said("brought", n=bring(folder, datetime.now(UTC)), folder=folder))


def _show(made: list[Account], data: Path = home.DEFAULT) -> None:
    if not made:
        click.echo(_said("accounts_there", data=shlex.quote(str(data))))
        return
    click.echo(_said("accounts_made"))
    for account in made:
        role = phrase("role", account.role, _lang())
        place = f" ({account.region})" if account.region else ""
        click.echo(f"  {account.username:<14} {account.password:<18} {role}{place}")


def _run(host: str, port: int) -> None:
    """Until interrupted. One process: its threads share two cores well enough, and SQLite has one writer anyway."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    connections.close_all()  # a process of the server must not inherit an open database
    Granian(
        "suluh.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        backlog=1024,
        workers_kill_timeout=LAST_WORDS,
        respawn_failed_workers=True,  # unless it falls again within seconds: then this ends, and says so
        log_access=False,
        log_level=LogLevels.error,
        static_path_route=["/static"],
        static_path_mount=[Path(settings.STATIC_ROOT)],
    ).serve()


def _lang() -> str:
    """As the command line was asked; `suluh.cli` hands it over."""
    return str(click.get_current_context().obj or "id")


def _said(key: str, **values: object) -> str:
    from suluh.web.tongue import said

    return said(key, _lang(), **values)
