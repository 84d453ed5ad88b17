"""Where a fact is written: the regulation first, then where we read it."""

from __future__ import annotations

import re

from suluh.actions.grounds import SourceLike
from suluh.actions.wording import phrase

# Of "PKPU 17/2024; @bawasluri" the regulation is cited, not the account that spoke of it.
_REGULATION = re.compile(r"\d+/\d{4}|\bPasal\b|\bUU ")


def cited(source: SourceLike, lang: str) -> str:
    """`PKPU 17/2024, dikutip di Judul (Penerbit), https://…`."""
    regulation = regulation_of(source)
    read = f"{source.title}, {source.url}" if source.url else source.title
    if not regulation or regulation in source.title:
        return read
    return phrase("quoted_in", lang, regulation=regulation, read=read)


def regulation_of(source: SourceLike) -> str:
    """The laws and decisions that the source quotes; "" when it names none."""
    parts = [part.strip() for part in (getattr(source, "ref", None) or "").split(";")]
    return "; ".join(part for part in parts if _REGULATION.search(part))
