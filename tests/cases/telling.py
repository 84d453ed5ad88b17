"""Events told shortly: who did what after how many minutes, in one case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from suluh.cases import Case, Role, Track, happened
from suluh.cases import events as e
from suluh.cases.things import Account, EvidenceItem, Thing
from suluh.content import WIB

MONDAY = datetime(2024, 11, 25, 8, 0, tzinfo=WIB)  # two days before the vote
FALSE_DATE = Thing(
    url="https://www.tiktok.com/@infokelurahan/video/7440001",
    platform="tiktok",
    text="Info dari kelurahan: pencoblosan diundur ke Kamis 28 November 2024, mohon disebarkan",
    account=Account(platform="tiktok", handle="@infokelurahan", kind="citizen"),
)
CANDIDATE = Thing(
    url="https://x.com/c/status/1",
    account=Account(platform="x", handle="@paslon", kind="candidate"),
)

R = Role
WHO = {  # the person who usually does it
    "bawaslu": R.REPORTER_TRUSTED,
    "warga": R.REPORTER_PUBLIC,
    "meja": R.TRIAGE,
    "rani": R.REVIEWER,
    "sari": R.REVIEWER,
    "panel1": R.SENIOR_PANEL,
    "panel2": R.SENIOR_PANEL,
    "panel3": R.SENIOR_PANEL,
    "panel4": R.SENIOR_PANEL,
    "banding1": R.APPEAL_PANEL,
    "banding2": R.APPEAL_PANEL,
    "pembuat": R.AUTHOR,
    "cekfakta": R.FACT_CHECKER,
    "pengawas": R.SUPERVISOR,
    "pengawas2": R.SUPERVISOR,
    "hukum": R.LEGAL_GATEWAY,
    "hukum2": R.LEGAL_GATEWAY,
    "komdigi": R.AUTHORITY,
    "auditor": R.AUDITOR,
    "mesin": R.MACHINE,
}


class Story:
    """A case as it is told: `say(Event, "rani", minutes, …)` lets it happen."""

    def __init__(self, case: str = "1", start: datetime = MONDAY) -> None:
        self.id, self.start = case, start
        self.case: Case | None = None
        self.told: list[e.Happening] = []

    def event(
        self, kind: type[e.Happening], who: str, minutes: float, **fields: Any
    ) -> e.Happening:
        at = self.start + timedelta(minutes=minutes)
        role = fields.pop("role", WHO.get(who, R.REVIEWER))
        return kind(case=self.id, at=at, actor=who, role=role, **fields)

    def say(self, kind: type[e.Happening], who: str, minutes: float, **fields: Any) -> Case:
        event = self.event(kind, who, minutes, **fields)
        self.case = happened(self.case, event)
        self.told.append(event)
        return self.case

    def at(self, minutes: float) -> datetime:
        return self.start + timedelta(minutes=minutes)

    @property
    def now(self) -> Case:
        assert self.case is not None
        return self.case


def reported(thing: Thing = FALSE_DATE, **fields: Any) -> Story:
    story = Story()
    story.say(
        e.Reported,
        "bawaslu",
        0,
        track="A",
        thing=thing,
        **{"region": "18.71", "organisation": "bawaslu-bdl"} | fields,
    )
    return story


def in_review(thing: Thing = FALSE_DATE, severity: int = 3, **triage: Any) -> Story:
    story = reported(thing)
    story.say(e.Acknowledged, "meja", 5)
    story.say(e.Triaged, "meja", 10, priority="P1", severity=severity, rule="CIV-PROC", **triage)
    story.say(e.Routed, "meja", 11, to="in_review")
    return story


def removed(thing: Thing = FALSE_DATE) -> Story:
    story = in_review(thing)
    story.say(e.Decided, "rani", 30, outcome="remove", rule="CIV-PROC", severity=3)
    story.say(e.Executed, "mesin", 31, outcome="remove", strike=1, policy="pilkada-2024@1")
    story.say(e.Notified, "meja", 32, whom="author", appeal_key="0" * 64)
    story.say(e.Notified, "meja", 33, whom="reporter")
    return story


def filed(origin: str = "laporan", start: datetime = MONDAY, **fields: Any) -> Story:
    story = Story("B1", start)
    who = "pengawas" if origin == "temuan" else "warga"
    story.say(
        e.Reported,
        who,
        0,
        track="B",
        thing=FALSE_DATE,
        origin=origin,
        **{"region": "18.71"} | fields,
    )
    return story


def registered(start: datetime = MONDAY, region: str = "18.71") -> Story:
    story = filed(start=start, region=region, known_on=start.date())
    story.say(e.Acknowledged, "pengawas", 60)
    story.say(e.InitialReviewStarted, "pengawas", 120)
    story.say(e.InitiallyReviewed, "pengawas", 180)
    story.say(e.Registered, "pengawas", 240, number="001/REG/LP/PW/18.71/XI/2024")
    return story


def ordered(thing: Thing = FALSE_DATE, urgent: bool = False) -> Story:
    story = Story("C1")
    story.say(
        e.OrderReceived,
        "komdigi",
        0,
        thing=thing,
        issuer="komdigi",
        number="B-1/2024",
        legal_basis="Permenkominfo 5/2020",
        urgent=urgent,
    )
    story.say(e.OrderExamined, "hukum", 20)
    return story


def screenshot(sha256: str = "a" * 64, size: int = 3) -> EvidenceItem:
    return EvidenceItem(
        sha256=sha256, size=size, media_type="image/png", what="screenshot", captured_at=MONDAY
    )


__all__ = ["CANDIDATE", "FALSE_DATE", "MONDAY", "Role", "Story", "Track"]
