"""The figures of the docs, measured again and held against what is written there.

The number itself stands in docs/figures.md alone; the registry (figures.yaml) says how to find it there and how to make
it. What a measure gave and what the docs say are never adjusted to each other: a difference is named.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec
from ruamel.yaml import YAML

from suluh.errors import DataError, SuluhError

REGISTRY = Path(__file__).parent / "figures.yaml"
DOCS = Path("docs") / "figures.md"
Takes = Literal["quick", "slow"]
Measure: TypeAlias = Callable[[str, Path | None, int | None], Mapping[str, Any]]
"""kind, path and size, as `suluh bench` takes them: the figures as they go into JSON."""


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure: how it is made, where it stands in the docs, what was aimed at."""

    name: str
    kind: str
    pick: str  # keys and row numbers, parted by dots
    takes: Takes
    path: str | None = None
    size: int | None = None
    needs: str | None = None  # a folder that is not in the repository
    aim: float | None = None
    in_docs: str | None = None


class Again(msgspec.Struct, frozen=True):
    """A figure measured again."""

    name: str
    measured: float | None
    documented: float | None
    aim: float | None
    seconds: float = 0.0
    problem: str = ""  # why it was not measured
    lost: bool = False  # measured, and no number stands at its place: the registry or the measure has changed

    @property
    def differs(self) -> bool:
        """Whether the docs say something else, to the last digit that they write."""
        if self.measured is None or self.documented is None:
            return False
        return abs(self.measured - self.documented) > 0.00051


def registry(path: Path = REGISTRY) -> tuple[Figure, ...]:
    """Every figure. Raises DataError for an entry that is not understood."""
    try:
        return msgspec.convert(tuple(YAML(typ="safe").load(path)), tuple[Figure, ...])
    except (OSError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=path) from error


def again(
    figures: Iterable[Figure], measure: Measure, root: Path, data: Path | None = None
) -> Iterator[Again]:
    """Each figure measured; what several stand in is measured once. root: a checkout. data: folders from elsewhere."""
    docs = _docs(root)
    done: dict[tuple[str, str | None, int | None], tuple[Mapping[str, Any] | str, float]] = {}
    for figure in figures:
        key = figure.kind, figure.path, figure.size
        if key not in done:
            done[key] = _measured(figure, measure, root, data)
        found, seconds = done[key]
        documented = documented_in(docs, figure)
        if isinstance(found, str):
            yield Again(figure.name, None, documented, figure.aim, seconds, found)
        else:
            number = picked(found, figure.pick)
            yield Again(
                figure.name,
                number,
                documented,
                figure.aim,
                round(seconds, 1),
                lost=number is None,
            )


def documented_in(docs: str, figure: Figure) -> float | None:
    """The number that the docs write for a figure; None where they write none."""
    found = re.search(figure.in_docs, docs, re.MULTILINE) if figure.in_docs else None
    return float(found[1].replace(",", "")) if found else None


def picked(found: Mapping[str, Any], pick: str) -> float | None:
    """The number at a place of a measure's JSON; None where there is none.

    >>> picked({"rows": [{"recall": 0.98}]}, "rows.0.recall")
    0.98
    """
    here: Any = found
    for step in pick.split("."):
        if isinstance(here, Mapping):
            here = here.get(step)
        elif isinstance(here, Sequence) and step.isdigit() and int(step) < len(here):
            here = here[int(step)]
        else:
            return None
    return float(here) if isinstance(here, int | float) else None


def _measured(
    figure: Figure, measure: Measure, root: Path, data: Path | None
) -> tuple[Mapping[str, Any] | str, float]:
    began = time.perf_counter()
    if figure.needs and data is None:
        return f"needs {figure.needs}, which is not in the repository; give it with --data", 0.0
    path = (
        data / figure.needs
        if figure.needs and data
        else root / figure.path
        if figure.path
        else None
    )
    if path is not None and not path.exists():
        return f"there is nothing at {path}", 0.0
    try:
        found: Mapping[str, Any] | str = msgspec.to_builtins(
            measure(figure.kind, path, figure.size), str_keys=True
        )
    except SuluhError as error:
        found = str(error)
    return found, time.perf_counter() - began


def _docs(root: Path) -> str:
    try:
        return (root / DOCS).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"cannot be read ({error.strerror}); run this in a checkout", file=DOCS
        ) from error
