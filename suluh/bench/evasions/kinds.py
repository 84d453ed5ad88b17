"""Thirty single evasions: text in, text out, the same every time.

Those that a machine can undo without loss (letters of another alphabet, invisible characters) are put on every word;
those that lose something (typing mistakes, vowels left out, words turned round) on every third of the words with five
letters or more, as a person does who wants to be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Evasion = Callable[[str], str]
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 5  # letters
_VOWELS = "aeiouAEIOU"


def _letters(table: dict[str, str]) -> Evasion:
    mapping = str.maketrans(table)
    return lambda text: text.translate(mapping)


def _between(sign: str, fewest: int = 4) -> Evasion:
    """A sign between the letters of every word that is long enough."""
    return lambda text: _WORD.sub(lambda w: sign.join(w[0]) if len(w[0]) >= fewest else w[0], text)


def _after_each(sign: str) -> Evasion:
    return lambda text: "".join(c + sign if c.isalpha() else c for c in text)


def _on_a_third(change: Callable[[str], str]) -> Evasion:
    """On every third long word, from the first."""

    def evade(text: str) -> str:
        seen = -1

        def each(word: re.Match[str]) -> str:
            nonlocal seen
            if len(word[0]) < _LONG:
                return word[0]
            seen += 1
            return change(word[0]) if seen % 3 == 0 else word[0]

        return _WORD.sub(each, text)

    return evade


def _words(table: dict[str, str]) -> Evasion:
    def each(word: re.Match[str]) -> str:
        return table.get(word[0].lower(), word[0])

    return lambda text: _WORD.sub(each, text)


def _typo(word: str) -> str:
    at = 1 + len(word) // 3
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def _without_vowels(word: str) -> str:
    return word[0] + "".join(c for c in word[1:-1] if c not in _VOWELS) + word[-1]


def _masked(word: str) -> str:
    at = next((i for i, c in enumerate(word) if i and c in _VOWELS), 1)
    return f"{word[:at]}*{word[at + 1 :]}"


def _repeated(text: str) -> str:
    return _WORD.sub(lambda w: w[0] + w[0][-1] * 3 if w[0][-1] in _VOWELS else w[0], text)


def _hashtags(text: str) -> str:
    """Neighbouring words joined by twos, as one hashtag; none over a comma or a stop."""
    words = text.split(" ")
    pairs = [words[i : i + 2] for i in range(0, len(words), 2)]
    return " ".join(
        f"#{p[0].capitalize()}{p[1].capitalize()}"
        if len(p) == 2 and _WORD.fullmatch(p[0]) and _WORD.fullmatch(p[1].rstrip(".,!?"))
        else " ".join(p)
        for p in pairs
    )


def _lines(text: str) -> str:
    words = text.split(" ")
    return "\n".join(" ".join(words[i : i + 3]) for i in range(0, len(words), 3))


def _joined(text: str) -> str:
    """Every third space is left out, between words of letters alone."""
    first, *rest = re.split(r"(?<=[a-z]) (?=[a-z])", text)
    return first + "".join(("" if gap % 3 == 0 else " ") + part for gap, part in enumerate(rest))


_ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


def _spoken(number: int) -> str:
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    if number < 100:
        return f"{_ONES[number // 10]} puluh {_ONES[number % 10] if number % 10 else ''}".strip()
    if number < 1000:
        head = "seratus" if number < 200 else f"{_ONES[number // 100]} ratus"
        return f"{head} {_spoken(number % 100) if number % 100 else ''}".strip()
    return str(number)


def _number_words(text: str) -> str:
    return re.sub(
        r"(?<![\w.,:/-])\d{1,3}(?![\w.,:/-]*\d)(?!\w)", lambda n: _spoken(int(n[0])), text
    )


_MONTHS = dict(
    zip(
        "januari februari maret april mei juni juli agustus september oktober november desember".split(),
        range(1, 13),
        strict=True,
    )
)


def _dates(text: str) -> str:
    """Written months become numbers: "28 November 2024" is 28/11/2024."""

    def each(found: re.Match[str]) -> str:
        month = _MONTHS.get(found[2].lower())
        return f"{found[1]}/{month}{'/' + found[3] if found[3] else ''}" if month else found[0]

    return re.sub(r"\b(\d{1,2}) ([A-Za-z]+)(?: (\d{4}))?\b", each, text)


def _alternating(text: str) -> str:
    return "".join(c.upper() if i % 2 else c.lower() for i, c in enumerate(text))


def _shifted(lower: int, upper: int) -> Evasion:
    """Letters of another block of Unicode."""
    table = {chr(97 + i): chr(lower + i) for i in range(26)} | {
        chr(65 + i): chr(upper + i) for i in range(26)
    }
    return _letters(table)


def _strewn(text: str) -> str:
    """Stops inside long words, at places that look chosen by chance."""
    draw = Random(len(text))
    return _WORD.sub(
        lambda w: w[0] if len(w[0]) < _LONG else _cut(w[0], draw.randrange(2, len(w[0]) - 1)), text
    )


def _cut(word: str, at: int) -> str:
    return f"{word[:at]}.{word[at:]}"


_CYRILLIC = dict(zip("aceopxyiACEOPXTHKMB", "асеорхуіАСЕОРХТНКМВ", strict=True))
_JAVANESE = {
    "tidak": "ora", "yang": "sing", "akan": "arep", "besok": "sesuk", "rumah": "omah", "rumahnya": "omahe", "ini": "iki",
    "itu": "kuwi", "kalau": "nek", "semua": "kabeh", "saya": "aku", "kami": "awake dewe", "kita": "awake dewe",
    "dan": "lan", "malam": "bengi", "sudah": "wis", "jangan": "ojo", "dari": "seko", "untuk": "kanggo", "bisa": "iso",
    "ada": "ono", "orang": "wong", "kamu": "kowe", "siapa": "sopo", "dapat": "entuk", "uang": "duit",
}  # fmt: skip
_ENGLISH = {
    "dan": "and", "yang": "who", "besok": "tomorrow", "untuk": "for", "ini": "this", "kalau": "if", "semua": "all",
    "dengan": "with", "dari": "from", "sekarang": "now", "hanya": "only", "atau": "or", "gratis": "free", "itu": "that",
    "karena": "because", "resmi": "official", "segera": "asap", "teman": "friends", "hari": "day",
}  # fmt: skip
_SHORT = {
    "yang": "yg", "tidak": "gk", "dengan": "dgn", "untuk": "utk", "dari": "dr", "sudah": "udh", "karena": "krn",
    "orang": "org", "semua": "smua", "dalam": "dlm", "kalau": "klo", "jangan": "jgn", "bisa": "bs", "tanggal": "tgl",
    "nomor": "no", "banyak": "bnyk", "pada": "pd", "saja": "aja", "besok": "bsk", "sampai": "smp",
}  # fmt: skip

EVASIONS: dict[str, Evasion] = {
    "homoglyphs": _letters(_CYRILLIC),
    "zero width": _between("\u200b", 3),
    "spaced letters": _on_a_third(lambda word: " ".join(word)),
    "leetspeak": _letters(dict(zip("aeiosAEIOS", "4310543105", strict=True))),
    "diacritics": _letters(dict(zip("aeiouAEIOU", "áèïôûÁÈÏÔÛ", strict=True))),
    "emoji inside": _on_a_third(lambda word: "🔥".join(word)),
    "reversed words": _on_a_third(lambda word: word[::-1]),
    "punctuation inside": _strewn,
    "dialect": _words(_JAVANESE),
    "in quotes": lambda text: f"“{text}”",
    "hashtags": _hashtags,
    "code-mix": _words(_ENGLISH),
    "typing mistakes": _on_a_third(_typo),
    "vowels dropped": _on_a_third(_without_vowels),
    "repeated letters": _repeated,
    "line breaks": _lines,
    "number words": _number_words,
    "date formats": _dates,
    "capitals": str.upper,
    "alternating": _alternating,
    "full width": _shifted(0xFF41, 0xFF21),
    "bold letters": _shifted(0x1D41A, 0x1D400),
    "underscores": lambda text: text.replace(" ", "_"),
    "words joined": _joined,
    "struck through": _after_each("\u0336"),
    "masked vowels": _on_a_third(_masked),
    "abbreviations": _words(_SHORT),
    "filler around": lambda text: (
        f"Selamat pagi semuanya, semoga sehat selalu ya. {text} Terima kasih, salam hangat."
    ),
    "soft hyphens": _between("\u00ad", 3),
    "tags appended": lambda text: f"{text} #fyp #viral #lucu #receh #kuliner #resepmasakan",
}  # thirty; bidi marks are stripped with the invisible characters and counted there
