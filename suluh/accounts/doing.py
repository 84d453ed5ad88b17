"""What an account does: asks for identity numbers, sends an app, asks for money, announces a wrong voting day.

Read sentence by sentence; whoever warns of such a thing, or says that it is never done, does not do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from suluh.accounts.domains import hosts, is_of, lookalikes
from suluh.accounts.reasons import Reason, Where
from suluh.accounts.register import Official
from suluh.facts import Facts
from suluh.text.dates import dates
from suluh.text.normal import normalise
from suluh.text.privacy import mask

LONGEST = 4000  # characters of one text that are read
_SENTENCE = re.compile(r"(?<=[!?\n])\s*|(?<=\.)\s+")
_SHOWN = 140  # characters of a sentence that are quoted

_VOTE = re.compile(
    r"\b(?:pilkada\w*|pemilu\w*|pilgub|pilbup|pilwal\w*|pilwakot|nyoblos|coblos\w*|pencoblosan|mencoblos|memilih|pemilih\w*|"
    r"tps|dpt\w*|surat suara|hak pilih|kpps|pemungutan|perhitungan suara|penghitungan suara|quick count|hitung cepat|"
    r"real count|rekapitulasi|undangan (?:memilih|c6|tps|kpu)|paslon|vote|voting|voters?|election|polling station|ballot)\b"
)
_GUARD = re.compile(
    r"\b(?:jangan|jgn|tidak pernah|tak pernah|gak pernah|waspada\w*|hati-hati|hati hati|awas|penipuan|penipu|hoaks|hoax|palsu|modus|"
    r"bukan dari|tidak meminta|tidak akan meminta|tanpa diminta|never|beware|do not|don't|scam|abaikan|laporkan|tidak benar|keliru)\b"
)
_DATA = re.compile(
    r"\b(?:nik|ktp|e-ktp|ektp|kk|kartu keluarga|otp|kode verifikasi|pin|kata sandi|password|nomor rekening|no rekening|rekening|norek|"
    r"selfie|swafoto|data diri|data pribadi|nama ibu|id card|bank account)\b"
)
_ASK = re.compile(
    r"\b(?:kirim\w*|kirimkan|isi|isikan|mengisi|masukkan|masukan|input|ketik|balas|foto|setor\w*|unggah|upload|share|berikan|"
    r"lengkapi|verifikasi|konfirmasi|daftar\w*|aktivasi|aktifkan|sebutkan|lampirkan|minta|submit|send|enter|reply|fill)\b"
)
_RULE = re.compile(
    r"\b(?:bawa|membawa|datang|dibawa|tunjukkan|menunjukkan|ke tps|di tps|kantor|bring|play store|posko|balai desa|perekaman)\b"
)
_APP = re.compile(r"\b(?:apk|aplikasi|app|apps|file|berkas)\b")
_GET = re.compile(r"\b(?:unduh|download|instal|install|pasang|klik|buka|open|tap|ambil)\w*\b")
_MONEY = re.compile(
    r"\b(?:transfer|biaya (?:administrasi|admin|pendaftaran|verifikasi)|bayar|pulsa|saldo|dana|uang jaminan|clearance fee|fee|"
    r"rekening|gopay|ovo|qris|tebus)\b"
)
_PAY = re.compile(
    r"\b(?:transfer\w*|bayar\w*|kirim\w*|setor\w*|isi|pay|send|deposit|tebus|dikenakan|sebesar)\b"
)
_AMOUNT = re.compile(
    r"\d[\d.]*\s*(?:ribu|rb|k|juta|jt|000)\b|\brp\b|\brupiah\b|\bpulsa\b|\bqris\b|\brekening\b|\bfee\b"
)
_FREE = re.compile(
    r"\b(?:gratis|tanpa biaya|tidak dipungut|tidak ada biaya|dana kampanye|laporan dana|lpsdk|ladk|free)\b"
)
_DAY = re.compile(
    r"\b(?:coblos\w*|nyoblos|mencoblos|pencoblosan|pemungutan suara|hari h|pilkada|memilih di tps|voting)\b"
)
_MOVED = re.compile(
    r"\b(?:diundur\w*|dimundurkan|mundur|ditunda|dipindah\w*|pindah|diubah|berubah|dimajukan|maju|diganti|jadi|menjadi|pada|tanggal|tgl|hari|"
    r"digelar|dilaksanakan|moved|postponed|on)\b"
)
_OTHER_DAY = re.compile(
    r"\b(?:masa tenang|kampanye|rekap\w*|pelantikan|pendaftaran|daftar|debat|sosialisasi|simulasi|penetapan|pengumuman hasil|susulan|ulang|psu|"
    r"bimtek|rapat|pleno|distribusi|lipat|pelipatan|diumumkan|hasil|undangan|c pemberitahuan|h-\d+|pemilu 20\d\d|tahun 20[03]\d|sejarah|lalu|kemarin|sejak|dibuka|batas)\b"
)
_CONTACT = re.compile(
    r"(?:wa\.me/|\bwa\b|whats?app|t\.me/|\btelegram\b|\bdm\b|\bjapri\b|\binbox\b|pesan pribadi|chat admin|\bchat\b)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?:bit\.ly|s\.id|tinyurl\.com|cutt\.ly|shorturl\.at|t\.ly|rb\.gy|is\.gd)/\S+", re.IGNORECASE
)


def speaks_of_the_vote(text: str) -> bool:
    """Whether an account speaks of the vote at all, which makes its case urgent."""
    return bool(_VOTE.search(normalise(text[:LONGEST]).text))


def deeds(
    texts: Iterable[tuple[Where, str]],
    facts: Facts,
    sites: tuple[Official, ...],
    at: datetime | None,
) -> list[Reason]:
    """What the account does in its bio, links and posts; `at` (aware) is when they were seen."""
    found: list[Reason] = []
    for where, text in texts:
        for sentence in _SENTENCE.split(text[:LONGEST]):
            if sentence.strip():
                found += _in_sentence(where, sentence.strip(), facts, sites, at)
    return found


def _in_sentence(
    where: Where, sentence: str, facts: Facts, sites: tuple[Official, ...], at: datetime | None
) -> Iterator[Reason]:
    words = normalise(sentence).text
    if _GUARD.search(words):
        return
    shown = _quoted(sentence)
    ours = any(is_of(host, sites) for host, _, _ in hosts(sentence))
    for look in lookalikes(sentence, sites):
        yield Reason("lookalike_link", where, look.host, look.official, look.why)
    if not ours:
        yield from (Reason(kind, where, shown) for kind in _asked(words))
    yield from _false_dates(where, sentence, facts, at)
    if _CONTACT.search(sentence) and not ours:
        yield Reason("private_contact", where, shown)
    if short := _SHORT.search(sentence):
        yield Reason("short_link", where, short.group())


def _asked(words: str) -> Iterator[str]:
    rule = _RULE.search(words)
    if _DATA.search(words) and _ASK.search(words) and not rule:
        yield "asks_identity"
    if _APP.search(words) and _GET.search(words) and not rule:
        yield "sends_app"
    if (
        _MONEY.search(words)
        and _PAY.search(words)
        and _AMOUNT.search(words)
        and not _FREE.search(words)
    ):
        yield "asks_money"


def _false_dates(
    where: Where, sentence: str, facts: Facts, at: datetime | None
) -> Iterator[Reason]:
    """A day of voting other than the official one."""
    normal = normalise(sentence)
    if not (_DAY.search(normal.text) and _MOVED.search(normal.text)) or _OTHER_DAY.search(
        normal.text
    ):
        return
    official = facts.voting_date
    seen = [d for d in dates(normal, at, vote_day=official) if d.grain == "day" and not d.tentative]
    if seen and not any(day.first <= official <= day.last for day in seen):
        yield Reason(
            "false_date",
            where,
            _quoted(sentence),
            official.isoformat(),
            facts.election.voting_date_fact,
        )


def _quoted(sentence: str) -> str:
    """The sentence with personal data masked, cut to a length that a person reads at a glance."""
    said = mask(sentence).text
    return said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"
