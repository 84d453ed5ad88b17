"""How long it takes to count a ledger, how much memory that needs, and to bring the sums up to date after an hour.

The ledger is made up: cases of all tracks, as they would go, with regions of the whole country in uneven parts.
Every run makes the same one.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from suluh.bench.table import Table
from suluh.cases import Happening, Role
from suluh.cases import events as e
from suluh.cases.things import Account, Thing
from suluh.content import WIB
from suluh.facts.regions import regions
from suluh.ledger import Kind, Ledger, NewEvent, open_ledger
from suluh.policy.language import load_policy
from suluh.transparency import advance, fold, report
from suluh.transparency.sums import Sums

START = datetime(2024, 9, 25, 8, 0, tzinfo=WIB)  # the campaign begins (process.md section 10)
SPAN = timedelta(days=70)
AT_ONCE = 4000  # events written together, and cases that go on beside each other
RULES = ("CIV-PROC", "CIV-ELIG", "CIV-RESULT", "HATE-SARA", "CIV-SUPPRESS")
OUTCOMES: tuple[Any, ...] = ("remove", "context_label", "reco_ineligible", "no_action")
ORGANISATIONS = (
    ("bawaslu-contoh", "state"),
    ("pemantau-contoh", "civil_society"),
    ("cek-contoh", "fact_checker"),
)


class Measured(msgspec.Struct, frozen=True):
    """Seconds and MB."""

    events: int
    cases: int
    fold_seconds: float
    events_a_second: int
    memory_mb: float
    cells: int
    report_seconds: float
    report_kb: float
    advance_events: int
    advance_seconds: float
    same: bool  # the sums brought up to date are those counted anew


def measure(events: int, folder: Path | None = None) -> Measured:
    """Make a ledger of so many events, count it, and count its last thousand on top of the others."""
    with (
        TemporaryDirectory(prefix="suluh-hitung-", dir=folder) as temporary,
        open_ledger(f"{temporary}/l.sqlite") as ledger,
    ):
        fill(ledger, events)
        before = _peak()
        begun = time.perf_counter()
        sums = fold(ledger.events())
        folded = time.perf_counter() - begun
        memory = _peak() - before
        policy = load_policy()
        begun = time.perf_counter()
        body = msgspec.json.encode(report(sums, "0" * 64, policy))
        reported = time.perf_counter() - begun
        earlier = advance(Sums(), ledger, max(1, sums.seq - 1000))
        begun = time.perf_counter()
        later = advance(earlier, ledger, sums.seq)
        advanced = time.perf_counter() - begun
        return Measured(
            events=sums.seq,
            cases=sum(n for cell, n in sums.cells.items() if cell[0] == "cases" and not cell[2]),
            fold_seconds=round(folded, 2),
            events_a_second=round(sums.seq / folded),
            memory_mb=round(memory, 1),
            cells=len(sums.cells),
            report_seconds=round(reported, 2),
            report_kb=round(len(body) / 1024, 1),
            advance_events=later.seq - earlier.seq,
            advance_seconds=round(advanced, 3),
            same=later == sums,
        )


def tables(found: Measured) -> list[Table]:
    """What was measured."""
    rows = [(name.replace("_", " "), value) for name, value in msgspec.to_builtins(found).items()]
    return [Table("Transparency: a ledger counted", ("what", "value"), rows)]


def fill(ledger: Ledger, events: int, seed: int = 2024) -> None:
    """Append about so many events: whole cases, told beside each other."""
    chance = random.Random(seed)
    ledger.append(_granted())
    made, number = len(ORGANISATIONS), 0
    while made < events:
        some: list[tuple[datetime, int, NewEvent]] = []
        start = START + SPAN * (made / max(events, 1))
        while len(some) < min(AT_ONCE, events - made):
            number += 1
            some += ((one.at, number, one) for one in case(number, start, chance))
        ledger.append(event for _, _, event in sorted(some, key=lambda one: one[:2]))
        made += len(some)


def case(number: int, start: datetime, chance: random.Random) -> Iterator[NewEvent]:
    """All events of one made-up case, in order."""
    at = start + timedelta(minutes=chance.randrange(24 * 60))
    for told in _track_c(number, at, chance) if number % 40 == 0 else _track_a(number, at, chance):
        if isinstance(told, NewEvent):
            yield told
        else:
            new = e.recorded(told)
            yield NewEvent(new.kind, new.subject, new.body, new.at)


def _track_a(number: int, at: datetime, chance: random.Random) -> Iterator[Happening | NewEvent]:
    name = f"A-{number:08x}"
    clock = _Clock(name, at)
    org = chance.choice(ORGANISATIONS)[0]
    by_machine = chance.random() < 0.6
    if by_machine:
        posted = at - timedelta(hours=chance.expovariate(0.1))
        saw = {
            "post_id": f"p{number}",
            "posted_at": posted.isoformat(),
            "views": chance.randrange(9000),
            "rules": [chance.choice(RULES)],
            "shadow": ["PATTERN"] if chance.random() < 0.1 else [],
        }
        yield NewEvent(Kind.MACHINE_SAW, name, saw, at)
        who: dict[str, Any] = clock("suluh", Role.MACHINE)
    elif chance.random() < 0.5:
        who = clock("w-1", Role.REPORTER_PUBLIC)
    else:
        who = clock("p-1", Role.REPORTER_TRUSTED) | {"organisation": org}
    rule = f"pilkada-2024@1/{chance.choice(RULES)}"
    yield e.Reported(**who, track="A", thing=_thing(number), region=_region(chance))
    desk = clock("meja", Role.TRIAGE, chance.expovariate(1 / 10))
    yield e.Acknowledged(**desk)
    yield e.Triaged(**desk, priority="P2", severity=2, rule=rule)
    yield e.Routed(**desk, to="in_review")
    if chance.random() < 0.1:
        return
    outcome = chance.choice(OUTCOMES)
    reviewer = clock("rani", Role.REVIEWER, chance.expovariate(1 / 90))
    yield e.Decided(
        **reviewer, outcome=outcome, rule=rule, severity=2, reason="Berlawanan dengan fakta resmi."
    )
    machine = clock("suluh", Role.MACHINE)
    if outcome != "no_action":
        yield e.Executed(**machine, outcome=outcome, policy=rule)
        yield e.Notified(**machine, whom="author", appeal_key=f"{number:064x}")
    yield e.Notified(**machine, whom="reporter")
    if chance.random() < 0.1:
        second: Any = outcome if chance.random() < 0.85 else chance.choice(OUTCOMES)
        yield e.Reviewed(**clock("sari", Role.REVIEWER, 60), outcome=second, rule=rule)
    if outcome != "no_action" and chance.random() < 0.15:
        yield e.Appealed(**clock("pembuat", Role.AUTHOR, chance.expovariate(1 / 600)))
        verdict: Any = "overturned" if chance.random() < 0.15 else "upheld"
        panel = clock("banding", Role.APPEAL_PANEL, chance.expovariate(1 / 900))
        yield e.AppealDecided(**panel, verdict=verdict, reason="Diperiksa lagi.")


def _track_c(number: int, at: datetime, chance: random.Random) -> Iterator[Happening | NewEvent]:
    clock = _Clock(f"C-{number:08x}", at)
    legal = clock("hukum", Role.LEGAL_GATEWAY)
    yield e.OrderReceived(
        **legal,
        thing=_thing(number),
        issuer="komdigi",
        number=f"contoh/{number}",
        legal_basis="contoh",
    )
    yield e.OrderExamined(**clock("hukum", Role.LEGAL_GATEWAY, 30))
    if chance.random() < 0.3:
        yield e.OrderRefused(
            **clock("hukum", Role.LEGAL_GATEWAY, 60), reason="Dasar hukum tidak disebut."
        )


class _Clock:
    """Who does what when in one case; each step some minutes after the last."""

    def __init__(self, name: str, at: datetime) -> None:
        self.name, self.at = name, at

    def __call__(self, actor: str, role: Role, minutes: float = 0) -> dict[str, Any]:
        self.at += timedelta(minutes=minutes)
        return {"case": self.name, "at": self.at, "actor": actor, "role": role}


def _thing(number: int) -> Thing:
    url = f"https://contoh.id/video/{number}"
    return Thing(
        url=url, platform="tiktok", text="Unggahan buatan.", account=Account(platform="tiktok")
    )


def _region(chance: random.Random) -> str:
    """A few regions have most of the cases."""
    codes = [code for code, _ in regions().pairs()]
    return codes[int(len(codes) * chance.random() ** 3)]


def _granted() -> Iterator[NewEvent]:
    for name, sector in ORGANISATIONS:
        body = {
            "organisation": name,
            "status": "granted",
            "actor": "bench",
            "why": "contoh",
            "sector": sector,
        }
        yield NewEvent(Kind.REPORTER_STATUS, f"O-{name}", body, START)


def _peak() -> float:
    """The most memory that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
