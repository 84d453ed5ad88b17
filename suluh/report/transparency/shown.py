"""A folder that `suluh report make` left, for the guide: its page is written again in the guide's frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import msgspec

from suluh.errors import DataError, RequestError, ServiceError
from suluh.house.counts import Count
from suluh.policy.language import load_policy
from suluh.policy.rule import Policy
from suluh.report.transparency.page import FORMATS, body
from suluh.report.transparency.told import Told
from suluh.transparency.figure import FORM, Report


def counts(folders: Iterable[Path]) -> tuple[Count, ...]:
    """The reports of these folders, each for a period of its own.

    Raises RequestError for a folder without a report and for two of the same days, DataError for a file that is no
    report of this form, ServiceError for one that cannot be read.
    """
    policy, found = load_policy(), dict[str, Count]()
    for folder in folders:
        count = _count(folder, policy)
        if count.path in found:
            raise RequestError(f"{folder}: a second report of the same days")
        found[count.path] = count
    return tuple(found.values())


def _count(folder: Path, policy: Policy) -> Count:
    try:
        files = {
            name: (folder / name).read_bytes()
            for name in FORMATS.values()
            if (folder / name).is_file()
        }
    except OSError as error:
        raise ServiceError(f"cannot read {error.filename}: {error.strerror}") from error
    if FORMATS["JSON"] not in files:
        raise RequestError(f"{folder}: there is no report here; make one with suluh report make")
    report = _read(files[FORMATS["JSON"]], folder / FORMATS["JSON"])
    forms = {kind: name for kind, name in FORMATS.items() if name in files}
    inside = partial(_inside, report, policy)
    return Count(report.start, report.end, report.head.events, inside, forms, files)


def _read(data: bytes, path: Path) -> Report:
    try:
        report = msgspec.json.decode(data, type=Report)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DataError(f"this is no transparency report: {error}", file=str(path)) from error
    if report.form != FORM:
        raise DataError(f'the report has the form "{report.form}", not "{FORM}"', file=str(path))
    return report


def _inside(report: Report, policy: Policy, lang: str, forms: Mapping[str, str]) -> str:
    return body(report, Told(lang, policy), dict(forms), log="", statements="")
