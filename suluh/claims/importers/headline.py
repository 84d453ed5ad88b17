"""A fact-check's headline and rating as sites write them: the claim itself, and what was found of it."""

from __future__ import annotations

import re

from suluh.claims.review import REFUTED
from suluh.claims.verdict import split_title, verdict_of

_DENIED = re.compile(
    r"^(?:(?P<word>tidak benar|tidak terbukti|belum terbukti|keliru|menyesatkan|hoaks?|hoax|salah|disinformasi|"
    r"sebagian benar|penipuan|manipulasi|benar|fakta)\s*[,:!–-]+\s+"
    # without a comma only words that cannot begin a claim of their own
    r"|(?P<plain>tidak benar|hoaks|hoax)\s+(?:bahwa\s+|soal\s+|klaim\s+|kabar\s+)?)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*[\[(](?P<word>[^\[\]()]{3,30})[\])]\s*$")
_ASKED = re.compile(r"^benarkah\s+", re.IGNORECASE)
_TEASER = re.compile(
    r"\s*\?\s*(?:(?:ini|simak|begini|berikut|cek)\s+(?:fakta|penjelasan|kebenaran)\w*[^?]{0,30})?\s*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^\s*(?:hasil(?: periksa fakta| pemeriksaan)?|rating|kesimpulan|status)\s*:\s*", re.I
)
_PIECES = re.compile(r"\s*[/|,;()\[\]–-]\s*")


def headline(title: str) -> tuple[str, str | None]:
    """The claim in a headline, and the verdict that stands before or behind it, if any.

    "Cek Fakta" says only that something was checked; a verdict after it counts.

    >>> headline("CEK FAKTA: [HOAKS] Surat suara sudah tercoblos")
    ('Surat suara sudah tercoblos', 'false')
    >>> headline("[Cek Fakta] Tidak Benar KPU Menghapus Undangan")
    ('KPU Menghapus Undangan', 'false')
    """
    words, verdict = title.strip(), None
    checked = False
    for _ in range(3):
        rest, said = split_title(words)
        if said is None:
            break
        checked = checked or said == "unknown"
        verdict = said if verdict in (None, "unknown") else verdict
        words = rest
    if verdict in (None, "unknown"):
        words, found = _said_around(words, checked)
        verdict = found or verdict
    return _without_teaser(words), verdict


def rating_of(rating: str) -> str | None:
    """Our verdict for a rating; one of several words ("SALAH / HOAKS") counts when all agree.

    >>> rating_of("Hasil: SALAH (Hoaks)"), rating_of("Salah, sebagian benar"), rating_of("entah")
    ('false', None, None)
    """
    said = _LEAD.sub("", " ".join(rating.split()))
    if whole := verdict_of(said) or verdict_of(re.split(r"[.!]\s", said, maxsplit=1)[0]):
        return whole
    pieces = [verdict_of(piece) for piece in _PIECES.split(said[:200]) if piece]
    agreed = len(set(pieces)) == 1 or all(piece in REFUTED for piece in pieces)
    return pieces[0] if pieces and agreed else None


def _said_around(words: str, checked: bool) -> tuple[str, str | None]:
    """A verdict in words at the beginning, or in brackets at the end."""
    behind = _BEHIND.search(words)
    if behind and (found := verdict_of(behind["word"])):
        return words[: behind.start()].rstrip(" .?!"), found
    before = _DENIED.match(words)
    word = before and (before["word"] or (before["plain"] if checked else None))
    if before and word and (found := verdict_of(word)):
        return words[before.end() :], found
    return words, None


def _without_teaser(words: str) -> str:
    """«Benarkah KPU menghapus undangan? Ini faktanya» asks about a claim; the claim is what is inside."""
    asked = _ASKED.match(words)
    if not asked:
        return words.strip()
    inner = _TEASER.sub("", words[asked.end() :]).strip()
    return inner[:1].upper() + inner[1:] if inner else words.strip()
