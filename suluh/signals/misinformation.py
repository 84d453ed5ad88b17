"""False alarm, twisted law, old pictures told as new, and stories of hidden powers.

`misrepresents_law`, `panic`, `repurposed_media`, `conspiracy` (names_person). Text alone seldom proves any of them:
the scores send a post to a person. Rules CIV-MISREP, MIS-HIGH, MIS-REPURPOSED, MIS-CONSPIRACY.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from suluh.signals.pattern import Pattern, signals_of
from suluh.signals.scene import scenes
from suluh.signals.signal import Signal

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

_GUARDS = ("refuse", "warn", "report", "study", "news")
_ELECTION = ("count.body", "voting.act_strong", "people.worker_place")

PATTERNS = (
    Pattern(
        "misrepresents_law",
        "twist",
        ("rumour.law_cite", "rumour.twist"),
        0.72,
        90,
        guards=("refuse", "warn", "report", "news"),
        allow=("reports",),
    ),
    Pattern(
        "misrepresents_law",
        "result",
        ("rumour.law_cite", "rumour.law_claim", "rumour.win_by_law"),
        0.66,
        60,
        guards=("refuse", "warn", "report", "news"),
        allow=("reports",),
    ),
    Pattern(
        "panic",
        "riot",
        (
            "rumour.riot",
            "rumour.now",
            _ELECTION,
            ("rumour.panic_call", "rumour.media", "count.urgent"),
        ),
        0.68,
        70,
        (),
        ("rumour.old", "threats.peaceful"),
        _GUARDS,
    ),
    Pattern(
        "panic",
        "riot",
        ("rumour.riot", "rumour.panic_call", _ELECTION),
        0.72,
        70,
        (),
        ("rumour.old", "threats.peaceful"),
        ("refuse", "warn", "report", "study"),
    ),
    Pattern(
        "panic",
        "riot",
        ("rumour.riot", "rumour.now", "voting.place"),
        0.62,
        50,
        (),
        ("rumour.old", "threats.peaceful"),
        _GUARDS,
    ),
    Pattern(
        "repurposed_media",
        "crowd",
        (
            "rumour.crowd",
            "rumour.media",
            "rumour.now",
            (*_ELECTION, "people.side", "people.candidate"),
        ),
        0.55,
        80,
        (),
        ("rumour.old",),
        _GUARDS,
        allow=("reports",),  # "(padahal rekaman lain, kata komentar)" is what a person must look at
    ),
    Pattern(
        "conspiracy",
        "hidden",
        ("rumour.hidden", "rumour.control", (*_ELECTION, "voting.act")),
        0.6,
        70,
        ("count.urgent",),
        ("count.suspicion", "protect.opinion"),
        _GUARDS,
    ),
)

EXAMPLES: list[tuple[str, str | None]] = [
    ("Pasal X UU Pilkada bilang petahana otomatis menang kalau satu calon.", "misrepresents_law"),
    (
        "Menurut UU baru, yang golput dianggap otomatis hangus hak pilihnya selamanya",
        "misrepresents_law",
    ),
    ("Aturan KPU terbaru: suara kotak kosong otomatis jadi milik petahana", "misrepresents_law"),
    ("Putusan MK artinya KPU wajib memenangkan calon yang didukung pusat", "misrepresents_law"),
    ("PKPU terbaru: KPPS boleh mendukung paslon asal di luar TPS", "misrepresents_law"),
    ("Putusan MK mewajibkan KPU mengulang verifikasi berkas calon", None),
    ("Kerusuhan besar di TPS Bandar Lampung sekarang!", "panic"),
    ("Bentrok di KPU malam ini, jangan keluar rumah, sebarkan ke keluarga", "panic"),
    ("Rusuh nang TPS saiki, ojo metu omah!", "panic"),
    ("Ada bom di TPS, jangan datang ke TPS, kabari semua", "panic"),
    ("Video lautan pendukung paslon tadi pagi memadati alun-alun", "repurposed_media"),
    ("Foto jutaan massa mengepung KPU hari ini, lihat", "repurposed_media"),
    ("Ada kekuatan besar yang mengatur Pilkada ini.", "conspiracy"),
    (
        "Petugas KPPS bernama X sekeluarga agen rahasia yang mengatur suara, serbu dia.",
        "conspiracy",
    ),
    ("Antek asing sudah menentukan hasil pemilu, bangun rakyat", "conspiracy"),
    ("A hidden hand is controlling the election results", "conspiracy"),
    ("UU-nya bilang sengketa ke MK tiga hari kerja.", None),
    ("Aturan kolom kosong menurut saya tidak adil.", None),
    ("Ini video 2019, jangan dikira kejadian hari ini.", None),
    ("Kilas balik kampanye 2018.", None),
    ("Saya curiga ada permainan elite dalam pencalonan.", None),
    ("Ricuh kecil di TPS 4 tadi sudah diselesaikan polisi, situasi kondusif", None),
    ("TPS saya tadi telat buka 30 menit karena hujan.", None),
    ("Pasal 73 UU Pilkada melarang politik uang", None),
    ("Warga berbondong-bondong ke TPS sejak pagi", None),
    ("Kabar kerusuhan di TPS itu hoaks, jangan disebar", None),
    ("Debatnya lagi ricuh karena suporter teriak-teriak", None),
    ("Menurut saya pilkada ini didalangi oligarki", None),
    ("Situasi TPS aman, ayo datang", None),
]


def misinformation(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """The surest of each of the four signals in each segment."""
    return [_named(reading, signal) for signal in signals_of(reading, PATTERNS)]


def _named(reading: Reading, signal: Signal) -> Signal:
    """A conspiracy story that points at a poll worker or sets people on somebody weighs more."""
    if signal.name != "conspiracy":
        return signal
    scene = next(each for each in scenes(reading) if each.segment.index == signal.where.segment)
    attacked = scene.has("threats.mob") or (
        scene.has("people.worker", "rumour.hidden") and "bernama" in scene.text
    )
    return msgspec.structs.replace(signal, details={**signal.details, "names_person": attacked})
