"""Which refusals an address may answer with, as its part of the OpenAPI document."""

from __future__ import annotations

from typing import Any

from suluh.web.api.shapes import Problem

ALWAYS = (400, 401, 403, 413, 422, 429)  # an unreadable request, no key, no right, too many


def refusals(*more: int) -> dict[Any, Any]:
    """For `response=`: each of these is a Problem."""
    return {frozenset({*ALWAYS, *more}): Problem}
