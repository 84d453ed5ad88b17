"""`suluh policy`: check, show and compare policies."""

from __future__ import annotations

from pathlib import Path

import click

from suluh.cli.screen import people, print_json
from suluh.runners.deciding import Settings, signals_of

as_json_option = click.option("--json", "as_json", is_flag=True)


@click.group()
def policy() -> None:
    """The written policy: rules a lawyer reads, compiled to one function."""
