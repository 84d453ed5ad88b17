"""How a campaign is run: paid political posts, fundraising, unregistered teams, officials' neutrality, bought engagement.

`political_ad`, `fundraising`, `unregistered_campaign`, `asn_neutrality`, `fake_engagement`. The last but one and the
one before it are leads for Bawaslu only. Rules ADS-POL, ADS-FUND, CAMP-UNREG, NEUTRAL-ASN, CIB-ENGAGE.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suluh.content import Author, Post
from suluh.signals.pattern import Pattern, signals_of
from suluh.signals.scene import Match, Scene, scenes
from suluh.signals.signal import Against, Signal, Stance
from suluh.signals.standing import is_meant
from suluh.text.phrases import Found

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

_GUARDS = ("refuse", "warn", "report", "law", "news", "study")
PAID_TAGS = frozenset({"ad", "paid_partnership", "sponsored", "promoted"})

# "coblos B", "memenangkan A", "milih Paslon A", "salam dua jari": a side, whichever it is
_SIDE = re.compile(
    r"\b(?:pilih|milih|memilih|coblos|nyoblos|mencoblos|dukung|mendukung|ndukung|ngadukung|menangkan|"
    r"memenangkan|vote|vote for) (?:(?:paslon|pasangan|calon|team|tim|candidate|pair) )?[a-d]\b"
    r"|\bsalam (?:satu|dua|tiga|empat) jari\b"
    r"|\b(?:mendukung|dukung|milih|memilih|memenangkan|ndukung|ngadukung)"
    r" (?:paslon|pasangan calon|pasangan nomor|calon nomor)"
)

PATTERNS = (
    Pattern(
        "political_ad",
        "paid",
        ("campaign.paid", "campaign.support"),
        0.78,
        70,
        ("campaign.call",),
        ("campaign.psa",),
        _GUARDS,
        allow=("reports",),
    ),
    Pattern(
        "fundraising",
        "donate",
        ("campaign.donate", "campaign.donate_for", "campaign.donate_way"),
        0.78,
        90,
        (),
        ("campaign.donate_other",),
        _GUARDS,
    ),
    Pattern(
        "asn_neutrality",
        "support",
        ("people.official", "campaign.asn_order", "campaign.self"),
        0.62,
        60,
        (),
        ("campaign.asn_neutral",),
        _GUARDS,
        about=("people.candidate", "campaign.call"),
    ),
    Pattern(
        "fake_engagement",
        "service",
        ("campaign.engage_service", "campaign.engage_for"),
        0.8,
        80,
        ("amount", "money.contact"),
        (),
        _GUARDS,
        allow=("reports",),  # a dealer's list reads like a report
    ),
)

_TAGGED = Post("x", "Coblos paslon nomor 2 ya, programnya mantap", tags=("ad",))
_TEAM = Post(
    "x",
    "Visi misi paslon kami ada di sini",
    author=Author(name="Tim Pemenangan Paslon A", registered=False),
)
_ASN = Post("x", "Ayo coblos nomor 1, mantap pokoknya", author=Author(kind="asn"))
_CAMAT = Post(
    "x", "Jajaran kecamatan siap memenangkan B, salam dua jari!", author=Author(kind="asn")
)
_CARIK = Post("x", "Kula carik mriki, nyuwun warga sami milih Paslon A", author=Author(kind="asn"))
_NEUTRAL = Post(
    "x", "Kami jajaran kecamatan netral, ayo sukseskan pilkada", author=Author(kind="asn")
)
_SHOP = Post("x", "Tunjukkan jari ungu habis nyoblos, diskon 15 persen", tags=("ad",))

EXAMPLES: list[tuple[str, str | None]] = [
    ("#endorse Dibayar tim Paslon A untuk mengajak memilih.", "political_ad"),
    ("Video kampanye paslon yang didorong lewat iklan.", "political_ad"),
    ("Paid partnership: pilih calon nomor 3, orangnya baik", "political_ad"),
    ("Donasi kemenangan Paslon A lewat tautan di bio.", "fundraising"),
    ("Patungan buat saksi paslon kita, transfer ke rekening BRI ya", "fundraising"),
    ("Chip in for our campaign, link in bio, account below", "fundraising"),
    ("Jasa 10 ribu komentar dukungan paslon.", "fake_engagement"),
    ("Jual followers dan like buat akun kampanye, murah, japri", "fake_engagement"),
    ("Buy comments for your candidate, 10k comments cheap", "fake_engagement"),
    ("Kami para kepala desa siap memenangkan paslon nomor 2", "asn_neutrality"),
    ("Selaku camat saya minta warga dukung paslon nomor 1", "asn_neutrality"),
    ("Selaku kepala desa saya minta seluruh warga mendukung Paslon A", "asn_neutrality"),
    ("Kami tim pemenangan B, akun cadangan ini belum didaftarkan ke KPU", "unregistered_campaign"),
    ("Akun tim kampanye wajib didaftarkan ke KPU paling banyak 20", None),
    ("Ready 300 akun TikTok lama buat buzzer pilkada, garansi anti banned", "fake_engagement"),
    ("Akunku dikira buzzer pilkada padahal cuma suka debat", None),
    ("Kades yang videonya mendukung paslon itu sudah dipanggil Bawaslu", None),
    ("Dukungan pribadi tanpa bayaran untuk paslon.", None),
    ("Iklan layanan masyarakat KPU yang disetujui.", None),
    ("Laporan dana kampanye Paslon A menurut KPU.", None),
    ("Ayo ramaikan kolom komentar dengan pertanyaan untuk semua calon.", None),
    ("Warga memuji calon atas kemauan sendiri.", None),
    ("ASN wajib netral, jangan dukung paslon mana pun", None),
    ("Donasi untuk korban banjir lewat rekening masjid", None),
    ("Gubernur janji naikkan gaji kepala desa kalau terpilih", None),
    ("Coblos nomor 2 ya teman-teman", None),
    ("Ngajak kanca-kanca nyoblos, ora dibayar sapa-sapa", None),
    ("Bawaslu periksa kepala desa yang diduga mendukung paslon", None),
    ("Endorse skincare ini yuk, diskon 20 persen", None),
]
EXAMPLES_OF_POSTS: list[tuple[Post, str | None]] = [
    (_TAGGED, "political_ad"),
    (_TEAM, "unregistered_campaign"),
    (_ASN, "asn_neutrality"),
    (_CAMAT, "asn_neutrality"),
    (_CARIK, "asn_neutrality"),
    (_NEUTRAL, None),
    (_SHOP, None),
    (Post("x", "Paslon A hadir untuk ekonomi rakyat", tags=("ad",)), "political_ad"),
]


def campaigning(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """Everything the words say, and what the account and the platform's tags add."""
    signals = signals_of(reading, PATTERNS) + _own_team(reading)
    names = {signal.name for signal in signals}
    for name, kind, score, holds in _by_account(reading.post):
        if holds and name not in names:
            signals += _called(reading, name, kind, score)
    if PAID_TAGS & set(reading.post.tags) and not any(s.name == "political_ad" for s in signals):
        signals += _advertised(reading)
    return signals


def _advertised(reading: Reading) -> list[Signal]:
    """A paid post that names a side, without a call: a person looks. A shop's discount names none."""
    for scene in scenes(reading):
        for hit in scene.hits(("people.candidate", "campaign.team"))[:1]:
            against = Against("account", "named")
            signal = scene.segment.signal(
                "political_ad",
                0.6,
                hit.start,
                hit.end,
                against=against,
                stance=Stance.ASSERTS,
                kind="named",
            )
            return [signal]
    return []


def _own_team(reading: Reading) -> list[Signal]:
    """An account that says itself that it is a campaign team's and not registered."""
    if reading.post.author.registered:
        return []
    for scene in scenes(reading):
        for match in scene.together("campaign.team", "campaign.unregistered", within=90):
            if scene.near(match.start, match.end, "campaign.team_self", 60) and is_meant(
                scene, match, *_GUARDS
            ):
                against = Against("pattern", "unregistered_campaign.said")
                return [
                    scene.segment.signal(
                        "unregistered_campaign",
                        0.65,
                        match.start,
                        match.end,
                        against=against,
                        stance=Stance.ASSERTS,
                        kind="said",
                    )
                ]
    return []


def _by_account(post: Post) -> tuple[tuple[str, str, float, bool], ...]:
    author = post.author
    said = f"{author.name or ''} {author.handle or ''} {author.bio or ''}".lower()
    team = any(
        word in said
        for word in ("tim pemenangan", "timpemenangan", "tim kampanye", "timses", "tim sukses")
    )
    return (
        ("political_ad", "tagged", 0.85, bool(PAID_TAGS & set(post.tags))),
        (
            "unregistered_campaign",
            "team",
            0.6,
            (team or author.kind == "campaign") and author.registered is False,
        ),
        ("asn_neutrality", "account", 0.7, author.kind in ("asn", "government")),
    )


def _called(reading: Reading, name: str, kind: str, score: float) -> list[Signal]:
    """The first call to vote for somebody, as the words that the account's standing makes worth a look."""
    for scene in scenes(reading):
        match = first_call(scene)
        if match:
            against = Against("account", kind)
            return [
                scene.segment.signal(
                    name,
                    score,
                    match.start,
                    match.end,
                    against=against,
                    stance=Stance.ASSERTS,
                    kind=kind,
                )
            ]
    return []


def first_call(scene: Scene) -> Match | None:
    """The first campaign call in earnest: "coblos nomor 2", "memenangkan B", "visi misi kami"."""
    sides = [Found(m.start(), m.end(), "side", m.group()) for m in _SIDE.finditer(scene.text)]
    for hit in sorted([*scene.hits("campaign.call"), *sides], key=lambda each: each.start):
        match = Match(hit.start, hit.end, (hit,))
        if is_meant(scene, match, "refuse", "warn", "law", "news", "study"):
            return match
    return None
