"""Satire and sarcasm: said openly, or shown by laughter at what cannot be meant."""

from __future__ import annotations

import re

from suluh.text.cues import Cue, Marks
from suluh.text.statement import Found, Statement

_LAUGHING = re.compile(
    "[🤣😂😹😆🤡🙃😜😝]|\\b(?:wk){2,}w?k?\\b|\\b(?:ha){3,}h?\\b|\\bawok\\w*|(?:^|\\s)/s(?:\\s|$)"
)
_SARCASM_TAG = re.compile(r"(?:^|\s)/s(?:\s|$|[.!])|#(?:satir\w*|parodi|sarkas\w*|dagelan|humor)")


def mocked(here: Statement) -> Found | None:
    tag = _SARCASM_TAG.search(here.marks.text)
    if tag:
        return Found("mocks", (Cue("satire", tag.start(), tag.end()),))
    cues = list(here.marks.of("mock"))
    if cues:
        return Found("mocks", tuple(cues))
    satire = [c for c in here.marks.of("satire") if not _negated_word(here, c)]
    if satire:
        return Found("mocks", tuple(satire))
    if laughs(here.marks):
        absurd = list(here.marks.of("absurd"))
        if absurd:
            return Found("mocks", tuple(absurd))
    return None


def _negated_word(here: Statement, cue: Cue) -> bool:
    before = here.words_before(cue.start, 2)
    return bool(
        set(before)
        & {"bukan", "tidak", "not", "jangan", "no", "dudu", "lain", "serius", "tanpa", "ora"}
    )


def laughs(marks: Marks) -> bool:
    return bool(_LAUGHING.search(marks.text)) or "laugh" in marks.kinds
