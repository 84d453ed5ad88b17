"""Everything the judge learns from: sentences beside the statement of an official fact, with how they stand to it.

    python pairs_of_facts.py --bench DIR --out pairs.jsonl [--without ID-VOT-005 ...]

Written sentences (training/sentences, and the tuning half of the table of posts), sentences made from frames and slots,
the same sentences beside other facts and beside opposite ones, sentences on invented facts (pairs_of_opposites.py), and from the classification benchmark (--bench) half of the debunks, headlines and
ordinary talk. --without leaves facts out, to see whether the judge carries over to facts it never met.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from frames import MAKERS
from kin import far
from pairs import LABELS, merged
from pairs_of_opposites import invented, paraphrased, turned

from suluh.bench.held_out import block_of, stretches
from suluh.content import WIB, Post
from suluh.facts.fact import Fact
from suluh.knowledge import Knowledge, open_knowledge
from suluh.signals.contradiction.official import Official
from suluh.signals.reading import read
from suluh.signals.wording import wording
from suluh.text.normal import normalise

HERE = Path(__file__).parents[1]
TABLE = HERE.parent / "tests/tables/contradiction_tune.jsonl"
FRAMES = {"date": 4200, "hours": 2200, "count": 1400}
FORMS = {"true": "agrees", "asked": "asks", "denied": "denies", "hypothetical": "asks", "satire": "asks",
         "reported": "reports", "testimony": "reports", "wish": "asks", "sarcasm": "asks", "hearsay": "reports",
         "adjacent": "unrelated", "other_election": "unrelated", "stale": "unrelated"}  # fmt: skip
Row = dict[str, Any]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--bench", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--without", nargs="*", default=[])
    chosen = args.parse_args()
    rng = random.Random(7)
    knowledge = open_knowledge(reviews=())
    rows = [r for r in written(knowledge) if r["group"] not in chosen.without]
    own = list(rows)
    rows += [*crossed(own, knowledge, rng), *open_ended(own)]
    rows += [*turned(own), *invented(), *paraphrased()]
    rows += [*framed(rng), *real(chosen.bench, knowledge, rng), *triaged(chosen.bench, knowledge)]
    chosen.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
    print(len(rows), Counter(r["label"] for r in rows), Counter(r["source"] for r in rows))


def written(knowledge: Knowledge) -> Iterator[Row]:
    """What people wrote, beside its own fact."""
    for path in [*sorted((HERE / "sentences").glob("*.jsonl")), TABLE]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            label = merged(row["label"]) if "label" in row else _from_table(row)
            fact = knowledge.facts.get(row.get("fact") or "")
            if label in LABELS and (fact or label in ("contradicts", "unrelated")):
                yield {
                    "fact": plain(fact.statement_id) if fact else "",
                    "text": worded(row, knowledge),
                    "label": label,
                    "group": fact.id if fact else "",
                    "block": block_of(path.stem, number),
                    "register": row.get("register") or row.get("language") or "id",
                    "source": "written",
                }


def _from_table(row: Row) -> str:
    return "contradicts" if row["expect"] != "leave" else FORMS.get(row["form"], "")


def plain(statement: str) -> str:
    """A fact's statement in the same normalised words as posts."""
    return normalise(statement).text


def worded(row: Row, knowledge: Knowledge) -> str:
    day = datetime.fromisoformat(row.get("posted_at") or "2024-11-20T10:00:00")
    posted = day if day.tzinfo else day.replace(tzinfo=WIB)
    post = Post(id="-", text=row["text"], posted_at=posted, region=row.get("region"))
    official = Official(knowledge.facts, row.get("region"), posted)
    return wording(read(post, knowledge).caption, official)


def crossed(rows: list[Row], knowledge: Knowledge, rng: random.Random) -> Iterator[Row]:
    """The same sentences beside a fact of another matter: they say nothing about it."""
    others = [
        f
        for f in knowledge.facts.facts
        if f.jurisdiction == "ID" and f.id[:6] in ("ID-SCH", "ID-VOT", "ID-RES")
    ]
    for row in rows:
        other: Fact = rng.choice(others)
        if rng.random() < 0.5 and far(other.id, row["group"]):
            yield {
                **row,
                "fact": plain(other.statement_id),
                "label": "unrelated",
                "source": "crossed",
            }


def open_ended(rows: list[Row]) -> Iterator[Row]:
    """The same sentences beside no fact at all: does it contradict any that we know?"""
    for row in rows:
        if row["fact"]:
            yield {**row, "fact": "", "source": "open"}


def framed(rng: random.Random) -> Iterator[Row]:
    """Frames and slots with values drawn at random, so that comparing is learned and not our values."""
    for make, count in zip(MAKERS.values(), FRAMES.values(), strict=True):
        for number, pair in enumerate(make(rng, count)):
            yield {
                "fact": plain(pair.fact),
                "text": normalise(pair.text).text,
                "label": merged(pair.label),
                "group": "frames",
                "block": f"frames-{pair.group}-{number}",
                "register": "frames",
                "source": "frames",
            }


def real(folder: Path, knowledge: Knowledge, rng: random.Random) -> Iterator[Row]:
    """Real debunks, headlines and ordinary talk, half of them by hash, beside a random fact or none."""
    facts = [
        f for f in knowledge.facts.facts if f.id.startswith(("ID-SCH-001", "ID-VOT", "ID-RES"))
    ]
    for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["label"] in ("ordinary_political", "true_or_debunk") and for_training(row["id"]):
            text = worded({"text": row["text_neutral"]}, knowledge)
            for fact in ("", plain(rng.choice(facts).statement_id)):
                yield {"fact": fact, "text": text, "label": "unrelated", "group": "real", "block": row["id"],
                       "register": "real", "source": "real"}  # fmt: skip


KEPT_STRETCH = 2  # of five in time: the part of the benchmark that the triage is judged on
SPOKEN_OF = ("process", "ordinary", "headline", "debunk")


def triaged(folder: Path, knowledge: Knowledge) -> Iterator[Row]:
    """Does it misinform about the process? Fact-checked posts and ordinary talk, and posts written for this."""
    rows = [
        json.loads(x) for x in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    when = [r["date"] or UNDATED[r["src"]] for r in rows]
    for row, stretch in zip(rows, stretches([r["src"] for r in rows], when), strict=True):
        if stretch != KEPT_STRETCH and row["subtype"] not in (
            "candidate_campaign",
            "unrest_call",
            "scam_impersonation",
        ):
            yield _triage_row(
                row["text_neutral"], row["subtype"] == "process", row["id"], knowledge
            )
    for number, line in enumerate(
        (HERE / "process/posts.jsonl").read_text(encoding="utf-8").splitlines()
    ):
        row = json.loads(line)
        if row["label"] in SPOKEN_OF:
            yield _triage_row(
                row["text"], row["label"] == "process", f"process-{number}", knowledge
            )


UNDATED = {
    "jatim2024": "2024-11-01",
    "tiktok2025": "2025-06-01",
    "pilpres2019": "2019-03-15",
    "apta_news": "2023-09-01",
}


def _triage_row(text: str, misinforms: bool, block: str, knowledge: Knowledge) -> Row:
    said = worded({"text": text}, knowledge)
    return {"fact": "", "text": said, "label": "misinforms" if misinforms else "harmless", "group": "triage",
            "block": block, "register": "real", "source": "triage"}  # fmt: skip


def for_training(item_id: str) -> bool:
    """The half of the benchmark that may be learned from; `training/suspicion.py` uses the same."""
    return hashlib.sha256(item_id.encode()).digest()[0] % 2 == 0


if __name__ == "__main__":
    main()
