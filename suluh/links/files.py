"""Files that a post names: an app or an archive that calls itself a document, an invitation, a receipt.

Scammers send "Undangan Pilkada.apk" or "Surat Tilang.pdf.apk" and count on nobody reading the ending. An app that
calls itself an app (from a shop of apps, say) hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from suluh.text.characters import fold

_RUNS = ("apk", "xapk", "apks", "apkm", "exe", "scr", "bat", "msi", "vbs", "jar", "lnk", "ipa")
_PACKED = ("zip", "rar", "7z", "iso", "html", "htm")
_SHOWS = ("pdf", "doc", "docx", "jpg", "jpeg", "png", "xls", "xlsx", "ppt", "pptx", "mp4", "jpe")
_NAME = re.compile(
    r"(?<![\w/.@])((?:[\w()\[\]&+,'-]+[ _]){0,5}[\w()\[\]&+,'-]+)"
    rf"((?:\s?\.(?:{'|'.join(_SHOWS)}))?)\s?\.({'|'.join((*_RUNS, *_PACKED))})\b(?![./])",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"undangan|surat|pemberitahuan|c6|tilang|etle|resi|kwitansi|bukti|tagihan|invoice|foto|gambar|dokumen|berkas|"
    r"lampiran|daftar|dpt|data pemilih|pengumuman|hasil|formulir|form|sertifikat|kartu|ktp|paket|video|jadwal|sk|"
    r"hitung cepat|quick count|bansos|bantuan|penerima|spk|panggilan",
    re.IGNORECASE,
)


class Disguise(NamedTuple):
    """A file that calls itself what it is not: `runs` where opening it installs something, else an archive."""

    name: str
    start: int
    end: int
    runs: bool
    double: bool  # "undangan.pdf.apk"


def disguises(text: str) -> Iterator[Disguise]:
    """In the order of the text, at offsets of the raw text.

    >>> [(d.name, d.double) for d in disguises("Buka Surat Undangan.pdf.apk ya")]
    [('Surat Undangan.pdf.apk', True)]
    >>> list(disguises("Unduh kpu.apk dari toko aplikasi"))
    []
    """
    if "." not in text:
        return
    folded = fold(text).lower if not text.isascii() else text
    shown = folded if len(folded) == len(text) else text
    for found in _NAME.finditer(shown):
        named, double, runs = found[1], bool(found[2]), found[3].lower() in _RUNS
        papers = list(_PAPER.finditer(named))
        if double or papers:
            start = found.start() + (papers[0].start() if papers else _last_word(named))
            yield Disguise(text[start : found.end()], start, found.end(), runs, double)


def _last_word(name: str) -> int:
    return max(name.rfind(" "), name.rfind("_")) + 1
