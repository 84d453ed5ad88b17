"""Telling a platform what to do, and its twin for a screen: it prints the label it would have set."""

from __future__ import annotations

import sys
from typing import Protocol, TextIO

from suluh.actions.statement import Statement
from suluh.policy.decision import Decision


class Platform(Protocol):
    """Where a decision is carried out. The statement of reasons is written before this is called."""

    def carry_out(self, decision: Decision, statement: Statement) -> None:
        """Put the outcome in force and tell the author."""


class ConsolePlatform:
    """Carries nothing out: prints what a platform would show on the post, and what its author would read."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = True):
        self._stream, self._quiet = stream, quiet

    def carry_out(self, decision: Decision, statement: Statement) -> None:
        """Print outcome and label; with `quiet=False` the statement as well. Nothing for `none`."""
        if decision.outcome == "none":
            return
        print(f"[{decision.outcome}] {decision.post_id}", file=self._out)
        if statement.label_id:
            print(f"  label: {statement.label_id}", file=self._out)
        if not self._quiet:
            for line in statement.id.splitlines():
                print(f"  {line}", file=self._out)

    @property
    def _out(self) -> TextIO:
        return self._stream or sys.stdout
