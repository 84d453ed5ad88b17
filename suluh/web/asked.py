"""What a form brought, read and bounded. Anything may come; what does not fit is said to be unclear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

LONG = 4000  # characters of free words


class Unclear(Exception):
    """A field that is missing or does not fit. `key` names the phrase that says so: unclear_KEY."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def line(request: HttpRequest, field: str, longest: int = LONG) -> str:
    """The field without what cannot be stored, "" when it is missing, cut at its longest."""
    return request.POST.get(field, "").replace("\0", "").strip()[:longest]


def text(request: HttpRequest, field: str, longest: int = LONG) -> str:
    """As `line`; raises Unclear when nothing was written."""
    if not (found := line(request, field, longest)):
        raise Unclear("words")
    return found


def choice(request: HttpRequest, field: str, among: Sequence[str]) -> Any:
    """One of a closed set; raises Unclear for any other."""
    found = request.POST.get(field, "")
    if found not in among:
        raise Unclear("choice")
    return found


def number(request: HttpRequest, field: str, low: int, high: int) -> int:
    """A whole number between the two; raises Unclear for any other."""
    found = request.POST.get(field, "")
    if not (found.isascii() and found.isdigit() and low <= int(found[:4]) <= high):
        raise Unclear("number")
    return int(found[:4])
