"""`suluh cases from-networks DIR`: the findings of a search for groups become cases at the desk, the largest first."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from suluh.web.serve import _said, data_option, database_option, ready

MOST = 20  # cases of one call, so that nobody fills a desk by a slip


@click.command("from-networks")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--group",
    "wanted",
    multiple=True,
    help="Only this group, such as K-1a2b3c4d; may be given again.",
)
@click.option(
    "--most", type=click.IntRange(1), default=MOST, show_default=True, help="Cases to open at most."
)
@data_option
@database_option
def from_networks(
    folder: Path, wanted: tuple[str, ...], most: int, data: Path, database: str | None
) -> None:
    """Open a case for each group that `suluh networks` left as a finding in FOLDER. A group has one case only."""
    ready(data, database)
    from suluh.web.console import group_cases, groups

    found = groups.read(folder)
    chosen = [groups.named(found, group) for group in wanted] if wanted else groups.waiting(found)
    now, counts = datetime.now(UTC), Counter[bool]()
    for at, group in enumerate(chosen):
        if counts[True] == most:
            click.echo(_said("group_cases_left", n=len(chosen) - at))
            break
        told = group_cases.open_case(group, found.asked, now)
        counts[told.is_new] += 1
        if told.is_new:
            click.echo(
                _said("group_case_line", case=told.case, group=group.id, n=len(group.members))
            )
    click.echo(_said("group_cases_opened", n=counts[True], there=counts[False]))
