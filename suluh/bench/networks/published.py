"""The two share logs that CooRTweet publishes: what its rule finds, what ours finds, and what chance makes of the same.

PATH is a folder with russian_coord_tweets.csv.gz (retweets, 2021; Kulichkina, Righetti and Waldherr 2024) and
german_elections.csv.gz (Facebook and Twitter, 2021; Righetti and others 2022), out of the package's data (MIT).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from suluh.bench.networks.plain_rule import Ruled, pairs, ruled
from suluh.bench.table import Table
from suluh.errors import RequestError
from suluh.networks import Asked, Found, chance, find
from suluh.networks.groups import groups
from suluh.networks.meetings import edges, meetings, shares
from suluh.networks.reading import read
from suluh.networks.source import lines_of
from suluh.networks.traffic import Traffic

PARTICIPATION = 2  # what the package's own examples ask for
WEIGHT = 3  # and where their percentile of .99 falls in the Russian data
DEALT = 19  # times that the accounts are dealt anew


class Log(NamedTuple):
    """A published file, its columns under our names, and the windows in seconds of the package's examples."""

    file: str
    columns: dict[str, str]
    windows: tuple[int, ...]


LOGS = (
    Log(
        "russian_coord_tweets.csv.gz",
        {"id": "content_id", "author": "account_id", "repost": "object_id", "posted_at": "timestamp_share"},
        (60, 600),
    ),
    Log(
        "german_elections.csv.gz",
        {
            "id": "post_id", "author": "account_id", "link": "url_id", "hashtags": "hashtag_id", "media": "phash_id",
            "posted_at": "timestamp",
        },
        (30, 60),
    ),
)  # fmt: skip


def run(folder: Path | None) -> dict[str, Any]:
    """Measure; the figures as they go into JSON. Raises RequestError without the folder or a file of it."""
    if folder is None or any(not (folder / log.file).is_file() for log in LOGS):
        raise RequestError(f"PATH is a folder with {' and '.join(log.file for log in LOGS)}")
    return {"rows": [row for log in LOGS for row in _rows(folder / log.file, log)]}


def _rows(path: Path, log: Log) -> Iterator[dict[str, Any]]:
    with lines_of(str(path), log.columns, lambda record: None) as lines:
        traffic = read(lines, lambda record: None)
    for window in log.windows:
        rule = ruled(traffic, pairs(traffic, window, PARTICIPATION))
        ours = find(str(path), Asked(window=window, reshuffles=DEALT), columns=log.columns)
        yield {
            "data": log.file.partition(".")[0],
            "posts": len(traffic.when),
            "window": window,
        } | _beside(traffic, window, rule, ours)


def _beside(traffic: Traffic, window: int, rule: Ruled, ours: Found) -> dict[str, Any]:
    often = rule.weight >= WEIGHT
    strong = Ruled(rule.one[often], rule.two[often], rule.weight[often])
    named = {traffic.accounts[account] for account in strong.accounts()}
    findings, apart = (
        {member.account for group in groups for member in group.members}
        for groups in (ours.findings, ours.apart)
    )
    seen, by_chance = _by_chance(traffic, window)
    return {
        "rule_edges": len(rule.weight),
        "rule_percentile_99": rule.least_beyond(0.99),
        "rule_accounts": len(named),
        "edges": seen,
        "edges_by_chance": by_chance,
        "our_groups": len(ours.findings),
        "our_accounts": len(findings),
        "in_both": len(findings & named),
        "set_apart": len(apart),
        "set_apart_in_rule": len(apart & named),
        "neither": len(named - findings - apart),
        "neither_but_three_together": len(_three(traffic, strong) - findings - apart),
    }


def _three(traffic: Traffic, rule: Ruled) -> set[str]:
    """Accounts that the rule ties in threes or more: pairs are no group to us."""
    found = groups(zip(rule.one.tolist(), rule.two.tolist(), strict=True), 3)
    return {traffic.accounts[account] for group in found for account in group}


def _by_chance(traffic: Traffic, window: int) -> tuple[int, float]:
    """Edges of at least WEIGHT different things: as they are, and on average when the accounts are dealt anew."""
    met = meetings(traffic, shares(traffic), window * 1000)
    within = chance.blocks(traffic, window * 1000)
    dealt = [
        len(edges(chance.dealt(traffic, within, seed), met, WEIGHT).low) for seed in range(DEALT)
    ]
    return len(edges(traffic.account, met, WEIGHT).low), float(np.mean(dealt))


def tables(result: dict[str, Any]) -> list[Table]:
    """The figures for a terminal."""
    rows = result["rows"]
    return [Table("Published share logs", tuple(rows[0]), [tuple(row.values()) for row in rows])]
