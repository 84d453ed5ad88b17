"""Which words follow which in training/sentences: counts for suluh/media/speech/sentences.py.

    python training/speech/order.py --out suluh/media/speech/data/urutan.txt

Indonesian sentences alone, formal and colloquial, without those that resemble a statement of the benchmark (either
half). Days, hours and years are counted as their kind, so that no day is likelier than another. Words that are always
written large are names and are left out, and so is every candidate: nobody's name is likelier than another's.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spoken import SENTENCES, alike

from suluh.facts.load import load
from suluh.media.speech.hints import PAIR, hints_of
from suluh.media.speech.lexicon import lexicon
from suluh.media.speech.sentences import MONTHS, NUMBER, OTHER, YEAR, counted
from suluh.text.normal import normalise
from suluh.text.slang import lexicon as everyday

REGISTERS = ("id", "slang", "mix")
LEAST_WORD, LEAST_PAIR = 3, 2
_TOKEN = re.compile(r"<\w+>|[^\W\d_]+(?:-[^\W\d_]+)?|[.,!?;:]|\d+")
_HOUR = re.compile(r"\b(?:[01]?\d|2[0-4])[.:](\d\d)\b")
_VOWEL = re.compile(r"[aeiou]")


def texts() -> list[str]:
    rows = (
        json.loads(line)
        for file in sorted(SENTENCES.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    )
    every = sorted({row["text"] for row in rows if row.get("register") in REGISTERS})
    return [text for text, near in zip(every, alike(every), strict=True) if not near]


def runs(text: str, spoken: dict[str, str]) -> Iterator[list[str]]:
    """The words between signs, as the search names them; a sign or a number that is no day or hour ends a run."""
    text = _HOUR.sub(lambda m: NUMBER + (f" lewat {NUMBER}" if int(m[1]) else ""), text)
    text = re.sub(r"\b20[23]\d\b", YEAR, re.sub(r"\b[1-5]?\d\b", NUMBER, text))
    run: list[str] = []
    for token in _TOKEN.findall(counted(text)):
        if not token[0].isalpha() and token[0] != "<":
            if token not in ",:":
                yield run
                run = []
            continue
        for word in _said(token, spoken):
            run.append(word)
    yield run


def _said(token: str, spoken: dict[str, str]) -> list[str]:
    """A written word as it is said: abbreviations of a keyboard in full ("tgl"), those of the lexicon as they are."""
    low = token.lower()
    if low in spoken:
        return [spoken[low]]
    if len(low) < 3 or not _VOWEL.search(low):
        return [spoken.get(word, word) for word in normalise(low).text.split()]
    return low.split("-")


def candidates() -> set[str]:
    """Every word of the names of those who stand for election in a region that the facts know."""
    facts = load("pilkada-2024")
    regions = {fact.jurisdiction for fact in facts.facts if fact.slot == PAIR}
    names = (name for region in regions for name in hints_of(facts, region).names)
    return {word.lower().strip(".,") for name in names for word in name.split()}


def counts() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    spoken = {entry.text.lower(): entry.text for entry in lexicon() if " " not in entry.text}
    spoken |= {month.lower(): month for month in MONTHS} | {NUMBER: NUMBER, YEAR: YEAR}
    known = everyday().vocabulary | set(spoken)
    people = candidates() - known
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    small: Counter[str] = Counter()
    for text in texts():
        small.update(re.findall(r"\b[a-z]+", text))
        for run in runs(text, spoken):
            words.update(run)
            pairs.update(zip(["<>", *run], run, strict=False))
    kept = {
        word
        for word, many in words.items()
        if many >= LEAST_WORD
        and word not in people
        and (word in known or word in spoken.values() or small[word])
        and (len(word) > 2 or word in known)
    }
    return (
        Counter({word: many for word, many in words.items() if word in kept}),
        Counter(
            {
                pair: many
                for pair, many in pairs.items()
                if many >= LEAST_PAIR and kept.issuperset(set(pair) - {"<>"}) and OTHER not in pair
            }
        ),
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, required=True)
    args = asked.parse_args()
    words, pairs = counts()
    lines = [
        "# Kata apa mengikuti kata apa, dihitung dari training/sentences (training/speech/order.py); jangan diubah dengan tangan.",
        "# kata banyaknya: kata berikutnya banyaknya, ...",
    ]
    for word in ["<>", *sorted(words)]:
        after = sorted(((many, b) for (a, b), many in pairs.items() if a == word), reverse=True)
        lines.append(f"{word} {words[word]}: " + ", ".join(f"{b} {many}" for many, b in after))
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
