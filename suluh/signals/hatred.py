"""Hatred on SARA grounds (ethnicity, religion, race, group, gender, disability) and harassment, around an election.

`hate_sara` (borderline): a group is called beasts, or to be driven out, or unfit by birth. A preference ("vote for
your own faith") is borderline: it goes to a person, never to a limit. Group names alone are neutral.
`harassment`: wishing harm on a person, or calling for a pile-on. Rules HATE-SARA, HARASS.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suluh.signals.pattern import Pattern, signals_of
from suluh.signals.scene import scenes
from suluh.signals.signal import Signal

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

_GUARDS = ("warn", "report", "news", "study")
_SAID = ("denies",)  # "must not vote" is denied by form and meant all the same
_AIM = ("hatred.aim", "people.worker", "people.candidate")
_OPEN = ("hatred.anti",)

HATE = (
    Pattern(
        "hate_sara",
        "dehumanise",
        ("hatred.group", "hatred.dehumanise"),
        0.85,
        60,
        about=_AIM,
        unless=_OPEN,
        guards=_GUARDS,
        allow=_SAID,
    ),
    Pattern(
        "hate_sara",
        "exclude",
        ("hatred.group", "hatred.exclude"),
        0.85,
        45,
        about=_AIM,
        unless=_OPEN,
        guards=_GUARDS,
        allow=_SAID,
    ),
    Pattern(
        "hate_sara",
        "inferior",
        ("hatred.group", "hatred.inferior"),
        0.75,
        45,
        about=_AIM,
        unless=_OPEN,
        guards=_GUARDS,
        allow=_SAID,
    ),
)
BORDERLINE = (
    Pattern(
        "hate_sara",
        "preference",
        ("hatred.borderline",),
        0.55,
        unless=(*_OPEN, "hatred.own_choice"),
        guards=_GUARDS,
        allow=_SAID,
    ),
)
HARASS = (
    Pattern(
        "harassment",
        "wish_harm",
        (
            "hatred.wish_harm",
            ("people.worker", "people.side", "people.candidate", "people.national_figure"),
        ),
        0.8,
        50,
        guards=("warn", "news", "study"),
    ),
    Pattern(
        "harassment",
        "wish_harm",
        ("hatred.hope", "hatred.harm", ("people.worker", "people.side", "people.candidate")),
        0.8,
        50,
        guards=("warn", "news", "study"),
    ),
    Pattern(
        "harassment",
        "pile_on",
        ("hatred.pile_on", ("people.worker", "people.side", "people.candidate", "hatred.account")),
        0.78,
        60,
        guards=("warn", "news", "study"),
    ),
    Pattern(
        "harassment",
        "degrade",
        ("people.worker", "hatred.dehumanise"),
        0.65,
        25,
        guards=("warn", "news", "study"),
    ),
)

EXAMPLES: list[tuple[str, str | None]] = [
    ("Haram dipilih, sukunya memang binatang.", "hate_sara"),
    ("Usir pendukung agama X dari TPS.", "hate_sara"),
    ("Pilih yang seiman saja.", "hate_sara"),
    ("Orang Cina itu babi semua, jangan biarkan jadi wali kota", "hate_sara"),
    ("Pendatang jangan boleh nyoblos di sini, pulangkan ke kampungnya", "hate_sara"),
    ("Calon itu cacat, tidak pantas memimpin kabupaten", "hate_sara"),
    ("Perempuan tidak layak memimpin, tempatnya di dapur aja, jangan pilih", "hate_sara"),
    ("Wong Madura ki asu kabeh, aja milih calone", "hate_sara"),
    ("Urang Cina mah anjing, ulah dipilih calonna", "hate_sara"),
    ("Those Christians are pigs, don't let them vote", "hate_sara"),
    ("Basmi kaum kafir pendukung paslon sebelah", "hate_sara"),
    ("Ganyang orang Batak di TPS kita", "hate_sara"),
    ("Semoga anak ketua KPPS ini mati.", "harassment"),
    ("Ramai-ramai maki akun pengawas TPS ini.", "harassment"),
    ("Ayo serbu akun ig saksi itu, hujat sampai nangis", "harassment"),
    ("Mugo-mugo modar petugas TPS kuwi", "harassment"),
    ("Kami menolak politik SARA.", None),
    ("Program calon ini kurang berpihak pada penyandang disabilitas.", None),
    ("Kinerja petahana buruk, jalan rusak di mana-mana.", None),
    ("Paslon A pembohong soal janji jalan.", None),
    ("Semua suku dan agama datang ke TPS dengan rukun", None),
    ("KPU siapkan template braille untuk pemilih tunanetra", None),
    ("Calon gubernur bersilaturahmi dengan jemaat gereja di Metro", None),
    ("Bawaslu menindak ujaran kebencian terhadap suku tertentu di Pilkada", None),
    ("Orang Jawa dan orang Lampung sama-sama antre nyoblos", None),
    ("Semoga KPPS yang sakit cepat sembuh", None),
    ("Perempuan juga bisa memimpin daerah ini, pilih yang mampu", None),
    ("Saya pribadi condong pilih yang seiman, tapi silakan yang lain", None),
    ("Nyari pemimpin yang rajin, agama apa pun, yang penting bukan maling, pilih yang bener", None),
    ("Stop rasis, jangan pilih karena benci suku lain", None),
    ("Ulah ngahina agama batur pas pilkada", None),
    ("Diskusi keterwakilan perempuan di pilkada, yuk hadir", None),
]


def hatred(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """`hate_sara` (borderline) and `harassment`; an attack outranks a preference in the same segment."""
    attacks = [
        each
        for each in signals_of(reading, HATE, borderline=False)
        if not _is_whichever(reading, each)
    ]
    where = {signal.where.segment for signal in attacks}
    mild = [
        each
        for each in signals_of(reading, BORDERLINE, borderline=True)
        if each.where.segment not in where
    ]
    return [*attacks, *mild, *signals_of(reading, HARASS)]


_WHICHEVER = re.compile(
    r"\b(?:agama|suku|etnis)(?:nya)? (?:apa ?pun|mana ?pun)\b|\bapa ?pun (?:agama|suku|etnis)"
)


def _is_whichever(reading: Reading, signal: Signal) -> bool:
    """ "Whatever the faith, as long as he is no thief" speaks of no group."""
    scene = next(each for each in scenes(reading) if each.segment.index == signal.where.segment)
    return _WHICHEVER.search(scene.text) is not None
