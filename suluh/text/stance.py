"""How a statement is meant: asserted, denied, asked, reported, doubted, supposed, wished, mocked or witnessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from suluh.text.attribution import doubted, reported
from suluh.text.cues import Cue, marks_of
from suluh.text.frames import PostFrame, frame_of
from suluh.text.mockery import laughs, mocked
from suluh.text.negation import polarity
from suluh.text.questions import asked
from suluh.text.refutation import refuted
from suluh.text.statement import Found, Statement
from suluh.text.supposition import imagined, supposed
from suluh.text.testimony import witnessed
from suluh.text.wishes import wished

if TYPE_CHECKING:
    from suluh.text.clauses import Clause
    from suluh.text.normal import Normal


class StanceReading(msgspec.Struct, frozen=True):
    """How one statement is meant, and the words that show it.

    `negated` speaks of the predicate inside the statement; a refutation of the whole statement is the stance
    "denies" and not counted in it. `holds` puts the two together.
    """

    stance: (
        str  # asserts | denies | asks | reports | doubts | supposes | wishes | mocks | testifies
    )
    cues: tuple[Cue, ...] = ()
    negated: bool = False
    modal: str | None = None  # may | must | cannot | will; "cannot" counts its own negation
    sure: bool = True  # False: the words allow another reading; leave it to a person

    @property
    def holds(self) -> bool:
        """Whether the author maintains the predicate: neither negated nor refuted, or both."""
        return self.negated == (self.stance == "denies")


def stance_of(
    normal: Normal,
    clause: Clause | None = None,
    span: tuple[int, int] | None = None,
    frame: PostFrame | None = None,
) -> StanceReading:
    """How the statement at `span` (or the whole clause, or the whole text) is meant.

    `span` and the cues' offsets are in `normal.text`. Pass the post's `frame` when several statements of one
    post are read; it is found anew otherwise.
    """
    if span is None:
        span = (clause.start, clause.end) if clause is not None else (0, len(normal.text))
    return stance_in(
        normal.text, span, quoted=bool(clause is not None and clause.quoted), frame=frame
    )


def stance_in(
    text: str, span: tuple[int, int], *, quoted: bool = False, frame: PostFrame | None = None
) -> StanceReading:
    """The same for an already normalised, lower-case text."""
    marks = marks_of(text)
    start = span[0] + len(text[span[0] : span[1]]) - len(text[span[0] : span[1]].lstrip())
    sentence = marks.sentence_at(start)
    piece = marks.piece_at(sentence, start)
    here = Statement(marks, frame or frame_of(marks), (start, span[1]), sentence, piece, quoted)
    found = next((f for f in (reader(here) for reader in _READERS) if f), Found("asserts", ()))
    lo, hi = here.piece_range
    reach = (min(lo, start), max(hi, min(span[1], here.sentence_range[1])))
    said = polarity(marks, *reach, here.span)
    sure = found.sure and not (found.stance == "asserts" and laughs(marks))
    return StanceReading(found.stance, found.cues, said.negated, said.modal, sure)


def _denied(here: Statement) -> Found | None:
    set_aside = _set_aside(here)
    if set_aside:
        return set_aside
    verdict = refuted(here.marks, *here.span, here.frame.heading)
    if verdict is None and here.frame.has("debunk") and here.in_sentence("claim"):
        told = next((c for c in here.in_sentence("claim") if c.end <= here.span[0]), None)
        verdict = (told, False) if told else None  # a claim cited in a post that debunks
    if verdict is None:
        return None
    cue, sure = verdict
    if cue.kind == "rhetorical" and laughs(here.marks):
        return Found("mocks", (cue,))
    return Found("denies", (cue,), sure)


def _set_aside(here: Statement) -> Found | None:
    """ "bukan tanggal 28 tapi 27", "27 November, bukan 28": a noun negator right before the span."""
    lo, hi = here.piece_range
    if (
        here.span[0] <= lo
        and here.span[1] >= hi - 1
        and not here.marks.text[lo:hi].lstrip().startswith(("bukan", "not ", "dudu", "sanes"))
    ):
        return None
    i = sum(1 for t in here.marks.tokens if t.end <= here.span[0])
    for k in range(max(0, i - 3), min(i + 1, len(here.marks.tokens))):
        token = here.marks.tokens[k]
        if token.start < lo or token.text not in (
            "bukan",
            "dudu",
            "sanes",
            "not",
            "instead",
            "lain",
        ):
            continue
        following = here.marks.tokens[k + 1].text if k + 1 < len(here.marks.tokens) else ""
        if following in (
            "hanya",
            "cuma",
            "sekadar",
            "main",
            "only",
            "kali",
            "just",
            "hoaks",
            "hoax",
        ):
            return None
        if here.marks.sentences[here.sentence].asks or (
            token.start >= here.span[0] and not _contrasted(here, token.end)
        ):
            return None
        return Found("denies", (Cue("not_this", token.start, token.end),))
    return None


def _contrasted(here: Statement, position: int) -> bool:
    """ "bukan tanggal 28 tapi 27" sets a day aside; "bukan tanggal merah" only says what it is not."""
    return bool(
        re.search(
            r"\b(?:tapi|tetapi|melainkan|but|nanging|tapina)\b",
            here.marks.text[position : here.sentence_range[1]],
        )
    )


# Asked in this order; the first that finds its cues speaks. A refutation outranks a joke, a joke a question.
_READERS: tuple[Callable[[Statement], Found | None], ...] = (
    _denied,
    mocked,
    imagined,
    asked,
    supposed,
    wished,
    doubted,
    witnessed,
    reported,
)
