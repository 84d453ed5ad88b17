"""What a statement says is so or not so, and may, must or cannot be: negators, modals and their reach."""

from __future__ import annotations

import msgspec

from suluh.text.cues import CONJUNCTIONS, Marks, Token

NEGATORS = frozenset(
    "tidak bukan belum jangan tanpa tak tiada enggak nggak gak ndak ora dudu durung ojo aja "
    "mboten teu henteu lain sanes "
    "acan ulah tong entong not no never without cannot can't don't doesn't isn't won't didn't "
    "aren't wasn't "
    "mustn't nggak moal sonder".split()
)
_NOUN_NEGATORS = frozenset("bukan dudu sanes".split())
_WITHOUT = frozenset("tanpa without sonder".split())
_PROHIBITION = frozenset(
    "jangan ojo aja ulah tong entong mustn't don't dilarang haram terlarang forbidden "
    "prohibited".split()
)
_PAST = frozenset("pernah ever lagi".split())

_MAY = frozenset(
    "boleh bisa dapat bole sanggup mampu oleh iso entuk saged angsal meunang tiasa can may "
    "could able allowed diperbolehkan dibolehkan diizinkan diperkenankan dipersilakan berhak permitted".split()
)
_MUST = frozenset(
    "wajib harus kudu mesti perlu must should kedah usah obliged required wajibkan diwajibkan "
    "diharuskan".split()
)
_WILL = frozenset("akan bakal bakalan arep rek will ntar".split())
_RECEIVES = frozenset(
    "undangan surat c6 kiriman panggilan uang duit bantuan info kabar pesan sms".split()
)
# Two words that lose their negation: "jangan lupa", "tidak hanya".
_IDIOMS = {
    "jangan": frozenset("lupa sampai kelewatan ragu".split()),
    "ojo": frozenset("lali nganti".split()),
    "aja": frozenset("lali nganti".split()),
    "ulah": frozenset("hilap poho dugi nepi".split()),
    "tong": frozenset("hilap poho dugi nepi".split()),
    "don't": frozenset("forget".split()),
    "tidak": frozenset("hanya cuma sekadar lain".split()),
    "bukan": frozenset("hanya cuma cuman sekadar main sekedar".split()),
    "bukan-bukan": frozenset(),
    "not": frozenset("only just".split()),
    "no": frozenset("1 2 3 4 5 6 7 8 9 01 02 03 04 05 urut doubt".split()),
    "lain": frozenset("kali waktu hari orang lagi".split()),
    "aja_": frozenset(),
}
_AFTER_NOUN_AJA = frozenset("saja".split())


# Negators inside these cues ("tidak benar", "kalau tidak salah") belong to the cue, not to the predicate.
_OTHER_USE = ("false", "distrust", "rhetorical", "hearsay", "unsure", "known_question", "denial")


class Polarity(msgspec.Struct, frozen=True):
    """Whether the predicate at a span is under negation, and its modal; "cannot" already counts its own negation."""

    negated: bool
    modal: str | None  # may | must | cannot | will
    negators: tuple[tuple[int, int], ...] = ()


def polarity(marks: Marks, start: int, end: int, span: tuple[int, int]) -> Polarity:
    """Negation and modal of the statement between start and end, as they reach the span.

    Two negators on one predicate cancel ("tidak boleh tidak" is a must). A relative clause keeps its own
    negation ("yang tidak punya KTP bisa memilih" is not negated at "memilih").
    """
    spoken_for = [(c.start, c.end) for c in marks.within(start, end, *_OTHER_USE)]
    words = [w for w in marks.words(start, end) if not any(a <= w.start < b for a, b in spoken_for)]
    if not words:
        return Polarity(False, None)
    first = _index(words, span[0])
    last = _index(words, max(span[0], span[1] - 1))
    whole = span[0] <= words[0].start and span[1] >= words[-1].end
    reach = [
        i
        for i, w in enumerate(words)
        if _negates(words, i) and _reaches(words, i, first, last, whole)
    ]
    modal_at = _modal(words, first, last, whole)
    modal = _modal_kind(words, modal_at) if modal_at is not None else None
    negated = len(reach) % 2 == 1
    if modal == "may" and modal_at is not None and _denied_modal(words, modal_at, reach):
        modal = "cannot"
    if modal == "cannot" and not reach and words[modal_at or 0].text in _PROHIBITION:
        negated = True
    if len(reach) >= 2 and not negated and modal == "cannot":
        modal = "must"
    if modal is None and negated and any(words[i].text in _PROHIBITION for i in reach):
        modal = "cannot"
    return Polarity(negated, modal, tuple((words[i].start, words[i].end) for i in reach))


def _index(words: list[Token], position: int) -> int:
    for i, word in enumerate(words):
        if position < word.end:
            return i
    return len(words) - 1


def _negates(words: list[Token], i: int) -> bool:
    word = words[i].text
    if word not in NEGATORS:
        return False
    following = words[i + 1].text if i + 1 < len(words) else ""
    if following in _IDIOMS.get(word, ()):
        return False
    if (
        word in ("aja", "lain", "tong")
        and i > 0
        and words[i - 1].text not in ("tapi", "lan", "jeung")
    ):
        return False  # "di mana aja", "orang lain"; the Javanese and Sundanese negators stand first
    if word == "tong" and following in ("sampah",):
        return False
    # "... atau tidak", "... belum" at the end ask
    return not (i == len(words) - 1 and i > 0 and word in ("tidak", "belum", "bukan", "teu", "ora"))


def _reaches(words: list[Token], i: int, first: int, last: int, whole: bool) -> bool:
    """Whether the negator at i governs the span."""
    if words[i].text in _WITHOUT:
        return not whole and 0 < first - i <= 3
    if whole:
        return not _in_relative(words, i) and not _in_condition(words, i)
    if first <= i <= last:
        return True
    if i > last:
        # The span is the subject or topic of what follows: "KTP digital tidak berlaku".
        return (
            not _stops(words, last + 1, i)
            and words[i].text not in _NOUN_NEGATORS
            and not _in_relative(words, i)
        )
    if words[i].text in _NOUN_NEGATORS:
        return first - i <= 3 and not _stops(words, i + 1, first)
    double = words[i + 1 : i + 2] and words[i + 1].text in _MAY | _MUST
    if any(words[k].text in NEGATORS for k in range(i + (3 if double else 2), last + 1)):
        return False  # a later negator governs: "yang belum punya KTP tidak bisa memilih"
    if words[i + 1 : i + 2] and words[i + 1].text in ("ada", "aya", "ono", "seorang"):
        return not _breaks(words, i + 1, first)  # "tidak ada yang bisa ..." reaches over the modal
    return not _stops(words, i + 1, first)


def _in_relative(words: list[Token], i: int) -> bool:
    return i > 0 and words[i - 1].text in ("yang", "sing", "nu", "anu", "who")


def _in_condition(words: list[Token], i: int) -> bool:
    """ "kalau tidak bawa undangan tidak boleh": the first negator belongs to the condition."""
    return any(
        w.text in ("kalau", "jika", "bila", "apabila", "if", "yen", "nek", "lamun", "mun")
        for w in words[max(0, i - 2) : i]
    )


def _stops(words: list[Token], start: int, end: int) -> bool:
    """Whether something between ends the reach of a negator: a conjunction, a new modal or a new negator."""
    for k in range(start, end):
        word = words[k].text
        if word in CONJUNCTIONS or word in (
            "melainkan",
            "asal",
            "asalkan",
            "cukup",
            "tetap",
            "lalu",
            "terus",
        ):
            return True
        if (
            k >= start + 2
            and (word in _MAY or word in _MUST or word in NEGATORS)
            and word != "perlu"
        ):
            return True
    return False


def _modal(words: list[Token], first: int, last: int, whole: bool) -> int | None:
    """The word that carries the modal of the span: the nearest before it, else the first behind it."""
    places = [i for i in range(len(words)) if _is_modal(words, i)]
    if not places:
        return None
    if whole:
        main = [i for i in places if not _in_condition(words, i)] or places
        return main[0]
    before = [i for i in places if i <= last and not (i < first and _breaks(words, i + 1, first))]
    if before:
        return before[-1]
    after = [i for i in places if i > last and not _breaks(words, last + 1, i)]
    return after[0] if after else None


def _breaks(words: list[Token], start: int, end: int) -> bool:
    return any(words[k].text in CONJUNCTIONS for k in range(start, end))


def _is_modal(words: list[Token], i: int) -> bool:
    word = words[i].text.removesuffix("kah")
    if word in ("dapat", "oleh", "entuk", "meunang", "angsal"):
        following = words[i + 1].text if i + 1 < len(words) else ""
        if following in _RECEIVES or (
            word == "oleh" and following in ("kpu", "petugas", "kpps", "bawaslu", "polisi")
        ):
            return False
    return word in _MAY or word in _MUST or word in _WILL or (word in _PROHIBITION and _prohibits(words, i)) or word in (
        "cannot", "can't", "won't")  # fmt: skip


def _prohibits(words: list[Token], i: int) -> bool:
    return words[i].text in (
        "dilarang",
        "haram",
        "terlarang",
        "forbidden",
        "prohibited",
    ) or _negates(words, i)


def _modal_kind(words: list[Token], i: int) -> str:
    word = words[i].text.removesuffix("kah")
    if word in _PROHIBITION or word in ("cannot", "can't"):
        return "cannot"
    if word in _MAY:
        return "may"
    return "must" if word in _MUST else "will"


def _denied_modal(words: list[Token], modal: int, reach: list[int]) -> bool:
    """ "tidak bisa", "belum boleh", "tidak akan pernah bisa": a negator close before the modal."""
    return any(0 < modal - i <= 4 for i in reach)
