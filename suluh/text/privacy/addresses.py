"""Where somebody lives: a street with a number, and the way there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.text.privacy.lokal import WINDOW, known_to_lokal
from suluh.text.privacy.spans import PLACE, Span

ADDRESS_GATE = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|perum\w*|komplek\w*|blok|rt|apartemen|kav)\b(?=[\s\S]{0,100}\d)",
    re.IGNORECASE,
)
HOME = re.compile(
    r"\b(?:rumah|rmh|alamat|alamt|tinggal|kediaman|domisili|omah|imah|griya|home|address)(?:nya|mu|ku|ne|na|e)?\b",
    re.IGNORECASE,
)
PUBLIC_PLACE = re.compile(
    r"\b(?:tps|kantor|kpu|bawaslu|panwas\w*|posko|balai|sekolah|sdn?|mi|smpn?|sman?|smkn?|gedung|aula|lapangan|masjid|"
    r"gereja|puskesmas|rsud|rs|rumah sakit|mako|kodim|korem|menara|universitas|pesantren|dinas|"
    r"kementerian|polsek|polres|gor|lokasi|hotel|kampus|toko|pasar)\b",
    re.IGNORECASE,
)
HOME_ADDRESS = re.compile(
    r"\b(?:rumah|rmh|alamat|tinggal|kediaman|domisili|omah|imah)(?:nya|mu|ku|e|ne|na)?\b[^.\n?!]{0,30}?"
    r"(?P<address>\b(?:jl|jln|jalan|gg|gang|perum\w*|komplek\w*|blok|dusun)\b\.?\s[^\n;!?]{2,60}?"
    r"(?:\b(?:no|nomor|nomer|blok)\.?\s?[a-z]?\d+[a-z]?(?:/\d+)?|\b[a-z]{1,2}\d+/\d+|(?=\brt\.?\s?\d))"
    r"(?:[\s,]{0,2}rt\.?\s?\d+(?:[\s,/]{0,2}rw\.?\s?\d+)?)?)",
    re.IGNORECASE,
)
# "rumahnya …", "rumah Bu Ketua: …": somebody else's home, and what is said of the way there.
_WHOSE = (
    "bu|pak|ibu|bapak|mbak|mas|si|dia|ketua|anggota|saksi|petugas|pengawas|panwas|komisioner|operator"
    "|istri|suami|anak"
)
WAY = re.compile(
    rf"\b(?:(?:rumah|omah|imah|kediaman)(?:nya|e|ne|na)|(?:rumah|omahe?|imah|kediaman|alamat)\s(?:{_WHOSE})\b[^:,.\n?!]{{0,30}}?)"
    r"[\s:,]{1,3}(?P<way>[^.\n?!]{8,140})",
    re.IGNORECASE,
)
CUE = re.compile(
    r"\b(?:gang|gg|belok|pagar\w*|cat|bercat|sebelah|seberang|samping|depan|belakang|dekat|ujung|pojok|tingkat|nomor|no|"
    r"pertigaan|perempatan|mentok|masuk|kiri|kanan|lurus|lor|kidul|kulon|wetan)\b",
    re.IGNORECASE,
)
CUES = 2  # one alone says little: "rumahnya dekat pasar"
POLLS = re.compile(r"\b(?:tps|kpps|posko|pemilih)\b", re.IGNORECASE)


def addresses(text: str) -> Iterator[Span]:
    """Streets with a number that are a home, the way to a home, and its place on the map."""
    yield from _streets(text)
    yield from _ways(text)
    for found in PLACE.finditer(text):
        if _is_home(text, span := Span(*found.span(), "address")):
            yield span


def _ways(text: str) -> Iterator[Span]:
    """From the first thing one sees on the way, to the end of the sentence; never the way to a polling station."""
    for found in WAY.finditer(text):
        cues = list(CUE.finditer(found["way"]))
        if len(cues) >= CUES and not POLLS.search(found.group()):
            yield Span(found.start("way") + cues[0].start(), found.end("way"), "address")


def _streets(text: str) -> Iterator[Span]:
    seen = 0
    for gate in ADDRESS_GATE.finditer(text):
        if gate.start() < seen:
            continue
        seen = gate.start() + WINDOW // 2
        for found in HOME_ADDRESS.finditer(text, max(0, gate.start() - 50), gate.start() + WINDOW):
            if not PUBLIC_PLACE.search(text, found.start(), found.start("address")):
                yield Span(*found.span("address"), "address")
        for span in known_to_lokal(text, gate.start(), "ADDRESS"):
            if _is_home(text, span):
                yield span


def _is_home(text: str, span: Span) -> bool:
    """The nearer of a word for home and a word for a public place tells; RT/RW alone need a home."""
    before = text[max(0, span.start - 60) : span.start]
    home = max((found.end() for found in HOME.finditer(before)), default=-1)
    public = max((found.end() for found in PUBLIC_PLACE.finditer(before)), default=-1)
    if home > public:
        return True
    words = text[span.start : span.end]
    return public < 0 and not words.lower().startswith("rt") and not PUBLIC_PLACE.search(words)
