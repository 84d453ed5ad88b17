"""Pairs whose answer changes with the statement: the sentence alone does not tell, so the statement must be read.

Invented facts (training/invented) come with their opposite, and each sentence with how it stands to both. A few official
facts have an opposite as well (training/opposites.jsonl), beside which the sentences that people wrote turn round.
Claims with their paraphrases (training/paraphrases) agree with their own title and say nothing about a near one.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from suluh.text.normal import normalise

HERE = Path(__file__).parents[1]
Row = dict[str, Any]

# How each kind of sentence stands to the fact, and to its opposite.
STANDS = {
    "c": ("contradicts", "agrees"),
    "a": ("agrees", "contradicts"),
    "d": ("denies", "contradicts"),
    "n": ("contradicts", "denies"),
    "q": ("asks", "asks"),
    "r": ("reports", "reports"),
    "u": ("unrelated", "unrelated"),
}
TURNED = {"agrees": "contradicts", "denies": "contradicts", "contradicts": "agrees"}
FORMS = ("para", "slang", "mix", "en", "jv", "su", "obf", "post")


def invented(folder: Path = HERE / "invented") -> Iterator[Row]:
    """Sentences on invented facts, beside the fact, its opposite, and the fact of another line."""
    for path in sorted(folder.glob("*.jsonl")):
        facts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        rng = random.Random(path.stem)
        for number, fact in enumerate(facts):
            block = f"invented-{path.stem}-{number}"
            for kind, stands in STANDS.items():
                for sentence in fact[kind]:
                    for statement, label in zip((fact["f"], fact["o"]), stands, strict=True):
                        yield _row(statement, sentence, label, block, "invented")
                    if rng.random() < 0.3:
                        other = rng.choice(facts)
                        if other is not fact:
                            yield _row(other["f"], sentence, "unrelated", block, "invented")


def turned(rows: Iterable[Row]) -> Iterator[Row]:
    """The written sentences of a fact beside its opposite; a falsehood agrees only with a narrow one."""
    lines = (HERE / "opposites.jsonl").read_text(encoding="utf-8").splitlines()
    opposites = {row["fact"]: row for row in map(json.loads, lines)}
    for row in rows:
        other, label = opposites.get(row["group"]), TURNED.get(row["label"])
        if other and label and (label == "contradicts" or other["narrow"]):
            statement = normalise(other["opposite"]).text
            yield {**row, "fact": statement, "label": label, "source": "turned"}


def paraphrased() -> Iterator[Row]:
    """A claim in eight forms beside its own title, and beside one that only comes near."""
    for path in sorted((HERE / "paraphrases").glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            claim = json.loads(line)
            block = f"{path.stem}-{number}"
            for form in FORMS:
                yield _row(claim["title"], claim[form], "agrees", block, "paraphrased")
                yield _row(claim["near"][0], claim[form], "unrelated", block, "paraphrased")


def _row(fact: str, text: str, label: str, block: str, source: str) -> Row:
    return {"fact": normalise(fact).text, "text": normalise(text).text, "label": label,
            "group": source, "block": block, "register": source, "source": source}  # fmt: skip
