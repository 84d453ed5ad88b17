"""`suluh accounts check, register, registered, print`: accounts on platforms beside the register of official ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click
import msgspec
from rich.markup import escape
from rich.table import Table

from suluh.accounts import Verdict
from suluh.accounts.account import as_post
from suluh.accounts.avatars import print_of
from suluh.accounts.records import Read, read_accounts
from suluh.accounts.register import Register
from suluh.accounts.registrations import FILE as REGISTRATIONS
from suluh.accounts.registrations import read_registrations
from suluh.accounts.wording import verdict
from suluh.cli.options import Moment, now_or
from suluh.cli.scan import decide_all, finish
from suluh.cli.screen import people, print_json
from suluh.cli.tongue import error as in_own_words
from suluh.cli.tongue import lang, say
from suluh.errors import RequestError, ServiceError
from suluh.facts import load
from suluh.intake import Rejected
from suluh.knowledge import home_folder, registered_accounts
from suluh.report.accounts import AccountAnswer, answer_about
from suluh.runners.deciding import Settings, opened
from suluh.runners.outbox import make_folder, writing

ANSWERS, POSTS = "accounts.jsonl", "posts.jsonl"
_SHOWN = 50  # accounts and rejected lines that are named; the files hold all
_ORDER = (Verdict.IMPERSONATES, Verdict.UNCONFIRMED)

json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
election_option = click.option(
    "--election",
    default="pilkada-2024",
    show_default=True,
    help="Whose facts to hold accounts against.",
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the results: the answers, and a run that `suluh serve --bring` makes cases of.",
)
@click.option("--now", type=Moment(), help="The moment that counts as now.")
@click.option("--fresh", is_flag=True, help="Start over, even if a run stands in OUT.")
@json_option
@election_option
def check(
    file: Path, out: Path | None, now: datetime | None, fresh: bool, as_json: bool, election: str
) -> None:
    """Hold the accounts of FILE (JSONL or CSV) against the register of official ones: who passes for whom, and why.

    \b
    Columns: handle, name, bio, avatar (a picture beside FILE, or its print), created_at, followers, verified,
    former_names, links, said, platform, seen_at. Only handle or name is needed. Nothing is fetched.
    """
    moment, settings = now_or(now), Settings(election)
    read = list(read_accounts(file, now))
    accounts = [one for one in read if isinstance(one, Read)]
    rejected = [one for one in read if isinstance(one, Rejected)]
    knowledge, policy = opened(settings)
    found = [answer_about(r.account, r.line, r.notes, knowledge, policy, moment) for r in accounts]
    if out is not None:
        _write(out, accounts, found, rejected)
        done = decide_all(str(out / POSTS), out, settings, moment, fresh=fresh, quiet=as_json)
        finish(done, out, settings, None)
    if as_json:
        print_json({"accounts": found, "rejected": rejected})
    else:
        _show(found, rejected)
        if out is not None:
            people.print(say("accounts_written", out=escape(str(out))), soft_wrap=True)
    if rejected and not accounts:
        raise RequestError(f"{file}: holds no account")


def _write(
    out: Path,
    accounts: Iterable[Read],
    found: Iterable[AccountAnswer],
    rejected: Iterable[Rejected],
) -> None:
    """The answers, and the accounts as posts for the run. Raises ServiceError when the disk does not take them."""
    make_folder(out)
    posts = [as_post(read.account) for read in accounts]
    lines: list[tuple[str, Iterable[object]]] = [
        (ANSWERS, found), (POSTS, posts), ("accounts-rejected.jsonl", rejected),
    ]  # fmt: skip
    with writing(out):
        for name, records in lines:
            part = out / f"{name}.part"
            part.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in records))
            part.replace(out / name)


def _show(found: list[AccountAnswer], rejected: list[Rejected]) -> None:
    counts = Counter(one.verdict for one in found)
    table = Table(title=say("accounts_title"), title_justify="left", show_header=False)
    for each in Verdict:
        table.add_row(verdict(each, lang()), str(counts[each.value]))
    people.print(table)
    ordered = sorted(found, key=_urgency)
    for one in [f for f in ordered if f.verdict in _ORDER][:_SHOWN]:
        _show_one(one)
    for line in rejected[:_SHOWN]:
        people.print(
            f"[yellow]{escape(say('accounts_line', line=line.line, why=in_own_words(line.reason)))}[/yellow]",
            soft_wrap=True,
        )


def _urgency(one: AccountAnswer) -> tuple[str, float, int]:
    return one.priority or "P9", -one.strength, one.line


def _show_one(one: AccountAnswer) -> None:
    names = " ".join(part for part in (one.name, f"@{one.handle}" if one.handle else None) if part)
    said = one.verdict_en if lang() == "en" else one.verdict_id
    people.print(
        f"\n[bold]{one.priority or '–'}[/bold] {escape(names)}"
        f" [dim]({escape(one.platform or '–')}, {say('accounts_row', line=one.line)})[/dim] · {escape(said)}",
        soft_wrap=True,
    )
    for ground in one.reasons:
        sign = "+" if ground.weight else "−"
        source = f" [dim]({escape(ground.source)})[/dim]" if ground.source else ""
        words = ground.en if lang() == "en" else ground.id
        people.print(f"   {sign} {escape(words)}{source}", soft_wrap=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def register(file: Path) -> None:
    """Take the registrations of FILE (YAML) as those of this user: every check and scan counts with them.

    FILE replaces what was registered before. Each entry names its owner and its source.
    """
    entries = read_registrations(file)
    place = home_folder() / REGISTRATIONS
    make_folder(place.parent)
    with writing(place):
        part = place.with_suffix(".part")
        part.write_bytes(file.read_bytes())
        part.replace(place)
    people.print(
        say("accounts_registered", n=len(entries), path=escape(str(place))), soft_wrap=True
    )


@click.command()
@json_option
@election_option
def registered(as_json: bool, election: str) -> None:
    """Every official account and domain that is known, with its source and its days."""
    entries = Register.of(load(election), registered_accounts()).entries
    if as_json:
        print_json(entries)
        return
    for entry in entries:
        days = f"{entry.valid_from or '…'} – {entry.valid_to or '…'}"
        people.print(
            f"[bold]{escape(entry.shown):<32}[/bold] {entry.platform or '–':<10} {entry.kind:<10}"
            f" {entry.region:<6} {days}  [dim]{escape(entry.source)}[/dim]",
            soft_wrap=True,
        )


@click.command("print")
@click.argument("picture", type=click.Path(path_type=Path, dir_okay=False))
def print_command(picture: Path) -> None:
    """The PDQ print of a profile picture, for the field avatar of a registration."""
    try:
        made = print_of(picture)
    except ImportError as error:
        raise ServiceError(
            f"prints of pictures need {error.name}, which is not installed"
        ) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise RequestError(f"{picture}: cannot be read ({why})") from error
    if made is None:
        raise RequestError(f"{picture}: too plain to be told from other pictures")
    click.echo(made)
