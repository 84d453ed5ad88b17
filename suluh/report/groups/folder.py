"""The folder that a search leaves: pages for people, the same as JSON, CSV, GraphML and STIX for programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from suluh.errors import ServiceError
from suluh.kept import whole
from suluh.networks import exports
from suluh.networks.found import Found
from suluh.report.groups import drawing, page

PAGES = 200  # findings with a page of their own, the largest first; the others stand in the tables
_OURS = ("*.html", "*.svg")


def write(found: Found, out: Path, lang: str = "id") -> list[Path]:
    """Write everything below `out` and say what. What an earlier search left there is replaced.

    Each file is whole or as it was. Raises ServiceError when it cannot be written.
    """
    try:
        (out / "groups").mkdir(parents=True, exist_ok=True)
        written = [whole(out / name, data) for name, data in _files(found, lang)]
        for pattern in _OURS:
            for left in set((out / "groups").glob(pattern)) - set(written):
                left.unlink()
    except OSError as error:
        raise ServiceError(f"cannot write {error.filename or out}: {error.strerror}") from error
    return written


def _files(found: Found, lang: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file, one at a time; the index last, when all it links to is there."""
    both = (*found.findings, *found.apart)
    yield "groups.json", msgspec.json.encode(found) + b"\n"
    yield "accounts.csv", exports.accounts_csv(both).encode("utf-8", "replace")
    yield "ties.csv", exports.ties_csv(both).encode("utf-8", "replace")
    yield "network.graphml", exports.graphml(both).encode("utf-8", "replace")
    yield "network.stix.json", msgspec.json.encode(exports.stix(found.findings)) + b"\n"
    pages = found.findings[:PAGES]
    for group in pages:
        graph = drawing.graph(group, f"{group.id}: {page.Said(lang)('graph')}")
        yield f"groups/{group.id}.html", page.one(group, graph, lang).encode("utf-8", "replace")
        yield f"groups/{group.id}.svg", graph.encode("utf-8", "replace")
    names = {group.id for group in pages}
    yield "index.html", page.index(found, names, lang).encode("utf-8", "replace")
