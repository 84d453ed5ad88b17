"""Facts from YAML files that a person edits, with errors that name file, line and the likeliest intention."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from suluh.errors import DataError, RequestError
from suluh.facts.fact import Election, Fact, Facts
from suluh.facts.regions import regions
from suluh.facts.values import KINDS, DateValue

DATA = Path(__file__).parent / "data"
_FIELDS = [f for f in Fact.__struct_fields__ if f not in ("election", "file", "line")]


def elections(root: Path = DATA) -> tuple[str, ...]:
    """The ids of the elections that have a folder."""
    return tuple(sorted(p.parent.name for p in root.glob("*/election.yaml")))


def load(election: str = "pilkada-2024", root: Path = DATA) -> Facts:
    """Every fact of one election.

    election: the folder's name. root: where the folders are.
    Raises RequestError when there is no such election, DataError for a mistake in a file.
    """
    folder = root / election
    if not (folder / "election.yaml").is_file():
        raise RequestError(f'no election "{election}"{_meant(election, list(elections(root)))}')
    about = _election(folder / "election.yaml")
    facts = [fact for path in _files(folder) for fact in _facts(path, folder, about.id)]
    _refuse_doubles(facts)
    loaded = Facts.of(about, facts, version_of(folder))
    _check_voting_date(loaded, folder / "election.yaml")
    return loaded


def with_file(facts: Facts, path: Path, folder: Path) -> Facts:
    """These facts with one file of the election's folder read again; everything is checked as `load` checks it.

    Raises DataError for a mistake in the file.
    """
    name = path.relative_to(folder).as_posix()
    others = [f for f in (*facts.facts, *facts.withheld) if f.file != name]
    every = [*others, *_facts(path, folder, facts.election.id)]
    _refuse_doubles(every)
    loaded = Facts.of(facts.election, every, version_of(folder))
    _check_voting_date(loaded, folder / "election.yaml")
    return loaded


def version_of(folder: Path) -> str:
    """Twelve hex digits over the names and bytes of every file of an election."""
    digest = hashlib.sha256()
    for path in [folder / "election.yaml", *_files(folder)]:
        digest.update(
            path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
        )
    return digest.hexdigest()[:12]


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*.yaml") if p.name != "election.yaml")


def _read(path: Path) -> Any:
    try:
        return YAML().load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataError(
            f"not readable as YAML: {error.problem}", file=path.name, line=line
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot be read: {error}", file=path.name) from error


def _election(path: Path) -> Election:
    try:
        return msgspec.convert(dict(_read(path) or {}), Election, strict=False)
    except msgspec.ValidationError as error:
        raise DataError(str(error), file=path.name) from error


def _facts(path: Path, folder: Path, election: str) -> Iterator[Fact]:
    rows = _read(path) or []
    name = path.relative_to(folder).as_posix()
    if not isinstance(rows, list):
        raise DataError(
            "a list of facts is expected, each beginning with '- id:'", file=name, line=1
        )
    for row in rows:
        yield _fact(row, name, row.lc.line + 1 if hasattr(row, "lc") else 1, election)


def _fact(row: Any, file: str, line: int, election: str) -> Fact:
    if not isinstance(row, dict):
        raise DataError("a fact is expected here, with id, slot, value ...", file=file, line=line)
    for key in row:
        if key not in _FIELDS:
            raise DataError(
                f'unknown field "{key}"{_meant(str(key), _FIELDS)}',
                file=file,
                line=_line(row, key, line),
            )
    plain = {**_plain(row), "election": election, "file": file, "line": line}
    plain["value"] = _value(row, file, line)
    try:
        fact = msgspec.convert(plain, Fact, strict=False)
    except msgspec.ValidationError as error:
        key = _first_key(str(error))
        raise DataError(
            f"{row.get('id', '?')}: {error}", file=file, line=_line(row, key, line)
        ) from error
    _check(fact, row, line)
    return fact


def _value(row: Any, file: str, line: int) -> dict[str, Any]:
    value = row.get("value")
    at = _line(row, "value", line)
    if not isinstance(value, dict) or "type" not in value:
        raise DataError(f"{row.get('id', '?')}: a value with a type is missing", file=file, line=at)
    kind = str(value["type"])
    if kind not in KINDS:
        raise DataError(
            f'unknown type "{kind}"{_meant(kind, KINDS)}', file=file, line=_line(value, "type", at)
        )
    plain: dict[str, Any] = _plain(value)
    if kind == "record":
        return {"type": "record", "fields": {k: v for k, v in plain.items() if k != "type"}}
    return plain


def _check(fact: Fact, row: Any, line: int) -> None:
    if fact.jurisdiction not in regions():
        near = _meant(fact.jurisdiction, list(regions().by_code))
        raise DataError(
            f'{fact.id}: unknown region "{fact.jurisdiction}"{near}',
            file=fact.file,
            line=_line(row, "jurisdiction", line),
        )
    if fact.valid_from and fact.valid_to and fact.valid_from > fact.valid_to:
        raise DataError(
            f"{fact.id}: valid_from is after valid_to",
            file=fact.file,
            line=_line(row, "valid_from", line),
        )


def _refuse_doubles(facts: list[Fact]) -> None:
    seen: dict[str, Fact] = {}
    for fact in facts:
        if fact.id in seen:
            first = seen[fact.id]
            raise DataError(
                f'"{fact.id}" stands already in {first.file}:{first.line}',
                file=fact.file,
                line=fact.line,
            )
        seen[fact.id] = fact


def _check_voting_date(facts: Facts, path: Path) -> None:
    fact = facts.get(facts.election.voting_date_fact)
    if fact is None or not isinstance(fact.value, DateValue):
        raise DataError(
            f'voting_date_fact "{facts.election.voting_date_fact}" is not a fact with a date',
            file=path.name,
        )


def _plain(node: Any) -> Any:
    """ruamel's nodes as plain dicts, lists and strings, so that msgspec can read them."""
    if isinstance(node, dict):
        return {str(k): _plain(v) for k, v in node.items()}
    if isinstance(node, list):
        return [_plain(v) for v in node]
    if isinstance(node, str):
        return str(node)
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    return float(node) if isinstance(node, float) else str(node)


def _line(node: Any, key: str | None, fallback: int) -> int:
    try:
        return int(node.lc.key(key)[0]) + 1
    except (AttributeError, KeyError, TypeError):
        return fallback


def _first_key(message: str) -> str | None:
    found = re.search(r"`\$\.(\w+)", message)
    return found[1] if found else None


def _meant(word: str, choices: list[str]) -> str:
    close = get_close_matches(word, choices, n=1, cutoff=0.6)
    return f', did you mean "{close[0]}"?' if close else f"; known are {', '.join(choices[:12])}"
