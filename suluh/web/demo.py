"""A few cases of the demo told further, so that every desk has something on it. All of it is made up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from suluh.cases import Role
from suluh.cases.events import (
    Acknowledged,
    Appealed,
    Decided,
    Happening,
    OrderReceived,
    Reported,
    Routed,
    Triaged,
)
from suluh.cases.things import Account, Thing
from suluh.web.decisions import carry_out
from suluh.web.models import CaseRow, Person
from suluh.web.store import happen

FALSE_DATE = Thing(
    url="https://www.tiktok.com/@contoh.suluh/video/1",
    platform="tiktok",
    text="Info dari kelurahan: pencoblosan diundur ke Kamis 28 November 2024, mohon disebarkan.",
)
OF_CANDIDATE = Thing(
    url="https://www.tiktok.com/@contoh.paslon/video/2",
    platform="tiktok",
    text="Hasil hitung cepat kami sudah pasti menang, tidak perlu menunggu KPU!",
    account=Account(platform="tiktok", handle="@contoh.paslon", kind="candidate"),
)
SATIRE = Thing(
    url="https://www.tiktok.com/@contoh.satire/video/3",
    platform="tiktok",
    text="Besok TPS pindah ke bulan, jangan lupa bawa oksigen.",
)
MONEY = Thing(
    url="https://www.facebook.com/contoh.suluh/posts/4",
    platform="facebook",
    text="Yang mau amplop serangan fajar, kumpul di pos ronda.",
)
_MOVED = "Pengumuman: TPS 05 dipindah ke balai desa, pemilih harap membawa fotokopi KK{}"
ALIKE = (  # one wording under three addresses
    Thing(url="https://www.tiktok.com/@contoh.tps/video/5", platform="tiktok", text=_MOVED.format(".")),
    Thing(url="https://www.instagram.com/p/contoh6/", platform="instagram", text=_MOVED.format(" ya!")),
    Thing(url="https://www.facebook.com/contoh.tps/posts/7", platform="facebook", text=_MOVED.format(", sebarkan.")),
)  # fmt: skip
RULE = "pilkada-2024@1/CIV-PROC"


def stage(now: datetime) -> None:
    """Brings in what is not there yet; a second call changes nothing."""
    for case, events in _stories(now):
        if not CaseRow.objects.filter(case=case).exists():
            for event in events:
                happened = happen(event)
                if isinstance(event, Decided):
                    carry_out(happened, now)


def _stories(now: datetime) -> list[tuple[str, list[Happening]]]:
    def who(case: str, role: Role, name: str) -> dict[str, Any]:
        return {"case": case, "at": now, "actor": name, "role": role}

    def reported(case: str, thing: Thing, track: Any = "A", **more: Any) -> Reported:
        by = who(case, Role.REPORTER_TRUSTED, _key("pelapor"))
        by["organisation"] = "Mitra Pemantau (peragaan)"
        words = "Mohon diperiksa."
        return Reported(**by, track=track, thing=thing, words=words, region="18.71", **more)

    def on_desk(case: str, thing: Thing, to: Any, severity: int) -> list[Happening]:
        desk = who(case, Role.TRIAGE, _key("pemilah"))
        sorted_ = Triaged(**desk, priority="P1", severity=severity, rule=RULE)
        return [reported(case, thing), Acknowledged(**desk), sorted_, Routed(**desk, to=to)]

    appeal = "A-demo0003"
    decided = Decided(
        **who(appeal, Role.REVIEWER, _key("peninjau")),
        outcome="context_label",
        rule=RULE,
        severity=2,
        reason="Tempat pemungutan suara tidak berpindah; lihat fakta resmi.",
    )
    author = who(appeal, Role.AUTHOR, "author")
    order = who("C-demo0001", Role.LEGAL_GATEWAY, _key("hukum"))
    return [
        ("A-demo0001", [reported("A-demo0001", FALSE_DATE)]),
        ("A-demo0002", on_desk("A-demo0002", OF_CANDIDATE, "in_review", 3)),
        (appeal, [*on_desk(appeal, SATIRE, "in_review", 2), decided,
                  Appealed(**author, words="Ini satire; tidak ada yang akan percaya.")]),
        ("A-demo0004", on_desk("A-demo0004", MONEY, "with_security", 3)),
        *((f"A-demo000{n}", on_desk(f"A-demo000{n}", one, "in_review", 3)) for n, one in enumerate(ALIKE, 5)),
        ("B-demo0001", [reported("B-demo0001", MONEY, "B", known_on=now.date())]),
        ("C-demo0001", [OrderReceived(**order, thing=MONEY, issuer="komdigi", number="contoh/1",
                                      legal_basis="Permenkominfo 5/2020", region="18")]),
    ]  # fmt: skip


def _key(username: str) -> str:
    person = Person.objects.filter(username=username).first()
    return person.key if person else username
