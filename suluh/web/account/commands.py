"""`suluh accounts list, revoke, close, recover`: who can come in, and what is taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from suluh.cases import Role
from suluh.web.serve import accounts, data_option, database_option, ready

__all__ = ["accounts"]


@accounts.command("list")
@data_option
@database_option
def listed(data: Path, database: str | None) -> None:
    """Every account: its roles, how it signs in, when it last did. Those without a role wait for one."""
    ready(data, database)
    from suluh.web.account.keeping import every

    for one in every():
        roles = ", ".join(f"{role}:{region or '*'}" for role, region in one.roles) or "–"
        seen = f"{one.last:%Y-%m-%d %H:%M}" if one.last else "–"
        shut = "" if one.is_open else "  [ditutup]"
        click.echo(
            f"{one.name:<20} {one.ways:<24} {seen:<16} {roles}  {one.organisation}{shut}".rstrip()
        )


@accounts.command("revoke")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--region", default="", help="The region for which it was granted.")
@data_option
@database_option
def revoke(name: str, role: str, region: str, data: Path, database: str | None) -> None:
    """Take one role back from the account NAME; it holds from the next request on."""
    ready(data, database)
    from suluh.web.account.keeping import revoke as taken_back

    taken_back(name, Role(role), region, datetime.now(UTC))


@accounts.command("close")
@click.argument("name")
@data_option
@database_option
def close(name: str, data: Path, database: str | None) -> None:
    """Close the account NAME: its sessions and API keys end at once. What it did stays in the ledger."""
    ready(data, database)
    from suluh.web.account.keeping import close as closed

    closed(name, datetime.now(UTC))


@accounts.command("recover")
@click.argument("name")
@data_option
@database_option
def recover(name: str, data: Path, database: str | None) -> None:
    """For who lost telephone and codes: takes passkeys, app and codes away, and gives a new password, shown once."""
    ready(data, database)
    from suluh.web.account.keeping import recover as recovered

    click.echo(recovered(name, datetime.now(UTC)))
