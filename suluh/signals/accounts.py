"""An account whose name or handle passes for KPU, Bawaslu or one of their offices, and is not in the official registry.

Signal `impersonation` (kind: official | candidate). The registry is the official-channel facts; it is far from complete,
so an account that only carries the name goes to a person, and one that is a letter or an added word off a registered
handle does so more urgently. An account that calls itself a candidate's official one and is not known as such is asked
about too. Parody, fan and news accounts that say so in their name are left alone, and so are verified ones.
Rule IMP-OFFICIAL.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from suluh.content import Author, Post
from suluh.signals.signal import Against, Signal, Stance
from suluh.text.normal import normalise

if TYPE_CHECKING:
    from suluh.knowledge import Account, Knowledge
    from suluh.signals.reading import Reading

_BODY = re.compile(
    r"(?<![a-z])(kpud?|bawaslu|panwaslu|panwascam)(?![a-hj-qs-z])|^(kpu|bawaslu)"
    r"|komisi pemilihan umum|badan pengawas pemilu"
)
_OFFICIAL = re.compile(
    r"official|resmi|ofisial|ofc|\bri\b|_ri\b|pusat|center|centre|admin|humas|info|bantuan|help|layanan|cs\b"
)
_CANDIDATE = re.compile(
    r"(?<![a-z])(?:paslon|pasangan calon|calon (?:gubernur|bupati|wali ?kota)|cagub|cabup|cawalkot)(?![a-z])"
)
_CLAIMED = re.compile(r"official|ofisial|resmi|(?<![a-z])asli")
_DISCLOSED = re.compile(
    r"parodi|parody|satir|fans?\b|fanbase|bukan akun resmi|bukan resmi|unofficial|not official|pemantau|watch|kawal|"
    r"relawan|forum|komunitas|mahasiswa|berita|news|media|kabar|korban|alumni|pecinta|anti|lawan|peduli"
)


def _by(handle: str | None = None, name: str | None = None, **more: object) -> Post:
    return Post("x", "Info pilkada", author=Author(handle=handle, name=name, **more))  # type: ignore[arg-type]


EXAMPLES: list[tuple[str | Post, str | None]] = [
    (_by("kpu_lampung_official", "KPU Lampung Official"), "impersonation"),
    (_by("bawasluri_", "Bawaslu RI"), "impersonation"),
    (_by("bawas1uri", "Bawaslu"), "impersonation"),
    (_by("kpu.ri.bantuan", "KPU RI Bantuan"), "impersonation"),
    (_by("kpukotametroo", "KPU Kota Metro"), "impersonation"),
    (_by("info_cepat", "Bawaslu Lampung Resmi"), "impersonation"),
    (_by("komisi.pemilihan", "Komisi Pemilihan Umum"), "impersonation"),
    (_by("paslon.contoh.asli01", "Paslon Contoh Official"), "impersonation"),
    (_by("cabup_resmi_2", "Cabup Resmi"), "impersonation"),
    (_by("paslon.contoh", "Paslon Contoh Official", registered=True), None),
    (_by("relawan.paslon", "Relawan Paslon Resmi"), None),
    (_by("dukung.paslon", "Warga Dukung Paslon"), None),
    (_by("@bawasluri", "Bawaslu RI"), None),
    (_by("@KPU_RI", "KPU RI"), None),
    (_by("kpukotametro", "KPU Kota Metro"), None),
    (_by("parodi_kpu", "Parodi KPU"), None),
    (_by("kpufans", "Fans KPU (bukan akun resmi)"), None),
    (_by("kawalkpu", "Kawal KPU"), None),
    (_by("kpu_contoh", "KPU Contoh", verified=True), None),
    (_by("budi123", "Budi Kpuyuono"), None),
    (_by("berita_pilkada", "Berita KPU dan Pilkada"), None),
    (_by("warga_lampung", "Warga Lampung"), None),
    (_by(None, None), None),
]


def accounts(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """At most one signal: how the author's handle or name stands to the registry."""
    author = reading.post.author
    if author.verified or author.kind == "government" or not (author.handle or author.name):
        return []
    judged = _judge(author, knowledge.accounts)
    if judged is not None:
        return [_signal(*judged, "official")]
    if _poses_as_candidate(author):
        seen = author.name or author.handle or ""
        return [_signal(0.55, seen, Against("pattern", "accounts.candidate_name"), "candidate")]
    return []


def _signal(score: float, seen: str, against: Against, kind: str) -> Signal:
    details: dict[str, str | int | float | bool | None] = {"kind": kind}
    return Signal(
        "impersonation", score, seen, against=against, stance=Stance.ASSERTS, details=details
    )


def _poses_as_candidate(author: Author) -> bool:
    """Calls itself a candidate's official account, and neither is registered nor known as one. No name is read."""
    said = f"{author.name or ''} {author.handle or ''}".lower()
    if author.registered or author.kind is not None or _DISCLOSED.search(said):
        return False
    return bool(_CANDIDATE.search(said) and _CLAIMED.search(said))


def _judge(author: Author, registry: tuple[Account, ...]) -> tuple[float, str, Against] | None:
    handle, name = _plain(author.handle or ""), (author.name or "")
    said = f"{name} {author.handle or ''}".lower()
    if _DISCLOSED.search(said):
        return None
    handles = {
        _plain(each.handle): each
        for each in registry
        if each.platform not in ("web", "url", "domain")
    }
    if handle in handles:
        return None
    near = _nearest(handle, handles)
    if near:
        return 0.82, author.handle or name, Against("account", near.handle, near.owner)
    words = normalise(name.replace("_", " ")).text
    if not (_BODY.search(words) or _BODY.search((author.handle or "").lower().lstrip("@"))):
        return None
    official = _OFFICIAL.search(said) or _BODY.match(words)
    return (
        (0.7 if official else 0.55),
        name or author.handle or "",
        Against("pattern", "accounts.body_name"),
    )


def _plain(handle: str) -> str:
    return handle.lower().lstrip("@").translate(str.maketrans("01345", "oieas"))


def _nearest(handle: str, handles: dict[str, Account]) -> Account | None:
    """A registered handle at most two edits away, for handles long enough for that to mean something."""
    bare = re.sub(r"[^a-z]", "", handle)
    for known, account in handles.items():
        plain = re.sub(r"[^a-z]", "", known)
        if (len(plain) >= 8 and OSA.distance(bare, plain) <= 2) or (
            len(plain) >= 5 and bare == plain
        ):
            return account
    return None
