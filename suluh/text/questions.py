"""Questions: with and without a question mark, and questions in form only."""

from __future__ import annotations

import re

from suluh.text.cues import Cue
from suluh.text.statement import Found, Statement

_KAH = re.compile(
    r"\b(?:bisa|boleh|apa|benar|betul|perlu|harus|wajib|ada|sudah|masih|mungkin|akan|dapat|siapa|kapan|jadi|bukan)kah\b"
)


def asked(here: Statement) -> Found | None:
    marks, sentence = here.marks, here.marks.sentences[here.sentence]
    lo, hi = here.piece_range
    told = here.in_sentence("known_question")
    if told and told[0].start <= here.span[0] and marks.words(told[0].end, sentence.end):
        return None
    own = [c for c in here.in_piece("ask") if not _voided_ask(here, c)]
    own += [
        c
        for c in here.in_piece("ask_open")
        if _opens_piece(here, c) and (sentence.asks or not here.in_piece("instruct"))
    ]
    kah = _KAH.search(marks.text, lo, hi)
    if kah:
        own.append(Cue("ask", kah.start(), kah.end()))
    if sentence.asks:
        return _question_mark(here, own)
    own = [c for c in own if c.kind == "ask" or _true_opening(here, c)]
    if own:
        return Found("asks", tuple(own))
    before = [c for c in marks.within(sentence.start, lo, "ask") if not _voided_ask(here, c)]
    if before:
        return Found("asks", tuple(before))
    return _asked_around(here)


def _question_mark(here: Statement, own: list[Cue]) -> Found | None:
    marks, sentence = here.marks, here.marks.sentences[here.sentence]
    instructs = [
        c for c in here.in_sentence("instruct") if c.start <= here.span[1] and _leads(here, c)
    ]
    mark = Cue("question_mark", sentence.end, min(sentence.end + 1, len(marks.text)))
    if own:
        return Found("asks", (*own, mark))
    last = marks.sentences[here.sentence].pieces[-1]
    before_last = here.piece < len(sentence.pieces) - 1 and here.span[1] <= last[0]
    if before_last and not here.in_piece("if"):
        words = marks.words(*last)
        tag = marks.within(*last, "ask_tag", "ask")
        if len(words) > 3 and not (tag and tag[0].start - last[0] <= 2 and len(words) <= 5):
            return None  # "coblosan diundur ke 28, kalian sudah siap?"
    if instructs:
        return None
    return Found("asks", (mark,))


def _leads(here: Statement, cue: Cue) -> bool:
    """Whether a cue is among the first two words of its piece."""
    pieces = here.marks.sentences[here.sentence].pieces
    begin = pieces[here.marks.piece_at(here.sentence, cue.start)][0]
    return len(here.marks.words(begin, cue.start)) <= 1


def _opens_piece(here: Statement, cue: Cue) -> bool:
    fillers = {
        "min",
        "admin",
        "kak",
        "mas",
        "mbak",
        "halo",
        "hai",
        "permisi",
        "eh",
        "lah",
        "dan",
        "terus",
        "lalu",
        "jadi",
        "trus",
        "guys",
        "gaes",
        "bang",
        "pak",
        "bu",
        "lur",
        "ini",
        "nah",
        "so",
        "btw",
        "ya",
        "sebenarnya",
    }
    lo = here.piece_range[0]
    return all(t.text in fillers for t in here.marks.words(lo, cue.start))


def _true_opening(here: Statement, cue: Cue) -> bool:
    """Without a question mark only the clearest question words open a question."""
    word = here.marks.text[cue.start : cue.end]
    return word in (
        "kapan",
        "gimana",
        "bagaimana",
        "berapa",
        "jam berapa",
        "tanggal berapa",
        "kenapa",
        "mengapa",
        "iraha",
        "piye",
        "kumaha",
        "jam piro",
        "hari apa",
        "sampai kapan",
        "naha",
        "how",
        "when",
        "can",
        "do",
        "does",
        "is",
        "what time",
        "kok",
        "where",
        "why",
    )


def _voided_ask(here: Statement, cue: Cue) -> bool:
    """ "tidak ya" as an answer, "yakin" as an assertion: weak words need the question mark or the end of the piece."""
    word = here.marks.text[cue.start : cue.end]
    asks = here.marks.sentences[here.sentence].asks
    if any(h.start <= cue.start < h.end for h in here.in_sentence("hearsay")):
        return True
    if word in (
        "yakin",
        "bukannya",
        "serius",
        "seriusan",
        "bingung",
        "tidak ya",
        "beneran nih",
        "is the",
        "is there",
        "are the",
        "we",
        "atau tidak",
        "atau bukan",
        "will the",
        "can we",
        "can i",
        "do we",
        "do you",
    ):
        return not asks and not (
            word in ("tidak ya", "atau tidak", "atau bukan", "can we", "can i", "do we", "do you")
            and cue.end >= here.sentence_range[1] - 4
        )
    return False


def _asks_of_this(here: Statement, sentence: int) -> bool:
    """ "Ini hoaks bukan?" before the statement asks about it."""
    s = here.marks.sentences[sentence]
    words = here.marks.words(s.start, s.end)
    return len(words) <= 5 and any(
        t.text in ("ini", "itu", "hoaks", "hoax", "iki", "this", "ieu", "bener", "benar")
        for t in words
    )


def _asked_around(here: Statement) -> Found | None:
    """A short question behind or a request for an answer before: "... Bener gak?", "Mau tanya."."""
    marks = here.marks
    after = here.sentence + 1
    if after < len(marks.sentences):
        s = marks.sentences[after]
        cues = marks.within(s.start, s.end, "ask", "ask_tag")
        words = marks.words(s.start, s.end)
        if (s.asks and len(words) <= 5 and cues) or (
            cues and len(words) <= 4 and cues[0].kind == "ask"
        ):
            return Found("asks", tuple(cues))
    if here.sentence > 0:
        s = marks.sentences[here.sentence - 1]
        cues = marks.within(s.start, s.end, "ask")
        if (
            cues
            and len(marks.words(s.start, s.end)) <= 6
            and (not s.asks or _asks_of_this(here, here.sentence - 1))
        ):
            return Found("asks", tuple(cues))
        if s.asks and _asks_of_this(here, here.sentence - 1):
            return Found("asks", (Cue("question_mark", s.end, s.end + 1),))
    return None
