"""How a statement is meant: asserted, denied, asked, reported, doubted, supposed, wished, mocked or witnessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from suluh.text.cues import Cue, Marks, marks_of
from suluh.text.frames import PostFrame, frame_of
from suluh.text.negation import polarity
from suluh.text.refutation import refuted
from suluh.text.statement import Found, Statement
from suluh.text.testimony import witnessed

if TYPE_CHECKING:
    from suluh.text.clauses import Clause
    from suluh.text.normal import Normal

_LAUGHING = re.compile(
    "[🤣😂😹😆🤡🙃😜😝]|\\b(?:wk){2,}w?k?\\b|\\b(?:ha){3,}h?\\b|\\bawok\\w*|(?:^|\\s)/s(?:\\s|$)"
)
_SARCASM_TAG = re.compile(r"(?:^|\s)/s(?:\s|$|[.!])|#(?:satir\w*|parodi|sarkas\w*|dagelan|humor)")
_KAH = re.compile(
    r"\b(?:bisa|boleh|apa|benar|betul|perlu|harus|wajib|ada|sudah|masih|mungkin|akan|dapat|siapa|kapan|jadi|bukan)kah\b"
)
_COMPLEMENTIZED = frozenset(
    "bilang kata dengar denger tahu tau hoaks benar bener betul katanya info kabar lupa ingat mengatakan menyebut "
    "percaya klaim pastikan soal yakin bohong palsu sadar lihat baca isu berita seakan seolah anggapan that itu".split()
)


_OWN_WORDS = frozenset("saya aku gue kami kita ane kulo abdi kuring i we".split())
_TOLD = frozenset(("diberi tahu", "dikasih tahu", "diberitahu", "diinfokan", "kata", "menurut"))
_NEEDS_SPEAKER = frozenset(
    "sebut meminta mencatat berharap mendesak mengajak memutuskan menetapkan bilang asked".split()
)


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
    sure = found.sure and not (found.stance == "asserts" and _laughs(marks))
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
    if cue.kind == "rhetorical" and _laughs(here.marks):
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


def _mocked(here: Statement) -> Found | None:
    tag = _SARCASM_TAG.search(here.marks.text)
    if tag:
        return Found("mocks", (Cue("satire", tag.start(), tag.end()),))
    cues = list(here.marks.of("mock"))
    if cues:
        return Found("mocks", tuple(cues))
    satire = [c for c in here.marks.of("satire") if not _negated_word(here, c)]
    if satire:
        return Found("mocks", tuple(satire))
    if _laughs(here.marks):
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


def _laughs(marks: Marks) -> bool:
    return bool(_LAUGHING.search(marks.text)) or "laugh" in marks.kinds


def _asked(here: Statement) -> Found | None:
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
    instructs = [c for c in here.in_sentence("instruct") if c.start <= here.span[1]]
    mark = Cue("question_mark", sentence.end, min(sentence.end + 1, len(marks.text)))
    if own:
        return Found("asks", (*own, mark))
    last = marks.sentences[here.sentence].pieces[-1]
    if here.piece < len(sentence.pieces) - 1:
        words = marks.words(*last)
        tag = marks.within(*last, "ask_tag", "ask")
        if len(words) > 3 and not (tag and tag[0].start - last[0] <= 2 and len(words) <= 5):
            return None  # "coblosan diundur ke 28, kalian sudah siap?"
    if instructs:
        return None
    return Found("asks", (mark,))


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


def _imagined(here: Statement) -> Found | None:
    cues = [c for c in here.in_sentence("imagine") if c.start <= here.span[1]]
    return Found("supposes", tuple(cues)) if cues else None


def _supposed(here: Statement) -> Found | None:
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
    antecedent = here.marks.within(condition.end, hi, "wish", "suppose")
    events = re.search(
        r"\b(?:ditunda|diundur|batal|dibatalkan|menang|kalah|curang|rusuh|presiden|postponed|cancelled)\b",
        here.marks.text[condition.end : hi],
    )
    if events and not re.search(
        r"\b(?:pemilih|kamu|anda|warga|undangan|ktp|c6|terdaftar|dpt)\b", here.marks.text[lo:hi]
    ):
        return False
    return bool(cues) and not antecedent


def _wished(here: Statement) -> Found | None:
    lo, hi = here.piece_range
    cues = [c for c in here.in_piece("wish") if not _appeal_to_spread(here, c)]
    cues = [c for c in cues if c.start <= here.span[1]] or [
        c for c in cues if here.marks.text[c.start : c.end] in ("amin", "aamiin", "dong", "please")
    ]
    if not cues:
        before = [
            c
            for c in here.marks.within(here.sentence_range[0], lo, "wish")
            if not _appeal_to_spread(here, c)
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


def _doubted(here: Statement) -> Found | None:
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


def _reported(here: Statement) -> Found | None:
    if here.in_sentence("opinion"):
        return None
    cues = [c for c in here.in_sentence("attribution") if _speaks(here, c)]
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
    if _OWN_WORDS & {t.text for t in here.marks.words(begin, cue.start)[-6:]} and word not in _TOLD:
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


_READERS: tuple[Callable[[Statement], Found | None], ...] = (
    _denied,
    _mocked,
    _imagined,
    _asked,
    _supposed,
    _wished,
    _doubted,
    witnessed,
    _reported,
)
