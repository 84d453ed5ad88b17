"""Claims of fraud or of a result that nobody has yet checked: never limited as false, but shown to a person.

`unverified_fraud`: somebody says it happened and urges others to spread it, or names where it happened.
`unverified_result`: a victory stated as settled without a source. `false_result`: an official decision put in KPU's,
Bawaslu's or the Constitutional Court's mouth. First-hand accounts, suspicion, hopes, quick counts of a named pollster
and news are left alone. Rules CIV-UNVER, CIV-RESULT; the score stays below .9 because words alone cannot settle it.
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

_GUARDS = ("refuse", "warn", "report", "study")
_TOLD = ("count.witness", "count.suspicion")

PATTERNS = (
    Pattern(
        "unverified_fraud",
        "urged",
        ("count.fraud", "count.body", "count.urgent"),
        0.66,
        more=("count.specific", "url"),
        unless=_TOLD,
        guards=_GUARDS,
    ),
    Pattern(
        "unverified_fraud",
        "found",
        ("count.fraud", "count.found"),
        0.6,
        60,
        unless=(*_TOLD, "protect.news", "protect.opinion"),
        guards=_GUARDS,
        about=("count.body",),
    ),
    Pattern(
        "unverified_fraud",
        "placed",
        ("count.fraud", "count.body", "count.specific"),
        0.5,
        60,
        unless=_TOLD,
        guards=(*_GUARDS, "news"),
    ),
    Pattern(
        "unverified_fraud",
        "bought",
        (
            "count.money",
            ("people.side", "people.candidate", "campaign.team", "count.campaign"),
            ("count.found", "count.urgent", "rumour.media"),
        ),
        0.52,
        60,
        unless=(*_TOLD, "money.program", "protect.news"),
        guards=(*_GUARDS, "law"),
    ),
    Pattern(
        "unverified_result",
        "settled",
        ("count.win", "count.final", ("count.body", "percent", "people.candidate")),
        0.62,
        70,
        more=("percent", "count.urgent"),
        unless=("count.attributed", "count.optimist"),
        guards=(*_GUARDS, "news"),
    ),
    Pattern(
        "unverified_result",
        "unsourced",
        (("count.quick", "count.final"), ("count.win", "percent"), "count.urgent"),
        0.55,
        60,
        unless=("count.named", "count.optimist", "protect.news"),
        guards=(*_GUARDS, "news"),
        about=("count.body", "count.quick", "people.candidate"),
    ),
    Pattern(
        "false_result",
        "decision",
        ("count.official_say", "count.decision"),
        0.62,
        60,
        more=("count.urgent",),
        unless=("count.attributed", "count.optimist"),
        guards=(*_GUARDS, "news"),
        allow=("reports",),
    ),
    Pattern(
        "false_result",
        "status",
        ("count.status", "count.urgent"),
        0.55,
        80,
        unless=("count.optimist", "protect.news", "protect.opinion", "count.suspicion"),
        guards=(*_GUARDS, "news"),
        allow=("reports",),
        about=("people.candidate", "count.body", "people.worker"),
    ),
)

EXAMPLES: list[tuple[str, str | None]] = [
    ("Video surat suara sudah tercoblos di TPS kami, viralkan!", "unverified_fraud"),
    ("GEGER! Kotak suara dibawa kabur oknum KPPS malam ini, sebarkan", "unverified_fraud"),
    ("Server KPU disetel, semua suara Paslon A dihapus. Bongkar!", "unverified_fraud"),
    ("Ternyata data pemilu sudah diatur KPU, ini buktinya", "unverified_fraud"),
    (
        "Breaking: stolen votes at the polling station, share it before it's deleted",
        "unverified_fraud",
    ),
    ("Edan, surat suarane wis dicoblos kabeh ning TPS kene, viralno video iki", "unverified_fraud"),
    ("Gawat, di gudang aya surat suara nu geus dicoblos, tolong viralkan", "unverified_fraud"),
    ("Suara sudah 100 persen masuk, Paslon A pasti menang.", "unverified_result"),
    ("Fix hasil akhir, nomor 3 menang mutlak 78 persen di semua TPS", "unverified_result"),
    ("KPU sudah resmi menetapkan Paslon A menang.", "false_result"),
    ("Breaking news! MK batalkan kemenangan gubernur, pilkada ulang", "false_result"),
    ("Akhirnya KPU umumkan pasangan nomor dua didiskualifikasi", "false_result"),
    ("Bawaslu memeriksa dugaan surat suara tercoblos di TPS 12, ini penjelasannya.", None),
    ("Saya lihat ketidakberesan di TPS saya dan sudah lapor pengawas.", None),
    ("Menurut hitung cepat lembaga X, Paslon A unggul; hasil resmi menunggu KPU.", None),
    ("Tim kami mengklaim menang versi saksi internal, tunggu KPU.", None),
    ("Kami akan menggugat hasil ke MK.", None),
    ("Semoga pilkada kali ini tidak ada kecurangan", None),
    ("Insyaallah paslon kita menang", None),
    ("Kawal suara supaya tidak dicurangi", None),
    ("Apakah benar surat suara sudah tercoblos di TPS 5?", None),
    ("Kabar surat suara tercoblos di TPS 3 itu hoaks, KPU sudah bantah", None),
    ("Saya curiga ada yang curang, tapi belum ada bukti", None),
    ("Survei terbaru menunjukkan nomor 2 unggul 45 persen", None),
    ("Muga-muga ora ana sing curang ing pilkada iki", None),
    ("Let's make sure nobody cheats, guard the count", None),
]


def unverified(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """The surest of each of the three signals in each segment; `viral` when it asks to be spread."""
    spread = {scene.segment.index: scene.has("protect.spread") for scene in scenes(reading)}
    return [
        msgspec.structs.replace(each, details={**each.details, "viral": spread[each.where.segment]})
        for each in signals_of(reading, PATTERNS)
    ]
