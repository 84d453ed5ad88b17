"""A post that teaches or urges voting twice, voting in another's name, forging papers or spoiling others' ballots.

Signal `illegal_participation` (kind: double | proxy | forge | ink | damage). Saying that it is a crime, reporting a
case or asking about it is left alone. Rule CIV-ILLEGAL.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suluh.signals.pattern import Pattern, signals_of
from suluh.signals.signal import Signal

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

_NAME = "illegal_participation"
_VOTE = ("voting.act_strong", "voting.place", "voting.act")
# "jangan coblos dua-duanya", "tidak bisa diwakilkan": what is forbidden is not taught
_FORBIDDEN = re.compile(
    r"\b(?:jangan|dilarang|tidak (?:bisa|boleh|dapat|sah)|enggak (?:bisa|boleh)|ora (?:iso|isa|oleh|entuk)|ojo|aja|ulah|"
    r"teu (?:bisa|meunang|menang)|cannot|can't|don't|do not|never|must not)(?: \w+){0,2} $"
)
_NOT_ALLOWED = re.compile(
    r".*?\b(?:tidak|tak|ga|gak|nggak|enggak|ora|teu) (?:bisa|boleh|dapat|iso|isa|oleh)\b"
)
_GUARDS = ("refuse", "warn", "report", "law", "news", "study")

PATTERNS = tuple(
    Pattern(_NAME, kind, wanted, sure, 70, more=("conduct.how", "money.contact"), guards=_GUARDS)
    for kind, wanted, sure in (
        ("double", ("conduct.double", "conduct.how"), 0.8),
        ("proxy", ("conduct.proxy", (*_VOTE, "conduct.how")), 0.78),
        ("forge", ("conduct.forge", "conduct.how", _VOTE), 0.78),
        ("ink", ("conduct.ink", ("conduct.double", "conduct.how")), 0.74),
        ("damage", ("conduct.damage", "conduct.how"), 0.78),
    )
)

EXAMPLES: list[tuple[str, str | None]] = [
    ("Caranya nyoblos dua kali: pakai KTP di TPS A lalu formulir pindah di TPS B.", _NAME),
    ("Pakai undangan tetangga yang merantau aja, kan bisa nyoblos lagi", _NAME),
    ("Butuh joki coblos untuk 3 TPS, minat japri", _NAME),
    ("Hapus tinta pakai bayclin terus nyoblos lagi di TPS sebelah", _NAME),
    ("Ayo sobek surat suara yang bukan jagoan kita", _NAME),
    ("Tips bikin KTP palsu biar bisa milih di kota", _NAME),
    ("Kumpulkan undangan orang yang sudah meninggal, nanti kita coblos atas namanya", _NAME),
    ("Iso nyoblos ping pindho, nganggo undangan wong liya wae", _NAME),
    ("Bisa nyoblos dua kali asal make undangan batur, gampang", _NAME),
    ("Here's how to vote twice: use your neighbor's card at the other station", _NAME),
    ("Coblosin sisa surat suara aja sebelum ditutup, aman ga ketahuan", _NAME),
    ("Oles lem di jari dulu biar tinta gampang lepas terus nyoblos lagi", _NAME),
    ("Memilih dua kali itu pidana, jangan coba-coba.", None),
    ("Kasus warga mencoblos empat surat suara di Lombok Tengah dibenarkan Bawaslu.", None),
    ("Apakah bisa nyoblos dua kali kalau punya dua KTP?", None),
    ("Bawaslu temukan pemilih mencoblos dua kali, direkomendasikan PSU", None),
    ("Tinta di jari susah hilang sampai seminggu", None),
    ("Cara mencoblos yang benar: buka surat suara, coblos sekali, lipat", None),
    ("Satu orang satu suara, jangan mewakilkan", None),
    ("Polisi tangkap pembuat KTP palsu jelang pilkada", None),
    ("Surat suara robek bisa minta ganti ke KPPS", None),
    ("Ojo nyoblos ping pindho, kuwi pidana", None),
    ("Voting twice is a crime, don't try it", None),
    ("KPPS dilarang mencoblos surat suara sisa", None),
    ("Jangan coblos dua-duanya ya, nanti suaramu tidak sah", None),
    ("Nyoblos tidak bisa diwakilkan suami, datang sendiri saja", None),
    ("Habis nyoblos celup mangsi dulu, lalu pulang", None),
]


def illegal_participation(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """The surest sign in each segment, unless it is forbidden in the same breath."""
    return [
        signal for signal in signals_of(reading, PATTERNS) if not _is_forbidden(signal, reading)
    ]


def _is_forbidden(signal: Signal, reading: Reading) -> bool:
    segment = next(s for s in reading.segments if s.index == signal.where.segment)
    before = segment.text[: signal.where.start].lower()
    return bool(_FORBIDDEN.search(before) or _NOT_ALLOWED.match(before[-8:] + signal.seen.lower()))
