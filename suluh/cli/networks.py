"""`suluh networks POSTS --out DIR`: groups of accounts that act as one, each as a case for a person to look at."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, get_args

import click
import msgspec
from rich.markup import escape

from suluh.cli.screen import aside, people, print_json
from suluh.cli.tongue import lang, say, told, usage
from suluh.errors import ServiceError
from suluh.facts.load import DATA
from suluh.facts.published import root_of
from suluh.intake.door import Rejected
from suluh.kept import kept
from suluh.networks import Asked, Found, Registered, find
from suluh.networks.asked import Test
from suluh.report.groups import write
from suluh.text.privacy import mask

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LONGEST = 366 * 86_400


class Window(click.ParamType[float]):
    """A length of time, in seconds: 60s, 10m, 6h, 1d."""

    name = "window"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        if isinstance(value, int | float):
            return float(value)
        found = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd]?)", value.strip())
        seconds = float(found[1]) * _UNITS[found[2] or "s"] if found else 0.0
        if not 0 < seconds <= _LONGEST:
            raise usage('"{value}" is not a window such as 60s, 10m, 6h or 1d', value=value)
        return seconds


@click.command()
@click.argument("posts", type=click.Path(allow_dash=True))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for what is found.",
)
@click.option(
    "--window",
    type=Window(),
    default="60s",
    show_default=True,
    help="How close together: 60s, 10m, 6h, 1d.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    help="For a table with its own names: FIELD=COLUMN; may be given again.",
)
@click.option(
    "--repeats", type=click.IntRange(1), default=2, show_default=True,
    help="Different things that two accounts must have shared together.",
)  # fmt: skip
@click.option(
    "--fewest", type=click.IntRange(3), default=3, show_default=True, help="Accounts in a group."
)
@click.option(
    "--false-rate", type=click.FloatRange(0, 0.5, min_open=True), default=0.01, show_default=True,
    help="Share of the ties found that may be chance.",
)  # fmt: skip
@click.option(
    "--reshuffles", type=click.IntRange(0, 999), default=19, show_default=True,
    help="How often the accounts are dealt anew, to see what chance makes.",
)  # fmt: skip
@click.option(
    "--test", type=click.Choice(get_args(Test)), default="ties", show_default=True,
    help="What is held against chance: every tie, or only every group as a whole.",
)  # fmt: skip
@click.option(
    "--election",
    default="pilkada-2024",
    show_default=True,
    help="Whose official accounts are set apart.",
)
@click.option(
    "--facts", type=click.Path(path_type=Path, file_okay=False, exists=True), envvar="SULUH_FACTS",
    help="Folder of an installation: its newest published facts.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the groups as JSON too.")
def networks(
    posts: str, out: Path, window: float, columns: tuple[str, ...], repeats: int, fewest: int, false_rate: float,
    reshuffles: int, test: Test, election: str, facts: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Find groups of accounts in POSTS that act as one. POSTS is a file, a folder, or - for the standard input."""
    asked = Asked(window, false_rate, repeats, fewest, reshuffles, test)
    if test == "groups" and 1 / (1 + reshuffles) > false_rate:
        raise usage(
            "with --test groups, --false-rate {rate} takes at least {n} --reshuffles",
            rate=f"{false_rate:g}",
            n=math.ceil(1 / false_rate - 1 - 1e-9),
        )
    with _turned_away(out) as rejected:
        found = find(
            posts,
            asked,
            columns=_columns(columns),
            official=_official(election, facts),
            rejected=rejected,
        )
    write(found, out, lang())
    if as_json:
        print_json(found)
    else:
        _show(found, out)


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    named = {}
    for each in given:
        field, sign, column = each.partition("=")
        if not (field and sign and column):
            raise usage('--column is FIELD=COLUMN, not "{value}"', value=each)
        named[field.strip()] = column
    return named


def _official(election: str, folder: Path | None) -> Registered:
    """The accounts that the facts call official. They are read out of the facts once, and kept until the facts change."""
    root = root_of(folder, election) if folder else DATA
    sources = [*sorted((root / election).rglob("*.yaml")), *_READ_BY]
    handles = kept("official-accounts", sources, lambda: _handles(election, root), _Handles)
    return Registered(frozenset(handles))


_Handles = list[tuple[str, str]]
_READ_BY = [DATA.parents[1] / name for name in ("facts/load.py", "accounts/register.py")]


def _handles(election: str, root: Path) -> _Handles:
    """Platform and handle, in lower case. The facts and what reads them take half a second to load."""
    from suluh.accounts import Register
    from suluh.facts import load

    known = Register.of(load(election, root)).accounts
    handles = ((one.platform.lower(), one.handle) for one in known if one.handle)
    return sorted((p, handle.lower().removeprefix("@")) for p, handle in handles)


class _Rejected:
    """Writes each record that is no post, masked, and tells of the first few."""

    TOLD = 5

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.count = file, 0

    def __call__(self, record: Rejected) -> None:
        self.count += 1
        if self.count <= self.TOLD:
            place = f"{record.file}: " if record.file else ""
            reason = told(record.reason, "faults")
            aside.print(escape(f"{place}{say('networks_line', line=record.line)}: {reason}"))
        kept = msgspec.structs.replace(record, raw=mask(record.raw).text)
        self.file.write(msgspec.json.encode(kept) + b"\n")


@contextmanager
def _turned_away(out: Path) -> Iterator[_Rejected]:
    """rejected.jsonl in the folder. Raises ServiceError when it cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with (out / "rejected.jsonl").open("wb") as file:
            yield _Rejected(file)
    except OSError as error:
        raise ServiceError(f"cannot write {error.filename or out}: {error.strerror}") from error


def _show(found: Found, out: Path) -> None:
    counts = found.counts
    people.print(
        say("networks_read", posts=counts.posts, accounts=found.accounts, rejected=counts.rejected)
    )
    if left := counts.without_author + counts.without_time:
        people.print(
            say("networks_left", author=counts.without_author, time=counts.without_time, n=left)
        )
    people.print(say("networks_found", n=len(found.findings), apart=len(found.apart)))
    for group in found.findings[:10]:
        line = say(
            "networks_group", id=group.id, n=len(group.members), what=group.things[0].says[:60]
        )
        people.print(escape(line))
    people.print(say("networks_written", path=out / "index.html"))
