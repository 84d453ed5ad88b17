"""Asks a shortener where a link leads: one HEAD, nothing followed, the target not loaded. Only on a person's word."""

from __future__ import annotations

import httpx

from suluh.errors import RequestError, ServiceError
from suluh.links.addresses import key_of
from suluh.links.shortlinks import shorteners
from suluh.outgoing import to_found


def ask(link: str) -> str:
    """The target as lists name links.

    Raises RequestError for a link at no known shortener, ServiceError when it does not answer or leads nowhere.
    """
    key = key_of(link)
    if key.partition("/")[0] not in shorteners():
        raise RequestError(f"{link}: at no known shortener; nothing was asked")
    try:
        with to_found() as line:
            answer = line.head(f"https://{key}")
    except httpx.HTTPError as error:
        raise ServiceError(f"{link}: {type(error).__name__}: {error}"[:200]) from error
    target = key_of(answer.headers.get("location", ""))
    if not answer.is_redirect or not target:
        raise ServiceError(f"{link}: leads nowhere (answered {answer.status_code})")
    return target
