"""QUT's coordination network toolkit on the same posts, in a process of its own: TABLE.csv WAY SECONDS OUT.json

Nothing else of Suluh needs the toolkit; `pip install coordination_network_toolkit==1.5.2` brings it.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from suluh.bench.networks.alone import LEAST
from suluh.bench.networks.judging import Edge


def as_table(posts: Path, table: Path) -> None:
    """The posts in the toolkit's columns."""
    head = (
        "message_id",
        "user_id",
        "username",
        "repost_id",
        "reply_id",
        "message",
        "timestamp",
        "urls",
    )
    with posts.open("rb") as lines, table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for raw in lines:
            writer.writerow(_row(msgspec.json.decode(raw)))


def _row(post: dict[str, Any]) -> tuple[object, ...]:
    account = f"{post['platform']}:{post['author']['handle']}"
    text = post.get("text", "")
    links = [word for word in text.split() if "://" in word]
    when = datetime.fromisoformat(post["posted_at"]).timestamp()
    parent, repost = post.get("parent", ""), post.get("repost", "")
    return post["id"], account, account, repost, parent, text, when, " ".join(links)


def compute(table: Path, way: str, window: float) -> list[Edge]:
    """The toolkit's edges: reading the table, its network, nothing else."""
    from coordination_network_toolkit import (  # type: ignore[import-not-found]
        compute_networks,
        preprocess,
        similarity,
    )

    # Its plain similarity divides by zero on two empty texts; its own way of leaving out short ones does not.
    kindly = {"similarity_function": similarity.MinDocSizeSimilarity(5)}
    ways: dict[str, tuple[Callable[..., object], str, dict[str, object]]] = {
        "co_similar": (
            compute_networks.compute_co_similar_tweet, "co_similar_tweet_network", kindly,
        ),
        "co_tweet": (compute_networks.compute_co_tweet_network, "co_tweet_network", {}),
        "co_link": (compute_networks.compute_co_link_network, "co_link_network", {}),
    }  # fmt: skip
    run, network, more = ways[way]
    with tempfile.TemporaryDirectory(prefix="suluh-toolkit-") as folder:
        database = str(Path(folder) / "posts.db")
        preprocess.preprocess_csv_files(database, [str(table)])
        run(database, window, n_threads=1, min_edge_weight=LEAST, **more)
        rows = sqlite3.connect(database).execute(f"select user_1, user_2, weight from {network}")
        return [(one, two, weight) for one, two, weight in rows if one < two]


if __name__ == "__main__":
    edges = compute(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
    Path(sys.argv[4]).write_bytes(msgspec.json.encode(edges))
