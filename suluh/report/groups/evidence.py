"""What is kept of a group when it becomes a case: the data, the page that shows them, the picture of the ties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from suluh.cases import Case
from suluh.cases.things import EvidenceItem
from suluh.networks.found import Group
from suluh.report.groups import drawing, page

DATA = "application/vnd.suluh.group+json"  # accounts, ties, timeline, sample, likeness, techniques


class Piece(NamedTuple):
    """Bytes, and what they are in a case's evidence."""

    data: bytes
    media_type: str
    what: Literal["document", "page", "picture"]


def pieces(group: Group, lang: str = "id") -> Iterator[Piece]:
    """The same group gives the same bytes. Captions in it are masked, as the search left them."""
    graph = drawing.graph(group, f"{group.id}: {page.Said(lang)('graph')}", page="")
    yield Piece(msgspec.json.encode(group), DATA, "document")
    yield Piece(page.one(group, graph, lang).encode("utf-8", "replace"), "text/html", "page")
    yield Piece(graph.encode("utf-8", "replace"), "image/svg+xml", "picture")


def data_of(case: Case) -> EvidenceItem | None:
    """The piece of a case's evidence that is a group's data; None where it is about no group."""
    return next((kept.item for kept in case.evidence if kept.item.media_type == DATA), None)
