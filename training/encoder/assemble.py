"""Everything the judge learns from, in one file: written sentences, frames, real debunks and talk.

    python assemble.py --written DIR --bench DIR --out pairs.jsonl

--written: files of {"fact", "text", "label"} written sentence by sentence. --bench: a folder laid out like the
classification benchmark, for debunks, headlines and ordinary talk. Facts come from Suluh's own data.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from pathlib import Path

from frames import MAKERS
from pairs import LABELS, Pair, merged

from suluh.facts import Facts, load

FRAMES = {"date": 1700, "hours": 1000, "count": 500}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--written", type=Path, required=True)
    args.add_argument("--bench", type=Path)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--without", nargs="*", default=[], help="fact ids to leave out of training")
    chosen = args.parse_args()
    rng = random.Random(7)
    facts = load()
    pairs = [p for path in sorted(chosen.written.glob("*.jsonl")) for p in written(path, facts)]
    pairs += crossed(pairs, facts, rng)
    for make, count in zip(MAKERS.values(), FRAMES.values(), strict=True):
        pairs += make(rng, count)
    if chosen.bench:
        pairs += real(chosen.bench, facts, rng)
    pairs = [
        p._replace(label=merged(p.label))
        for p in dict.fromkeys(pairs)
        if p.group not in chosen.without
    ]
    rng.shuffle(pairs)
    chosen.out.write_text(
        "".join(json.dumps(p._asdict(), ensure_ascii=False) + "\n" for p in pairs)
    )
    print(len(pairs), Counter(p.label for p in pairs), Counter(p.source for p in pairs))


def written(path: Path, facts: Facts) -> list[Pair]:
    """The sentences that people wrote, each with its fact's statement."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        fact = facts.get(row["fact"])
        label = merged(row["label"])
        if fact is not None and label in LABELS:
            pairs.append(Pair(fact.statement_id, row["text"], label, fact.id, "written"))
    return pairs


def crossed(pairs: list[Pair], facts: Facts, rng: random.Random) -> list[Pair]:
    """The same sentences beside another fact: most say nothing about it."""
    statements = [
        f
        for f in facts.facts
        if f.jurisdiction == "ID" and f.id.startswith(("ID-SCH", "ID-VOT", "ID-RES"))
    ]
    return [
        Pair(other.statement_id, pair.text, "unrelated", other.id, "written")
        for pair in pairs
        if rng.random() < 0.45 and far(other := rng.choice(statements), facts, pair.group)
    ]


# Facts that speak of one matter: a sentence about one may well say something about the other.
KIN = (
    {
        "ID-SCH-001",
        "ID-SCH-002",
        "ID-SCH-004",
        "ID-VOT-008",
        "ID-VOT-009",
        "ID-SCH-010",
        "ID-VOT-005",
    },
    {"ID-VOT-001", "ID-VOT-002", "ID-VOT-003", "ID-VOT-004", "ID-VOT-013"},
    {
        "ID-VOT-006",
        "ID-VOT-007",
        "ID-VOT-008",
        "ID-VOT-009",
        "ID-VOT-010",
        "ID-VOT-011",
        "ID-VOT-012",
        "ID-VOT-003",
    },
    {
        "ID-VOT-011",
        "ID-VOT-012",
        "ID-VOT-014",
        "ID-VOT-015",
        "ID-VOT-016",
        "ID-VOT-017",
        "ID-VOT-013",
        "ID-VOT-019",
    },
    {"ID-VOT-018", "ID-VOT-026", "ID-VOT-027", "ID-VOT-028", "ID-RES-006", "ID-VOT-019"},
    {"ID-VOT-023", "ID-VOT-024", "ID-VOT-005"},
    {
        "ID-RES-001",
        "ID-RES-002",
        "ID-RES-003",
        "ID-RES-004",
        "ID-RES-005",
        "ID-SCH-010",
        "ID-SCH-011",
        "ID-SCH-012",
    },
)


def far(other: object, facts: Facts, group: str) -> bool:
    """Whether two facts are of different matters."""
    name = str(getattr(other, "id", ""))
    return name != group and not any(name in kin and group in kin for kin in KIN)


def real(folder: Path, facts: Facts, rng: random.Random) -> list[Pair]:
    """Debunks, headlines and ordinary talk beside random facts: never a contradiction. Half of them, by hash."""
    statements = [f for f in facts.facts if f.id.startswith(("ID-SCH-001", "ID-VOT", "ID-RES"))]
    pairs = []
    for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["label"] not in ("ordinary_political", "true_or_debunk") or not _for_training(
            row["id"]
        ):
            continue
        label = {
            "clarification": "denies",
            "debunk_text": "unrelated",
            "news_headline": "unrelated",
        }.get(row["subtype"], "unrelated")
        if label == "denies":
            label = "unrelated"  # it denies some claim, but not what this fact is about
        for _ in range(1):
            fact = rng.choice(statements)
            pairs.append(Pair(fact.statement_id, row["text_neutral"][:300], label, "real", "real"))
    return pairs


def _for_training(item_id: str) -> bool:
    return hashlib.sha256(item_id.encode()).digest()[0] % 2 == 0


if __name__ == "__main__":
    main()
