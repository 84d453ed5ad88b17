"""`suluh guide`: the voter guide as a site that any web server can hold."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click
from rich.markup import escape

from suluh.cli.screen import people, print_json
from suluh.cli.tongue import say
from suluh.content import WIB
from suluh.facts import load
from suluh.guide.book import Book


@click.group()
def guide() -> None:
    """The voter guide (Pusat Panduan)."""


@guide.command("build")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The folder of the site."
)
@click.option("--election", default="pilkada-2024", show_default=True)
@click.option(
    "--url", default="", help="The public address, for link previews and the list for robots."
)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day (WIB) to write it for; today otherwise.",
)
def build_command(out: Path, election: str, url: str, on: datetime | None) -> None:
    """Write the whole site into a folder; it replaces the earlier site there at once."""
    from rich.progress import Progress

    from suluh.house.build import build
    from suluh.house.site import Site

    day: date = on.date() if on else datetime.now(WIB).date()
    site = Site(Book(load(election), day), url)
    with Progress(console=people, transient=True) as progress:
        task = progress.add_task(say("guide_writing"), total=None)
        built = build(site, out, lambda done, of: progress.update(task, completed=done, total=of))
    people.print(say("guide_built", n=built.files, mb=f"{built.bytes / 1e6:.1f}", out=out))


@guide.command("check")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def check_command(folder: Path, as_json: bool) -> None:
    """Look over a built site: HTML, links, anchors, nothing from elsewhere. Exit code 1 when there is a fault."""
    from suluh.house.check import check

    checked = check(folder)
    if as_json:
        print_json(checked)
    else:
        for fault in checked.faults:
            people.print(
                f"{escape(fault.file)}: {fault.kind}: {escape(fault.what)}", soft_wrap=True
            )
        figures = {"pages": checked.pages, "links": checked.links, "faults": len(checked.faults)}
        people.print(say("guide_checked", **figures))
    if checked.faults:
        sys.exit(1)
