"""Every link in a raw text: host, what follows it, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from suluh.accounts.domains import hosts

_REST = re.compile(r"(?::\d{1,5})?(/[^\s<>\"'|]*)?")
_LEFT_OVER = ".,;:!?)]}*_~'\""  # what a sentence leaves behind a link


class Address(NamedTuple):
    """`host` in lower case without "www."; `path` with its slash and what follows, "" for none; offsets in the text."""

    host: str
    path: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What a list names it by."""
        return (self.host + self.path.partition("#")[0]).rstrip("/")


def addresses(text: str) -> Iterator[Address]:
    """In the order of the text.

    >>> [a.key for a in addresses("Cek https://www.Bit.ly/dpt2024. Lalu s.id/kpu/")]
    ['bit.ly/dpt2024', 's.id/kpu']
    """
    if "." not in text:
        return
    for host, start, end in hosts(text):
        found = _REST.match(text, end)
        path = (found[1] or "").rstrip(_LEFT_OVER) if found else ""
        yield Address(host.removeprefix("www."), path, start, end + len(path))


def key_of(link: str) -> str:
    """A link as lists name it; "" for what is no link.

    >>> key_of("HTTPS://www.contoh.com/Undangan/"), key_of("bukan tautan")
    ('contoh.com/Undangan', '')
    """
    found = list(addresses(link if "://" in link else f"http://{link}"))
    return found[0].key if len(found) == 1 and " " not in link.strip() else ""
