"""One part of our search, for a job that another program does too: who shared words, or links, twice within the window.

POSTS.jsonl WAY SECONDS OUT.json, in a process of its own. Everything is read as `suluh networks` reads it; then there is
no null, no group, no page: only the edges, as the other program leaves them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from suluh.bench.networks.judging import Edge
from suluh.networks.meetings import edges, meetings, shares
from suluh.networks.reading import read
from suluh.networks.traffic import Kind, Traces

WAYS = {"co_similar": Kind.TEXT, "co_link": Kind.LINK}
LEAST = 2  # different things that two accounts share


def compute(posts: Path, way: str, window: float) -> list[Edge]:
    """The edges of one kind of thing."""
    everything = read(posts, lambda record: None)
    traces = everything.traces
    one = traces.kind == WAYS[way]
    traces = Traces(traces.post[one], traces.kind[one], traces.thing[one])
    traffic = msgspec.structs.replace(everything, traces=traces)
    met = meetings(traffic, shares(traffic), round(window * 1000))
    found = edges(traffic.account, met, LEAST)
    names = traffic.accounts
    rows = zip(found.low.tolist(), found.high.tolist(), found.weight.tolist(), strict=True)
    return [(names[low], names[high], weight) for low, high, weight in rows]


if __name__ == "__main__":
    found = compute(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
    Path(sys.argv[4]).write_bytes(msgspec.json.encode(found))
