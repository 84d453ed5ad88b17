"""A statement as concepts in order: who, may or must, does what, when and where; and how they hang together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from suluh.facts.fact import Fact
from suluh.text.dates import SeenDate
from suluh.text.hours import SeenHours

# Words that may stand between a negation and what it negates: "tidak akan bisa memilih".
_BETWEEN = frozenset(
    (
        "akan lagi bakal jadi pernah ada bisa boleh dapat perlu harus mungkin benar sempat ikut "
        "mau pasti lah juga serta langsung auto otomatis dianggap be been ever going to iso isa "
        "kudu tiasa meunang dadi sida sah bikin menyebabkan mengakibatkan pilkada pemilu "
        "pemilihan kena di terancam membuat kita anda kamu menjadikan berarti memberi hak artinya "
        "pada dalam dina ing nama namanya masuk terdaftar tercatat tercantum in on the ning neng "
        "nang ka ke usah seharusnya sepenuhnya semudah sampai kok sih ya dong maneh deui any pilih pilihnya suara"
    ).split()
)
# Weak words for voting that mean anything when no election is near: "milih baju", "vote idola".
_WEAK = {"VOTE_WEAK": "VOTE", "BALLOT_WEAK": "BALLOT"}
_ELECTION_WORLD = frozenset(
    (
        "VOTE ELECTION ELECTION_2024 GENERAL_ELECTION TPS KPU KPPS BAWASLU DAY BALLOT PAIR VOTER "
        "DPT DPK DPTB KTP VOTE_RIGHT INVITATION EMPTY_COLUMN ABSTAIN ENGLISH_VOTE"
    ).split()
)
# Inside phrases of these, the core concepts still count: "nyoblos lagi" is both twice and voting.
_TRANSPARENT = frozenset(
    (
        "DOUBLE MARK_MULTI ONLINE PROXY SPLIT DIRECT_CHOICE ANYWHERE HELPER REPLACE CAN CANNOT MUST ENOUGH "
        "POSTPONE CANCEL EXTEND SHOP NOT_HANDED_OUT DAMAGED NO_ARREARS RELATIVE TELL_CHOICE MINIMUM "
        "SANCTION ENGLISH_VOTE"
    ).split()
)
# What one can be without: here "tanpa", "tidak punya" and "hilang" negate too.
_PAPERS = frozenset(
    "INVITATION KTP KTP_PHYSICAL ID_COPY IKD BIODATA KK DPT DPTB TRANSFER NO_ARREARS OTHER_CARD SIGNATURE"
    " HELPER REPLACE VOTE_RIGHT BRAILLE BALLOT".split()
)
_CORE = frozenset(
    (
        "VOTE VOTE_WEAK TPS INVITATION KTP BALLOT KPU PAIR VOTER "
        "ABSTAIN PROXY CAN CANNOT NEG MUST ONLINE "
    ).split()
)
_SURELY_ELECTION = frozenset(
    (
        "PAIR SOLE_CANDIDATE VOTE ELECTION ELECTION_2024 GENERAL_ELECTION TPS KPU DAY BALLOT VOTER DPTB VOTE_RIGHT "
        "BAWASLU KPPS CAMPAIGN MK DETERMINATION DRAW COKLIT DECLARE_WINNER UNLISTED DPK "
        "NOT_HANDED_OUT ENGLISH_VOTE EMPTY_COLUMN QUIET SIREKAP QUICK_COUNT RECAP DPT ABSTAIN"
    ).split()
)


class Token(NamedTuple):
    """One concept in the text: characters `start:end` and words `first..last` of the normalised text."""

    concept: str
    start: int
    end: int
    first: int
    last: int
    negated: bool = False


class Number(NamedTuple):
    """A number in the text with the word that follows it."""

    value: float
    start: int
    end: int
    first: int
    unit: str


class Modal(NamedTuple):
    """What someone may, cannot, must or need not do; `token` is the word that says so."""

    force: str  # can | cannot | must | need_not
    token: Token


class Finding(msgspec.Struct, frozen=True):
    """A statement held against one question: does it agree with the official answer?"""

    slot: str
    kind: str
    start: int
    end: int
    agrees: bool = False
    sure: bool = True  # the frame is complete and its value explicit
    fact: Fact | None = None  # when not simply the fact of the slot
    stale: bool = False  # it was true once
    stance: str | None = None  # when the frame itself says how it is meant


class Statement(msgspec.Struct, frozen=True):
    """One sentence: its concepts, days, hours and numbers, and the concepts of the sentence before."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    before: tuple[Token, ...]
    post: frozenset[str]  # concepts anywhere in the post
    dates: tuple[SeenDate, ...]
    hours: tuple[SeenHours, ...]
    numbers: tuple[Number, ...]
    cuts: tuple[int, ...]  # where its clauses begin
    words: tuple[int, ...]  # where its words begin
    elsewhere: bool = False  # it speaks of another election than ours
    joined: bool = False  # two sentences read as one
    polled: bool = False  # posted on polling day or later

    @property
    def ending(self) -> str:
        return self.text[self.end - 1 : self.end + 2]

    def of(self, *concepts: str) -> list[Token]:
        return [t for t in self.tokens if t.concept in concepts]

    def has(self, *concepts: str) -> bool:
        return any(t.concept in concepts for t in self.tokens)

    def clause(self, at: int) -> int:
        return bisect_right(self.cuts, at)

    def word(self, at: int) -> int:
        return bisect_right(self.words, at) - 1

    def gap(self, a: Token, b: Token) -> int:
        """Words between two concepts; 0 when they touch or overlap."""
        return max(b.first - a.last - 1, a.first - b.last - 1, 0)

    def near(self, token: Token, *concepts: str, within: int = 8) -> list[Token]:
        """Tokens of these concepts at most `within` words away, nearest first."""
        found = [t for t in self.of(*concepts) if t is not token and self.gap(t, token) <= within]
        return sorted(found, key=lambda t: self.gap(t, token))

    def before_word(self, at: int, *concepts: str, within: int = 3) -> Token | None:
        """The last token of these concepts that ends at most `within` words before a position."""
        here = self.word(at)
        close = [t for t in self.of(*concepts) if t.end <= at and here - t.last - 1 <= within]
        return close[-1] if close else None

    def near_hours(self, seen: SeenHours, *concepts: str) -> list[int]:
        """How many characters away tokens of these concepts stand from an hour in the same clause, nearest first."""
        clause = self.clause(seen.start)
        return sorted(
            max(t.start - seen.end, seen.start - t.end, 0)
            for t in self.of(*concepts)
            if self.clause(t.start) == clause
        )

    def modals(self) -> list[Modal]:
        return [
            m
            for t in self.tokens
            if (m := _modal(t)) and not _GETS.match(self.text, t.start, self.end)
        ]

    def span(self, *tokens: Token | SeenDate | SeenHours | Number) -> tuple[int, int]:
        """From the first to the last of these."""
        return min(t.start for t in tokens), max(t.end for t in tokens)


# "dapat uang" gets something and permits nothing.
_GETS = re.compile(
    r"(?:dapat|dapet) (?:uang|duit|piring|hadiah|amplop|bansos|sembako|whatsapp|sms|pesan|kabar|info|jatah|pulsa|nomor"
    r"|telepon|libur|cuti|poin|kaos|e-sertifikat|sertifikat)\b"
)


def _modal(token: Token) -> Modal | None:
    no = token.negated
    if token.concept == "CAN":
        return Modal("cannot" if no else "can", token)
    if token.concept == "CANNOT":
        return Modal("can" if no else "cannot", token)
    if token.concept == "MUST":
        return Modal("need_not" if no else "must", token)
    return None


def arrange(found: Iterable[tuple[str, int, int]], word_starts: Sequence[int]) -> tuple[Token, ...]:
    """Tokens in order: what a longer phrase covers is dropped, weak words settled, negation attached.

    found: (concept, start, end) in the normalised text.
    """
    kept = _outermost(sorted(found, key=lambda f: (f[1], -f[2])))
    placed = [
        Token(c, s, e, bisect_right(word_starts, s) - 1, bisect_right(word_starts, e - 1) - 1)
        for c, s, e in kept
    ]
    return tuple(_settle(placed))


def _outermost(found: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    open_end, open_start = -1, -1
    outer: set[str] = set()
    for concept, start, end in found:
        if end < open_end or (end == open_end and start > open_start):
            shown = outer & _TRANSPARENT and concept in _CORE and concept not in outer
            lacked = "WITHOUT" in outer and concept in ("INVITATION", "KTP")
            if shown or lacked:
                yield concept, start, end
            continue
        if end > open_end:
            outer = set()
        outer.add(concept)
        open_start, open_end = start, end
        yield concept, start, end


def _settle(placed: list[Token]) -> Iterator[Token]:
    election = any(t.concept in _ELECTION_WORLD for t in placed) or _entitled(placed)
    for token in placed:
        concept = _WEAK.get(token.concept, token.concept) if election else token.concept
        yield token._replace(concept=concept)


def _entitled(placed: list[Token]) -> bool:
    """ "boleh milih", "berhak memilih": of rights one speaks in elections."""
    rights = {t.last for t in placed if t.concept in ("CAN", "CANNOT") and t.end - t.start >= 5}
    twice = {t.first for t in placed if t.concept == "DOUBLE"}
    if any(t.concept in _WEAK and t.last + 1 in twice for t in placed):
        return True
    return any(t.concept in _WEAK and {t.first, t.first - 1} & rights for t in placed)


def negate(tokens: Sequence[Token], words: Sequence[str]) -> tuple[Token, ...]:
    """The tokens with `negated` set where a negation stands before them, at most four small words away."""
    nots = {t.last for t in tokens if t.concept in ("NEG", "WITHOUT")}
    # "kalau tidak ada, ditolak": what is missing does not lift the refusal.
    plain = {
        t.last
        for t in tokens
        if t.concept == "NEG" and words[t.last] not in ("ada", "punya", "tanpa")
    }
    # "belum punya hak": what one is without may begin inside.
    lacks = [(t.start, t.end) for t in tokens if t.concept == "WITHOUT"]

    def reached(token: Token) -> bool:
        if token.concept == "CAN" and any(a < token.start < b for a, b in lacks):
            return True
        return _negated(token, nots if token.concept in _PAPERS else plain, words)

    return tuple(_turned(t) if t.concept != "NEG" and reached(t) else t for t in tokens)


def _turned(token: Token) -> Token:
    """Not on the list is a group of its own."""
    concept = "UNLISTED" if token.concept == "DPT" else token.concept
    return token._replace(concept=concept, negated=concept == token.concept)


def _negated(token: Token, nots: set[int], words: Sequence[str]) -> bool:
    for at in range(token.first - 1, max(token.first - 5, -1), -1):
        if at in nots:
            return not _set_aside(at, nots, words)
        if words[at] not in _BETWEEN:
            return False
    return False


_MEANS = frozenset("berarti artinya hartosna hartina ateges tegese means mean".split())


def _set_aside(at: int, nots: set[int], words: Sequence[str]) -> bool:
    """ "bukan berarti tidak bisa": the second negation is itself negated."""
    return at >= 2 and words[at - 1] in _MEANS and at - 2 in nots


def speaks_of_election(tokens: Iterable[Token]) -> bool:
    return any(t.concept in _SURELY_ELECTION for t in tokens)
