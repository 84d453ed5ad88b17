"""Indonesian as it is read aloud: figures as words, abbreviations letter by letter.

The voice of espeak-ng reads "07.00" and "KPU" in ways no Indonesian would; what it is given is spelled out here first.
"""

from __future__ import annotations

import re

DIGITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet".split(),
        strict=True,
    )
)
SPELLED = set(
    "KPU KPPS TPS KTP DPT DPK KK SMS WA SIM IKD APK PPS NIK PNS RT RW TV KTA BPJS SMA SIPOL".split()
)
AS_SAID = {
    "WhatsApp": "wotsap",
    "KTP-el": "ka te pe el",
    "e-KTP": "e ka te pe",
    "DPTb": "de pe te be",
}
_HOUR = re.compile(r"\b([01]?\d|2[0-4])\.([0-5]\d)\b")
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*|\d+")


def number(value: int) -> str:
    """The words of 0..999_999_999.

    >>> number(2024), number(11), number(28), number(150_000)
    ('dua ribu dua puluh empat', 'sebelas', 'dua puluh delapan', 'seratus lima puluh ribu')
    """
    if value < 10:
        return DIGITS[value]
    if value < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(value) or f"{DIGITS[value - 10]} belas"
    for size, name in ((1_000_000, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if value >= size:
            return _with_rest(*divmod(value, size), name)
    raise ValueError(value)


def _with_rest(count: int, rest: int, name: str) -> str:
    one = name in ("ribu", "ratus") and count == 1
    head = f"se{name}" if one else f"{number(count)} {name}"
    return f"{head} {number(rest)}" if rest else head


def hour(hours: int, minutes: int) -> str:
    """
    >>> hour(7, 0), hour(13, 30)
    ('tujuh', 'tiga belas lewat tiga puluh')
    """
    return number(hours) + (f" lewat {number(minutes)}" if minutes else "")


def aloud(text: str) -> str:
    """What a speaker says for a written sentence.

    >>> aloud("KPU: TPS buka pukul 07.00, 27 November 2024")
    'ka pe u: te pe es buka pukul tujuh, dua puluh tujuh November dua ribu dua puluh empat'
    """
    for written, said in AS_SAID.items():
        text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", said, text)
    text = _HOUR.sub(lambda m: hour(int(m[1]), int(m[2])), text)
    return _WORD.sub(lambda m: _word(m[0]), text)


def _word(word: str) -> str:
    if word.isdigit():
        return number(int(word)) if len(word) < 10 else " ".join(DIGITS[int(d)] for d in word)
    return " ".join(LETTERS[c] for c in word.lower()) if word in SPELLED else word
