"""Imagined cases and conditions; a condition with a may, must or cannot is a rule and asserted."""

from __future__ import annotations

import re

from suluh.text.cues import Cue
from suluh.text.statement import Found, Statement

_COMPLEMENTIZED = frozenset(
    "bilang kata dengar denger tahu tau hoaks benar bener betul katanya info kabar lupa ingat mengatakan menyebut "
    "percaya klaim pastikan soal yakin bohong palsu sadar lihat baca isu berita seakan seolah anggapan that itu "
    "baiknya baik bagus bagusnya setuju better".split()
)


def imagined(here: Statement) -> Found | None:
    cues = [c for c in here.in_sentence("imagine") if c.start <= here.span[1]]
    return Found("supposes", tuple(cues)) if cues else None


def supposed(here: Statement) -> Found | None:
    lo = here.sentence_range[0]
    hoped = here.in_sentence("wish")
    imagined = [
        c
        for c in here.in_sentence("suppose")
        if c.start <= here.span[1] and not any(w.start <= c.start < w.end for w in hoped)
    ]
    if imagined:
        return Found("supposes", tuple(imagined))
    unsure = here.in_sentence("hearsay", "unsure", "wish")
    conditions = [c for c in here.in_sentence("if") if not _complementizer(here, c)]
    condition = next(
        (c for c in conditions if not any(u.start <= c.start < u.end for u in unsure)), None
    )
    if condition is None or _is_rule(here, condition):
        return None
    if condition.start > here.span[1] and here.marks.words(lo, condition.start):
        return None if here.in_piece("instruct") else Found("supposes", (condition,), sure=False)
    return Found("supposes", (condition,))


def _complementizer(here: Statement, cue: Cue) -> bool:
    """ "bilang kalau", "hoaks kalau" introduce what is said, no condition."""
    before = here.words_before(cue.start, 1)
    return bool(before) and before[0] in _COMPLEMENTIZED


def _is_rule(here: Statement, condition: Cue) -> bool:
    """A condition with a may, must or cannot is a rule that is asserted: "kalau tidak bawa undangan, tidak boleh"."""
    lo, hi = here.sentence_range
    cues = [
        c
        for c in here.marks.within(lo, hi, "rule")
        if not (condition.start <= c.start < condition.end)
    ]
    antecedent = here.marks.within(condition.end, hi, "suppose")
    events = re.search(
        r"\b(?:ditunda|diundur|batal|dibatalkan|menang|kalah|curang|rusuh|presiden|postponed|cancelled)\b",
        here.marks.text[condition.end : hi],
    )
    if events and not re.search(
        r"\b(?:pemilih|kamu|anda|warga|undangan|ktp|c6|terdaftar|dpt)\b", here.marks.text[lo:hi]
    ):
        return False
    return bool(cues) and not antecedent
