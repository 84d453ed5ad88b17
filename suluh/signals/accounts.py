"""An account that passes for KPU, Bawaslu, an office, a candidate or a medium: what `suluh.accounts` says of the author.

Signal `impersonation` (kind: body | government | candidate | media; verdict; reasons). An account that only bears an
official name and stands in no register goes to a person; one with more against it does so more urgently, and first of
all where it speaks of the vote. Parody and fan accounts that say so in their name are left alone. Rule IMP-OFFICIAL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from suluh.accounts import Compared, Reason, Verdict, compare
from suluh.accounts.account import author_of
from suluh.content import Author, Post
from suluh.signals.signal import Against, Signal, Stance

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

UNCONFIRMED = 0.55  # asks a person, no more
URGENT = 0.9  # where IMP-OFFICIAL's first level begins: only an account that speaks of the vote reaches it


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
    (_by("parodi_kpu_lampung", "KPU Lampung"), "impersonation"),
    (_by("kpu_lampung_", "KPU Prov. Lampung 🅥"), "impersonation"),
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
    """At most one signal: how the author stands to the register of official accounts."""
    author = reading.post.author
    if not (author.handle or author.name):
        return []
    said = tuple(segment.text for segment in reading.segments)
    compared = compare(author_of(reading.post, said), knowledge.register, knowledge.facts)
    return [signal_of(compared)] if compared.verdict in ASKED else []


ASKED = (Verdict.IMPERSONATES, Verdict.UNCONFIRMED)


def signal_of(compared: Compared) -> Signal:
    """The signal of an account that passes for another, or of whom it is not known."""
    main = compared.main
    assert main is not None
    details: dict[str, str | int | float | bool | None] = {
        "kind": compared.kind,
        "verdict": compared.verdict.value,
        "reasons": ", ".join(dict.fromkeys(reason.kind for reason in compared.reasons)),
        "votes": compared.speaks_of_vote,
    }
    return Signal(
        "impersonation",
        score_of(compared),
        main.seen,
        against=_against(main, compared),
        stance=Stance.ASSERTS,
        details=details,
    )


def score_of(compared: Compared) -> float:
    """Unconfirmed accounts ask; one that passes for another is urgent where it speaks of the vote, and only there."""
    if compared.verdict is Verdict.UNCONFIRMED:
        return UNCONFIRMED
    if compared.speaks_of_vote:
        return round(max(URGENT, compared.strength), 3)
    return round(min(compared.strength, URGENT - 0.01), 3)


def _against(main: Reason, compared: Compared) -> Against:
    if main.against:
        return Against(
            "account", main.against, compared.whom.owner if compared.whom else main.source
        )
    return Against("pattern", f"accounts.{main.kind}")
