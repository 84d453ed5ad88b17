"""`suluh guide`: the voter guide as a site that any web server can hold."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click
from rich.markup import escape

from suluh.cli.options import published_option
from suluh.cli.screen import people, print_json
from suluh.cli.tongue import say
from suluh.content import WIB
from suluh.errors import RequestError
from suluh.guide.editions import book_of
from suluh.guide.pages import Page
from suluh.guide.search.answering import Found


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
@published_option
@click.option(
    "--report",
    "reports",
    type=click.Path(path_type=Path, file_okay=False),
    multiple=True,
    help="A folder of suluh report make, to publish with it; again for each period.",
)
def build_command(
    out: Path,
    election: str,
    url: str,
    checker: str,
    on: datetime | None,
    facts: Path | None,
    reports: tuple[Path, ...],
) -> None:
    """Write the whole site into a folder; it replaces the earlier site there at once."""
    from rich.progress import Progress

    from suluh.house.build import build
    from suluh.house.site import Site
    from suluh.learn.reread import rereadings
    from suluh.report.transparency.shown import counts

    day: date = on.date() if on else datetime.now(WIB).date()
    reread = rereadings(facts) if facts else {}
    published = counts(reports) if reports else ()
    book = book_of(facts, election, day)
    site = Site(book, url, checker=checker, reread=reread, counts=published)
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


@guide.command("ask")
@click.argument("question")
@click.option("--election", default="pilkada-2024", show_default=True)
@click.option(
    "--lang",
    type=click.Choice(["id", "en"]),
    default="id",
    show_default=True,
    help="The language of the answer.",
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day (WIB) it is asked on; today otherwise."
)
@published_option
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def ask_command(
    question: str,
    election: str,
    lang: str,
    on: datetime | None,
    facts: Path | None,
    as_json: bool,
) -> None:
    """Answer a question as people ask it; where nobody has an official answer, say where to ask."""
    from suluh.guide.search import index_of
    from suluh.guide.search.answering import found_page
    from suluh.house.sentences import opened

    book = book_of(facts, election, on.date() if on else datetime.now(WIB).date())
    index = index_of(book)
    page = found_page(book, index, question, lang, opened(index))
    if as_json:
        print_json(page)
    else:
        _print(page)


def _print(page: Page) -> None:
    found: Found = page.body
    if found.page:
        place = f" ({found.region})" if found.region else ""
        people.print(f"[bold]{escape(page.title)}[/bold]{escape(place)}")
        people.print(escape(f"{page.answer} {page.more}".strip() or found.page.path))
        for source in [s.ref or s.title for t in page.told[:1] for s in t.sources[:1]]:
            people.print(say("guide_source", source=escape(source)), soft_wrap=True)
        people.print(found.page.path)
    else:
        people.print(say("guide_none"))
        if found.where:
            people.print(say("guide_where"))
        for told in found.where:
            people.print(f"  {escape(told.says)} ({told.id})", soft_wrap=True)
    if page.links:
        people.print(say("guide_near"))
    for link in page.links:
        people.print(f"  {escape(link.title)} {link.path}", soft_wrap=True)


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
