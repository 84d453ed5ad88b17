"""Reasons and verdicts in words, Indonesian first."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from suluh.accounts.compare import Verdict
from suluh.accounts.reasons import Reason

_FILE = Path(__file__).parent / "data" / "sayings.yaml"
_LANGUAGES = ("id", "en")


@cache
def _sayings() -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    return said


def says(reason: Reason, lang: str = "id") -> str:
    """The reason as a sentence's part; `lang` is "id" or "en"."""
    text: str = _sayings()[reason.kind][_LANGUAGES.index(lang)]
    return text.format(seen=reason.seen, against=reason.against or "–").strip()


def verdict(of: Verdict, lang: str = "id") -> str:
    text: str = _sayings()["verdicts"][of.value][_LANGUAGES.index(lang)]
    return text
