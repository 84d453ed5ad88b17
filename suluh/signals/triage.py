"""A learned score that a post spreads misinformation about the election process, for posts on which nothing else decided.

It cannot know truth. It reads words, pieces of words and the concepts of the lexicon, with the names of politicians and
parties hidden and every number masked, and may only put a post last in a person's queue (rule CIV-UNVER); it never limits
anything. Signal `triage`, score = its own estimate, details `over` = the threshold. See docs/models/triage.md.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.signals.contradiction.official import Official
from suluh.signals.opinion import odds, unbound
from suluh.signals.signal import Against, Seen, Signal, Stance

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading, ReadSegment

WEIGHTS = Path(__file__).with_name("weights") / "triage.npz"
BITS = 17
FAMILIES = ("word", "piece", "concept")
SPARED = frozenset({"debunk", "description", "news", "question", "education", "satire"})

_NUMBER = re.compile(r"\d[\d.,:/]*")
_NOT_WORD = re.compile(r"[^\w% ]+|_")
_SPACES = re.compile(r" +")


class Model(NamedTuple):
    """Hashed weights, a bias, the threshold from which a person is asked, and a scale for each family."""

    weights: NDArray[np.float32]
    bias: float
    threshold: float


def plain(nameless: str) -> str:
    """The words alone: no punctuation, links or line breaks, every number one `0`, so that style cannot speak.

    >>> plain("Suara 02 sudah 67,5% masuk!!! https://x.id/a")
    'suara 0 sudah 0 % masuk'
    """
    text = re.sub(r"https?\S+|www\.\S+|<?url>?|@user", " ", nameless.lower())
    text = _NUMBER.sub(" 0 ", text)
    return _SPACES.sub(" ", _NOT_WORD.sub(" ", text).replace("%", " % ")).strip()


def features(text: str, concepts: Iterable[str]) -> dict[str, list[int]]:
    """Hashed features of each family, without repeats. `text` comes from `plain`."""
    return {
        "word": sorted({_hash("w", each) for each in _words(text)}),
        "piece": sorted({_hash("p", each) for each in _pieces(text)}),
        "concept": sorted(
            {_hash("c", each) for each in concepts if not each.startswith("guard.ask")}
        ),
    }


def _hash(family: str, feature: str) -> int:
    return zlib.crc32(f"{family}:{feature}".encode()) & ((1 << BITS) - 1)


def _words(text: str) -> Iterator[str]:
    words = text.split()
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def _pieces(text: str) -> Iterator[str]:
    for word in text.split():
        padded = f"<{word}>"
        for size in (3, 4, 5):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def of_segment(segment: ReadSegment) -> dict[str, list[int]]:
    """The features of a read segment."""
    seen = set(segment.concepts) | {f"frame.{kind}" for kind in segment.frame.kinds}
    return features(plain(segment.anonymous), seen)


def score_of(found: dict[str, list[int]], model: Model) -> float:
    """The model's estimate, 0..1."""
    total = model.bias
    for family in FAMILIES:
        places = found[family]
        if places:
            total += float(model.weights[places].sum()) / len(places) ** 0.5
    return float(1.0 / (1.0 + np.exp(-total)))


def together(words: float, judge: float) -> float:
    """The words' estimate and the judge's own yes or no, as one chance: the mean of their odds.

    >>> together(0.5, 0.5), together(0.9, 0.1)
    (0.5, 0.5)
    """
    total = (odds(words) + JUDGE * odds(judge)) / (1 + JUDGE)
    return round(float(1.0 / (1.0 + np.exp(-total))), 6)


JUDGE = 1.0  # how much the judge weighs beside the words


@cache
def model(path: Path = WEIGHTS) -> Model:
    """The shipped weights; made by training/triage.py."""
    with np.load(path) as file:
        data: dict[str, Any] = {key: file[key] for key in file.files}
    weights = np.zeros(1 << BITS, dtype=np.float32)
    weights[data["places"]] = data["values"].astype(np.float32)
    return Model(weights, float(data["bias"]), float(data["threshold"]))


def triage(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """A signal for the first segment whose score passes the threshold and that no frame protects."""
    learned = model()
    for segment in reading.telling:
        if not is_judged(segment):
            continue
        official = Official(knowledge.facts, reading.post.region, reading.post.posted_at)
        words = score_of(of_segment(segment), learned)
        score = together(words, unbound(segment, official).misinforms)
        if score >= learned.threshold:
            where = Seen(segment.place, segment.index, 0, len(segment.text))
            against = Against("model", "triage")
            shown = segment.text[:160]
            details: dict[str, str | int | float | bool | None] = {
                "over": round(learned.threshold, 3)
            }
            return [
                Signal("triage", round(score, 3), shown, where, against, Stance.ASSERTS, details)
            ]
    return []


def is_judged(segment: ReadSegment) -> bool:
    """Long enough, no debunk, news, question or joke, no reminder that a count is not official, and a possible claim."""
    if "count.careful" in segment.concepts:
        return False
    if SPARED & set(segment.frame.kinds) or len(segment.normal.text) < MINIMUM:
        return False
    return not CLAIMS.isdisjoint(segment.concepts)


MINIMUM = 20  # characters; shorter posts give nothing to go by
# One of these must be there: everyday talk about polling stations names none of them.
CLAIMS = frozenset(
    {
        "count.fraud",
        "count.found",
        "count.status",
        "count.decision",
        "count.money",
        "count.win",
        "count.final",
        "count.quick",
        "count.official_say",
        "count.urgent",
        "rumour.hidden",
        "rumour.twist",
        "rumour.riot",
        "scam.giveaway",
    }
)
EXAMPLES: list[tuple[str, str | None]] = [
    (
        "Ternyata surat suara sudah tercoblos sebelum hari pemungutan suara, KPU dan Bawaslu diam saja",
        "triage",
    ),
    ("Bocor! hasil pemilu sudah ditentukan dari sekarang, rakyat hanya disuruh nyoblos", "triage"),
    ("Kotak suara dibuka paksa petugas KPPS dan formulir C1 diganti di depan mata", "triage"),
    ("Geger data pemilih ganda jutaan, KPU panik ketahuan curang", "triage"),
    ("Paslon nomor urut dua berdialog dengan nelayan di pasar ikan tentang harga solar", None),
    ("Jangan lupa tanggal 27 November datang ke TPS dan gunakan hak pilih", None),
    ("KPU menetapkan nomor urut pasangan calon gubernur dan wakil gubernur", None),
    ("Kabar surat suara tercoblos itu hoaks, KPU sudah membantah", None),
    ("Ayo sing rukun, coblosan wis cedhak, ojo gelut mergo beda pilihan", None),
    ("Prosedur pindah memilih bisa diurus di kantor kelurahan", None),
    (
        "Hitung cepat satu lembaga 72 persen masuk, ini bukan hasil resmi KPU, tunggu rekapitulasi",
        None,
    ),
    ("Survei terbaru menunjukkan elektabilitas pasangan calon bersaing ketat", None),
]
