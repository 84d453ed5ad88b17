"""What a check found: what is wrong, what it could not prove, and what the thing says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `kind` is a key of words.json; `where` an event, a file, a field."""

    kind: str
    where: str = ""


class Broken(Exception):
    """Something is wrong and nothing after it can be checked."""

    def __init__(self, kind: str, where: str = "") -> None:
        super().__init__(kind)
        self.fault = Fault(kind, where)


@dataclass
class Result:
    """Whole where there are no faults; proven where nothing was left open besides."""

    faults: list[Fault] = field(default_factory=list)
    open: list[str] = field(
        default_factory=list
    )  # keys of words.json: what was not proven, and how it could be
    about: dict[str, str] = field(default_factory=dict)

    def must(self, holds: bool, kind: str, where: str = "") -> bool:
        """Notes a fault unless it holds; whether it does."""
        if not holds:
            self.faults.append(Fault(kind, where))
        return holds
