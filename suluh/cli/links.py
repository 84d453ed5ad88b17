"""`suluh links check, add, undo, list, ask`: links and files in a text, and the list of those that must not be opened."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from suluh.accounts.domains import lookalikes
from suluh.accounts.register import Register
from suluh.cli.screen import people, print_json
from suluh.cli.tongue import say
from suluh.errors import RequestError
from suluh.facts import load
from suluh.facts.regions import regions
from suluh.knowledge import home_folder, registered_accounts
from suluh.links import blocklist
from suluh.links.addresses import addresses
from suluh.links.asking import ask
from suluh.links.book import LinkBook
from suluh.links.files import disguises

_MOST = 100_000  # characters of a text

json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
source_option = click.option(
    "--source", required=True, help="Who says so: a report, a letter, an office."
)


@click.group()
def links() -> None:
    """Links and files in posts, and the list of those that nobody should open."""


@links.command("check")
@click.argument("text")
@json_option
def check_command(text: str, as_json: bool) -> None:
    """Look over the links and files of TEXT; - reads it from the input. Nothing is fetched."""
    text = (sys.stdin.read(_MOST) if text == "-" else text)[:_MOST]
    book = LinkBook.read(home_folder())
    sites = Register.of(load(), registered_accounts()).entries
    found = [_told(address, book, sites) for address in addresses(text)]
    files = [{"file": d.name, "runs": d.runs, "double": d.double} for d in disguises(text)]
    if as_json:
        print_json({"links": found, "files": files})
        return
    for one in found:
        people.print(escape(_line(one)), soft_wrap=True)
    for file in files:
        key = "links_runs" if file["runs"] else "links_packed"
        people.print(escape(say(key, name=file["file"])), soft_wrap=True)
    if not found and not files:
        people.print(say("links_nothing"))


def _told(address: Any, book: LinkBook, sites: Any) -> dict[str, Any]:
    led = book.leads_to(address)
    line = book.blocks(led.key)
    own = tuple(site for site in sites if site.domain)
    like = next(iter(lookalikes(f"https://{led.key}", own)), None)
    return {
        "link": address.key,
        "leads_to": led.key if led.short else None,
        "known_from": led.short.source if led.short else None,
        "blocked": {"entry": line.link, "source": line.source, "at": line.at} if line else None,
        "imitates": like.official if like else None,
    }


def _line(one: dict[str, Any]) -> str:
    parts = [one["link"]]
    if one["leads_to"]:
        parts.append(say("links_leads", target=one["leads_to"], source=one["known_from"]))
    if blocked := one["blocked"]:
        entry, source, day = blocked["entry"], blocked["source"], blocked["at"].date()
        parts.append(say("links_blocked", entry=entry, source=source, day=day))
    if one["imitates"]:
        parts.append(say("links_imitates", official=one["imitates"]))
    if len(parts) == 1:
        parts.append(say("links_unknown"))
    return " · ".join(parts)


@links.command("add")
@click.argument("link")
@source_option
@click.option("--region", default="", help="Kemendagri code of the office whose entry this is.")
def add_command(link: str, source: str, region: str) -> None:
    """Block LINK: a host with everything below it, or a host with the beginning of a path. Scans count with it."""
    if region and region not in regions():
        raise RequestError(f"{region} is not a Kemendagri code")
    official = Register.of(load(), registered_accounts()).entries
    line = blocklist.add(_file(), link, source, datetime.now(UTC), official, region)
    people.print(escape(say("links_added", link=line.link)), soft_wrap=True)


@links.command("undo")
@click.argument("link")
@source_option
def undo_command(link: str, source: str) -> None:
    """Take LINK back from the list; the list keeps that it stood there, and why it went."""
    line = blocklist.undo(_file(), link, source, datetime.now(UTC))
    people.print(escape(say("links_undone", link=line.link)), soft_wrap=True)


@links.command("list")
@click.option("--all", "everything", is_flag=True, help="What was taken back too: every line.")
@json_option
def list_command(everything: bool, as_json: bool) -> None:
    """What is blocked, since when, and who says so."""
    lines = blocklist.read_lines(_file())
    shown = list(lines) if everything else list(blocklist.in_force(lines).values())
    if as_json:
        print_json(shown)
        return
    for line in shown:
        sign = "+" if line.what == "add" else "−"
        place = f" [{line.region}]" if line.region else ""
        people.print(
            escape(f"{sign} {line.at.date()}  {line.link}{place}  {line.source}"), soft_wrap=True
        )
    if not shown:
        people.print(say("links_none"))


@links.command("ask")
@click.argument("link")
@click.option("--fetch", is_flag=True, help="Allow the one call that this needs.")
def ask_command(link: str, fetch: bool) -> None:
    """Ask the shortener of LINK where it leads: one call, nothing followed, and only with --fetch."""
    if not fetch:
        raise RequestError("links ask calls the shortener; say --fetch to allow it")
    people.print(escape(say("links_asked", link=link, target=ask(link))), soft_wrap=True)


def _file() -> Path:
    return home_folder() / blocklist.FILE
