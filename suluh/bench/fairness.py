"""Invented ledgers with and without a planted bias: how often does the audit find it, and how often does it cry wolf?

Two pairs of one race, several topics, views over four powers of ten. Who is named has to do with topic and reach (more
hoaxes circulate about one pair, and its posts are seen by more), so that a comparison which did not control for them
would be wrong. With a bias, posts about the first pair are decided harsher, or later, than the same posts would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec
import numpy as np

from suluh.audit.chance import wilson
from suluh.audit.differences import differences
from suluh.audit.observed import Observation, reach_of
from suluh.bench.table import Table
from suluh.content import WIB

TOPICS = {"CIV-PROC": 0.7, "CIV-UNVER": 0.25, "MONEY-POL": 0.5, "HARASS": 0.4}  # acted on, in part
PAIRS = ("pair:18.71:1", "pair:18.71:2")
START = datetime(2024, 11, 1, 8, tzinfo=WIB)
OVERTURNED = 0.1  # of appeals
APPEALED = 0.3  # of what was acted on


class Bias(msgspec.Struct, frozen=True):
    """What is planted against the first pair: added to the chance to be acted on; factor of the time to decide."""

    harsher: float = 0.0
    slower: float = 1.0


FAIR = Bias()
PLANTED = {
    "fair": FAIR,
    "harsher by 10 points": Bias(harsher=0.10),
    "harsher by 20 points": Bias(harsher=0.20),
    "half as long again": Bias(slower=1.5),
    "twice as slow": Bias(slower=2.0),
}


class Life(msgspec.Struct, frozen=True):
    """What happened to one invented post, from its report to its appeal."""

    id: str
    pair: str
    topic: str
    views: int
    at: datetime
    acted: bool
    hours: float
    appealed: bool
    overturned: bool

    def observation(self) -> Observation:
        """What the audit would read of it in a ledger."""
        return Observation(
            id=self.id,
            mentions=(self.pair,),
            topic=self.topic,
            reach=reach_of(self.views),
            at=self.at,
            acted=self.acted and not self.overturned,
            removed=self.acted,
            hours=self.hours,
            wrong=self.overturned if self.appealed else None,
        )


def lives(count: int, bias: Bias = FAIR, seed: int = 0) -> Iterator[Life]:
    """So many invented posts; the same seed gives the same ones."""
    random = np.random.default_rng(seed)
    topics = list(TOPICS)
    for number in range(count):
        topic = topics[random.choice(len(topics), p=(0.4, 0.3, 0.2, 0.1))]
        power = random.uniform(1, 5)
        first = random.random() < 0.3 + 0.3 * (topic == "CIV-PROC") + 0.05 * power
        chance = TOPICS[topic] + 0.03 * power + (bias.harsher if first else 0.0)
        acted = bool(random.random() < min(chance, 0.98))
        appealed = acted and bool(random.random() < APPEALED)
        hours = random.lognormal(1.0 - 0.2 * power, 0.8) * (bias.slower if first else 1.0)
        yield Life(
            f"sim-{number}",
            PAIRS[0] if first else PAIRS[1],
            topic,
            int(10**power),
            START + timedelta(minutes=5 * number),
            acted,
            float(hours),
            appealed,
            appealed and bool(random.random() < OVERTURNED),
        )


def run(size: int | None, ledgers: int = 200) -> dict[str, Any]:
    """For each planted bias, in how many of the invented ledgers somebody stands out. size: cases a ledger."""
    count = size or 1000
    rows = []
    for name, bias in PLANTED.items():
        found = sum(_is_flagged(count, bias, seed) for seed in range(ledgers))
        low, high = wilson(found, ledgers)
        rows.append({"bias": name, "ledgers": ledgers, "flagged": found, "low": low, "high": high})
    return {"cases": count, "rows": rows}


def _is_flagged(count: int, bias: Bias, seed: int) -> bool:
    return bool(differences([life.observation() for life in lives(count, bias, seed)]).flagged)


def tables(result: dict[str, Any]) -> list[Table]:
    """The same figures, to print."""
    return [
        Table(
            f"Invented ledgers of {result['cases']} cases in which somebody stands out",
            ("planted", "ledgers", "flagged", "share", "95 %"),
            [
                (
                    row["bias"],
                    row["ledgers"],
                    row["flagged"],
                    row["flagged"] / row["ledgers"],
                    f"{row['low']:.3f} to {row['high']:.3f}",
                )
                for row in result["rows"]
            ],
        )
    ]
