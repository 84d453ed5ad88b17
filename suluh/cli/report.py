"""`suluh report`: what the public can count, out of a ledger or its dump; and the statements of reasons one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from suluh.cli.log import place_of
from suluh.cli.screen import people
from suluh.cli.tongue import lang, say
from suluh.errors import RequestError, ServiceError
from suluh.ledger import Event, open_ledger
from suluh.ledger.dump import events_in
from suluh.policy.language import load_policy
from suluh.report.transparency import dump, folder
from suluh.report.transparency.told import Told
from suluh.transparency import Report, report_from
from suluh.transparency.statements import statements

DUMPS = (".jsonl", ".gz")
where_argument = click.argument("where", default="suluh-demo")
from_option = click.option(
    "--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="First day, YYYY-MM-DD (WIB)."
)
to_option = click.option(
    "--to", "end", type=click.DateTime(["%Y-%m-%d"]), help="Last day, YYYY-MM-DD (WIB)."
)


@click.group()
def report() -> None:
    """What the public can count."""


@report.command("make")
@where_argument
@from_option
@to_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("laporan"),
    show_default=True,
    help="Folder for the report's forms.",
)
def make_command(where: str, start: datetime | None, end: datetime | None, out: Path) -> None:
    """Fold the ledger WHERE, or its dump (.jsonl, .jsonl.gz), into the transparency report.

    HTML and PDF in both languages, CSV, JSON and Parquet.
    """
    _must_follow(start, end)
    policy = load_policy()
    with _events(where) as events:
        found = report_from(events, policy, start and start.date(), end and end.date())
    written = folder.write(found, policy, out)
    _tell(found, Told(lang(), policy))
    people.print(say("report_written", n=len(written), out=out), markup=False, soft_wrap=True)


@report.command("statements")
@where_argument
@from_option
@to_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write: .jsonl or .csv, with .gz behind it to pack it; or .parquet.",
)
def statements_command(where: str, start: datetime | None, end: datetime | None, out: Path) -> None:
    """Every statement of reasons in the ledger WHERE or its dump, with the fields of the DSA database."""
    _must_follow(start, end)
    write = dump.form_of(out)
    first, last = (d.date().isoformat() if d else "" for d in (start, end))
    with _events(where) as events:
        found = (
            one
            for one in statements(events, load_policy())
            if first <= one.record["application_date"] <= (last or "9")
        )
        try:
            count = write(found, out)
        except OSError as error:
            raise ServiceError(f"cannot write {out}: {error.strerror}") from error
    people.print(say("statements_written", n=count, out=out), markup=False, soft_wrap=True)


@contextmanager
def _events(where: str) -> Iterator[Iterator[Event]]:
    """Of a dump, or of a ledger by its file, its folder or its address."""
    if where.endswith(DUMPS):
        yield events_in(Path(where))
        return
    with open_ledger(place_of(where), create=False) as ledger:
        yield ledger.events()


def _must_follow(start: datetime | None, end: datetime | None) -> None:
    if start and end and end < start:
        raise RequestError("--to lies before --from")


def _tell(found: Report, told: Told) -> None:
    """The head and the five ratios."""
    head = say("report_head", n=told.number(found.head.events), root=found.head.root)
    people.print(head, markup=False, soft_wrap=True)
    for figure in found.ratios:
        line = f"  {told.title(figure.name)}: {told.value(figure)} {told.counts(figure)}"
        people.print(line.rstrip(), markup=False, soft_wrap=True)
