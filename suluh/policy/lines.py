"""YAML as a person wrote it: every value keeps its file and line, so that a mistake can be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rapidfuzz import process
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from suluh.errors import DataError

try:
    from yaml import CSafeLoader
    from yaml import YAMLError as LibyamlError
    from yaml import compose as libyaml_compose

    _YAML_ERRORS: tuple[type[Exception], ...] = (YAMLError, LibyamlError)
except ImportError:
    libyaml_compose = None  # type: ignore[assignment]
    _YAML_ERRORS = (YAMLError,)

Scalar = str | int | float | bool | None


class Node:
    """One value of a YAML file, with the place where it stands."""

    __slots__ = ("_raw", "file")

    def __init__(self, raw: Any, file: str):
        self._raw, self.file = raw, file

    @property
    def line(self) -> int:
        """Line in the file, counted from 1."""
        return int(self._raw.start_mark.line) + 1

    def error(self, problem: str) -> DataError:
        """A mistake at this place."""
        return DataError(problem, file=self.file, line=self.line)

    @property
    def is_mapping(self) -> bool:
        return str(self._raw.id) == "mapping"

    @property
    def is_list(self) -> bool:
        return str(self._raw.id) == "sequence"

    def mapping(
        self, allowed: Collection[str] = (), required: Collection[str] = (), what: str = "field"
    ) -> dict[str, Node]:
        """Keys and values; refuses unknown, doubled and missing keys."""
        if not self.is_mapping:
            raise self.error(f"expected {what}s with values (`key: value`), found {self.shown()}")
        found: dict[str, Node] = {}
        for raw_key, raw_value in self._raw.value:
            key, value = Node(raw_key, self.file), Node(raw_value, self.file)
            name = key.text()
            if allowed and name not in allowed:
                raise key.error(unknown(what, name, allowed))
            if name in found:
                first = found[name].line
                raise key.error(f'{what} "{name}" is given twice (first on line {first})')
            found[name] = value
        for name in required:
            if name not in found:
                raise self.error(f'{what} "{name}" is missing')
        return found

    def items(self) -> list[Node]:
        """The members of a list; a single value counts as a list of one."""
        if self.is_list:
            return [Node(raw, self.file) for raw in self._raw.value]
        return [self]

    def scalar(self) -> Scalar:
        """A text, number, truth value or nothing."""
        if self.is_mapping or self.is_list:
            raise self.error(f"expected a single value, found {self.shown()}")
        kind, value = str(self._raw.tag).rsplit(":", 1)[-1], str(self._raw.value)
        if kind == "null":
            return None
        if kind == "bool" and value.lower() in ("true", "false"):
            return value.lower() == "true"
        if kind in ("int", "float"):
            return _numeric(value)
        return value

    def text(self) -> str:
        """A text; refuses numbers and truth values, which need quotes to be text."""
        value = self.scalar()
        if not isinstance(value, str):
            raise self.error(f"expected a text, found {self.shown()}; write it in quotes")
        return value

    def number(self, low: float | None = None, high: float | None = None) -> float:
        """A number between `low` and `high`."""
        value = self.scalar()
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(f"expected a number, found {self.shown()}")
        if (low is not None and value < low) or (high is not None and value > high):
            raise self.error(f"{value} is outside {low} to {high}")
        return float(value)

    def choice(self, options: Collection[str], what: str) -> str:
        """One of a closed set of words."""
        value = self.text()
        if value not in options:
            raise self.error(unknown(what, value, options))
        return value

    def shown(self) -> str:
        """The value in a few words, for a message."""
        if self.is_mapping:
            return "a mapping"
        if self.is_list:
            return "a list"
        return f'"{self._raw.value}"' if self._raw.value else "nothing"


def _numeric(value: str) -> Scalar:
    """A decimal number; other writings (12:30, 0o17) stay texts."""
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value


def unknown(what: str, name: str, options: Collection[str]) -> str:
    """`unknown signal "vote_buyin", did you mean "vote_buying"?`"""
    known = sorted(options)
    near = process.extractOne(name, known, score_cutoff=70)
    if near:
        return f'unknown {what} "{name}", did you mean "{near[0]}"?'
    listed = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f'unknown {what} "{name}"; known are {listed}'


def read_yaml(path: Path, shown: str | None = None) -> Node:
    """The content of one file. `shown` is the name used in messages (default: the file's own name)."""
    name = shown or path.name
    try:
        raw = _compose(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError("file not found", file=name) from None
    except UnicodeDecodeError as problem:
        raise DataError(f"not UTF-8 text ({problem.reason})", file=name) from None
    except _YAML_ERRORS as problem:
        raise _not_yaml(problem, name) from None
    if raw is None:
        raise DataError("the file is empty", file=name, line=1)
    return Node(raw, name)


def _compose(text: str) -> Any:
    """The nodes of a text: by libyaml, which needs a tenth of the time, where it is installed."""
    if libyaml_compose is not None:
        return libyaml_compose(text, Loader=CSafeLoader)
    return YAML(typ="safe", pure=True).compose(text)


def _not_yaml(problem: Exception, name: str) -> DataError:
    """The cause, at the line where it began: an open quote is noticed only at the end of the file."""
    cause = str(getattr(problem, "problem", None) or problem)
    mark = getattr(problem, "problem_mark", None)
    if "end of stream" in cause:
        mark = getattr(problem, "context_mark", None) or mark
        cause = f"{getattr(problem, 'context', None) or 'reading'}, {cause}"
    line = mark.line + 1 if mark else None
    return DataError(f"not readable as YAML: {cause}", file=name, line=line)


@contextmanager
def gather(problems: list[DataError]) -> Iterator[None]:
    """Keep a mistake and go on, so that one check shows them all."""
    try:
        yield
    except DataError as problem:
        problems.append(problem)
