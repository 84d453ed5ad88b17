"""`suluh evidence`: whether an evidence package is what was handed over."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click
from rich.markup import escape

from suluh.cases.evidence import verify_package
from suluh.cli.screen import people, print_json
from suluh.cli.tongue import say, told
from suluh.errors import RequestError

ANCHOR = re.compile(r"[0-9a-fA-F]{64}")
SHOWN = 50  # faults that are named; the rest are counted


@click.group()
def evidence() -> None:
    """Evidence packages."""


@evidence.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--anchor", help="SHA-256 of the manifest, as written down when the package was made."
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def verify_command(file: Path, anchor: str | None, as_json: bool) -> None:
    """Check every byte of the package FILE against its manifest; nothing is unpacked.

    Exit code 0 when it holds, 1 when it does not, 2 when there is no such file.
    """
    if not file.is_file():
        raise RequestError(f"there is no file {file}")
    if anchor is not None and not ANCHOR.fullmatch(anchor):
        raise RequestError("an anchor of a package is a SHA-256: 64 hex digits")
    faults = verify_package(file, anchor)
    if as_json:
        found = [fault._asdict() for fault in faults]
        print_json({"ok": not faults, "anchored": anchor is not None, "faults": found})
    elif faults:
        people.print(f"[red]{escape(say('package_broken', n=len(faults)))}[/red]", soft_wrap=True)
        for fault in faults[:SHOWN]:
            line = f"{fault.name}: {fault.why}" if fault.name else fault.why
            people.print(f"  {escape(told(line, 'faults'))}", soft_wrap=True)
    else:
        people.print(say("package_whole", file=file.name), markup=False, soft_wrap=True)
        if anchor is None:
            people.print(say("package_unproven"), markup=False, soft_wrap=True)
    if faults:
        sys.exit(1)
