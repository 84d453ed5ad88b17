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
    if cues and _all_supposed(here, condition, cues):
        return False
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


_RESULTS = (
    "jadi",
    "maka",
    "ya",
    "ayo",
    "yuk",
    "berarti",
    "tetap",
    "silakan",
    "datang",
    "bawa",
    "langsung",
    "segera",
)


def _all_supposed(here: Statement, condition: Cue, cues: list[Cue]) -> bool:
    """ "kalau TNI boleh nyoblos, asramanya jadi lumbung suara": the may is what is supposed; another thing follows."""
    piece = here.marks.piece_at(here.sentence, condition.start)
    pieces = here.marks.sentences[here.sentence].pieces
    if piece + 1 >= len(pieces) or any(c.start >= pieces[piece][1] for c in cues):
        return False
    inside = here.marks.words(condition.end, pieces[piece][1])
    then = here.marks.words(*pieces[piece + 1])
    early = len(here.marks.words(condition.end, min(c.start for c in cues))) <= 3
    negated = any(
        t.text in ("tidak", "belum", "tanpa", "bukan", "no", "not", "without") for t in inside
    )
    return (
        early
        and not negated
        and len(inside) <= 8
        and len(then) >= 3
        and then[0].text not in _RESULTS
    )
