"""Is this about an election at all, and is it political? The cheap gate before anything dearer.

Words are sought in the lower-case original, as beginnings of words; only text with look-alike letters,
invisible characters or letters split by spaces is normalised first. Nobody's name and no party is in the list.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from suluh.content import Post
from suluh.signals import lexicon
from suluh.signals.signal import Against, Seen, Signal
from suluh.text.normal import normalise

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

PASS = 0.3  # a post at or above goes on to the detectors
BANNER = 0.5  # a post at or above gets the neutral banner

EXAMPLES: list[tuple[str, str | None]] = [
    ("Besok jangan lupa ke TPS ya gaes", "election_topic"),
    ("Nyoblos jam piro to sesuk?", "election_topic"),
    ("Dinten coblosan téh iraha?", "election_topic"),
    ("When is polling day in Lampung?", "election_topic"),
    ("P.I.L.K.A.D.A diundur gaes", "election_topic"),
    ("p1lk4d4 besok jadi ga", "election_topic"),
    ("Surat suaranya gede banget", "election_topic"),
    ("KPPS di kampungku ramah-ramah", "election_topic"),
    ("Hasil quick count udah keluar belum?", "election_topic"),
    ("Golput itu hak gue", "election_topic"),
    ("Paslon nomor urut berapa yang datang kemarin?", "election_topic"),
    ("Siapa calon bupati yang kalian dukung?", "election_topic"),
    ("Resep rendang empuk anti gagal", None),
    ("min aku blm dpt makan gratis", None),
    ("Sampah menumpuk di TPS 3R dekat pasar", None),
    ("Suara knalpotnya bikin pusing", None),
    ("Pilih baju merah atau biru buat kondangan?", None),
    ("Undangan nikah sudah disebar, jangan lupa datang", None),
    ("Harga cabai naik lagi", None),
    ("Calon mertua galak pisan", None),
    ("Jual beli motor bekas Bandar Lampung", None),
    ("Macet parah di jalan tol pagi ini", None),
    ("New album drops tonight, so excited", None),
    ("Pemilihan ketua OSIS besok di aula", None),
]


class TopicReading(NamedTuple):
    """How much a text is about the matter (0..1), and the words that say so, as found."""

    score: float
    words: tuple[str, ...]


class _Gate(NamedTuple):
    automaton: AhoCorasick
    kinds: tuple[str, ...]
    words: tuple[str, ...]


# look-alike alphabets, combining marks, zero width, full width, mathematical and enclosed letters, keycaps
_ODD = re.compile(
    "[\u00ad\u0300-\u036f\u0370-\u03ff\u0400-\u04ff\u200b-\u200d\u2060\u20e3\uff01-\uff5e"
    "\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff]"
)
# p1lk4da, k.p.u, c o b l o s
_BROKEN = re.compile(r"[a-z][0134@$][a-z]|\b[a-z](?:[ ._*-][a-z]){2}|[bcdkpt][*.][a-z]")


@cache
def _gate() -> _Gate:
    phrases = lexicon.read(lexicon.FOLDER / "topic.yaml")
    pairs = [(word, concept.split(".")[1]) for concept, words in phrases.items() for word in words]
    words, kinds = zip(*dict(reversed(pairs)).items(), strict=True)
    return _Gate(AhoCorasick(list(words)), tuple(kinds), tuple(words))


def is_about_election(text: str) -> TopicReading:
    """Score a raw text: one strong word is enough, weaker ones must come together. Recall first."""
    low = text.lower()
    reading = _weigh(low)
    if reading.score < BANNER and _needs_normalising(low):
        normal = _weigh(normalise(text).text)
        return max(reading, normal, key=lambda each: each.score)
    return reading


def is_political(text: str) -> TopicReading:
    """The wider question: government, parties and policy as well as elections."""
    low = text.lower()
    seen = _seen(low)
    words = tuple(sorted({word for word, kind in seen if kind in ("political", "strong")}))
    election = _weigh(low).score
    return TopicReading(max(election, min(0.9, 0.45 * len(words))), words)


def _needs_normalising(low: str) -> bool:
    if not low.isascii() and _ODD.search(low):
        return True
    return _BROKEN.search(low) is not None


def _seen(low: str) -> set[tuple[str, str]]:
    gate = _gate()
    seen = set()
    for index, start, _end in gate.automaton.find_matches_as_indexes(low, overlapping=True):
        if not start or not low[start - 1].isalpha():
            seen.add((gate.words[index], gate.kinds[index]))
    return seen


def _weigh(low: str) -> TopicReading:
    seen = _seen(low)
    if not seen:
        return TopicReading(0.0, ())
    other = [word for word, kind in seen if kind == "not_election"]
    strong = {word for word, kind in seen if kind == "strong" and not _within(word, other)}
    medium = {word for word, kind in seen if kind == "medium" and not _within(word, other)}
    medium = {
        word
        for word in medium
        if not any(word in big for big in medium | strong - {word} if big != word)
    }
    if strong:
        return TopicReading(
            min(1.0, 0.8 + 0.05 * (len(strong) + len(medium) - 1)), tuple(sorted(strong | medium))
        )
    score = (0.0, 0.2, 0.4, 0.6)[min(len(medium), 3)]
    if len(medium) == 1 and any(kind == "danger" for _, kind in seen):
        score = PASS
    return TopicReading(max(0.0, score - 0.2 * len(other)), tuple(sorted(medium)))


def _within(word: str, phrases: list[str]) -> bool:
    return any(word in phrase for phrase in phrases)


def topic(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """`election_topic` (score) and `political_topic` (score) of a post, over all its segments."""
    return of_post(reading.post)


def of_post(post: Post) -> list[Signal]:
    """The same from the bare post, for the cascade's first stage."""
    signals = []
    for index, segment in enumerate(post.all_segments()):
        seen = Seen(segment.place, index)
        election = is_about_election(segment.text)
        if election.score >= BANNER:
            signals.append(_signal("election_topic", election, seen))
        political = is_political(segment.text)
        if political.score >= 0.45:
            signals.append(_signal("political_topic", political, seen))
    return signals


def _signal(name: str, reading: TopicReading, seen: Seen) -> Signal:
    words = ", ".join(reading.words[:6])
    return Signal(
        name, reading.score, words, seen, Against("pattern", name), details={"score": reading.score}
    )
