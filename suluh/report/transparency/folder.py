"""The folder that `suluh report make` leaves: the page in both languages, PDF, CSV, JSON and Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from suluh.errors import ServiceError
from suluh.kept import whole
from suluh.policy.rule import Policy
from suluh.report.transparency import flat, parquet
from suluh.report.transparency.page import FORMATS, page
from suluh.report.transparency.paper import pdf
from suluh.report.transparency.told import Told
from suluh.transparency.figure import Report

NAME = "laporan"


def write(report: Report, policy: Policy, out: Path) -> list[Path]:
    """Every form below `out`, each file whole or as it was. Raises ServiceError when something cannot be written."""
    both = Told("id", policy), Told("en", policy)
    try:
        out.mkdir(parents=True, exist_ok=True)
        written = [whole(out / name, data) for name, data in _files(report, both)]
        parquet.write(out / FORMATS["Parquet"], flat.rows(report, both), flat.COLUMNS)
    except OSError as error:
        raise ServiceError(f"cannot write {error.filename or out}: {error.strerror}") from error
    return [*written, out / FORMATS["Parquet"]]


def _files(report: Report, both: tuple[Told, Told]) -> Iterator[tuple[str, bytes]]:
    yield f"{NAME}.json", msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"
    yield f"{NAME}.csv", flat.as_csv(report, both).encode()
    for say in both:
        end = "" if say.lang == "id" else f".{say.lang}"
        yield f"{NAME}{end}.pdf", pdf(report, say)
        yield f"{NAME}{end}.html", page(report, say, FORMATS).encode()
