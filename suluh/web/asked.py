"""What a form brought, read and bounded. Anything may come; what does not fit is said to be unclear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from django.http import QueryDict

LONG = 4000  # characters of free words


class Asking(Protocol):
    """What a browser's request has, and what a program sent in its place."""

    @property
    def POST(self) -> Any: ...  # noqa: N802  # as Django calls it


class Sent(NamedTuple):
    """The fields that a program sent, as a form has them."""

    POST: QueryDict


def sent(fields: Mapping[str, str | Iterable[str]]) -> Sent:
    """A program's fields in the place of a browser's form, so that both pass the same reading."""
    made = QueryDict(mutable=True)
    for name, value in fields.items():
        made.setlist(name, [value] if isinstance(value, str) else list(value))
    return Sent(made)


class Unclear(Exception):
    """A field that is missing or does not fit. `key` names the phrase that says so: unclear_KEY."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def line(request: Asking, field: str, longest: int = LONG) -> str:
    """The field without what cannot be stored, "" when it is missing, cut at its longest."""
    return str(request.POST.get(field, "")).replace("\0", "").strip()[:longest]


def text(request: Asking, field: str, longest: int = LONG) -> str:
    """As `line`; raises Unclear when nothing was written."""
    if not (found := line(request, field, longest)):
        raise Unclear("words")
    return found


def choice(request: Asking, field: str, among: Sequence[str]) -> Any:
    """One of a closed set; raises Unclear for any other."""
    found = request.POST.get(field, "")
    if found not in among:
        raise Unclear("choice")
    return found


def number(request: Asking, field: str, low: int, high: int) -> int:
    """A whole number between the two; raises Unclear for any other."""
    found = request.POST.get(field, "")
    if not (found.isascii() and found.isdigit() and low <= int(found[:4]) <= high):
        raise Unclear("number")
    return int(found[:4])
