"""`suluh duty`: the register of partners who are told at once of a threat."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from suluh.web.serve import _said, data_option, database_option, ready


@click.group()
def duty() -> None:
    """Partners on duty, told at once of threats against voters and election workers."""


@duty.command("add")
@click.argument("organisation")
@click.option("--kind", required=True, help="bawaslu, kpu or police.")
@click.option("--region", default="", help="Kemendagri code, such as 18.71; everywhere otherwise.")
@click.option("--email", default="", help="Address of the duty desk.")
@click.option("--phone", default="", help="Number of the duty desk.")
@data_option
@database_option
def add_command(
    organisation: str,
    kind: str,
    region: str,
    email: str,
    phone: str,
    data: Path,
    database: str | None,
) -> None:
    """Tell ORGANISATION, as the accounts of its people name it, of threats in its region from now on."""
    ready(data, database)
    from suluh.web.duty.contacts import add

    entry = add(organisation, kind, region, email, phone, datetime.now(UTC))
    click.echo(_said("duty_added", number=entry.pk, name=entry.organisation))


@duty.command("list")
@data_option
@database_option
def list_command(data: Path, database: str | None) -> None:
    """Everybody on duty."""
    ready(data, database)
    from suluh.web.duty.models import DutyContact

    rows = list(DutyContact.objects.filter(gone_at=None).order_by("kind", "region", "pk"))
    for row in rows:
        values = {"number": row.pk, "name": row.organisation, "region": row.region or "ID"}
        reached = ", ".join(filter(None, (row.email, row.phone)))
        click.echo(_said("duty_line", **values, kind=row.kind, reached=reached))
    if not rows:
        click.echo(_said("duty_none"))


@duty.command("remove")
@click.argument("number", type=int)
@data_option
@database_option
def remove_command(number: int, data: Path, database: str | None) -> None:
    """Contact NUMBER is on duty no more."""
    ready(data, database)
    from suluh.web.duty.contacts import remove

    remove(number, datetime.now(UTC))
    click.echo(_said("duty_removed", number=number))
