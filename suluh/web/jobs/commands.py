"""`suluh jobs` and `suluh hooks`: background work, and who is told by webhook."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from suluh.errors import RequestError
from suluh.web.serve import _said, data_option, database_option, ready

if TYPE_CHECKING:
    from suluh.web.jobs.models import Job


@click.group()
def jobs() -> None:
    """Background work: alarms, e-mail, webhooks."""


@jobs.command("run")
@click.option("--once", is_flag=True, help="One round, and what it did.")
@data_option
@database_option
def run_command(once: bool, data: Path, database: str | None) -> None:
    """Work until stopped. `suluh serve` does the same in a thread; more workers may run beside it."""
    ready(data, database)
    from suluh.web.jobs import worker

    if once:
        done = worker.work(worker.name(), lambda: datetime.now(UTC))
        click.echo(_said("jobs_round", **done._asdict()))
        return
    click.echo(_said("jobs_running"))
    worker.run()


@jobs.command("count")
@data_option
@database_option
def count_command(data: Path, database: str | None) -> None:
    """Sign the ledger and make the public count now, which `serve` does once an hour."""
    ready(data, database)
    from suluh.web.transparency import keeping

    keeping.make_now(datetime.now(UTC))
    made = keeping.kept_report()
    click.echo(_said("jobs_counted", n=made.head.events if made else 0))


@jobs.command("list")
@click.option("--dead", is_flag=True, help="Only those that were given up.")
@data_option
@database_option
def list_command(dead: bool, data: Path, database: str | None) -> None:
    """What waits to be sent, and what was given up; the latest 50."""
    ready(data, database)
    from suluh.web.jobs.models import Job

    rows = Job.objects.filter(done_at=None).order_by("-pk")
    for job in (rows.filter(dead_at__isnull=False) if dead else rows)[:50]:
        values = {"number": job.pk, "state": _said(f"jobs_{_state(job)}"), "kind": job.kind}
        values |= {"target": job.target, "attempts": job.attempts, "problem": job.problem}
        click.echo(_said("jobs_line", **values))
    waiting, given_up = rows.filter(dead_at=None).count(), rows.exclude(dead_at=None).count()
    done = Job.objects.exclude(done_at=None).count()
    click.echo(_said("jobs_count", waiting=waiting, dead=given_up, done=done))


@jobs.command("retry")
@click.argument("number", type=int)
@data_option
@database_option
def retry_command(number: int, data: Path, database: str | None) -> None:
    """Try job NUMBER, which was given up, from the beginning."""
    ready(data, database)
    from suluh.web.jobs.table import revive

    revive(number, datetime.now(UTC))
    click.echo(_said("jobs_revived", number=number))


@click.group()
def hooks() -> None:
    """Addresses that are told by signed webhook."""


@hooks.command("add")
@click.argument("url")
@click.option(
    "--kind", "kinds", multiple=True, help="Only this kind, such as alarm; several times."
)
@click.option("--region", default="", help="Kemendagri code, such as 18.71; everywhere otherwise.")
@data_option
@database_option
def add_command(
    url: str, kinds: tuple[str, ...], region: str, data: Path, database: str | None
) -> None:
    """Tell the address URL from now on; its secret is shown once."""
    ready(data, database)
    from suluh.web.jobs.hooks import add

    hook = add(url, kinds, region, datetime.now(UTC))
    click.echo(_said("hook_added", number=hook.pk, url=url))
    click.echo(hook.secret)


@hooks.command("list")
@data_option
@database_option
def hooks_command(data: Path, database: str | None) -> None:
    """Every address that is told."""
    ready(data, database)
    from suluh.web.jobs.models import Hook

    rows = list(Hook.objects.order_by("pk"))
    for hook in rows:
        kinds, gone = hook.kinds or _said("hook_all"), _said("hook_gone") if hook.gone_at else ""
        values = {"number": hook.pk, "url": hook.url, "kinds": kinds, "gone": gone}
        click.echo(_said("hook_line", **values, region=hook.region or "ID"))
    if not rows:
        click.echo(_said("hooks_none"))


@hooks.command("remove")
@click.argument("number", type=int)
@data_option
@database_option
def remove_command(number: int, data: Path, database: str | None) -> None:
    """Tell hook NUMBER no more."""
    ready(data, database)
    from suluh.web.jobs.models import Hook

    gone = Hook.objects.filter(pk=number, gone_at=None).update(gone_at=datetime.now(UTC))
    if not gone:
        raise RequestError(f"no hook {number}")
    click.echo(_said("hook_removed", number=number))


def _state(job: Job) -> str:
    if job.dead_at:
        return "dead"
    now = datetime.now(UTC)
    until: datetime | None = job.taken_until  # type: ignore[assignment]
    return "taken" if until and until > now else "waiting"
