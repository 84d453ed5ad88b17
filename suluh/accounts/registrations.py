"""What partners register as theirs: a YAML list that a person edits, each entry with its source and its days.

The user's own stands as `accounts.yaml` in the home folder and counts in every scan; its hash is part of the knowledge.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from rapidfuzz import process
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import YAMLError

from suluh.accounts.register import PLATFORMS, Official, platform_key
from suluh.errors import DataError, RequestError
from suluh.facts.regions import regions

FILE = "accounts.yaml"
_KINDS = ("body", "government", "candidate", "media")
_FIELDS = (
    "owner", "kind", "platform", "handle", "name", "domain", "avatar", "region", "source",
    "valid_from", "valid_to",
)  # fmt: skip
_PRINT = re.compile(r"[0-9a-f]{64}")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")


def read_registrations(path: Path) -> tuple[Official, ...]:
    """The entries of a file. Raises RequestError when it cannot be read, DataError with the line for a mistake in it."""
    try:
        rows = YAML().load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", None) or "not UTF-8"
        raise RequestError(f"{path} cannot be read ({said})") from error
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError("not YAML", file=path, line=mark.line + 1 if mark else None) from error
    if rows is None:
        return ()
    if not isinstance(rows, CommentedSeq):
        raise DataError("expected a list of accounts (`- owner: …`)", file=path, line=1)
    return tuple(_official(row, path, rows.lc.item(at)[0] + 1) for at, row in enumerate(rows))


def _official(row: Any, path: Path, line: int) -> Official:
    def wrong(problem: str, field: str | None = None) -> DataError:
        at = row.lc.key(field)[0] + 1 if field in (row if isinstance(row, dict) else ()) else line
        return DataError(problem, file=path, line=at)

    if not isinstance(row, dict):
        raise wrong("expected fields (`owner: …`)")
    for field in row:
        if field not in _FIELDS:
            raise wrong(f'unknown field "{field}"{_meant(str(field), _FIELDS)}', field)
    for field in ("owner", "source"):
        if not str(row.get(field) or "").strip():
            raise wrong(f"{field} is missing: whose it is and who says so", field)
    if not (row.get("handle") or row.get("domain") or row.get("name")):
        raise wrong("neither handle, name nor domain")
    return _made(row, wrong)


def _made(row: Any, wrong: Any) -> Official:
    said = {field: str(row[field]).strip() for field in _FIELDS if row.get(field) is not None}
    kind = said.get("kind", "body")
    if kind not in _KINDS:
        raise wrong(f'unknown kind "{kind}"{_meant(kind, _KINDS)}', "kind")
    platform = platform_key(said.get("platform")) or ("web" if "domain" in said else "")
    if platform not in (*PLATFORMS, "web"):
        raise wrong(f'unknown platform "{platform}"{_meant(platform, PLATFORMS)}', "platform")
    if said.get("region", "ID") not in regions():
        raise wrong(f"{said['region']} is not a Kemendagri code", "region")
    if "avatar" in said and not _PRINT.fullmatch(said["avatar"].lower()):
        raise wrong(
            "avatar is a PDQ print: 64 hex digits (`suluh accounts print PICTURE`)", "avatar"
        )
    if "domain" in said and not _DOMAIN.fullmatch(said["domain"].lower()):
        raise wrong(f'"{said["domain"]}" is not a domain such as kpu.go.id', "domain")
    for field in ("domain", "avatar"):
        if field in said:
            said[field] = said[field].lower().removeprefix("www.")
    days = {field: _day(said.pop(field), field, wrong) for field in _DAYS if field in said}
    if len(days) == 2 and days["valid_from"] > days["valid_to"]:
        raise wrong("valid_to is before valid_from", "valid_to")
    return msgspec.convert({**said, **days, "platform": platform}, Official)


_DAYS = ("valid_from", "valid_to")


def _day(said: str, field: str, wrong: Any) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise wrong(f'{field}: "{said}" is not a day such as 2024-11-27', field) from None


def _meant(said: str, known: tuple[str, ...]) -> str:
    near = process.extractOne(said, known, score_cutoff=60)
    return f', did you mean "{near[0]}"?' if near else ""
