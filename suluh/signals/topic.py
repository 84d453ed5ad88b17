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
from suluh.signals.gate_words import cut, speaks_of_voting
from suluh.signals.signal import Against, Seen, Signal
from suluh.text.normal import normalise
from suluh.text.repair import is_damaged
from suluh.text.tokens import CAMEL_TAG

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading
    from suluh.text.names import NameBook

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
    ("Memilih dua kali itu pidana ya", "election_topic"),
    ("Nomor 2 itu jadi batal apa tidak?", "election_topic"),
    ("Keberatan atas hasil ini kami bawa ke MK", "election_topic"),
    ("Polls open at seven tomorrow", "election_topic"),
    ("Jari ungu check, tintanya nempel di bakwan", "election_topic"),
    ("Resep rendang empuk anti gagal", None),
    ("Calon pengantin nunggu di depan", None),
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


class _Words(NamedTuple):
    automaton: AhoCorasick
    kinds: tuple[str, ...]
    words: tuple[str, ...]

    def seen(self, low: str) -> set[tuple[str, str]]:
        """Words that begin a word of the text, with their kind; short ones must be whole words."""
        found = set()
        for index, start, end in self.automaton.find_matches_as_indexes(low, overlapping=True):
            if start and low[start - 1].isalpha():
                continue
            if end - start <= WHOLE and low[end : end + 1].isalpha():
                continue
            found.add((self.words[index], self.kinds[index]))
        return found


WHOLE = 4  # words up to this many letters ("tps", "nik") must not run on

# look-alike alphabets, combining marks, zero width, full width, mathematical and enclosed letters, keycaps
_ODD = re.compile(
    "[\u00ad\u00c0-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u04ff\u200b\u200c\u2060\u20e3\uff01-\uff5e"
    "\U0001d400-\U0001d7ff\U0001f100-\U0001f1e5]"
    r"|[a-z][^\x00-\x7f\w\s][a-z]"  # a picture between two letters
)
_CUT = re.compile(
    r"(?<!\S)(?:[a-z]{1,4}[.*~|][a-z]{2,}|[a-z]{2,}[.*~|][a-z]{1,3})(?=[\s,!?]|$)"
)  # cob.los
_LEET = re.compile(r"[a-z][0134!@$][a-z]{2}|[a-z]{2}[0134!@$][a-z]")  # p1lih, nyobl0s
_GAPS = (" ", ".", "_", "*", "-")
_DIGITS = (("0", "o"), ("1", "i"), ("3", "e"), ("4", "a"), ("5", "s"), ("@", "a"), ("$", "s"))
# p1lk4da, c o b l o s: sought in the text without its gaps, digits read as letters
_STEMS = AhoCorasick(["pilkada", "pemilu", "coblos", "bawaslu", "pilgub", "golput", "paslon"])


@cache
def _words(*kinds: str) -> _Words:
    phrases = lexicon.read(lexicon.FOLDER / "topic.yaml")
    pairs = {word: kind for kind in reversed(kinds) for word in phrases[f"topic.{kind}"]}
    return _Words(AhoCorasick(list(pairs)), tuple(pairs.values()), tuple(pairs))


def is_about_election(text: str) -> TopicReading:
    """Score a raw text: one strong word is enough, weaker ones must come together. Recall first.

    Where the words of the list do not speak, the learned ones may still let a post pass.
    """
    reading = _with_learned(text)
    if reading.score < PASS and is_damaged(cut(text.lower())):
        return max(reading, _with_learned(normalise(text).text), key=lambda each: each.score)
    return reading


def _with_learned(text: str) -> TopicReading:
    reading = by_words(text)
    if reading.score < PASS:
        low = text.lower()
        if speaks_of_voting(low) and not _words("not_election").seen(low):
            return TopicReading(PASS, reading.words)
    return reading


def about(text: str, names: NameBook) -> TopicReading:
    """The same; a candidate's name in full is enough to pass, as "kolom kosong" is, and no more than that."""
    reading = is_about_election(text)
    if reading.score < PASS and names.names_in_full(text):
        return TopicReading(PASS, reading.words)
    return reading


def by_words(text: str) -> TopicReading:
    """The same by the word list alone."""
    low = text.lower()
    reading = _weigh(low)
    if reading.score < BANNER and (_is_disguised(low) or CAMEL_TAG.search(text)):
        normal = _weigh(normalise(text).text)
        return max(reading, normal, key=lambda each: each.score)
    return reading


def is_political(text: str) -> TopicReading:
    """The wider question: government, parties and policy as well as elections."""
    low = text.lower()
    words = tuple(sorted(word for word, _ in _words("political").seen(low)))
    election = _weigh(low)
    return TopicReading(max(election.score, min(0.9, 0.45 * len(words))), (*election.words, *words))


def _is_disguised(low: str) -> bool:
    """Look-alike letters, or letters set apart or swapped for digits that spell one of the commonest words."""
    if not low.isascii() and _ODD.search(low):
        return True
    if _LEET.search(low) or _CUT.search(low):
        return True
    return bool(_STEMS.find_matches_as_indexes(_bare(low)))


def _bare(low: str) -> str:
    """Without gaps, digits read as letters. Plain replacements: a translation table is ten times slower."""
    for gap in _GAPS:
        low = low.replace(gap, "")
    for digit, letter in _DIGITS:
        if digit in low:
            low = low.replace(digit, letter)
    return low


def _weigh(low: str) -> TopicReading:
    seen = _words("strong", "medium", "not_election").seen(low)
    if not seen:
        return TopicReading(0.0, ())
    other = [word for word, kind in seen if kind == "not_election"]
    strong = {word for word, kind in seen if kind == "strong" and not _within(word, other)}
    medium = {word for word, kind in seen if kind == "medium" and not _within(word, other)}
    medium = {
        word for word in medium if not any(word in big for big in medium | strong if big != word)
    }
    words = tuple(sorted(strong | medium))
    if strong:
        return TopicReading(min(1.0, 0.8 + 0.05 * (len(words) - 1)), words)
    score = (0.0, 0.2, 0.4, 0.6)[min(len(medium), 3)]
    if len(medium) == 1 and _words("danger").seen(low):
        score = PASS
    return TopicReading(max(0.0, score - 0.2 * len(other)), words)


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
