"""What can go wrong, as a small tree.

SuluhError
├── RequestError            the request was unclear or cannot be met as asked        (exit code 2)
│   ├── InputError          a file of posts is not what it says, or is cut off
│   └── DataError           a fact, policy or claim review file has a mistake; names file, line, likeliest intention
├── ServiceError            something outside failed: a database, an endpoint, a disk (exit code 3)
└── LedgerBroken            an event was altered, removed or reordered               (exit code 1)
"""

from __future__ import annotations

from pathlib import Path


class SuluhError(Exception):
    """Every error that Suluh raises on purpose; `exit_code` is what the command line answers with."""

    exit_code = 1


class RequestError(SuluhError):
    """The request was unclear, or cannot be met as asked."""

    exit_code = 2


class InputError(RequestError):
    """A file of posts is not what it says it is."""


class DataError(RequestError):
    """A mistake in a file that a person edits: `vote-date.yaml:4: unknown kind "vote_dat", did you mean "vote_date"?`."""

    def __init__(self, problem: str, *, file: str | Path | None = None, line: int | None = None):
        self.problem, self.file, self.line = problem, file, line
        place = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(place + problem)


class ServiceError(SuluhError):
    """Something outside Suluh failed."""

    exit_code = 3


class LedgerBroken(SuluhError):
    """The chain of events does not hold: something was altered, removed or reordered."""
