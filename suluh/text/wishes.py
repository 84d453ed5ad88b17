"""Hopes, proposals and demands; an appeal to pass on is none."""

from __future__ import annotations

from suluh.text.cues import Cue
from suluh.text.statement import Found, Statement

_OWN = frozenset("saya aku gue kami kita ane kulo abdi kuring i we".split())
# With another subject these tell what somebody wants: "Warga menuntut ..." is a report.
_OF_ONESELF = frozenset(
    "ingin minta berharap menuntut mendesak tuntut desak berharap harapan usul pengen wish".split()
)


def wished(here: Statement) -> Found | None:
    lo, hi = here.piece_range
    cues = [c for c in here.in_piece("wish") if not _appeal_to_spread(here, c) and _own(here, c)]
    cues = [c for c in cues if c.start <= here.span[1]] or [
        c for c in cues if here.marks.text[c.start : c.end] in ("amin", "aamiin", "dong", "please")
    ]
    if not cues:
        before = [
            c
            for c in here.marks.within(here.sentence_range[0], lo, "wish")
            if not _appeal_to_spread(here, c) and _own(here, c)
        ]
        if (
            not before
            or here.piece - here.marks.piece_at(here.sentence, before[-1].start) > 1
            or _new_reason(here)
        ):
            return None
        cues = before
    if here.span[1] - here.span[0] < hi - lo - 8 and here.in_piece("smooth"):
        return None  # "semoga coblosan tanggal 27 lancar" takes the day as given
    return Found("wishes", tuple(cues))


def _own(here: Statement, cue: Cue) -> bool:
    """Whether a want is the author's: it opens its piece or has a first person before it."""
    if here.marks.text[cue.start : cue.end] not in _OF_ONESELF:
        return True
    piece = here.marks.sentences[here.sentence].pieces[
        here.marks.piece_at(here.sentence, cue.start)
    ]
    before = [t.text for t in here.marks.words(piece[0], cue.start)]
    return not before or bool(_OWN & set(before[-4:]))


def _new_reason(here: Statement) -> bool:
    """ "karena TPS tutup jam 10" gives the author's reason and is asserted."""
    words = here.marks.words(*here.piece_range)
    return bool(words) and words[0].text in (
        "karena",
        "sebab",
        "soalnya",
        "because",
        "padahal",
        "tapi",
        "tetapi",
        "but",
        "amarga",
        "sabab",
    )


def _appeal_to_spread(here: Statement, cue: Cue) -> bool:
    """ "tolong sebarkan", "mohon diperhatikan": what follows is told, not wished."""
    following = here.marks.within(cue.end, cue.end + 25, "spread")
    return bool(following) and here.marks.text[cue.start : cue.end] in (
        "tolong",
        "mohon",
        "minta",
        "please",
        "tulung",
        "punten",
        "saran",
    )
