"""What fact-checkers call a verdict, in Indonesian or English, and what we call it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

LEXICON = Path(__file__).parent / "lexicon"
VERDICTS = (
    "false",
    "misleading",
    "partly_true",
    "true",
    "satire",
    "scam",
    "fabricated",
    "clarified",
    "unproven",
    "time_dependent",
    "unknown",
)
_TAG = re.compile(r"^\s*[\[(【]\s*([^\])】]{2,40})\s*[\])】]\s*[:\-–]?\s*")
_LEAD = re.compile(
    r"^\s*(cek fakta|periksa fakta|hoaks?|hoax|klarifikasi|disinformasi)\s*[:!,]\s+", re.I
)


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    table = YAML(typ="safe").load(LEXICON / "verdicts.yaml")
    return {word: verdict for verdict, words in table.items() for word in words}


def verdict_of(rating: str) -> str | None:
    """Our verdict for a rating as written ("[SALAH]", "Mostly False"); None when not understood.

    >>> verdict_of("[SALAH]"), verdict_of("Sebagian Benar"), verdict_of("entah")
    ('false', 'partly_true', None)
    """
    word = " ".join(rating.lower().strip(" []().!:").replace("_", " ").split())
    return (
        word
        if word in VERDICTS
        else word.replace(" ", "_")
        if (word.replace(" ", "_") in VERDICTS)
        else _words().get(word)
    )


def split_title(title: str) -> tuple[str, str | None]:
    """The claim in a fact-check's headline, and the verdict that stood before it, if any.

    >>> split_title("[HOAKS] Surat suara sudah tercoblos")
    ('Surat suara sudah tercoblos', 'false')
    """
    tag = _TAG.match(title) or _LEAD.match(title)
    verdict = verdict_of(tag.group(1)) if tag else None
    if not tag or verdict is None:
        return title.strip(), None
    return title[tag.end() :].strip(), verdict
