"""Fraud that uses the election: a harmful app, a harvest of identity data, aid or prizes, false jobs, look-alike sites.

Signal `scam` with details kind = apk | data_harvest | aid | payment | lookalike_domain | fake_job | giveaway. Rule
SCAM-ELECTION. Files that hide an app and blocked links stand in links.py.
"Bring your KTP to the polling station" is not a harvest: the detector wants data sent, typed or photographed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from suluh.accounts.domains import lookalikes
from suluh.content import Place, Post, Segment
from suluh.signals.scene import Match, Scene, Wanted, scenes
from suluh.signals.signal import Against, Seen, Signal, Stance
from suluh.signals.standing import is_meant, is_told_of

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

_GUARDS = ("refuse", "warn", "report", "study", "news")

EXAMPLES: list[tuple[str, str | None]] = [
    ('Unduh "Undangan Pilkada.apk" untuk lihat TPS.', "scam"),
    ("Follow, like, komentar, dapat 20 juta nazar kemenangan saya.", "scam"),
    ("Cek nama di DPT: instal aplikasi ini lalu masukkan NIK dan kode OTP", "scam"),
    (
        "Bantuan pemilih 600 ribu dari KPU, isi NIK dan nomor rekening di link berikut https://bit.ly/xyz",
        "scam",
    ),
    ("Lowongan KPPS Pilkada, langsung diterima, transfer biaya administrasi 150 ribu", "scam"),
    ("Daftar pemilih dipindah ke http://kpu-go.id segera verifikasi", "scam"),
    ("Login di bawas1u.go.id untuk klaim hadiah pilkada", "scam"),
    ("Kirim foto KTP dan selfie ke nomor ini supaya undangan TPS aktif", "scam"),
    ("Pilkada berhadiah! Dapat saldo DANA 500rb, tinggal isi data diri dan PIN", "scam"),
    ("Klik file undangan TPS iki, pasang aplikasine ben iso nyoblos", "scam"),
    ("Install the app to see your polling station, then enter your OTP", "scam"),
    (
        "Yang dukung saya jadi gubernur, tulis nomor rekening di bio saya, saya transfer 10 juta",
        "scam",
    ),
    ("Undangan TPS belum aktif, bayar biaya aktivasi 50 ribu lewat QRIS ini", "scam"),
    ("Denda tidak memilih pilkada 500 ribu, transfer ke rekening ini hari ini juga", "scam"),
    ("KPU tidak memungut biaya aktivasi undangan, jangan transfer", None),
    ("Waspada berkas APK undangan TPS, KPU tidak pernah mengirim APK.", None),
    ("Cek DPT di cekdptonline.kpu.go.id pakai NIK", None),
    ("Bawa KTP ke TPS ya gaes", None),
    ("Pendaftaran KPPS dibuka, daftar langsung di kantor kelurahan, gratis", None),
    ("Hati-hati penipuan lowongan KPPS yang minta transfer uang", None),
    ("KPU bagikan undangan memilih paling lambat H-3", None),
    ("Jangan klik tautan bansos pilkada, itu phishing", None),
    ("Berita selengkapnya di lampung.bawaslu.go.id", None),
    ("Laman kpu.kotacontoh.go.id belum bisa dibuka", None),
    ("Beware of fake KPU apps, never share your OTP", None),
    ("Kade ulah klik link undangan palsu", None),
    ("Follow akun KPU biar tidak ketinggalan info pilkada", None),
    ("Nazar saya kalau menang: jalan kaki ke Monas", None),
    ("Unduh buku saku KPPS di jdih.kpu.go.id", None),
]


_SCAN = "Cek nama di DPT, pindai kode ini"


def _with_code(caption: str, address: str) -> Post:
    return Post("x", caption, segments=(Segment(address, Place("code", medium=0)),))


EXAMPLES_OF_POSTS: list[tuple[Post, str | None]] = [
    (_with_code(_SCAN, "https://kpu-go.id/dpt"), "scam"),
    (_with_code("Pilkada serentak 27 November", "http://bawas1u.go.id"), "scam"),
    (_with_code(_SCAN, "https://cekdptonline.kpu.go.id/"), None),
    (_with_code("Awas kode palsu, jangan dipindai", "https://kpu-go.id/dpt"), None),
]


class _Pattern(NamedTuple):
    kind: str
    wanted: tuple[Wanted, ...]
    score: float
    within: int = 110


PATTERNS = (
    _Pattern("apk", ("scam.app", "scam.get"), 0.9, 60),
    _Pattern("data_harvest", ("scam.secret", ("scam.ask", "scam.get")), 0.92, 70),
    _Pattern("data_harvest", ("scam.data", "scam.ask", ("url", "scam.engage", "scam.aid")), 0.9),
    _Pattern("data_harvest", ("scam.data", "scam.ask"), 0.72, 60),
    _Pattern("aid", ("scam.aid", "scam.data", ("scam.ask", "scam.get")), 0.82),
    _Pattern("aid", ("scam.aid", "scam.data", "url"), 0.92),
    _Pattern("aid", ("scam.aid", "url", "scam.get"), 0.8),
    _Pattern("payment", ("scam.fee", "scam.pay"), 0.9, 80),
    _Pattern("fake_job", ("scam.job", "scam.job_money"), 0.88),
    _Pattern("giveaway", ("scam.giveaway", "scam.engage", "amount"), 0.92),
    _Pattern("giveaway", ("scam.giveaway", "scam.engage", "scam.aid"), 0.75),
)


def scam(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """The surest of each kind in each segment."""
    signals = []
    every = list(scenes(reading))
    warned = any(_is_warning(scene) for scene in every)
    for scene in every:
        best: dict[str, tuple[float, Match]] = {}
        for kind, score, match in _seen(scene):
            if score > best.get(kind, (0.0, match))[0]:
                best[kind] = (score, match)
        for kind, (score, match) in best.items():
            against = Against("pattern", f"scam.{kind}")
            signals.append(
                scene.segment.signal(
                    "scam",
                    score,
                    match.start,
                    match.end,
                    against=against,
                    stance=Stance.ASSERTS,
                    kind=kind,
                )
            )
        # A code holds an address and no words: whether it is shown as a warning stands beside it.
        if not (warned if scene.segment.place.kind == "code" else _is_warning(scene)):
            signals += _domains(scene)
    return signals


def _is_warning(scene: Scene) -> bool:
    return is_told_of(scene) or bool(scene.hits(("guard.warn", "guard.refuse")))


def _seen(scene: Scene) -> Iterator[tuple[str, float, Match]]:
    if not scene.has("scam.election"):
        return
    for pattern in PATTERNS:
        for match in scene.together(*pattern.wanted, within=pattern.within):
            if not _is_voting_rule(scene, match, pattern) and is_meant(
                scene, match, *_GUARDS, allow=("reports",)
            ):
                yield pattern.kind, pattern.score, match


def _is_voting_rule(scene: Scene, match: Match, pattern: _Pattern) -> bool:
    """Showing an identity card at the polling station, or the official site, is the rule and no harvest."""
    if pattern.kind not in ("data_harvest", "aid", "fake_job", "apk", "payment"):
        return False
    if pattern.kind == "apk":
        return not any(
            word in scene.text for word in ("apk", "aplikasi", "app", "file", "berkas", "lampiran")
        )
    return scene.near(match.start, match.end, "scam.legit", 60) is not None or any(
        legit.start >= match.start and legit.end <= match.end for legit in scene.hits("scam.legit")
    )


def _domains(scene: Scene) -> Iterator[Signal]:
    for seen in lookalikes(scene.segment.text):
        asks = scene.hits(("scam.get", "scam.data", "scam.aid"))
        score = min(0.97, seen.score + (0.17 if asks and seen.score < 0.9 else 0.0))
        where = Seen(scene.segment.place, scene.segment.index, seen.start, seen.end)
        against = Against("domain", seen.official, seen.why)
        yield Signal("scam", score, seen.host, where, against, details={"kind": "lookalike_domain"})
