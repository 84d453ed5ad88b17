"""Which statements of a text are refuted by which words: "itu hoaks", "tidak benar bahwa ...", "faktanya ..."."""

from __future__ import annotations

import re
from functools import lru_cache

from suluh.text.cues import Cue, Marks, marks_of

_HEADING = re.compile(
    r"^[^\w\[(]*[\[(]?\s*(salah|klarifikasi|hoaks|hoax|disinformasi|misinformasi|keliru|sesat"
    r"|fake|false|misleading)\s*(?:[\])]|[:!]|\s[-–—]\s)"
)
_FACT_HEADING = re.compile(
    r"(?:^|\n|[.!?]\s)\s*[\[(]?\s*(fakta|penjelasan|kesimpulan|fact|the facts?)\s*(?:[\])]\s*:?|:)"
)
_ANAPHORS = frozenset(
    "post message claim postingan posting video "
    "itu ini tersebut info informasi kabar berita isu klaim pesan video foto narasi unggahan "
    "postingan hal semua semuanya jelas adalah "
    "merupakan begitu gitu mah ya dan tapi yang sudah pasti memang emang kok lho loh sih dong "
    "cuma hanya soalnya karena sangat "
    "benar-benar 100 100% kata katanya dari jadi awas tolong kawan guys gaes lur dulur rek min "
    "warga pak bu beliau kpu bawaslu ri "
    "kuwi iki kabeh eta ieu eta mah ari that this it all is are was the its it's a totally "
    "completely its nya pun juga sekali lagi ternyata "
    "terbukti hati hati-hati total banget nih tuh deh plus alias stop warganet lampung resmi "
    "langsung telah juru bicara ketua pihak".split()
)
_NEGATE_LABEL = frozenset(
    "bukan bukanlah tidak tak no not isn't dudu lain sanes bukannya ora teu anti".split()
)
_GENERIC_BEFORE = frozenset(
    "sebar menyebar menyebarkan penyebar penyebaran sebaran lawan melawan tangkal menangkal "
    "perangi cegah bahaya marak maraknya banyak antisipasi "
    "produksi makan termakan kemakan korban tukang melaporkan lapor sebarkan ngasih bikin buat "
    "pembuat membuat produsen terima kena soal "
    "berantas memberantas bebas ciri contoh mengenali kenali spread spreading fight against "
    "tentang terhadap atas".split()
)
_COMPLEMENT = frozenset(
    "bahwa kalau jika jk kalo soal tentang terkait mengenai perihal adanya yang that about "
    "saying if kabar info isu klaim yen nek lamun mun "
    "ada bila seputar berita pesan informasi mun rumor claims".split()
)
_TRUSTED = frozenset(
    "kpu bawaslu kpps pemerintah media berita resmi tv petugas panitia mk hasil surat polisi "
    "official".split()
)
_OWN_CLAIM = frozenset("claim".split())
_EMPHATIC_NEGATION = re.compile(
    r"\b(?:tidak pernah|tidak ada|tetap|masih|belum pernah|never|still|tetep)\b"
)

_BRACKETED = re.compile(r"^[^\w\[(]*[\[(]")
_SAID_OF = frozenset(
    "itu ini adalah tersebut merupakan info infonya kabar kabarnya berita beritanya pesan isu "
    "isunya klaim klaimnya narasi narasinya video foto "
    "unggahan postingan edaran informasi ternyata dipastikan jelas cuma hanya mah ki iku kuwi "
    "eta teh is are was that's it's all total as fix "
    "memang emang sangat benar-benar semua semuanya be totally completely just lagi hal surat "
    "tulisan gambar tangkapan itulah inilah adalah seratus persen".split()
)
_NO = frozenset(
    "tidak enggak nggak gak ndak bukan no nope salah ora dudu mboten henteu teu sanes jelas "
    "tentu".split()
)
_CROSSES, _TICKS = ("❌", "✖", "🚫", "⛔", "❎"), ("✅", "✔", "☑")
_POINTERS = frozenset(
    "itu tersebut ini kabar informasi isu klaim narasi berita pesan unggahan that this eta kuwi".split()
)
_AUTHOR_SETS_RIGHT = frozenset("perlu mau ingin kami saya".split())
_HARD_TO = frozenset("sulit susah mustahil bisa dapat".split())

REFUTERS = ("label", "false", "distrust", "denial", "rhetorical")


def heading(marks: Marks) -> Cue | None:
    """A verdict that stands over the whole post: "[SALAH] ...", "HOAKS: ..."."""
    m = _HEADING.match(marks.text)
    return Cue("label", m.start(1), m.end(1), 0, 0) if m else None


def fact_headings(marks: Marks) -> list[Cue]:
    """Places where a post turns from the claim to the facts: "Fakta: ...", "Penjelasan: ..."."""
    return [Cue("correction", m.start(1), m.end(1)) for m in _FACT_HEADING.finditer(marks.text)]


def refuters(marks: Marks) -> tuple[Cue, ...]:
    """The words of a text that refute something; a label that is negated, asked or general is left out."""
    return _refuters(marks.text)


@lru_cache(maxsize=64)
def _refuters(text: str) -> tuple[Cue, ...]:
    marks = marks_of(text)
    return tuple(cue for cue in marks.of(*REFUTERS) if not _void(marks, cue))


def _void(marks: Marks, cue: Cue) -> bool:
    before = [t.text for t in marks.tokens[max(0, cue.first - 3) : cue.first]]
    after = [t.text for t in marks.tokens[cue.last + 1 : cue.last + 3]]
    if cue.kind in ("label", "false", "denial") and _negated_verdict(before):
        return True
    if cue.kind == "denial" and before[-1:] and before[-1] in _AUTHOR_SETS_RIGHT:
        return True  # "perlu diluruskan, ..." opens the author's own correction
    if cue.kind == "label":
        general = before[-1:] and before[-1] in _GENERIC_BEFORE
        return bool(general) or before[-2:-1] == ["jangan"] or _asked(marks, cue)
    if cue.kind == "false":
        return _of_a_thing(marks, cue, before, after) or _asked(marks, cue)
    if cue.kind == "distrust":
        return bool(after) and (after[0] in _TRUSTED and after[1:2] != ["palsu"])
    return (
        cue.kind == "denial"
        and bool(_HARD_TO & set(before))
        and bool({"sulit", "susah", "tidak"} & set(before))
    )


def _negated_verdict(before: list[str]) -> bool:
    """ "bukan hoaks", "not a hoax"."""
    if before[-1:] and before[-1] in _NEGATE_LABEL:
        return True
    return (
        before[-2:-1] != []
        and before[-2] in ("bukan", "not", "dudu")
        and before[-1] in ("a", "berita", "info", "kabar")
    )


def _of_a_thing(marks: Marks, cue: Cue, before: list[str], after: list[str]) -> bool:
    """ "KTP palsu", "KPU bohong": one word said of a thing or a person, not of a message."""
    if cue.last > cue.first:
        return False
    piece = marks.sentences[marks.sentence_at(cue.start)].pieces[
        marks.piece_at(marks.sentence_at(cue.start), cue.start)
    ]
    opens = not marks.words(piece[0], cue.start)
    return not (
        opens
        or before[-1] in _SAID_OF
        or after[:1] in (["itu"], ["tuh"], ["banget"], ["besar"], ["kalau"], ["semua"])
    )


def _asked(marks: Marks, cue: Cue) -> bool:
    """ "hoaks bukan?", "ini bohong?": the verdict itself is the question."""
    sentence = marks.sentences[marks.sentence_at(cue.start)]
    after = [t.text for t in marks.words(cue.end, sentence.end)]
    if set(after[:2]) & {"atau", "kah", "or"} or (
        after[:1] in (["bukan"], ["tidak"]) and len(after) <= 3
    ):
        return True
    return sentence.asks


def refuted(
    marks: Marks, start: int, end: int, frame_heading: Cue | None
) -> tuple[Cue, bool] | None:
    """The word that refutes the statement at start..end and whether that is sure, or None."""
    home = marks.sentence_at(start)
    piece = marks.piece_at(home, start)
    if _corrected(marks, home, start):
        return None
    best: tuple[Cue, bool] | None = _crossed(marks, home)
    for cue in refuters(marks):
        sure = _binds(marks, cue, home, piece, start, end)
        if sure is not None and (best is None or (sure and not best[1])):
            best = (cue, sure)
    if best is None:
        best = _answered_no(marks, home) or _turned(marks, home, piece, start, end)
    if best is None and frame_heading is not None and start >= frame_heading.end:
        own_words = _stated_otherwise(marks, start, home) and not _BRACKETED.match(marks.text)
        best = None if own_words else (frame_heading, True)
    return best


def _crossed(marks: Marks, home: int) -> tuple[Cue, bool] | None:
    """A red cross before or behind the statement, on its own line."""
    s = marks.sentences[home]
    before, after = marks.text[: s.start].rstrip(" \ufe0f"), marks.text[s.end :].lstrip(" ")
    if before[-1:] in _CROSSES:
        return Cue("cross", len(before) - 1, len(before)), True
    line = marks.text[: s.start].rsplit("\n", 1)[-1]
    if after[:1] in _CROSSES and not any(c in line for c in _CROSSES + _TICKS):
        at = marks.text.index(after[0], s.end)
        return Cue("cross", at, at + 1), True
    return None


def _answered_no(marks: Marks, home: int) -> tuple[Cue, bool] | None:
    """ "Nyoblos bisa diwakilkan? Enggak ya." """
    if not marks.sentences[home].asks or home + 1 >= len(marks.sentences):
        return None
    s = marks.sentences[home + 1]
    words = marks.words(*s.pieces[0])
    if s.asks or not words or words[0].text not in _NO or len(words) > 3:
        return None
    return Cue("answered_no", words[0].start, words[0].end), True


def _corrected(marks: Marks, home: int, start: int) -> bool:
    """Whether a correction ("faktanya", "yang benar", "tetap") opens the statement or stands shortly before."""
    sentence = marks.sentences[home]
    head = marks.piece_at(home, start)
    for cue in [
        *marks.within(sentence.start, sentence.pieces[head][1], "correction"),
        *fact_headings(marks),
    ]:
        if cue.end <= start or (
            cue.start >= sentence.pieces[head][0] and cue.start < sentence.pieces[head][1]
        ):
            if cue.start >= sentence.start and not _asks_for_truth(marks, cue):
                return True
            if (
                cue.start < sentence.start
                and marks.sentence_at(cue.start) == home - 1
                and cue.kind == "correction"
            ):
                return True
    return False


def _asks_for_truth(marks: Marks, cue: Cue) -> bool:
    return marks.sentences[marks.sentence_at(cue.start)].asks


def _binds(marks: Marks, cue: Cue, home: int, piece: int, start: int, end: int) -> bool | None:
    """True: refutes it surely; False: perhaps; None: speaks of something else."""
    there = marks.sentence_at(cue.start)
    if there == home:
        return _binds_within(marks, cue, home, piece, start, end)
    if there > home:
        return _binds_back(marks, cue, home, there)
    return _binds_forward(marks, cue, home, there, start, end)


def _binds_within(
    marks: Marks, cue: Cue, home: int, piece: int, start: int, end: int
) -> bool | None:
    cue_piece = marks.piece_at(home, cue.start)
    if cue_piece == piece:
        if cue.start >= start and cue.end <= end and end - start < cue.end - cue.start + 3:
            return None  # the span is the cue itself
        return True
    if start <= cue.start and cue.end <= end and _complement(marks, cue):
        return (
            True  # the span holds the verdict and what it refutes: "KPU: jangan percaya kabar ..."
        )
    if cue_piece > piece:
        if cue.kind == "distrust" and _negative(marks, marks.sentences[home].pieces[piece]):
            return None  # "tidak dibatalkan, jangan termakan isu": the author's own denial
        if _anaphoric(marks, cue, home) or (
            cue.kind in ("distrust", "rhetorical") and not _complement(marks, cue)
        ):
            return True
        return None
    if _correction_between(marks, cue.end, start):
        return None
    if cue.kind == "rhetorical":
        return True if cue_piece == piece - 1 and not _own_claim(marks, cue, home) else None
    if _own_claim(marks, cue, home) and not _complement_at(marks, start, home, piece):
        return None
    if _stated_otherwise(marks, start, home):
        return None
    between = marks.text[cue.end : start]
    return bool(
        ":" in between or _complement(marks, cue) or _complement_at(marks, start, home, piece)
    )


def _negative(marks: Marks, piece: tuple[int, int]) -> bool:
    return any(
        t.text in ("tidak", "bukan", "belum", "tetap", "not", "never") for t in marks.words(*piece)
    )


def _binds_back(marks: Marks, cue: Cue, home: int, there: int) -> bool | None:
    """A verdict in a later sentence reaches back when it names nothing of its own."""
    cited = _cites(marks, home)
    if there - home > (4 if cited else 1):
        return None
    if any(_states_anew(marks, i) for i in range(home + 1, there)) and not cited:
        return None
    if cue.kind == "rhetorical":
        return True if there == home + 1 and _short(marks, there) else None
    if _anaphoric(marks, cue, there):
        return True
    if cue.kind == "distrust":
        return True if not _complement(marks, cue) else cited or None
    if cue.kind in ("denial", "false", "label") and cited:
        return True
    return None


def _binds_forward(
    marks: Marks, cue: Cue, home: int, there: int, start: int, end: int
) -> bool | None:
    """A verdict in an earlier sentence reaches the next one when it stands alone: "Hoaks! ..."."""
    if home - there > 1 or not _short(marks, there) or cue.kind in ("denial", "rhetorical"):
        return None
    if (
        there > 0
        and _anaphoric(marks, cue, there)
        and marks.sentences[there - 1].end > 0
        and cue.kind != "distrust"
    ):
        return None  # it already spoke of what stood before it
    if _stated_otherwise(marks, start, home) or _correction_between(marks, cue.end, start):
        return None
    words = [t.text for t in marks.words(cue.end, marks.sentences[there].end)]
    if cue.kind == "distrust" and set(words) & {
        "hoaks",
        "hoax",
        "isu",
        "kabar",
        "info",
        "provokasi",
    }:
        return False
    return cue.kind == "label"


def _turned(marks: Marks, home: int, piece: int, start: int, end: int) -> tuple[Cue, bool] | None:
    """A claim that is set aside by what follows: "katanya ... padahal ...", "beredar ... Faktanya ..."."""
    sentence = marks.sentences[home]
    _a, b = sentence.pieces[piece]
    doubted = bool(marks.within(sentence.start, b, "claim", "hearsay", "label"))
    for cue in marks.within(end, sentence.end, "padahal"):
        if doubted:
            return cue, True
    for cue in marks.within(end, len(marks.text), "correction", "factcheck"):
        there = marks.sentence_at(cue.start)
        cited = doubted or _cites(marks, home) or sentence.asks
        if marks.sentences[there].asks:
            continue  # "yang benar yang mana?"
        if cue.kind == "factcheck" and _cites(marks, home) and 0 < there - home <= 3:
            return cue, True
        if (
            cue.kind == "correction"
            and cited
            and there - home <= 3
            and cue.start > b
            and _opens(marks, cue, there)
        ):
            return cue, True
    for cue in fact_headings(marks):
        if cue.start >= end:
            return cue, True
    return None


def _opens(marks: Marks, cue: Cue, there: int) -> bool:
    """Whether a correction stands near the beginning of its sentence or piece."""
    piece = marks.piece_at(there, cue.start)
    begin = marks.sentences[there].pieces[piece][0]
    return len(marks.words(begin, cue.start)) <= 4


def _cites(marks: Marks, i: int) -> bool:
    s = marks.sentences[i]
    return bool(marks.within(s.start, s.end, "claim", "hearsay"))


def _states_anew(marks: Marks, i: int) -> bool:
    s = marks.sentences[i]
    return len(marks.words(s.start, s.end)) > 5 and not marks.within(s.start, s.end, *REFUTERS)


def _short(marks: Marks, i: int) -> bool:
    s = marks.sentences[i]
    return len(marks.words(s.start, s.end)) <= 6


def _anaphoric(marks: Marks, cue: Cue, sentence: int) -> bool:
    """Whether the verdict's own piece names nothing but "itu", "kabar ini" as its subject."""
    piece = marks.sentences[sentence].pieces[marks.piece_at(sentence, cue.start)]
    before = list(marks.words(piece[0], cue.start))
    if any(t.text not in _ANAPHORS for t in before):
        return False
    return not _complement(marks, cue)


def stands_alone(marks: Marks, cue: Cue) -> bool:
    """Whether a verdict is a piece of its own: "Anak SMP membobol situs KPU, HOAX!"."""
    sentence = marks.sentences[marks.sentence_at(cue.start)]
    piece = sentence.pieces[marks.piece_at(marks.sentence_at(cue.start), cue.start)]
    return cue.kind == "label" and len(marks.words(*piece)) <= cue.last - cue.first + 2


def points_back(marks: Marks, cue: Cue) -> bool:
    """Whether a verdict has a message as its subject: "hal tersebut tidak benar", "kabar itu hoaks"."""
    before = [t.text for t in marks.tokens[max(0, cue.first - 3) : cue.first]]
    return cue.kind in ("label", "false") and bool(_POINTERS & set(before))


def _complement(marks: Marks, cue: Cue) -> bool:
    """Whether what is refuted follows: "tidak benar bahwa", "jangan percaya kabar ..."."""
    sentence = marks.sentences[marks.sentence_at(cue.start)]
    after = [
        t.text
        for t in marks.words(
            cue.end, sentence.pieces[marks.piece_at(marks.sentence_at(cue.start), cue.start)][1]
        )
    ]
    if not after or after[0] not in _COMPLEMENT:
        return False
    rest = [w for w in after[1:] if w not in _ANAPHORS]
    return len(rest) >= 2


def _complement_at(marks: Marks, start: int, home: int, piece: int) -> bool:
    begin = marks.sentences[home].pieces[piece][0]
    words = marks.words(begin, marks.sentences[home].pieces[piece][1])
    return bool(words) and words[0].text in ("bahwa", "kalau", "kalo", "jika", "that", "yen", "nek")


def _own_claim(marks: Marks, cue: Cue, sentence: int) -> bool:
    """Whether the verdict already has a subject of its own: "yang bilang jam 13 itu hoaks"."""
    piece = marks.sentences[sentence].pieces[marks.piece_at(sentence, cue.start)]
    inside = marks.words(*piece)
    content = [t for t in inside if t.text not in _ANAPHORS and not cue.start <= t.start < cue.end]
    return len(content) >= 2


def _correction_between(marks: Marks, start: int, end: int) -> bool:
    return bool(marks.within(start, end, "correction")) or any(
        start <= c.start < end for c in fact_headings(marks)
    )


def _stated_otherwise(marks: Marks, start: int, home: int) -> bool:
    """After a verdict, "KPU tidak pernah menunda" and "tetap tanggal 27" are the author's own words."""
    s = marks.sentences[home]
    a, b = s.pieces[marks.piece_at(home, start)]
    return bool(_EMPHATIC_NEGATION.search(marks.text, a, b))
