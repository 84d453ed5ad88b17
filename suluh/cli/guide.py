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
from suluh.errors import RequestError
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
    "--checker", default="", help="The address of a served guide, for the checker (Benarkah?)."
)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day (WIB) to write it for; today otherwise.",
)
def build_command(out: Path, election: str, url: str, checker: str, on: datetime | None) -> None:
    """Write the whole site into a folder; it replaces the earlier site there at once."""
    from rich.progress import Progress

    from suluh.house.build import build
    from suluh.house.site import Site

    day: date = on.date() if on else datetime.now(WIB).date()
    site = Site(Book(load(election), day), url, checker=checker)
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


@guide.command("widget")
@click.option("--url", required=True, help="The public address of a served guide.")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
def widget_command(url: str, lang: str) -> None:
    """Print the tags that put the checker into another page: a script with its hash, or a frame."""
    from urllib.parse import urlsplit

    from suluh.house.checker.widget import frame_tag, script_tag

    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
        raise RequestError(f"{url}: this is no address; it begins with https://")
    address = url.rstrip("/") + "/"
    print(script_tag(address, lang))
    print(frame_tag(address, lang))
