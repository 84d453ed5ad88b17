"""Who said so: hearsay, doubt, attributed speech and news."""

from __future__ import annotations

import re

from suluh.text.cues import Cue
from suluh.text.statement import Found, Statement

_OWN_WORDS = frozenset("saya aku gue kami kita ane kulo abdi kuring i we".split())
_TOLD = frozenset(("diberi tahu", "dikasih tahu", "diberitahu", "diinfokan", "kata", "menurut"))
_NEEDS_SPEAKER = frozenset(
    "sebut meminta mencatat berharap mendesak mengajak memutuskan menetapkan bilang asked".split()
)


def doubted(here: Statement) -> Found | None:
    cues = [c for c in here.in_sentence("hearsay", "unsure") if not _own_hearsay(here, c)]
    cues = [c for c in cues if abs(here.marks.piece_at(here.sentence, c.start) - here.piece) <= 1]
    if cues and not _then_told(here, cues[-1]):
        return Found("doubts", tuple(cues))
    if here.sentence > 0:
        s = here.marks.sentences[here.sentence - 1]
        before = here.marks.within(s.start, s.end, "hearsay")
        if (
            before
            and len(here.marks.words(s.start, s.end)) - sum(c.last - c.first + 1 for c in before)
            <= 1
        ):
            return Found("doubts", tuple(before))
    if here.sentence + 1 < len(here.marks.sentences):
        s = here.marks.sentences[here.sentence + 1]
        after = here.marks.within(s.start, s.end, "hearsay", "unsure")
        if after and len(here.marks.words(s.start, s.end)) <= 6:
            return Found("doubts", tuple(after))
    return None


def _own_hearsay(here: Statement, cue: Cue) -> bool:
    word = here.marks.text[cue.start : cue.end]
    return word == "paling" and bool(
        re.match(
            r"\s*(?:lambat|telat|akhir|lama|banyak|sedikit|penting|aman)",
            here.marks.text[cue.end :],
        )
    )


def _then_told(here: Statement, cue: Cue) -> bool:
    """ "katanya tanggal 28, ternyata 27": what follows "ternyata" is told."""
    return bool(
        re.search(
            r"\b(?:ternyata|tapi yang benar|tibake|tihothat|horeng)\b",
            here.marks.text[cue.end : here.span[0]],
        )
    )


def reported(here: Statement) -> Found | None:
    if here.in_sentence("opinion"):
        return None
    cues = [c for c in here.in_sentence("attribution") if _speaks(here, c)]
    cues = [c for c in cues if abs(here.marks.piece_at(here.sentence, c.start) - here.piece) <= 2]
    if cues:
        return Found("reports", tuple(cues))
    cited = [
        c for c in here.in_sentence("claim") if c.end <= here.span[0] and not _only_viral(here, c)
    ]
    frame = [c for c in here.frame.cues if c.kind in ("news", "description")]
    if cited or frame:
        return Found("reports", (*cited, *frame), sure=not cited or bool(frame))
    return None


def _only_viral(here: Statement, cue: Cue) -> bool:
    """ "viral!" calls attention and cites nobody; "kabar baik" is the author's own news."""
    word, after = (
        here.marks.text[cue.start : cue.end],
        here.marks.text[cue.end : cue.end + 8].strip(),
    )
    return word in ("viral", "seruan", "ajakan", "isu") or (
        word == "kabar" and after.startswith(("baik", "gembira", "buruk", "duka"))
    )


def _speaks(here: Statement, cue: Cue) -> bool:
    """Whether an attribution has a third person as its speaker."""
    word = here.marks.text[cue.start : cue.end]
    before = here.words_before(cue.start, 2)
    begin = here.sentence_range[0]
    piece = here.marks.sentences[here.sentence].pieces[
        here.marks.piece_at(here.sentence, cue.start)
    ]
    subject = {t.text for t in here.marks.words(piece[0], cue.start)[:2]}
    if _OWN_WORDS & subject and word not in _TOLD:
        return False
    if word in _NEEDS_SPEAKER and not here.marks.words(begin, cue.start):
        return False
    if word in ("bilang", "ngomong", "mengaku", "minta warga", "menjelaskan", "menyampaikan") and (
        not before
        or before[-1] in ("saya", "aku", "gue", "kami", "jangan", "tolong", "mau", "yang", "siapa")
    ):
        return False
    if word in ("memastikan", "pastikan bahwa", "sumber", "menyatakan") and not before:
        return False
    if word == "kata":
        after = [t.text for t in here.marks.tokens[cue.last + 1 : cue.last + 2]]
        return bool(after) and after[0] not in (
            "saya",
            "aku",
            "gue",
            "kami",
            "orang",
            "siapa",
            "kata",
            "lain",
        )
    return True
