"""A post that spreads somebody's personal data, collects it in the open, or hands out leaked voter data.

`personal_data` (kind: spread | collect | own): a number or address of a person, given so that others find them, or a
call to put identity cards in the comments; `own` when it is the author's, who needs help and no limit.
`data_leak`: leaked or hacked voter data offered for the taking. The numbers themselves are masked when the post is
read; a signal never carries them. Rules PRIV-DOX, HACKED.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from suluh.signals.scene import Match, Scene, scenes
from suluh.signals.signal import Against, Signal, Stance
from suluh.signals.standing import is_meant
from suluh.text.phrases import Found

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

_GUARDS = ("refuse", "warn", "report", "law", "study")
# "NIK saya", "nikku", "punya saya": whose number it is, said beside the number or before it
_OWN = re.compile(
    r"\b(?:nik|ktp|kk|nomor|no|data|punya|kartu)(?:nya|ne|na)? ?"
    r"(?:saya|aku|ku|gue|gua|gw|kulo|kula|abdi|urang|inyong|nyong|enyong|kami sendiri|sendiri|dhewe)\b"
    r"|\bnikku\b|\bktpku\b|\bkkku\b|\bmy (?:nik|id|number|ktp|family card)\b"
)
_NEVER = re.compile(
    r"\b(?:jangan|tidak usah|enggak usah|ora usah|ojo|aja|ulah|entong|never|don't|do not|stop)(?: \w+){0,2} $"
)
SENSITIVE = ("nik", "kk", "ktp", "phone", "address", "account", "email", "plate")

EXAMPLES: list[tuple[str, str | None]] = [
    ("Ini KTP dan alamat ketua KPPS TPS 5.", "personal_data"),
    ("Kirim foto KTP dan KK di kolom komentar untuk cek DPT.", "personal_data"),
    ("Ketua KPPS TPS 7 namanya Pak Contoh, NIK 1871012345670001, sebarkan!", "personal_data"),
    ("Ini nomor HP saksi itu, telepon ramai-ramai: 081234567890", "personal_data"),
    ("Spill alamat rumah pengawas TPS 3: Jl. Melati No. 5 RT 02", "personal_data"),
    ("Tulis nama dan NIK di komentar biar kami cek DPT kalian", "personal_data"),
    ("Iki alamate ketua KPPS, omahe ning Jl. Mawar nomer 9", "personal_data"),
    ("Ieu alamat petugas TPS, imahna di Gang Cempaka RT 4", "personal_data"),
    ("Here's the home address of the election officer, go to his house", "personal_data"),
    ("Komen NIK kalian di bawah nanti kami cek namanya di DPT", "personal_data"),
    ("Min tolong cek, NIK saya 1871015505650004, terdaftar di DPT tidak?", "personal_data"),
    ("Unduh basis data DPT bocor lengkap dengan NIK.", "data_leak"),
    ("Dijual database pemilih 200 juta baris, minat DM", "data_leak"),
    ("Link gdrive data DPT bocor ada di Telegram, sedot sebelum hilang", "data_leak"),
    ("Leaked voter database, download here before it is gone", "data_leak"),
    ("Nomor resmi kantor KPU ada di lamannya.", None),
    ("Foto surat suara rusak dengan data disamarkan.", None),
    ("Kebocoran data pemilih sedang diselidiki polisi", None),
    ("Jangan kirim foto KTP ke siapa pun, itu modus penipuan", None),
    ("Bawa KTP dan surat undangan ke TPS ya", None),
    ("Cek nama di DPT pakai NIK lewat cekdptonline.kpu.go.id", None),
    ("TPS 5 ada di Jl. Melati depan masjid", None),
    ("Hotline Bawaslu bisa dihubungi di jam kerja", None),
    ("KPPS wajib menjaga data pribadi pemilih", None),
    ("Ketua KPPS di tempatku ramah, tinggal di sebelah rumah", None),
    ("Waspada data DPT bocor, lindungi data kalian", None),
    ("Aja ngirim NIK nang komentar, mengko disalahgunakake", None),
    ("Posko Kawal Hak Pilih ada di kantor kecamatan Jalan Ahmad Yani", None),
    ("Never share your ID card in the comments", None),
    ("Jangan pernah drop NIK di komen siapa pun, cek sendiri di laman KPU", None),
]


def doxxing(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """The surest `personal_data` and `data_leak` of each segment."""
    signals = []
    for scene in scenes(reading):
        for name, seen in (("personal_data", _spread(scene)), ("data_leak", _leaks(scene))):
            best = max(seen, key=lambda each: each[1], default=None)
            if best:
                signals.append(_signal(scene, name, *best))
    return signals


def _signal(scene: Scene, name: str, kind: str, score: float, match: Match) -> Signal:
    against = Against("pattern", f"doxxing.{kind}")
    return scene.segment.signal(
        name, score, match.start, match.end, against=against, stance=Stance.ASSERTS, kind=kind
    )


def _spread(scene: Scene) -> Iterator[tuple[str, float, Match]]:
    for hit in scene.hits("doxxing.collect"):
        match = Match(hit.start, hit.end, (hit,))
        if not _NEVER.search(scene.text[: hit.start]) and _is_shared(scene, match):
            yield "collect", 0.9 if _in_public(scene) else 0.75, match
    for match in scene.together("doxxing.spread", "doxxing.people", within=70):
        score = _exposure(scene, match)
        if score and _is_shared(scene, match):
            yield "spread", score, match
    yield from _numbers(scene)


def _in_public(scene: Scene) -> bool:
    return any(word in scene.text for word in ("komen", "comment", "di bawah", "grup"))


def _exposure(scene: Scene, match: Match) -> float:
    """0 when nothing of a person is given away; higher with an address, a number, a call to use it."""
    near = (scene.near(match.start, match.end, "doxxing.spread_act", 60), _data_near(scene))
    signs = sum(each is not None for each in near)
    address = any(abs(hit.start - match.end) < 60 for hit in scene.hits("doxxing.address"))
    return (0.0, 0.65, 0.85)[signs] + (0.1 if signs and address else 0.0)


def _data_near(scene: Scene) -> str | None:
    kinds = [seen.kind for seen in scene.segment.personal if seen.kind in SENSITIVE]
    return kinds[0] if kinds else None


def _numbers(scene: Scene) -> Iterator[tuple[str, float, Match]]:
    """A NIK or family-card number in the open is personal data; the author's own is no breach."""
    for seen in scene.segment.personal:
        if seen.kind in ("nik", "kk"):
            match = _whole(scene)
            if _is_own(scene):
                yield "own", 0.6, match
            elif _is_shared(scene, match):
                yield "spread", 0.9, match


def _is_own(scene: Scene) -> bool:
    """The author's own and one number only: a stranger's, put beside "NIK saya", is still a stranger's."""
    numbers = [seen for seen in scene.segment.personal if seen.kind in ("nik", "kk")]
    return len(numbers) == 1 and _OWN.search(scene.text) is not None


def _whole(scene: Scene) -> Match:
    end = len(scene.text)
    return Match(0, end, (Found(0, end, "doxxing.number", ""),))


def _is_shared(scene: Scene, match: Match) -> bool:
    if scene.near(match.start, match.end, ("doxxing.office", "doxxing.masked"), 60):
        return False
    return is_meant(scene, match, *_GUARDS)


def _leaks(scene: Scene) -> Iterator[tuple[str, float, Match]]:
    for match in scene.together("doxxing.leak", "doxxing.leak_offer", within=70):
        if is_meant(scene, match, *_GUARDS, "news"):
            plain = (
                "bocor" in scene.text
                or "leak" in scene.text
                or "dijual" in scene.text
                or "retas" in scene.text
            )
            yield "leak", 0.9 if plain else 0.65, match
