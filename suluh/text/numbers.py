"""Amounts of money, ages, counts, percentages and ballot numbers that a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from suluh.text.numerals import Numerals, numerals

if TYPE_CHECKING:
    from suluh.text.normal import Normal

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_SCALE = {
    **dict.fromkeys(("ribu", "rb", "rebu", "ewu", "k", "thousand"), 1_000),
    **dict.fromkeys(("ratus", "atus", "hundred"), 100),
    **dict.fromkeys(("ratus ribu", "atus ewu"), 100_000),
    **dict.fromkeys(("juta", "jt", "yuta", "million"), 1_000_000),
    **dict.fromkeys(("miliar", "milyar", "m", "billion"), 1_000_000_000),
    **dict.fromkeys(("triliun", "trilyun", "trillion"), 1_000_000_000_000),
}
_SCALES = "|".join(sorted(_SCALE, key=len, reverse=True))
_MONEY = re.compile(
    rf"(?<![\w.,/-])(?P<rp>rp\.?\s?"
    rf"|idr\s?)?(?P<number>{_NUMBER})\s?(?P<scale>{_SCALES})?(?![\w%]|[.,/-]\d)"
    r"(?P<tail>\s+rupiah\b|,-)?"
)
_HALF_SCALE = re.compile(
    r"\b(?P<half>setengah|satengah) (?P<scale>juta|miliar)\b|\b(?P<one>sejuta|seribu|semiliar"
    r"|saribu|sajuta|sewu|sayuta)\b"
)
_ONE = {
    "sejuta": 10**6,
    "sajuta": 10**6,
    "sayuta": 10**6,
    "seribu": 1000,
    "saribu": 1000,
    "sewu": 1000,
    "semiliar": 10**9,
}
_MONEY_CUE = re.compile(
    r"\b(?:uang|duit|dhuwit|artos|bayar\w*|dibayar|dikasih|kasih|denda\w*|honor|gaji|upah"
    r"|amplop|serangan fajar|transfer"
    r"|saldo|pulsa|bansos|bantuan|biaya|tarif|seharga|harga|hadiah|imbalan|cair|per (?:orang"
    r"|suara|kepala|kk)|money|pay|paid|fine)\b"
)
_NOT_MONEY = re.compile(
    r"\s*(?:orang|pemilih|suara|warga|tps|lembar|kk|jiwa|kali|peserta|petugas|hektar\w*|ton"
    r"|unit|people|voters|votes|km|meter|massa|surat|followers|penonton)\b"
)
_AGE = re.compile(
    r"\b(?:umur(?:nya)?|usia(?:nya)?|berumur|berusia|yuswa|aged?|over|under|minimal usia"
    r"|usia minimal)\s+(?:minimal\s+|minimum\s+|sekarang\s+|di\s?(?:atas|bawah)\s+|baru\s+"
    r"|masih\s+|cuma\s+|sudah\s+|kurang dari\s+|lebih dari\s+)*(?P<cued>\d{1,3})(?:\s?(?:-"
    r"|sampai|hingga|to)\s?(?P<until>\d{1,3}))?(?:\s?(?:tahun|thn|th|taun"
    r"|years?(?: old)?))?\b(?![.,]\d|%)"
    r"|(?<![\w.,/-])(?P<years>\d{1,3})(?:\s?(?:-|sampai"
    r"|hingga)\s?(?P<years_until>\d{1,3}))?[\s-]?(?:tahun|thn|th|taun"
    r"|years?[ -]olds?)\b(?P<rest>\s+(?:ke ?atas|ke ?bawah|boleh|bisa|belum|sudah|masih|lebih"
    r"|atau|dan|and))?"
)
_AGE_CONTEXT = re.compile(
    r"\b(?:umur|usia|yuswa|pemilih|anak|remaja|siswa|pelajar|bocah|pemula|nyoblos|mencoblos"
    r"|memilih|boleh|hak pilih|menikah|dewasa|years?[ -]olds?)\b"
)
_NOT_AGE = re.compile(
    r"\b(?:penjara|pidana|dipenjara|hukuman|kurungan|dihukum|selama|dalam|setiap|tiap"
    r"|masa jabatan|menjabat|lalu|lagi|kontrak|garansi|bui|prison|jail)\b"
)
_COUNT = re.compile(
    r"(?<![\w.,/:-])(?:(?P<word>sekali|dwikali|sakali|once|twice|sepisan|ping pindho)\b"
    r"|(?P<times>dua|tiga)kali\b"
    rf"|(?P<number>{_NUMBER})\s?(?P<scale>ribu|rb|juta|jt)?\s*(?P<unit>surat suara"
    rf"|lembar(?: surat suara)?|kali|orang|tps|suara|paslon|pasangan calon"
    r"|kandidat|calon|pemilih|warga|kotak suara|petugas|anggota|provinsi|kabupaten|kota"
    r"|kecamatan|desa|hari|jam|menit|kk|jiwa|times|ballots?"
    r"|people|voters|votes|polling stations?|candidates?|persons?|saksi|pendamping|meter|lokasi"
    r"|titik)\b)"
)
_PERCENT = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3}(?:[.,]\d{1,4})?)\s?(?:%|persen\b|percent\b|prosen\b|pct\b)"
)
_BALLOT = re.compile(
    r"\b(?:nomor urut|nomer urut|no\.? ?urut|nomor|nomer|no\.?|paslon(?: nomor(?: urut)?"
    r"| no\.?)?|pasangan(?: calon)?(?: nomor(?: urut)?| no\.?)?|kandidat|number|urutan"
    r"|angka)\s*(?P<cued>0?[1-9])(?![\d.,/:%]\d?|\w)"
    r"|\b(?:coblos|pilih|milih|memilih|tusuk|dukung|menang(?:kan)?|mencoblos"
    r"|salam)\s+(?:nomor\s+|no\.?\s+|paslon\s+|yang\s+)?(?P<verb>0?[1-9])(?![\d.,/:%]|\w"
    r"|\s*(?:orang|tps|kali|surat|lembar|calon|paslon|juta|ribu|hari|pasang|kandidat|gubernur"
    r"|bupati))"
    r"|(?<![\w.,/:+-])(?P<bare>0[1-9])(?![\w.,/:%-]|\s*(?:januari|februari|maret|april|mei|juni"
    r"|juli|agustus|september|oktober|november|desember|nov|des|okt|pagi|siang|sore|malam|wib))"
)
_NOT_BALLOT_BEFORE = re.compile(
    r"(?:tps|tanggal|tgl|pukul|jam|rt|rw|pasal|ayat|uu|pkpu|tahun|dapil|lantai|gang|jalan|jl"
    r"|komisi|kecamatan|kelas|versi|bab|undang-undang)\.?\s*(?:nomor|no\.?|nomer)?\s*$"
)
_LAW_AFTER = re.compile(r"\s*(?:tahun|thn|/|-)\s*(?:19|20)\d\d")


class Amount(msgspec.Struct, frozen=True):
    """A sum of money in rupiah, with its place in the normalised text."""

    start: int
    end: int
    rupiah: int
    said: bool = True  # "rp" or "rupiah" was written; False: money by the words around it


class Age(msgspec.Struct, frozen=True):
    """An age in years; `until` when a span of ages is named."""

    start: int
    end: int
    years: int
    until: int | None = None


class Count(msgspec.Struct, frozen=True):
    """So many of something: "3 surat suara", "dua kali"."""

    start: int
    end: int
    number: int
    unit: str


class Percent(msgspec.Struct, frozen=True):
    start: int
    end: int
    value: float


class BallotNumber(msgspec.Struct, frozen=True):
    """A candidate pair named by its number. Kept apart so that no other reader takes it for a value."""

    start: int
    end: int
    number: int


def amounts(normal: Normal) -> tuple[Amount, ...]:
    """Sums of money: "Rp100.000", "20 juta", "100rb", "sejuta"."""
    view = numerals(normal.text)
    found = [*_money(view), *_round_sums(view)]
    return tuple(sorted(found, key=lambda a: a.start))


def _money(view: Numerals) -> Iterator[Amount]:
    for m in _MONEY.finditer(view.text):
        said = bool(m["rp"] or m["tail"])
        scale = m["scale"]
        if not said and not (scale and scale not in ("m", "ratus", "hundred")):
            continue
        if not said and (
            _NOT_MONEY.match(view.text, m.end()) or not _speaks_of_money(view.text, m)
        ):
            continue
        value = _value(m["number"]) * (_SCALE[scale] if scale else 1)
        yield Amount(*view.origin(m.start(), m.end()), round(value), said)


def _round_sums(view: Numerals) -> Iterator[Amount]:
    for m in _HALF_SCALE.finditer(view.text):
        if _NOT_MONEY.match(view.text, m.end()) or not _speaks_of_money(view.text, m):
            continue
        value = _SCALE[m["scale"]] // 2 if m["half"] else _ONE[m["one"]]
        yield Amount(*view.origin(m.start(), m.end()), value, said=False)


def _speaks_of_money(text: str, m: re.Match[str]) -> bool:
    return bool(_MONEY_CUE.search(text, max(0, m.start() - 60), m.end() + 40))


def _value(number: str) -> float:
    """ "1.000.000" and "1,5" as written in Indonesian; "1,000,000" too."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return float(re.sub(r"[.,]", "", number))
    if "." in number and "," in number:
        return float(number.replace(".", "").replace(",", "."))
    return float(number.replace(",", "."))


def ages(normal: Normal) -> tuple[Age, ...]:
    """Ages: "umur 15", "17 tahun ke atas"; prison terms and other stretches of years are left out."""
    view = numerals(normal.text)
    found = []
    for m in _AGE.finditer(view.text):
        cued = m["cued"] is not None
        years, until = (m["cued"], m["until"]) if cued else (m["years"], m["years_until"])
        if not 1 <= int(years) <= 120 or (not cued and not _age_by_context(view.text, m)):
            continue
        place = view.origin(m.start(), m.end() - len(m["rest"] or ""))
        found.append(Age(*place, int(years), int(until) if until else None))
    return tuple(found)


def _age_by_context(text: str, m: re.Match[str]) -> bool:
    if _NOT_AGE.search(text, max(0, m.start() - 25), m.end() + 8):
        return False
    return bool(m["rest"] or _AGE_CONTEXT.search(text, max(0, m.start() - 40), m.end() + 40))


def counts(normal: Normal) -> tuple[Count, ...]:
    """How many of what: ballots, times, people, polling stations; durations keep their unit."""
    view = numerals(normal.text)
    found = []
    for m in _COUNT.finditer(view.text):
        if m["word"]:
            number, unit = (2 if m["word"] in ("twice", "ping pindho") else 1), "kali"
        elif m["times"]:
            number, unit = {"dua": 2, "tiga": 3}[m["times"]], "kali"
        else:
            scale = _SCALE[m["scale"]] if m["scale"] else 1
            number, unit = round(_value(m["number"]) * scale), m["unit"]
        found.append(Count(*view.origin(m.start(), m.end()), number, unit))
    return tuple(found)


def percents(normal: Normal) -> tuple[Percent, ...]:
    """Percentages: "51%", "58,6 persen"."""
    view = numerals(normal.text)
    return tuple(
        Percent(*view.origin(m.start(), m.end()), float(m["number"].replace(",", ".")))
        for m in _PERCENT.finditer(view.text)
    )


def ballot_numbers(normal: Normal) -> tuple[BallotNumber, ...]:
    """Candidate pairs named by number: "nomor urut 2", "paslon 01", "coblos no 2", a bare "02"."""
    view = numerals(normal.text)
    found = []
    for m in _BALLOT.finditer(view.text):
        before = view.text[max(0, m.start() - 20) : m.start()]
        if _NOT_BALLOT_BEFORE.search(before) or _LAW_AFTER.match(view.text, m.end()):
            continue
        number = m["cued"] or m["verb"] or m["bare"]
        found.append(BallotNumber(*view.origin(m.start(), m.end()), int(number)))
    return tuple(found)
