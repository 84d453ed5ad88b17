"""`suluh ledger`: prove that nothing that happened was changed."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec
from rich.markup import escape

from suluh.cli.log import COMMANDS, place_of
from suluh.cli.screen import people, print_json
from suluh.cli.tongue import say, told
from suluh.errors import LedgerBroken, RequestError
from suluh.ledger import Anchor, Ledger, open_ledger
from suluh.runners.check import changed_files, unfinished
from suluh.runners.outbox import DECISIONS


@click.group()
def ledger() -> None:
    """The append-only record of what happened."""


for _command in COMMANDS:
    ledger.add_command(_command)


@ledger.command("verify")
@click.argument("where", default="suluh-demo/ledger.sqlite")
@click.option(
    "--anchor", help="SEQ:HASH written down earlier; changes before it are then found for certain."
)
@click.option("--json", "as_json", is_flag=True)
def verify_command(where: str, anchor: str | None, as_json: bool) -> None:
    """Walk the ledger WHERE (a file, a run's folder or a postgresql:// address) and name what was changed.

    Altered, removed and reordered events are named by their number.
    """
    where = place_of(where)
    with open_ledger(where, create=False) as opened:
        report = opened.verify(anchor=_anchor(anchor))
        changed = _changed(where, opened)
        unended = unfinished(opened) if report.ok else ()
    if as_json:
        whole = report.ok and not changed
        print_json(
            {
                **msgspec.to_builtins(report),
                "ok": whole,
                "changed_files": changed,
                "unfinished": unended,
            }
        )
    elif report.ok:
        people.print(
            say("whole", events=report.events, seq=report.head_seq, hash=report.head_hash),
            soft_wrap=True,
        )
        if report.tree_heads:
            people.print(say("log_heads_hold", n=report.tree_heads), soft_wrap=True)
    else:
        people.print(f"[red]{say('broken', faults=report.fault_count, events=report.events)}[/red]")
        for fault in report.faults[:50]:
            people.print(f"  {escape(told(str(fault), 'faults'))}", soft_wrap=True)
    if not as_json:
        _tell(changed, unended, anchored=report.anchored)
    if not report.ok or changed:
        sys.exit(LedgerBroken.exit_code)


def _tell(changed: list[str], unended: tuple[str, ...], *, anchored: bool) -> None:
    if not anchored:
        people.print(f"[dim]{say('tail_unproven')}[/dim]")
    for run in unended:
        people.print(f"[yellow]{say('unended', run=run[:8])}[/yellow]")
    for one in changed:
        people.print(f"[red]{escape(told(one, 'faults'))}[/red]", soft_wrap=True)


def _changed(where: str, opened: Ledger) -> list[str]:
    """Batches of the decisions beside the ledger that are no longer those it sealed."""
    folder = Path(where).parent
    if "://" in where or not (folder / DECISIONS).is_file():
        return []
    return [str(one) for one in changed_files(folder, opened)]


def _anchor(text: str | None) -> Anchor | None:
    if text is None:
        return None
    seq, _, digest = text.partition(":")
    if not seq.isdigit() or len(digest) != 64:
        raise RequestError("an anchor is SEQ:HASH, as printed by scan and verify")
    return Anchor(int(seq), digest)
