"""What each figure means, in both languages, and the figures of TikTok that stand beside ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
from ruamel.yaml import YAML

from suluh.errors import DataError

FILE = Path(__file__).parent / "data" / "figures.yaml"


class Both(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in both languages."""

    id: str
    en: str

    def said(self, lang: str) -> str:
        """In one of them, "id" or "en"."""
        return self.en if lang == "en" else self.id


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure's title, what it counts, and why it is not known where it is not."""

    title: Both
    says: Both
    unknown: Both | None = None
    tiktok: float | None = None  # per cent


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    tiktok: Both  # where their figures come from, and how far they can be compared
    figures: dict[str, Definition]


@cache
def known() -> Known:
    """Everything in the file. Raises DataError for what is not understood."""
    try:
        return msgspec.convert(YAML(typ="safe").load(FILE.read_text(encoding="utf-8")), Known)
    except (OSError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=FILE.name) from error


def definition(name: str) -> Definition:
    """Of one figure, by its name."""
    return known().figures[name]
