"""`suluh facts waiting` and `suluh facts stop`: changes that are held back. No command publishes one before its time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from suluh.errors import RequestError
from suluh.web.serve import _said, data_option, database_option, ready

WHO = "suluh facts stop"  # whoever runs the installation, in the ledger


@click.command("waiting")
@data_option
@database_option
def waiting(data: Path, database: str | None) -> None:
    """Changes to facts that touch the vote: accepted, not published yet, and when they will be."""
    ready(data, database)
    from suluh.web.partner import proposals
    from suluh.web.tongue import moment

    held = proposals.waiting()
    for one in held:
        due = moment(one.due, "id") if one.due else ""
        values = {"proposal": one.id, "fact": one.fact, "organisation": one.organisation or "–"}
        click.echo(_said("facts_wait_line", **values, due=due, why=one.why))
    if not held:
        click.echo(_said("facts_none_wait"))


@click.command("stop")
@click.argument("proposal")
@click.option("--why", required=True, help="The reason, which everybody reads.")
@data_option
@database_option
def stop(proposal: str, why: str, data: Path, database: str | None) -> None:
    """Stop the change PROPOSAL, such as U-1a2b3c4d, that is held back or not judged yet."""
    ready(data, database)
    from suluh.web.partner import judging
    from suluh.web.partner.proposals import NotPossible

    try:
        done = judging.reject(proposal, by=WHO, reason=why, now=datetime.now(UTC))
    except NotPossible as problem:
        raise RequestError(_said(f"proposal_{problem.key}", **problem.values)) from problem
    click.echo(_said("facts_stopped", proposal=done.id, fact=done.fact))
