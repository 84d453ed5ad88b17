"""The facts as this installation holds them: those that come with Suluh, and over them every version published here.

A version is a whole folder, `facts/0001/` and so on in the installation's folder, written once and never touched
again. The newest is in force. Nothing is written into the program's own files.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from suluh.errors import RequestError, ServiceError
from suluh.facts import Fact, Facts, load
from suluh.facts.load import DATA, with_file
from suluh.facts.published import NEW, NOTE
from suluh.knowledge import open_knowledge
from suluh.web.order import ELECTION
from suluh.web.partner.folders import folder_of, home_of_facts, latest, root


def facts() -> Facts:
    """The facts in force."""
    return _loaded(root())


def facts_at(root: Path) -> Facts:
    """The facts of one version; the files that come with Suluh are read from the snapshot of `open_knowledge`."""
    return _loaded(root)


@cache
def _loaded(root: Path) -> Facts:
    return open_knowledge(ELECTION).facts if root == DATA else load(ELECTION, root)


def written(fact: str, root: Path) -> str:
    """A fact as it stands in its file, as YAML. Raises RequestError when there is no such fact."""
    known = _loaded(root).get(fact)
    if known is None:
        raise RequestError(f"no fact {fact}")
    row, _ = _found(root / ELECTION, known)
    return to_yaml(row)


def changed(row: dict[str, Any], into: Path) -> Facts:
    """Copies the facts in force to the folder `into`, with this fact replaced or added there; the facts as they load.

    Raises DataError, which names the mistake, when the facts would not load any more.
    """
    shutil.copytree(root() / ELECTION, into / ELECTION)
    folder, fact = into / ELECTION, str(row["id"])
    known = _loaded(root()).get(fact)
    path = folder / (known.file if known else NEW)
    rows = _rows(path) if path.exists() else []
    places = [i for i, old in enumerate(rows) if old.get("id") == fact]
    if places:
        rows[places[0]] = row
    else:
        rows.append(row)
    path.write_text(to_yaml(rows), encoding="utf-8")
    return with_file(_loaded(root()), path, folder)


def publish(row: dict[str, Any], note: str) -> tuple[int, Facts]:
    """Writes the next version with this fact; its number and the facts. note: YAML about who and why, kept beside it.

    A version is complete before it has its name, so that no reader finds half of one.
    Raises DataError as `changed` does, RequestError when somebody published at the same moment.
    """
    number, there = latest() + 1, home_of_facts()
    there.mkdir(mode=0o700, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=there, prefix="draft-"))
    try:
        made = changed(row, draft)
        (draft / NOTE).write_text(note, encoding="utf-8")
        if folder_of(number).exists():
            raise RequestError("another version was published at the same moment")
        draft.rename(folder_of(number))
    except OSError as error:
        raise ServiceError(f"{there}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return number, made


def to_yaml(value: Any) -> str:
    """YAML as the fact files are written."""
    yaml, out = YAML(), StringIO()
    yaml.width, yaml.allow_unicode = 110, True
    yaml.indent(mapping=2, sequence=4, offset=2) if isinstance(value, dict) else None
    yaml.dump(value, out)
    return out.getvalue()


def _found(folder: Path, fact: Fact) -> tuple[dict[str, Any], Path]:
    """The fact's own lines, and the file they stand in."""
    path = folder / fact.file
    for row in _rows(path):
        if row.get("id") == fact.id:
            return row, path
    raise RequestError(f"no fact {fact.id}")


def _rows(path: Path) -> list[dict[str, Any]]:
    return YAML().load(path.read_text(encoding="utf-8")) or []
